import type { LinearProgram, LinearRow, LinearSolution, SolveLinear } from "./linear-program.ts";

/** Relaxed programs after which the choice is left to the solver's own search. */
const maximumNodes = 400;

/** A part of the choices: bounds of each column. */
interface Branch {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/**
 * The cheapest choice in zeros and ones that satisfies every row; columns are the things to choose. Branch and bound on
 * relaxed programs: the programs of suppression are small and nearly whole, and the solver's own search costs more to
 * start than these take.
 * Missing  null when no choice satisfies the rows.
 */
export function cheapestChoice(
  rows: readonly LinearRow[],
  costs: readonly number[],
  solve: SolveLinear,
): Float64Array | null {
  const terms = costs.map((coefficient, column) => ({ column, coefficient }));
  const answerTo = (columns: LinearProgram["columns"]): LinearSolution | undefined =>
    solve({ columns, rows }, [{ terms, isMaximum: false }])[0];
  const branches: Branch[] = [{ lower: costs.map(() => 0), upper: costs.map(() => 1) }];
  let best: { readonly value: number; readonly columns: Float64Array } | null = null;
  for (let node = 0; node < maximumNodes; node += 1) {
    const branch = branches.pop();
    if (branch === undefined) return best?.columns ?? null;
    const answer = answerTo(
      branch.lower.map((lower, column) => ({ lower, upper: branch.upper[column] ?? 1 })),
    );
    if (answer?.status !== "optimal" || (best !== null && answer.value >= best.value - 1e-9)) continue;
    const split = mostDivided(answer.columns);
    if (split === -1) best = answer;
    else branches.push(without(branch, split), withOne(branch, split));
  }
  const whole = answerTo(costs.map(() => ({ lower: 0, upper: 1, isInteger: true })));
  return whole?.status === "optimal" ? whole.columns : null;
}

/** The column that is furthest from a whole number; -1 when all are whole. */
function mostDivided(columns: Float64Array): number {
  let [found, largest] = [-1, 1e-7];
  for (const [column, value] of columns.entries()) {
    const distance = Math.abs(value - Math.round(value));
    if (distance > largest) [found, largest] = [column, distance];
  }
  return found;
}

function without({ lower, upper }: Branch, column: number): Branch {
  return { lower, upper: upper.with(column, 0) };
}

function withOne({ lower, upper }: Branch, column: number): Branch {
  return { lower: lower.with(column, 1), upper };
}
