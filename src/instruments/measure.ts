import { roundHalfUp } from "./rounding.ts";
import type { Measure, MissingRule, Test } from "./scoring-rule.ts";

// Turns a measure, once, into a function over the answers. A measure gives a span: the least and the most that any
// completion of the answers can give. Both are equal when the number is known.

/** What a measure can be, given the answers. */
export interface Span {
  readonly least: number;
  readonly most: number;
  /** The number before it was multiplied or looked up. */
  readonly raw: number;
  /** Whether unanswered items were imputed. */
  readonly isImputed: boolean;
}

/** Where an item stands, and the codes it can take after turning. */
export interface ItemShape {
  readonly position: number;
  readonly least: number;
  readonly most: number;
}

/** Gives the span of a measure from the codes (NaN where unanswered) and the spans of the sub-scores; null where nothing can be said. */
export type ReadMeasure = (values: Float64Array, subscores: readonly (Span | null)[]) => Span | null;

/** Makes a test into a function. */
export function compileTest({
  in: members,
  atLeast = -Infinity,
  atMost = Infinity,
}: Test): (value: number) => boolean {
  const isMember = members === undefined ? () => true : (value: number) => members.includes(value);
  return (value) => value >= atLeast && value <= atMost && isMember(value);
}

function exactly(value: number, raw = value, isImputed = false): Span {
  return { least: value, most: value, raw, isImputed };
}

/** What goes into a sum: what an item brings, and what it could bring where it is unanswered. */
interface Summands {
  readonly shapes: readonly ItemShape[];
  readonly points: (value: number, index: number) => number;
  readonly ends: readonly (readonly [least: number, most: number])[];
  readonly missing: MissingRule;
  /** The value of a sum over the answered items. */
  readonly finish: (sum: number, answered: number) => number;
}

/** Adds what each item brings, and settles the unanswered ones by the rule. */
function compileSum({ shapes, points, ends, missing, finish }: Summands): ReadMeasure {
  const number = shapes.length;
  const positions = shapes.map(({ position }) => position);
  const settle = settleBy(missing);
  return (values, subscores) => {
    let sum = 0;
    let answered = 0;
    for (let index = 0; index < number; index += 1) {
      const value = values[positions[index] ?? 0] ?? NaN;
      if (value !== value) continue;
      sum += points === asIs ? value : points(value, index);
      answered += 1;
    }
    if (answered === number) return exactly(finish(sum, number), sum);
    if (missing !== "bounds") return settle(sum, number, answered, subscores, finish);
    let [least, most] = [sum, sum];
    for (let index = 0; index < number; index += 1) {
      if (!Number.isNaN(values[positions[index] ?? 0])) continue;
      least += ends[index]?.[0] ?? 0;
      most += ends[index]?.[1] ?? 0;
    }
    return { least: finish(least, number), most: finish(most, number), raw: NaN, isImputed: false };
  };
}

type Settle = (
  sum: number,
  number: number,
  answered: number,
  subscores: readonly (Span | null)[],
  finish: (sum: number, answered: number) => number,
) => Span | null;

/** What a sum becomes when items are unanswered, for the rules that give one number or none. */
function settleBy(missing: MissingRule): Settle {
  if (missing === "known")
    return (sum, number, _answered, _subscores, finish) => exactly(finish(sum, number), sum);
  if (missing === "subscores")
    return (sum, _number, answered, subscores, finish) =>
      answered > 0 && subscores.every((span) => span !== null)
        ? exactly(finish(sum, answered), sum, true)
        : null;
  if (typeof missing === "string") return () => null;
  if ("ignore" in missing)
    return (sum, number, answered, _subscores, finish) =>
      number - answered <= missing.ignore ? exactly(finish(sum, number), sum) : null;
  return (sum, number, answered, _subscores, finish) =>
    answered > 0 && number - answered <= missing.prorate ? exactly(finish(sum, answered), sum, true) : null;
}

/** Makes a measure into a function. `shapeOf` gives the shape of an item; `subscoreNames` the order of the sub-scores. */
export function compileMeasure(
  measure: Measure,
  shapeOf: (linkId: string) => ItemShape,
  subscoreNames: readonly string[],
): ReadMeasure {
  if (measure.kind === "total") return compileTotal(measure, subscoreNames);
  const shapes = measure.items.map(shapeOf);
  if (measure.kind === "sum") {
    const points = weighing(measure);
    const ends = endsOf(shapes, points);
    return compileSum({ shapes, points, ends, missing: measure.missing, finish: scaling(measure) });
  }
  if (measure.kind === "count") {
    const counts = compileTest(measure.counts);
    const points = (value: number) => (counts(value) ? 1 : 0);
    const ends = shapes.map(() => [0, 1] as const);
    return compileSum({ shapes, points, ends, missing: measure.missing, finish: asIs });
  }
  const plain = { shapes, points: asIs, ends: endsOf(shapes, asIs) };
  if (measure.kind === "mean") {
    const finish = (sum: number, answered: number) => roundHalfUp(sum, answered, measure.decimals);
    return compileSum({ ...plain, missing: measure.missing, finish });
  }
  return compileThreshold(
    compileSum({ ...plain, missing: "bounds", finish: asIs }),
    compileTest(measure.passes),
  );
}

function asIs(value: number): number {
  return value;
}

/** The least and the most that each item can bring, in whichever direction its codes run. */
function endsOf(
  shapes: readonly ItemShape[],
  points: (value: number, index: number) => number,
): readonly (readonly [number, number])[] {
  return shapes.map(({ least, most }, index) => {
    const ends = [points(least, index), points(most, index)] as const;
    return [Math.min(...ends), Math.max(...ends)];
  });
}

type SumMeasure = Extract<Measure, { readonly kind: "sum" }>;

function weighing({ items, weights }: SumMeasure): (value: number, index: number) => number {
  if (weights === undefined) return asIs;
  const byIndex = items.map((linkId) => weights[linkId] ?? 1);
  return (value, index) => value * (byIndex[index] ?? 1);
}

/** What a sum over the answered items becomes: filled up to all items (half up), multiplied, looked up. */
function scaling({ items, times = 1, table }: SumMeasure): (sum: number, answered: number) => number {
  const number = items.length;
  return (sum, answered) => {
    const full = answered === number ? sum : roundHalfUp(sum * number, answered);
    return table === undefined ? full * times : (table[String(full)] ?? NaN);
  };
}

/** 1 or 0 once every completion agrees. */
function compileThreshold(read: ReadMeasure, passes: (value: number) => boolean): ReadMeasure {
  return (values, subscores) => {
    const sum = read(values, subscores);
    if (sum === null) return null;
    const [atLeast, atMost] = [passes(sum.least) ? 1 : 0, passes(sum.most) ? 1 : 0];
    const [least, most] = [Math.min(atLeast, atMost), Math.max(atLeast, atMost)];
    return { least, most, raw: sum.raw, isImputed: false };
  };
}

type TotalMeasure = Extract<Measure, { readonly kind: "total" }>;

function compileTotal({ of, missing }: TotalMeasure, subscoreNames: readonly string[]): ReadMeasure {
  const positions = of.map((name) => subscoreNames.indexOf(name));
  return (_values, subscores) => {
    let [least, most] = [0, 0];
    for (const position of positions) {
      const span = subscores[position] ?? null;
      if (span === null || (missing === "required" && span.least !== span.most)) return null;
      least += span.least;
      most += span.most;
    }
    return { least, most, raw: least, isImputed: false };
  };
}
