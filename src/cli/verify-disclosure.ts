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
  readonly spec?: unknown;
  readonly expected: unknown;
  /** Relative tolerance of its numbers. */
  readonly relTolerance: number;
}

/** Says where the numbers computed differ from those expected. */
type Compare = (where: string, computed: number, expected: number) => void;

/**
 * Runs one case of area E against the files of its folder `data`.
 * Answers one line for each difference, none when the case passes. Of suppressions cost and safety are compared, not
 * the pattern: several may cost the same.
 * @throws Error when the case is none that is known here.
 */
export async function verifyDisclosureCase(reference: DisclosureCase, dataFolder: string): Promise<string[]> {
  const run = cases[reference.id.slice(0, 3)];
  if (run === undefined) throw new Error(`no such case: ${reference.id}`);
  const faults: string[] = [];
  const compare: Compare = (where, computed, expected) => {
    const slack = reference.relTolerance * Math.max(1, Math.abs(expected));
    if (!(Math.abs(computed - expected) <= slack))
      faults.push(`${where}: expected ${expected}, got ${computed}`);
  };
  await run({ ...reference, compare, read: (name) => readTable(join(dataFolder, name)) });
  return faults.map((fault) => `${reference.id}: ${fault}`);
}

/** Whether a case is one of these. */
export function isDisclosureCase(id: string): boolean {
  return Object.hasOwn(cases, id.slice(0, 3));
}

interface Run extends DisclosureCase {
  readonly compare: Compare;
  readonly read: (name: string) => readonly Readonly<Record<string, string>>[];
}

const cases: Readonly<Record<string, (run: Run) => Promise<void> | void>> = {
  E01: (run) => runSuppression(run, "sdc1"),
  E02: (run) => runSuppression(run, "sdc2"),
  E03: runMagnitudes,
  E04: runRounding,
  E05: runDifferencing,
  E06: runMicrodata,
  E07: runPercent,
};

/** Reads a CSV without quotes. */
function readTable(path: string): readonly Readonly<Record<string, string>>[] {
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) => {
    const values = line.split(",");
    return Object.fromEntries(names.map((name, position) => [name, values[position] ?? ""]));
  });
}

const suppressionSpec = z.object({ threshold: z.number() });
const suppressionExpected = z.object({
  primary: z.array(z.number()),
  primary_only_audit: z.array(z.object({ cell: z.number(), min: z.number(), max: z.number() })),
  exactly_disclosed_if_primary_only: z.array(z.number()),
  optimum: z.object({ cost: z.number() }),
  safe: z.boolean(),
});

async function runSuppression({ spec, expected, read, compare }: Run, name: string): Promise<void> {
  const { threshold } = suppressionSpec.parse(spec);
  const wanted = suppressionExpected.parse(expected);
  const system = systemOf(read(`${name}_cells.csv`), equationsOf(read(`${name}_equations.csv`)), threshold);
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
  const rows = read("sdc3_contributions.csv");
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
  conventional: z.array(z.number()),
  conventional_additive: z.boolean(),
  controlled: z.object({ objective_abs_dev: z.number() }),
  prob_up: z.array(z.number()),
});

async function runRounding({ spec, expected, read, compare }: Run): Promise<void> {
  const { base } = z.object({ base: z.number() }).parse(spec);
  const wanted = roundingExpected.parse(expected);
  const values = read("sdc1_cells.csv").map((cell) => Number(cell["value"]));
  const equations = equationsOf(read("sdc1_equations.csv"));
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
  const given = z
    .object({ T: z.array(z.number()), T_minus_c: z.array(z.number()), threshold: z.number() })
    .parse(spec);
  const wanted = z
    .object({ implied_commune: z.array(z.number()), below_threshold: z.array(z.boolean()) })
    .parse(expected);
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
  const rows = read("lien_synth1.csv");
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
  const wanted = z.object({ integers: z.array(z.number()) }).parse(expected);
  const found = countsBehindPercent(given.pct, given.decimals, given.total);
  compareLists("integers", compare, found, wanted.integers);
}
