import { cheapestChoice } from "./cheapest-choice.ts";
import { attackProgram, auditTolerance, valueOf } from "./disclosure-audit.ts";
import type { LinearRow, LinearSolution, SolveLinear } from "./linear-program.ts";
import {
  checkSystem,
  costOf,
  isHidden,
  unitsWithheldFirst,
  withCarried,
  type ProtectedSystem,
} from "./protected-system.ts";
import { cutFrom } from "./suppression-cut.ts";

/** What to withhold so that no sensitive number can be worked out. */
export interface Suppression {
  /** `optimal` at the least cost there is; `heuristic` as safe but dearer, when the optimum took too many rounds. */
  readonly status: "optimal" | "heuristic";
  /** For each unit, whether it is withheld. */
  readonly withheld: readonly boolean[];
  readonly cost: number;
  /** Rounds of attack and repair. */
  readonly rounds: number;
}

/** Rounds after which the optimum is given up. */
const usualRounds = 120;

/** What the search for units knows. */
interface Search {
  readonly system: ProtectedSystem;
  readonly solve: SolveLinear;
  /** Units withheld in any event. */
  readonly first: readonly boolean[];
}

/**
 * Complementary suppression: the cheapest set of units to withhold such that, for every sensitive number, each value of
 * `mustSpan` remains possible. Exact: a master program chooses units, attacks by linear programming find what they give
 * away, and each success of an attacker becomes a constraint of the master.
 * Missing  null when no choice protects every number, not even withholding everything.
 * Errors   throws on a system that contradicts itself (`checkSystem`).
 * Source   Fischetti & Salazar, Management Science 47 (2001) 1008–1027 (cutting planes; same optimum as the form of
 *          Kelly, Golden & Assad, Networks 22 (1992) 397–417). Witness: reference cases E01, E02 (cost and safety).
 * @example
 * const values = [3, 40, 43, 25, 60, 85, 28, 100, 128];
 * const cells = values.map((value, unit) => ({
 *   value,
 *   bounds: [0, 128] as const,
 *   unit,
 *   mustSpan: value === 3 ? ([0, 11] as const) : null,
 * }));
 * const lines = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8]];
 * const equations = lines.map((line) => line.map((column, at) => ({ column, coefficient: at === 2 ? -1 : 1 })));
 * const system = { cells, units: values.map((value) => ({ cost: value })), equations };
 * const choice = suppress(system, solve);
 * choice?.withheld; // [true, true, false, true, true, false, false, false, false]
 * choice?.cost; // 128
 */
export function suppress(
  system: ProtectedSystem,
  solve: SolveLinear,
  { maximumRounds = usualRounds }: { readonly maximumRounds?: number } = {},
): Suppression | null {
  checkSystem(system);
  const search: Search = { system, solve, first: unitsWithheldFirst(system) };
  const cuts = neighbourCuts(search);
  for (let rounds = 1; rounds <= maximumRounds; rounds += 1) {
    const withheld = chooseUnits(search, cuts);
    if (withheld === null) return null;
    const found = successesAgainst(search, withheld);
    if (found === null) return null;
    if (found.length === 0) return { status: "optimal", withheld, cost: costOf(system, withheld), rounds };
    cuts.push(...found);
  }
  return suppressGreedily(search, maximumRounds);
}

/** In each equation in which a sensitive number alone is hidden, something else must be hidden too. */
function neighbourCuts({ system, first }: Search): LinearRow[] {
  return system.equations.flatMap((equation) => {
    const cells = equation.map(({ column }) => system.cells[column]).filter((cell) => cell !== undefined);
    const [only, ...others] = cells.filter((cell) => isHidden(cell, first));
    const needed = only?.mustSpan ?? null;
    if (others.length > 0 || needed === null || needed[0] === needed[1]) return [];
    const units = new Set(cells.flatMap(({ unit }) => (unit === null || first[unit] ? [] : [unit])));
    return [{ terms: [...units].map((column) => ({ column, coefficient: 1 })), lower: 1, upper: Infinity }];
  });
}

