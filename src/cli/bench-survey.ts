import { parseArgs } from "node:util";
import { makeDesign, meanBy, type Domains, type SurveyDesign } from "#stats";
import { UsageError } from "./command.ts";
import { thisMachine, type Machine } from "./machine.ts";

/** Figures of `bench survey`: milliseconds and MiB; null where not measured. */
export interface SurveyFigures {
  readonly rows: number;
  readonly domains: number;
  /** Mean and standard error in all domains, columns in memory, one thread: median of the runs. */
  readonly inMemoryMs: number;
  /** The fastest run. */
  readonly bestMs: number;
  /** Building the design from its columns, once a survey. */
  readonly designMs: number;
  /** The same figures from a Parquet file through DuckDB. */
  readonly parquetMs: number | null;
  readonly peakRssMiB: number;
  /** The same figures by R `survey`. */
  readonly rMs: number | null;
  readonly machine: Machine;
}

const runs = 7;
const strata = 200;
const unitsInStratum = 50;

/** Measures the mean of a yes-or-no answer and its error by group in an invented stratified clustered weighted survey. */
export function benchSurvey(options: readonly string[] = []): SurveyFigures {
  const { rows, domains: count } = readOptions(options);
  const { columns, y, domains } = inventedSurvey(rows, count);
  const started = performance.now();
  const design = makeDesign(columns);
  const designMs = performance.now() - started;
  const times = Array.from({ length: runs }, () => timed(design, y, domains)).toSorted((a, b) => a - b);
  return {
    rows,
    domains: count,
    inMemoryMs: round(times[Math.floor(runs / 2)]!),
    bestMs: round(times[0]!),
    designMs: round(designMs),
    parquetMs: null,
    peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    rMs: null,
    machine: thisMachine(),
  };
}

function readOptions(options: readonly string[]): { rows: number; domains: number } {
  const { values } = parseArgs({
    args: [...options],
    options: { rows: { type: "string", default: "1000000" }, domains: { type: "string", default: "12" } },
  });
  const [rows, domains] = [Number(values.rows), Number(values.domains)];
  if (!Number.isInteger(rows) || rows < strata * 2 || !Number.isInteger(domains) || domains < 1)
    throw new UsageError();
  return { rows, domains };
}

function timed(design: SurveyDesign, y: Float64Array, domains: Domains): number {
  const started = performance.now();
  meanBy(design, y, domains);
  return performance.now() - started;
}

const round = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;

/** A survey that is the same at each call: three in a hundred do not answer. */
function inventedSurvey(rows: number, count: number) {
  let state = 20261;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const columns = {
    weights: new Float64Array(rows),
    strata: new Int32Array(rows),
    psu: new Int32Array(rows),
  };
  const y = new Float64Array(rows);
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const psu = row < strata * unitsInStratum ? row : Math.floor(random() * strata * unitsInStratum);
    columns.psu[row] = psu;
    columns.strata[row] = psu % strata;
    columns.weights[row] = 100 + 900 * random();
    y[row] = random() < 0.03 ? NaN : Number(random() < 0.3);
    codes[row] = Math.floor(random() * count);
  }
  const labels = Array.from({ length: count }, (_none, domain) => `${domain + 1}`);
  return { columns, y, domains: { codes, labels, keys: labels.map((label) => [label]) } };
}
