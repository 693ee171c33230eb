import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openFileEngine, openSurveyFile, PageThreads, valueOf } from "#observatory/handlers";
import { makeDesign, manyFigures, meanBy, proportionBy, type Domains, type SurveyDesign } from "#stats";
import { measureImport, type ImportFigures } from "./bench-survey-import.ts";
import { figuresByR, type RFigures } from "./bench-survey-r.ts";
import { bareSums, readInvented, writeInventedFile, writeInventedText } from "./bench-survey-store.ts";
import { UsageError } from "./command.ts";
import { thisMachine, type Machine } from "./machine.ts";

/** Times of one kind of work in milliseconds: the fastest run, the median, and the least that processors worked for a run. */
interface Times {
  readonly best: number;
  readonly median: number;
  readonly processor: number;
}

/** One run. */
interface Run {
  readonly wall: number;
  readonly processor: number;
}

/** Figures of `bench survey`: milliseconds and MiB; null where not measured. */
export interface SurveyFigures {
  readonly rows: number;
  readonly domains: number;
  /** Mean and standard error in all domains, columns in memory, one thread, rows in the order of the design. */
  readonly inMemory: Times;
  /** The same with rows in any order. */
  readonly inMemoryMixed: Times;
  /** Building the design from its columns, once a survey. */
  readonly designMs: number;
  /** Memory of a process that holds the columns and makes the figures. */
  readonly peakRssMiB: number;
  /** 40 indicators by 8 breakdowns, on as many threads as there are processors and on one, in turn. */
  readonly page: PageTimes;
  /** The same figures from a Parquet file, the bare sums of the engine, and how many times as long. */
  readonly parquet: ParquetFigures;
  /** The same with ten times the rows. */
  readonly parquetLarge: ParquetFigures | null;
  /** R `survey` in turn with us: the best times of both, and how many times faster we are; null where R is absent. */
  readonly r: RTurns | null;
  /** A file of sixty columns brought in; null where not measured. */
  readonly import: ImportFigures | null;
  /** Load of the machine at the end. */
  readonly load: number;
  readonly machine: Machine;
}

interface PageTimes {
  readonly threads: number;
  readonly onThreads: Times;
  readonly onOneThread: Times;
}

interface ParquetFigures {
  readonly rows: number;
  readonly figures: Times;
  readonly bareSums: Times;
  readonly ratio: number;
  readonly peakRssMiB: number;
}

interface RTurns {
  readonly designMs: number;
  readonly figuresMs: number;
  readonly inMemoryMs: number;
  readonly timesFaster: number;
  /** Largest relative distance between our share and error and those of R. */
  readonly distance: number;
}

interface BenchShape {
  readonly rows: number;
  readonly domains: number;
}

const runs = 7;
const rowsInUnit = 100;

/** Parts, each measured in a process of its own, so that the memory of one is not that of another. */
const parts: Readonly<Record<string, (shape: BenchShape) => Promise<object | null> | object>> = {
  memory: measureMemory,
  page: measurePage,
  parquet: measureParquet,
  r: measureAgainstR,
  import: measureImport,
};

/**
 * Measures the mean of a yes-or-no answer and its error by group in an invented stratified clustered weighted survey:
 * in memory, from a file, a page of figures, and in turn with R.
 */
export async function benchSurvey(options: readonly string[] = []): Promise<object> {
  const { part, isQuick, ...shape } = readOptions(options);
  if (part !== null) return (await parts[part]?.(shape)) ?? {};
  const measured = (name: string, rows = shape.rows): unknown => measuredApart(name, { ...shape, rows });
  return {
    ...shape,
    ...(measured("memory") as object),
    page: measured("page"),
    parquet: measured("parquet"),
    parquetLarge: isQuick ? null : measured("parquet", shape.rows * 10),
    r: isQuick ? null : measured("r"),
    import: isQuick ? null : measured("import"),
    load: loadavg()[0] ?? 0,
    machine: thisMachine(),
  };
}

