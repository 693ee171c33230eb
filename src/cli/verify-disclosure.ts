import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openSolver } from "#observatory/handlers";
import {
  auditRelease,
  chanceOfRoundingUp,
  countsBehindPercent,
  impliedByDifference,
  magnitudeRisk,
  magnitudeRule,
  microdataRisk,
  roundToBase,
  roundTogether,
  suppress,
  unitsWithheldFirst,
  type LinearTerm,
  type ProtectedSystem,
} from "#stats";
import { z } from "zod";

/** A reference case of area E (disclosure control), as far as it is read here. */
export interface DisclosureCase {
  /** For instance `E01-two-way`. */
  readonly id: string;
  /** Names of its tables, joined by " + ". */
  readonly data?: unknown;
  readonly spec?: unknown;
  readonly expected: unknown;
  /** Relative tolerance of its numbers. */
  readonly relTolerance?: number;
}

/** Says where the numbers computed differ from those expected. */
type Compare = (where: string, computed: number, expected: number) => void;

/**
 * Runs one case of area E against the files of its folder `data`. What is asked is told by what is expected, so that
 * cases with other tables run too.
 * Answers one line for each difference, none when the case passes. Of suppressions cost and safety are compared, not
 * the pattern: several may cost the same.
 */
export async function verifyDisclosureCase(reference: DisclosureCase, dataFolder: string): Promise<string[]> {
  const run = runnerOf(reference);
  if (run === null) return ["not computed: nothing that is expected is known here"];
  const faults: string[] = [];
  const tolerance = reference.relTolerance ?? 1e-8;
  const compare: Compare = (where, computed, expected) => {
    const slack = tolerance * Math.max(1, Math.abs(expected));
    if (!(Math.abs(computed - expected) <= slack))
      faults.push(`${where}: expected ${expected}, got ${computed}`);
  };
  const tables = JSON.stringify(reference.data ?? "").match(/[\w.-]+\.csv/g) ?? [];
  const read = (ending: string) => {
    const table = tables.find((name) => name.endsWith(ending));
    if (table === undefined) throw new Error(`no table ${ending}`);
    return readTable(join(dataFolder, table));
  };
  await run({ ...reference, compare, read });
  return faults;
}

/** What can be computed, by a name that only such a case expects or specifies. */
function runnerOf({ spec, expected }: DisclosureCase): ((run: Run) => Promise<void> | void) | null {
  const has = (value: unknown, name: string): boolean =>
    typeof value === "object" && value !== null && Object.hasOwn(value, name);
  if (has(expected, "optimum")) return runSuppression;
  if (has(expected, "conventional")) return runRounding;
  if (has(expected, "implied_commune")) return runDifferencing;
  if (has(expected, "n_keys")) return runMicrodata;
  if (has(expected, "integers")) return runPercent;
  return has(spec, "minUnits") ? runMagnitudes : null;
}

interface Run extends DisclosureCase {
  readonly compare: Compare;
  /** The table of the case whose name ends so. */
  readonly read: (ending: string) => readonly Readonly<Record<string, string>>[];
}

/** Reads a CSV without quotes. */
function readTable(path: string): readonly Readonly<Record<string, string>>[] {
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) => {
    const values = line.split(",");
    return Object.fromEntries(names.map((name, position) => [name, values[position] ?? ""]));
  });
}

/** R writes a list of one number as the number itself. */
const numbers = z.union([z.array(z.number()), z.number().transform((one) => [one])]);
const truths = z.union([z.array(z.boolean()), z.boolean().transform((one) => [one])]);

const suppressionSpec = z.object({ threshold: z.number() });
const suppressionExpected = z.object({
  primary: numbers,
  primary_only_audit: z.array(z.object({ cell: z.number(), min: z.number(), max: z.number() })),
  exactly_disclosed_if_primary_only: numbers,
  optimum: z.object({ cost: z.number() }),
  safe: z.boolean(),
});

