import {
  figuresFromSums,
  makeDesign,
  type DesignFrame,
  type EstimateSet,
  type LonelyPsuRule,
  type SufficientSums,
} from "#stats";
import type { ProportionOptions } from "#stats";
import {
  openFileEngine,
  quotedName,
  quotedText,
  type EngineOptions,
  type FileEngine,
} from "./engine-store.ts";

/** Columns of the design in every survey file: dense whole numbers from 0, the rows sorted by them; weights as doubles. */
export const designColumn = {
  wave: "design_wave",
  stratum: "design_stratum",
  psu: "design_psu",
  ssu: "design_ssu",
  fpc: "design_fpc",
  fpc2: "design_fpc2",
  weight: "design_weight",
} as const;

/** What is estimated from a survey file. */
export interface FileTask {
  /** Number of the wave; all rows where left out. */
  readonly wave?: number;
  /** The variable, as an expression over the columns of the file; null where it is missing. */
  readonly value: string;
  readonly measure: "mean" | "proportion";
  /** Columns, as expressions, whose values make the groups; everybody together where left out. */
  readonly by?: readonly string[];
}

/** A survey file open for estimation. */
export interface SurveyFile {
  /** Means or proportions by group, design-based, without holding the respondents in memory. */
  readonly figures: (task: FileTask, options?: ProportionOptions) => Promise<EstimateSet>;
  readonly close: () => void;
}

/** How a file is opened. */
export interface SurveyFileOptions extends EngineOptions {
  readonly lonelyPsu?: LonelyPsuRule;
}

/**
 * Opens a survey file. Figures equal those of `stats` on the same respondents in memory to 1e-12, and are the same to the
 * last bit on any number of threads: weights are added up as whole numbers (decision 26).
 */
export async function openSurveyFile(path: string, options: SurveyFileOptions = {}): Promise<SurveyFile> {
  const engine = await openFileEngine(options);
  const source = `read_parquet(${quotedText(path)})`;
  const frameOf = remembered((from) => readFrame(engine, from, options.lonelyPsu ?? "fail"));
  const groupsFor = remembered((from, ...by) => groupsOf(engine, by, from));
  const extremesOf = remembered((from, value = "") => readExtremes(engine, value, from));
  return {
    figures: async (task, estimateOptions) => {
      const where = task.wave === undefined ? "" : ` where ${designColumn.wave} = ${task.wave}`;
      const from = `${source}${where}`;
      const frame = await frameOf(from);
      const groups = await groupsFor(from, ...(task.by ?? []));
      const extremes = await extremesOf(from, task.value);
      const all = await sumsOf(engine, task, { from, frame, groups, extremes });
      const { sums, labels } = onlyOccurring(all, groups.labels);
      return figuresFromSums(frame.design, { sums, labels, measure: task.measure }, estimateOptions);
    },
    close: engine.close,
  };
}

/** Keeps what was read once: a file does not change while it is open. */
function remembered<T>(read: (...key: readonly string[]) => Promise<T>): (...key: string[]) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (...key) => {
    const name = key.join("\n");
    const answer = known.get(name) ?? read(...key);
    known.set(name, answer);
    return answer;
  };
}

/** The units of a wave and how they were drawn. */
interface Frame {
  readonly design: DesignFrame;
  /** The column of the units in which sums are kept, and the number of the first of them. */
  readonly unit: string;
  readonly first: number;
}

async function readFrame(engine: FileEngine, from: string, lonelyPsu: LonelyPsuRule): Promise<Frame> {
  const { stratum, psu, ssu, fpc, fpc2 } = designColumn;
  const [rows] = await engine.texts(
    `select string_agg(name, ' ') from (describe select * from ${from}) t(name)`,
  );
  const held = new Set((rows?.[0] ?? "").split(" "));
  const hasSecond = held.has(fpc2);
  const unit = hasSecond ? ssu : psu;
  const wanted: string[] = [
    unit,
    psu,
    stratum,
    ...(held.has(fpc) ? [fpc] : []),
    ...(hasSecond ? [fpc2] : []),
  ];
  const columns = wanted.slice(1).map((name) => `min(${name})`);
  const read = await engine.numbers(
    `select ${[unit, ...columns].join(", ")} from ${from} group by ${unit} order by ${unit}`,
  );
  const column = (name: string): Float64Array => read[wanted.lastIndexOf(name)] ?? new Float64Array();
  const design = makeDesign({
    rows: column(psu).length,
    strata: column(stratum),
    psu: column(psu),
    lonelyPsu,
    ...(held.has(fpc) ? { fpc: column(fpc) } : {}),
    ...(hasSecond ? { ssu: column(ssu), fpc2: column(fpc2) } : {}),
  });
  return { design, unit, first: read[0]?.[0] ?? 0 };
}

