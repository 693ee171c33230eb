import type { ReadAnswers } from "./answers.ts";
import { compileFlags } from "./conditions.ts";
import { compileMeasure, compileTest, type ItemShape, type Span } from "./measure.ts";
import type { Outcome } from "./score-result.ts";
import type { Band, ScaleRule } from "./scoring-rule.ts";

/** The band of a score: the last one that begins at or below it; null where there are none. */
export function bandOf(bands: readonly Band[], score: number): string | null {
  for (let index = bands.length - 1; index >= 0; index -= 1) {
    const band = bands[index];
    if (band !== undefined && score >= band.min) return band.band;
  }
  return null;
}

const nothing: Readonly<Record<string, never>> = {};
const noMissing: readonly string[] = [];
const noSpans: Spans = [];

function known(span: Span | null): number | null {
  return span !== null && span.least === span.most ? span.least : null;
}

/** A band is certain when both ends of the span fall into it. */
function certainBand(bands: readonly Band[], span: Span | null): string | null {
  if (span === null) return null;
  const band = bandOf(bands, span.least);
  if (span.least === span.most) return band;
  return band === bandOf(bands, span.most) ? band : null;
}

type Spans = readonly (Span | null)[];
type ShapeOf = (linkId: string) => ItemShape;

/** The sub-scores of a rule: their spans from the codes, then their numbers and bands from the spans. */
interface Subscores {
  readonly read: (values: Float64Array) => Spans;
  readonly numbers: (spans: Spans) => Readonly<Record<string, number | null>>;
  readonly bands: (spans: Spans) => Readonly<Record<string, string | null>>;
}

function compileSubscores({ subscores }: ScaleRule, shapeOf: ShapeOf): Subscores {
  const parts = Object.entries(subscores);
  if (parts.length === 0) return { read: () => noSpans, numbers: () => nothing, bands: () => nothing };
  const names = parts.map(([name]) => name);
  const measures = parts.map(([, { measure }]) => compileMeasure(measure, shapeOf, names));
  const banded = parts.flatMap(([name, { bands }], index) => (bands ? [{ name, bands, index }] : []));
  return {
    read: (values) => measures.map((read) => read(values, noSpans)),
    numbers: (spans) => Object.fromEntries(names.map((name, index) => [name, known(spans[index] ?? null)])),
    bands: (spans) =>
      Object.fromEntries(
        banded.map(({ name, bands, index }) => [name, certainBand(bands, spans[index] ?? null)]),
      ),
  };
}

/** Makes the rule of a scale into a function over the answers. `linkIds` in the order of the items. */
export function compileScale(
  rule: ScaleRule,
  linkIds: readonly string[],
  shapeOf: ShapeOf,
): (answers: ReadAnswers) => Outcome {
  const parts = compileSubscores(rule, shapeOf);
  const total = rule.total === null ? null : compileMeasure(rule.total, shapeOf, Object.keys(rule.subscores));
  const hasRaw = rule.total?.kind === "sum" && (rule.total.times ?? rule.total.table) !== undefined;
  const settle = compileSettling(rule, shapeOf);
  const flagsOf = compileFlags(rule.flags, shapeOf);

  return ({ values, answered }) => {
    const spans = parts.read(values);
    const settled = settle(values);
    const span = settled === undefined && total !== null ? total(values, spans) : null;
    const score = known(span);
    const band = settled ?? certainBand(rule.bands, span);
    const isScored = total === null ? spans.some((part) => known(part) !== null) : (score ?? band) !== null;
    const subscores = hasRaw && score !== null ? { raw: span?.raw ?? null } : parts.numbers(spans);
    return {
      isScored,
      score,
      band,
      isProrated: isScored && span?.isImputed === true,
      subscores,
      subscoreBands: parts.bands(spans),
      flags: flagsOf({ values, score, band, subscores }, isScored),
      missing:
        answered === linkIds.length ? noMissing : linkIds.filter((_, index) => Number.isNaN(values[index])),
    };
  };
}

/** The band that one answer settles; undefined when it settles none; null when it is missing, so that nothing can be said. */
function compileSettling(
  { settledBy }: ScaleRule,
  shapeOf: ShapeOf,
): (values: Float64Array) => string | null | undefined {
  if (settledBy === undefined) return () => undefined;
  const { position } = shapeOf(settledBy.item);
  const settles = compileTest(settledBy.when);
  return (values) => {
    const value = values[position] ?? NaN;
    if (Number.isNaN(value)) return null;
    return settles(value) ? settledBy.band : undefined;
  };
}