async function runSuppression({ spec, expected, read, compare }: Run): Promise<void> {
  const { threshold } = suppressionSpec.parse(spec);
  const wanted = suppressionExpected.parse(expected);
  const system = systemOf(read("cells.csv"), equationsOf(read("equations.csv")), threshold);
  const solve = await openSolver();
  const first = unitsWithheldFirst(system);
  compareLists(
    "primary",
    compare,
    first.flatMap((is, cell) => (is ? [cell + 1] : [])),
    wanted.primary,
  );
  const attack = auditRelease(system, first, { solve });
  for (const [position, line] of wanted.primary_only_audit.entries()) {
    compare(`audit.${line.cell}.min`, attack[position]?.lower ?? Number.NaN, line.min);
    compare(`audit.${line.cell}.max`, attack[position]?.upper ?? Number.NaN, line.max);
  }
  const known = attack.filter(({ lower, upper }) => upper - lower < 1e-9).map(({ cell }) => cell + 1);
  compareLists("disclosed", compare, known, wanted.exactly_disclosed_if_primary_only);
  const best = suppress(system, solve);
  compare("cost", best?.cost ?? Number.NaN, wanted.optimum.cost);
  const isSafe = auditRelease(system, best?.withheld ?? [], { solve }).every((line) => line.isSafe);
  compare("safe", isSafe ? 1 : 0, wanted.safe ? 1 : 0);
}

function compareLists(
  where: string,
  compare: Compare,
  computed: readonly number[],
  expected: readonly number[],
): void {
  compare(`${where}.length`, computed.length, expected.length);
  for (const [position, value] of expected.entries()) {
    compare(`${where}.${position}`, computed[position] ?? Number.NaN, value);
  }
}

/** The system of a reference table: each cell a unit of its own whose cost is its value. */
function systemOf(
  cells: readonly Readonly<Record<string, string>>[],
  equations: readonly (readonly LinearTerm[])[],
  threshold: number,
): ProtectedSystem {
  const values = cells.map((cell) => Number(cell["value"]));
  const grand = values.reduce((sum, value) => sum + value, 0);
  return {
    cells: values.map((value, unit) => {
      const isSensitive = value > 0 && value < threshold;
      return {
        value,
        bounds: [0, grand],
        unit,
        mustSpan: isSensitive ? [value - Math.min(value, 1), threshold] : null,
      };
    }),
    units: values.map((cost) => ({ cost })),
    equations,
  };
}

function equationsOf(rows: readonly Readonly<Record<string, string>>[]): readonly (readonly LinearTerm[])[] {
  return rows.map((row) =>
    Object.values(row)
      .map((text, column) => ({ column, coefficient: Number(text) }))
      .filter(({ coefficient }) => coefficient !== 0),
  );
}

const magnitudeExpected = z.record(
  z.string(),
  z.object({
    n: z.number(),
    total: z.number(),
    dom1: z.number(),
    dom2: z.number(),
    few: z.boolean(),
    dominance_1_70: z.boolean(),
    dominance_2_85: z.boolean(),
    p_percent_margin: z.number(),
    p_percent: z.boolean(),
  }),
);

function runMagnitudes({ spec, expected, read, compare }: Run): void {
  const { minUnits, p } = z.object({ minUnits: z.number(), p: z.number() }).parse(spec);
  const rule = { ...magnitudeRule, minimumUnits: minUnits, percent: p };
  const rows = read("contributions.csv");
  for (const [cell, wanted] of Object.entries(magnitudeExpected.parse(expected))) {
    const own = rows.filter((row) => row["cell"] === cell).map((row) => Number(row["x"]));
    const risk = magnitudeRisk(own, rule);
    const pairs: readonly (readonly [string, number | boolean, number | boolean])[] = [
      ["n", risk.n, wanted.n],
      ["total", risk.total, wanted.total],
      ["dom1", risk.largestShare, wanted.dom1],
      ["dom2", risk.twoLargestShare, wanted.dom2],
      ["few", risk.isFew, wanted.few],
      ["dominance_1_70", risk.isDominatedByOne, wanted.dominance_1_70],
      ["dominance_2_85", risk.isDominatedByTwo, wanted.dominance_2_85],
      ["p_percent_margin", risk.percentMargin, wanted.p_percent_margin],
      ["p_percent", risk.failsPercentRule, wanted.p_percent],
    ];
    for (const [name, computed, value] of pairs) compare(`${cell}.${name}`, Number(computed), Number(value));
  }
}