/** The cheapest units that satisfy every constraint found so far; null when there are none. */
function chooseUnits({ system, solve, first }: Search, cuts: readonly LinearRow[]): boolean[] | null {
  // Units that no constraint asks for are published: the program holds the others only.
  const asked = new Set(cuts.flatMap(({ terms }) => terms.map(({ column }) => column)));
  const all = withCarried(
    system,
    system.units.map((_, unit) => asked.has(unit)),
  );
  const units = all.flatMap((is, unit) => (is && !first[unit] ? [unit] : []));
  if (units.length === 0) return cuts.length === 0 ? [...first] : null;
  const columnOf = new Map(units.map((unit, column) => [unit, column]));
  const carries = units.flatMap((unit, from) =>
    (system.units[unit]?.carries ?? []).flatMap((other) => {
      const to = columnOf.get(other);
      return to === undefined ? [] : [carryRow(from, to)];
    }),
  );
  const inColumns = ({ terms, ...bounds }: LinearRow): LinearRow => ({
    ...bounds,
    terms: terms.map(({ column, coefficient }) => ({ column: columnOf.get(column) ?? 0, coefficient })),
  });
  const rows = [...cuts.map(inColumns), ...carries];
  const costs = units.map((unit) => system.units[unit]?.cost ?? 0);
  const chosen = cheapestChoice(rows, costs, solve);
  if (chosen === null) return null;
  const withheld = [...first];
  for (const [column, unit] of units.entries()) withheld[unit] = (chosen[column] ?? 0) > 0.5;
  return withheld;
}

/** Whoever withholds the one withholds the other. */
function carryRow(from: number, to: number): LinearRow {
  const terms = [
    { column: to, coefficient: 1 },
    { column: from, coefficient: -1 },
  ];
  return { terms, lower: 0, upper: Infinity };
}

/** Attacks every sensitive number from both sides; a constraint for each success, null when nothing would prevent one. */
function successesAgainst(
  { system, solve, first }: Search,
  withheld: readonly boolean[],
): LinearRow[] | null {
  const attack = attackProgram(system, withheld);
  const goals = attack.cells.flatMap((cell, column) => {
    const needed = system.cells[cell]?.mustSpan ?? null;
    if (needed === null) return [];
    return [false, true].map((isMaximum) => ({ cell, column, isMaximum, wanted: needed[isMaximum ? 1 : 0] }));
  });
  if (goals.length === 0) return [];
  const answers = solve(
    attack.program,
    goals.map(({ column, isMaximum }) => ({ terms: [{ column, coefficient: 1 }], isMaximum })),
  );
  const rows: LinearRow[] = [];
  for (const [position, answer] of answers.entries()) {
    const goal = goals[position];
    const reached = valueOf(answer);
    if (
      goal === undefined ||
      (goal.isMaximum ? goal.wanted - reached : reached - goal.wanted) <= auditTolerance
    )
      continue;
    const duals = dualsByEquation(system, attack.equations, answer);
    const cut = cutFrom(system, { ...goal, reached, duals, withheld, first });
    if (cut === null) return null;
    rows.push(cut);
  }
  return rows;
}

function dualsByEquation(
  system: ProtectedSystem,
  equations: readonly number[],
  answer: LinearSolution,
): Float64Array {
  const duals = new Float64Array(system.equations.length);
  if (answer.status !== "optimal") return duals;
  for (const [row, equation] of equations.entries()) duals[equation] = answer.rowDuals[row] ?? 0;
  return duals;
}

/** Withholds, for each success of an attacker, the unit that helps most for its cost, until none succeeds. */
function suppressGreedily(search: Search, rounds: number): Suppression | null {
  const { system } = search;
  let withheld: readonly boolean[] = search.first;
  for (let turn = rounds; turn <= rounds + system.units.length; turn += 1) {
    const found = successesAgainst(search, withheld);
    if (found === null) return null;
    if (found.length === 0)
      return { status: "heuristic", withheld, cost: costOf(system, withheld), rounds: turn };
    const more = [...withheld];
    for (const { terms } of found) {
      const useful = terms.filter(({ column }) => !more[column]);
      const worth = ({ column, coefficient }: (typeof terms)[number]): number =>
        coefficient / (system.units[column]?.cost ?? 1);
      const [best] = useful.toSorted((a, b) => worth(b) - worth(a));
      if (best !== undefined) more[best.column] = true;
    }
    withheld = withCarried(system, more);
  }
  return null;
}