function readOptions(options: readonly string[]) {
  const { values } = parseArgs({
    args: [...options],
    options: {
      rows: { type: "string", default: "1000000" },
      domains: { type: "string", default: "12" },
      part: { type: "string" },
      quick: { type: "boolean", default: false },
    },
  });
  const [rows, domains] = [Number(values.rows), Number(values.domains)];
  const isRound = Number.isInteger(rows) && rows % (rowsInUnit * 50) === 0 && rows > 0;
  const isKnown = values.part === undefined || Object.hasOwn(parts, values.part);
  if (!isRound || !Number.isInteger(domains) || domains < 1 || domains > 100 || !isKnown)
    throw new UsageError();
  return { rows, domains, part: values.part ?? null, isQuick: values.quick };
}

/** Runs one part in its own process; null where it had nothing to say. */
function measuredApart(part: string, { rows, domains }: BenchShape): unknown {
  const main = join(import.meta.dirname, "main.ts");
  const words = ["bench", "survey", "--json", "--part", part, "--rows", `${rows}`, "--domains", `${domains}`];
  const answer: unknown = JSON.parse(execFileSync(process.execPath, [main, ...words], { encoding: "utf8" }));
  return typeof answer === "object" && answer !== null && Object.keys(answer).length > 0 ? answer : null;
}

const round = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;

function timesOf(all: readonly Run[]): Times {
  const sorted = all.map(({ wall }) => wall).toSorted((a, b) => a - b);
  return {
    best: round(sorted[0] ?? 0),
    median: round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    processor: round(Math.min(...all.map(({ processor }) => processor))),
  };
}

async function timed(work: () => unknown): Promise<Run> {
  const [started, worked] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(worked);
  return { wall: performance.now() - started, processor: (user + system) / 1000 };
}

async function repeated(times: number, work: () => unknown): Promise<Times> {
  const all: Run[] = [];
  for (let run = 0; run < times; run += 1) all.push(await timed(work));
  return timesOf(all);
}

const peakRssMiB = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

async function measureMemory(shape: BenchShape): Promise<object> {
  const { columns, y, domains } = inventedSurvey(shape);
  const started = performance.now();
  const design = makeDesign(columns);
  const designMs = round(performance.now() - started);
  const inMemory = await repeated(runs, () => meanBy(design, y, domains));
  const memory = peakRssMiB();
  const mixed = mixedSurvey(shape);
  const mixedDesign = makeDesign(mixed.columns);
  const inMemoryMixed = await repeated(runs, () => meanBy(mixedDesign, mixed.y, mixed.domains));
  return { inMemory, inMemoryMixed, designMs, peakRssMiB: memory };
}

/** Numbers that are the same at each call. */
function drawer(): () => number {
  let state = 20261;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Where a row lies. */
type UnitOf = (row: number, units: number, random: () => number) => number;

/** A survey that is the same at each call: three in a hundred do not answer. */
function inventedSurvey({ rows, domains: count }: BenchShape, unitOf: UnitOf = inOrder) {
  const random = drawer();
  const units = rows / rowsInUnit;
  const columns = {
    weights: new Float64Array(rows),
    strata: new Int32Array(rows),
    psu: new Int32Array(rows),
  };
  const y = new Float64Array(rows);
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const psu = unitOf(row, units, random);
    columns.psu[row] = psu;
    columns.strata[row] = Math.floor(psu / 50);
    columns.weights[row] = 100 + 900 * random();
    y[row] = random() < 0.03 ? NaN : Number(random() < 0.3);
    codes[row] = Math.floor(random() * count);
  }
  return { columns, y, domains: domainsOf(codes, count) };
}

function inOrder(row: number): number {
  return Math.floor(row / rowsInUnit);
}

/** The same with rows in any order; every unit holds somebody. */
function mixedSurvey(shape: BenchShape) {
  return inventedSurvey(shape, (row, units, random) => (row < units ? row : Math.floor(random() * units)));
}

function domainsOf(codes: Int32Array, count: number): Domains {
  const labels = Array.from({ length: count }, (_none, domain) => `${domain + 1}`);
  return { codes, labels, keys: labels.map((label) => [label]) };
}