const roundingExpected = z.object({
  conventional: numbers,
  conventional_additive: z.boolean(),
  controlled: z.object({ objective_abs_dev: z.number() }),
  prob_up: numbers,
});

async function runRounding({ spec, expected, read, compare }: Run): Promise<void> {
  const { base } = z.object({ base: z.number() }).parse(spec);
  const wanted = roundingExpected.parse(expected);
  const values = read("cells.csv").map((cell) => Number(cell["value"]));
  const equations = equationsOf(read("equations.csv"));
  const plain = values.map((value) => roundToBase(value, base));
  compareLists("conventional", compare, plain, wanted.conventional);
  compare("conventional_additive", Number(addsUp(plain, equations)), Number(wanted.conventional_additive));
  compareLists(
    "prob_up",
    compare,
    values.map((value) => chanceOfRoundingUp(value, base)),
    wanted.prob_up,
  );
  const controlled = roundTogether(values, equations, { base, solve: await openSolver() });
  compare("controlled", controlled?.movedBy ?? Number.NaN, wanted.controlled.objective_abs_dev);
  const isSound =
    controlled !== null &&
    addsUp(controlled.values, equations) &&
    controlled.values.every(
      (value, position) => value % base === 0 && Math.abs(value - (values[position] ?? 0)) < base,
    );
  compare("controlled.sound", Number(isSound), 1);
}

function addsUp(values: readonly number[], equations: readonly (readonly LinearTerm[])[]): boolean {
  return equations.every(
    (equation) =>
      Math.abs(
        equation.reduce((sum, { column, coefficient }) => sum + coefficient * (values[column] ?? 0), 0),
      ) < 1e-9,
  );
}

function runDifferencing({ spec, expected, compare }: Run): void {
  const given = z.object({ T: numbers, T_minus_c: numbers, threshold: z.number() }).parse(spec);
  const wanted = z.object({ implied_commune: numbers, below_threshold: truths }).parse(expected);
  const implied = impliedByDifference(given.T, given.T_minus_c, given.threshold);
  compareLists(
    "implied",
    compare,
    implied.map(({ value }) => value),
    wanted.implied_commune,
  );
  compareLists(
    "below",
    compare,
    implied.map(({ isTooSmall }) => Number(isTooSmall)),
    wanted.below_threshold.map(Number),
  );
}

const microdataExpected = z.object({
  n_keys: z.number(),
  uniques: z.number(),
  k_lt3_records: z.number(),
  k_lt5_records: z.number(),
  min_weighted: z.number(),
  l1_keys: z.number(),
  expected_reid_naive: z.number(),
});

function runMicrodata({ spec, expected, read, compare }: Run): void {
  const { keys, sensitive } = z.object({ keys: z.array(z.string()), sensitive: z.string() }).parse(spec);
  const wanted = microdataExpected.parse(expected);
  const rows = read(".csv");
  const risk = microdataRisk({
    keys: keys.map((key) => rows.map((row) => row[key] ?? "")),
    weights: rows.map((row) => Number(row["w"])),
    sensitive: rows.map((row) => row[sensitive] || null),
  });
  compare("n_keys", risk.keys, wanted.n_keys);
  compare("uniques", risk.uniques, wanted.uniques);
  compare("k_lt3_records", risk.recordsBelow3, wanted.k_lt3_records);
  compare("k_lt5_records", risk.recordsBelow5, wanted.k_lt5_records);
  compare("min_weighted", risk.smallestWeight, wanted.min_weighted);
  compare("l1_keys", risk.withoutDiversity, wanted.l1_keys);
  compare("expected_reid_naive", risk.expectedMatches, wanted.expected_reid_naive);
}

function runPercent({ spec, expected, compare }: Run): void {
  const given = z.object({ total: z.number(), pct: z.number(), decimals: z.number() }).parse(spec);
  const wanted = z.object({ integers: numbers }).parse(expected);
  const found = countsBehindPercent(given.pct, given.decimals, given.total);
  compareLists("integers", compare, found, wanted.integers);
}
