import type { LinearProgram, LinearSolution, SolveLinear } from "./linear-program.ts";
import { checkSystem, isHidden, type ProtectedSystem } from "./protected-system.ts";

/** What an attacker can work out of one hidden number. */
export interface AuditLine {
  /** Position in the cells of the system. */
  readonly cell: number;
  /** Lowest and highest value that agree with everything published. */
  readonly lower: number;
  readonly upper: number;
  /** Whether every value that must remain possible does. */
  readonly isSafe: boolean;
}

/** Slack for the arithmetic of the solver, in units of the numbers. */
export const auditTolerance = 1e-6;

/** The attacker's program: hidden cells as columns, equations that hold one of them as rows. */
export interface AttackProgram {
  readonly program: LinearProgram;
  /** Cells behind the columns. */
  readonly cells: readonly number[];
  /** Equations behind the rows. */
  readonly equations: readonly number[];
}

/**
 * Builds the program of an attacker who knows the equations and everything that is not withheld.
 * Shapes   one column a hidden cell, one row an equation that holds one.
 * @example
 * const cells = [3, 40, 43].map((value, unit) => ({ value, bounds: [0, 100] as const, unit, mustSpan: null }));
 * const sum = [1, 1, -1].map((coefficient, column) => ({ column, coefficient }));
 * attackProgram({ cells, units: [], equations: [sum] }, [true, true, false]).cells; // [0, 1]
 */
export function attackProgram(system: ProtectedSystem, withheld: readonly boolean[]): AttackProgram {
  const cells = system.cells.flatMap((cell, position) => (isHidden(cell, withheld) ? [position] : []));
  const columnOf = new Map(cells.map((cell, column) => [cell, column]));
  const equations: number[] = [];
  const rows = system.equations.flatMap((equation, position) => {
    const hidden = equation.filter(({ column }) => columnOf.has(column));
    if (hidden.length === 0) return [];
    equations.push(position);
    const known = equation
      .filter(({ column }) => !columnOf.has(column))
      .reduce((sum, { column, coefficient }) => sum + coefficient * (system.cells[column]?.value ?? 0), 0);
    const terms = hidden.map(({ column, coefficient }) => ({
      column: columnOf.get(column) ?? 0,
      coefficient,
    }));
    return [{ terms, lower: -known, upper: -known }];
  });
  const columns = cells.map((cell) => {
    const [lower, upper] = system.cells[cell]?.bounds ?? [0, 0];
    return { lower, upper };
  });
  return { program: { columns, rows }, cells, equations };
}

/** How a release is audited. */
export interface AuditOptions {
  readonly solve: SolveLinear;
  /** Looks at the sensitive numbers only, which is enough to judge; at every hidden number unless told. */
  readonly onlySensitive?: boolean;
}

/**
 * The audit of a whole release by linear programming: for each hidden number the interval of values that agree with
 * everything published.
 * Errors   throws on a system that contradicts itself (`checkSystem`), and when the solver gives no answer: the true
 *          numbers always are one.
 * Source   Fischetti & Salazar, Management Science 47 (2001) 1008–1027, section 2. Witness: reference cases E01, E02.
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
 * const withheld = [true, true, false, false, false, false, false, false, false];
 * auditRelease(system, withheld, { solve, onlySensitive: true }); // [{ cell: 0, lower: 3, upper: 3, isSafe: false }]
 */
export function auditRelease(
  system: ProtectedSystem,
  withheld: readonly boolean[],
  { solve, onlySensitive = false }: AuditOptions,
): readonly AuditLine[] {
  checkSystem(system);
  const { program, cells } = attackProgram(system, withheld);
  const looked = cells.flatMap((cell, column) =>
    onlySensitive && system.cells[cell]?.mustSpan === null ? [] : [{ cell, column }],
  );
  if (looked.length === 0) return [];
  const objectives = looked.flatMap(({ column }) =>
    [false, true].map((isMaximum) => ({ terms: [{ column, coefficient: 1 }], isMaximum })),
  );
  const answers = solve(program, objectives).map(valueOf);
  return looked.map(({ cell }, position) => {
    const [lower, upper] = [answers[2 * position] ?? 0, answers[2 * position + 1] ?? 0];
    return { cell, lower, upper, isSafe: spans(system, cell, [lower, upper]) };
  });
}

/**
 * The value of an answer that must be there.
 * Errors   throws an `Error` for an answer that is not optimal.
 * @example
 * const program = { columns: [{ lower: 0, upper: 9 }], rows: [] };
 * const [answer] = solve(program, [{ terms: [{ column: 0, coefficient: 1 }], isMaximum: true }]);
 * valueOf(answer!); // 9
 */
export function valueOf(solution: LinearSolution): number {
  if (solution.status !== "optimal") throw new Error(`the attacker's program is ${solution.status}`);
  return solution.value;
}

function spans(system: ProtectedSystem, cell: number, [lower, upper]: readonly [number, number]): boolean {
  const needed = system.cells[cell]?.mustSpan ?? null;
  return needed === null || (lower <= needed[0] + auditTolerance && upper >= needed[1] - auditTolerance);
}
