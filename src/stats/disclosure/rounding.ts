import { demandOption } from "../errors.ts";
import type { LinearTerm, SolveLinear } from "./linear-program.ts";

/**
 * Rounds to the nearest multiple of the base, halves up. Each number by itself: sums may no longer add up.
 * Errors   stats.optionUnusable (base) when it is not above 0.
 * @example
 * roundToBase(12.5, 5); // 15
 */
export function roundToBase(value: number, base: number): number {
  demandOption(base > 0, "base");
  return Math.floor(value / base + 0.5) * base;
}

/**
 * For unbiased random rounding: the probability with which a number goes up to the next multiple.
 * Errors   stats.optionUnusable (base) when it is not above 0.
 * @example
 * chanceOfRoundingUp(12, 5); // 0.4
 */
export function chanceOfRoundingUp(value: number, base: number): number {
  demandOption(base > 0, "base");
  return (((value % base) + base) % base) / base;
}

/** A controlled rounding. */
export interface ControlledRounding {
  readonly values: readonly number[];
  /** Sum of what was moved, up or down. */
  readonly movedBy: number;
}

/**
 * Controlled rounding: every number goes to one of its two neighbouring multiples of the base, all equations still hold,
 * and the sum of the moves is the smallest possible. Multiples stay.
 * Shapes   each equation is a sum of terms over `values` that equals 0 before and after.
 * Missing  null when no such rounding exists.
 * Source   Cox, JASA 82 (1987) 520–524. Witness: reference case E04.
 * Errors   stats.optionUnusable (base) when it is not above 0.
 * @example
 * const sum = [1, 1, -1].map((coefficient, column) => ({ column, coefficient }));
 * roundTogether([2, 9, 11], [sum], { base: 5, solve })?.values; // [0, 10, 10]
 */
export function roundTogether(
  values: readonly number[],
  equations: readonly (readonly LinearTerm[])[],
  { base, solve }: { readonly base: number; readonly solve: SolveLinear },
): ControlledRounding | null {
  demandOption(base > 0, "base");
  const floors = values.map((value) => Math.floor(value / base) * base);
  const free = values.flatMap((value, position) => (value === floors[position] ? [] : [position]));
  const columnOf = new Map(free.map((position, column) => [position, column]));
  const rows = equations.map((equation) => {
    const known = equation.reduce(
      (sum, { column, coefficient }) => sum + coefficient * (floors[column] ?? 0),
      0,
    );
    const terms = equation.flatMap(({ column, coefficient }) => {
      const moved = columnOf.get(column);
      return moved === undefined ? [] : [{ column: moved, coefficient: coefficient * base }];
    });
    return { terms, lower: -known, upper: -known };
  });
  const costs = free.map((position, column) => {
    const above = (values[position] ?? 0) - (floors[position] ?? 0);
    return { column, coefficient: base - 2 * above };
  });
  const program = { columns: free.map(() => ({ lower: 0, upper: 1, isInteger: true })), rows };
  const [answer] = solve(program, [{ terms: costs, isMaximum: false }]);
  if (answer?.status !== "optimal") return null;
  const rounded = floors.map((floor, position) => {
    const column = columnOf.get(position);
    return column !== undefined && (answer.columns[column] ?? 0) > 0.5 ? floor + base : floor;
  });
  const movedBy = rounded.reduce(
    (sum, value, position) => sum + Math.abs(value - (values[position] ?? 0)),
    0,
  );
  return { values: rounded, movedBy };
}