/** The groups by which figures are wanted, in the order of their values. */
interface Groups {
  readonly labels: readonly string[];
  /** Expressions whose values tell a respondent's group; whoever has none of one is in no group. */
  readonly values: readonly string[];
  /** Expression that gives the number of a group from its values, which are named `group0`, `group1`… */
  readonly code: string;
}

async function groupsOf(engine: FileEngine, by: readonly string[], from: string): Promise<Groups> {
  if (by.length === 0) return { labels: ["all"], values: [], code: "0" };
  const parts: Groups[] = [];
  for (const [place, expression] of by.entries()) {
    const values = await engine.texts(
      `select distinct (${expression}) as value, (value)::varchar from ${from} where value is not null order by value`,
    );
    const labels = values.map(([, text]) => text ?? "");
    const cases = labels.map((label, code) => `when ${quotedText(label)} then ${code}`).join(" ");
    const code = labels.length === 0 ? "null" : `case (group${place})::varchar ${cases} end`;
    parts.push({ labels, values: [expression], code });
  }
  return parts.reduceRight((inner, outer) => ({
    labels: inner.labels.flatMap((b) => outer.labels.map((a) => `${a}.${b}`)),
    values: [...outer.values, ...inner.values],
    code: `(${outer.code}) + ${outer.labels.length} * (${inner.code})`,
  }));
}

/** What the sums must have room for. */
interface Extremes {
  readonly rows: number;
  readonly heaviest: number;
  readonly lightest: number;
  readonly least: number;
  readonly most: number;
  /** Whether there are only zeros and ones: then squares are the values themselves. */
  readonly isBinary: boolean;
  /** Whether there are only whole numbers. */
  readonly isWhole: boolean;
}

async function readExtremes(engine: FileEngine, value: string, from: string): Promise<Extremes> {
  const columns = await engine.numbers(
    `select count(*), max(${designColumn.weight}), min(${designColumn.weight}), min(${value}), max(${value}),
       bool_and((${value}) in (0, 1))::integer, bool_and((${value})::double = floor((${value})::double))::integer
     from ${from}`,
  );
  const [rows = 0, heaviest = 1, lightest = 0, least = NaN, most = NaN, binary = 0, whole = 0] = columns.map(
    (column) => column[0] ?? NaN,
  );
  return { rows, heaviest, lightest, least, most, isBinary: binary === 1, isWhole: whole === 1 };
}

interface SumsTask {
  readonly extremes: Extremes;
  readonly from: string;
  readonly frame: Frame;
  readonly groups: Groups;
}

/** Adds up by unit and group. Every sum is one of whole numbers: it does not matter in which order, nor on how many threads. */
async function sumsOf(
  engine: FileEngine,
  { value }: FileTask,
  { from, frame, groups, extremes }: SumsTask,
): Promise<SufficientSums> {
  const { weight } = designColumn;
  const { least, most, isBinary } = extremes;
  const shift = centreOf(least, most);
  const isPlain = isBinary && shift === 0;
  const { type, scales } = wholeNumbersFor(extremes, shift);
  const product = (power: number): string =>
    `(${weight}${" * y".repeat(power)} * ${scales[power]}::double)::${type}`;
  const powers = isPlain ? [0, 1] : [0, 1, 2];
  // Of zeros and ones the weight is made a whole number once, and counted or not.
  const summand = (power: number): string =>
    isPlain && power === 1 ? "case when y = 1 then w0 when y = 0 then 0 end" : product(power);
  const made = powers.map((power) => `case when y is not null then ${summand(power)} end as w${power}`);
  const named = groups.values.map((expression, place) => `(${expression}) as group${place}`);
  const names = groups.values.map((_expression, place) => `group${place}`);
  const isGrouped = names.map((name) => `${name} is not null`);
  const columns = await engine.numbers(
    `select unit, ${groups.code} as code, ${powers.map((power) => `s${power}`).join(", ")}, answered, everybody from (
       select ${["unit", ...names, ...powers.map((power) => `sum(w${power})::double as s${power}`)].join(", ")},
         count(y) as answered, count(*) as everybody from (select *, ${made.join(", ")} from (
           select ${[`${frame.unit} as unit`, ...named, weight].join(", ")}, (${value})::double - ${shift}::double as y
           from ${from}))
       ${isGrouped.length === 0 ? "" : `where ${isGrouped.join(" and ")}`}
       group by ${["unit", ...names].join(", ")})
     order by unit, code`,
  );
  const [unit, code, w, wy] = columns;
  const whole = powers.length === 3 ? columns : [unit, code, w, wy, wy, ...columns.slice(4)];
  return cellsFrom(whole, { shift, scales, first: frame.first, domains: groups.labels.length });
}