/** A page as a report asks for it: 32 shares and 8 means, each by 8 breakdowns of 2 to 9 groups. */
async function measurePage(shape: BenchShape): Promise<object> {
  const { columns } = inventedSurvey(shape);
  const design = makeDesign(columns);
  const random = drawer();
  const variables = Array.from({ length: 40 }, (_none, index) => {
    const answer = index < 32 ? () => Number(random() < 0.3) : () => Math.floor(random() * 7);
    const y = new Float64Array(new SharedArrayBuffer(shape.rows * Float64Array.BYTES_PER_ELEMENT));
    for (let row = 0; row < shape.rows; row++) y[row] = random() < 0.03 ? NaN : answer();
    return { y, measure: index < 32 ? ("proportion" as const) : ("mean" as const) };
  });
  const breakdowns = Array.from({ length: 8 }, (_none, index) =>
    domainsOf(
      Int32Array.from({ length: shape.rows }, () => Math.floor(random() * (index + 2))),
      index + 2,
    ),
  );
  const threads = new PageThreads();
  const [many, one]: [Run[], Run[]] = [[], []];
  for (let run = 0; run < 4; run += 1) {
    many.push(await timed(() => threads.figures(design, variables, breakdowns)));
    one.push(await timed(() => manyFigures(design, variables, breakdowns)));
  }
  const used = threads.started + 1;
  threads.close();
  return { threads: used, onThreads: timesOf(many), onOneThread: timesOf(one) };
}

/** Works in a folder of its own with an invented file, and leaves nothing behind. */
async function withFile<T>(
  shape: BenchShape,
  work: (path: string, folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "tisser-bench-"));
  try {
    const path = join(folder, "survey.parquet");
    const engine = await openFileEngine({ spillFolder: folder });
    await writeInventedFile(engine, { ...shape, units: shape.rows / rowsInUnit }, path);
    engine.close();
    return await work(path, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Ours and the bare sums in turn, so that both meet the same machine. */
function measureParquet(shape: BenchShape): Promise<object> {
  return withFile(shape, async (path) => {
    const [engine, file] = await Promise.all([openFileEngine(), openSurveyFile(path)]);
    const task = { value: valueOf("yes"), measure: "mean", by: ["domain"] } as const;
    await file.figures(task);
    const [ours, bare]: [Run[], Run[]] = [[], []];
    for (let run = 0; run < runs; run += 1) {
      bare.push(await timed(() => bareSums(engine, path)));
      ours.push(await timed(() => file.figures(task)));
    }
    file.close();
    engine.close();
    const [figures, sums] = [timesOf(ours), timesOf(bare)];
    const ratio = round(figures.median / sums.median);
    return { rows: shape.rows, figures, bareSums: sums, ratio, peakRssMiB: peakRssMiB() };
  });
}

/** R and we in turn on the same respondents. */
function measureAgainstR(shape: BenchShape): Promise<object | null> {
  return withFile(shape, async (path, folder) => {
    const text = join(folder, "survey.csv");
    const engine = await openFileEngine();
    await writeInventedText(engine, path, text);
    const [psu, strata, weights, yes, group] = await readInvented(engine, path);
    engine.close();
    if (!psu || !strata || !weights || !yes || !group) return null;
    const design = makeDesign({ weights, strata, psu });
    const domains = domainsOf(Int32Array.from(group), shape.domains);
    const [ours, theirs] = [[] as Run[], [] as RFigures[]];
    for (let turn = 0; turn < 2; turn += 1) {
      const answer = figuresByR(text);
      if (answer === null) return null;
      theirs.push(answer);
      for (let run = 0; run < 3; run += 1) ours.push(await timed(() => meanBy(design, yes, domains)));
    }
    return comparison(design, { yes, domains, ours, theirs });
  });
}

interface Turns {
  readonly yes: Float64Array;
  readonly domains: Domains;
  readonly ours: readonly Run[];
  readonly theirs: readonly RFigures[];
}

function comparison(design: SurveyDesign, { yes, domains, ours, theirs }: Turns): RTurns | null {
  const [first] = proportionBy(design, yes, domains).estimates;
  const [answer] = theirs;
  if (answer === undefined || first === undefined) return null;
  const distances = [
    [first.value ?? NaN, answer.value],
    [first.standardError ?? NaN, answer.standardError],
  ].map(([a = NaN, b = NaN]) => Math.abs(a / b - 1));
  const inMemoryMs = timesOf(ours).best;
  const figuresMs = Math.min(...theirs.map((one) => one.figuresMs));
  return {
    designMs: Math.min(...theirs.map((one) => one.designMs)),
    figuresMs,
    inMemoryMs,
    timesFaster: Math.round(figuresMs / inMemoryMs),
    distance: Math.max(...distances),
  };
}