/** The whole numbers in which weights, and weights times values and squares, are added up. */
interface WholeNumbers {
  readonly type: "bigint" | "hugeint";
  /** What a weight, its product with a value and with a square are multiplied by before they are rounded. */
  readonly scales: readonly number[];
}

/** Bits of each kind of whole number, less the sign and one to spare. */
const bits = { bigint: 62, hugeint: 125 } as const;

/**
 * Numbers of 64 bits, whose sums the engine makes of 128, where no summand loses more than 2^-48 of itself by rounding:
 * values that are whole, and weights of which none is very much lighter than another. Numbers of 128 bits anywhere else.
 */
function wholeNumbersFor(extremes: Extremes, shift: number): WholeNumbers {
  const { rows, heaviest, lightest, least, most, isWhole } = extremes;
  const reach = Math.max(1, Math.abs(least - shift) || 0, Math.abs(most - shift) || 0);
  const isShort = isWhole && lightest > 0 && (heaviest / lightest) * reach ** 2 <= 2 ** 14;
  const type = isShort ? "bigint" : "hugeint";
  const room = isShort ? bits.bigint : bits.hugeint - Math.ceil(Math.log2(Math.max(1, rows)));
  return { type, scales: [0, 1, 2].map((power) => scaleFor(room, heaviest * reach ** power)) };
}

/** Taken off every value: the middle of the range, where it is far from 0 compared with the range. */
function centreOf(least: number, most: number): number {
  const middle = (least + most) / 2;
  return Math.abs(middle) > 2 * (most - least) && Number.isFinite(middle) ? Math.round(middle) : 0;
}

/** The largest power of two by which a number of this size can be multiplied and still have room in so many bits. */
function scaleFor(room: number, largest: number): number {
  return 2 ** Math.min(1000, room - Math.ceil(Math.log2(largest)) - 1);
}

interface SumsShape {
  readonly shift: number;
  readonly scales: readonly number[];
  readonly first: number;
  readonly domains: number;
}

function cellsFrom(
  columns: readonly (Float64Array | undefined)[],
  { shift, scales, first, domains }: SumsShape,
): SufficientSums {
  const [unit, code, w, wy, wyy, answered, all] = columns;
  const scaled = (column: Float64Array | undefined, scale = 1): Float64Array => {
    const numbers = new Float64Array(column?.length ?? 0);
    for (let cell = 0; cell < numbers.length; cell++) numbers[cell] = (column?.[cell] ?? 0) / scale || 0;
    return numbers;
  };
  const n = Int32Array.from(answered ?? []);
  const missing = Int32Array.from(all ?? []);
  for (let cell = 0; cell < n.length; cell++) missing[cell] = (missing[cell] ?? 0) - (n[cell] ?? 0);
  const unitOfCell = Int32Array.from(unit ?? []);
  for (let cell = 0; cell < unitOfCell.length; cell++) unitOfCell[cell] = (unitOfCell[cell] ?? 0) - first;
  return {
    domains,
    shift,
    unitOfCell,
    domainOfCell: Int32Array.from(code ?? []),
    w: scaled(w, scales[0]),
    wy: scaled(wy, scales[1]),
    wyy: scaled(wyy, wyy === wy ? scales[1] : scales[2]),
    n,
    missing,
  };
}

/** Leaves out crossings of groups in which there is nobody. */
function onlyOccurring(
  sums: SufficientSums,
  labels: readonly string[],
): { readonly sums: SufficientSums; readonly labels: readonly string[] } {
  const occurring = [...new Set(sums.domainOfCell)].toSorted((a, b) => a - b);
  if (occurring.length === labels.length || occurring.length === 0) return { sums, labels };
  const place = new Map(occurring.map((code, index) => [code, index]));
  const domainOfCell = sums.domainOfCell.map((code) => place.get(code) ?? -1);
  return {
    sums: { ...sums, domains: occurring.length, domainOfCell },
    labels: occurring.map((code) => labels[code] ?? ""),
  };
}

/** The value of a column without the codes that mean that there is no answer. */
export function valueOf(column: string, missing: readonly (string | number)[] = []): string {
  const name = quotedName(column);
  if (missing.length === 0) return name;
  const numbers = missing.filter((code) => typeof code === "number");
  const texts = missing.filter((code) => typeof code === "string").map(quotedText);
  const tests = [
    ...(numbers.length > 0 ? [`try_cast(${name} as double) in (${numbers.join(", ")})`] : []),
    ...(texts.length > 0 ? [`${name}::varchar in (${texts.join(", ")})`] : []),
  ];
  return `case when ${tests.join(" or ")} then null else ${name} end`;
}
