import type { LinearTerm } from "./linear-program.ts";

/** One number of a release: published, withheld, or never published but deducible from others. */
export interface ProtectedCell {
  readonly value: number;
  /** Lowest and highest value that an attacker would think possible before reading the release. */
  readonly bounds: readonly [lower: number, upper: number];
  /** What is published or withheld as one with it: a position in `units`; null when it is never published. */
  readonly unit: number | null;
  /**
   * For a sensitive number: the values of which every one must remain possible for an attacker. It is withheld, and so
   * are as many others as that takes. Null for a number that is not sensitive.
   */
  readonly mustSpan: readonly [low: number, high: number] | null;
}

/** Numbers that are published or withheld together, and what it costs to withhold them. */
export interface ProtectedUnit {
  /** What is lost when it is withheld; above 0. */
  readonly cost: number;
  /** Whether it is withheld in any event, for instance because it is imprecise. */
  readonly isWithheld?: boolean;
  /** Units that are withheld whenever this one is: positions in `units`. */
  readonly carries?: readonly number[];
}

/**
 * Everything of a release that depends on everything else: all tables, margins, hierarchies, earlier releases, as one
 * linear system that the attacker knows. Each equation is a sum of terms that equals 0.
 */
export interface ProtectedSystem {
  readonly cells: readonly ProtectedCell[];
  readonly units: readonly ProtectedUnit[];
  readonly equations: readonly (readonly LinearTerm[])[];
}

/**
 * Whether each unit is withheld, before any protection by others: those told, those with a sensitive number, and those
 * they carry.
 * Shapes   one entry a unit, in the order of `units`.
 * @example
 * const cell = { bounds: [0, 100], mustSpan: null } as const;
 * const cells = [{ ...cell, value: 3, unit: 0, mustSpan: [0, 11] as const }, { ...cell, value: 40, unit: 1 }];
 * unitsWithheldFirst({ cells, units: [{ cost: 3 }, { cost: 40 }], equations: [] }); // [true, false]
 */
export function unitsWithheldFirst(system: ProtectedSystem): boolean[] {
  const withheld = system.units.map((unit) => unit.isWithheld ?? false);
  for (const cell of system.cells) {
    if (cell.mustSpan !== null && cell.unit !== null) withheld[cell.unit] = true;
  }
  return withCarried(system, withheld);
}

/**
 * Adds the units that withheld ones carry with them.
 * Shapes   one entry a unit, in the order of `units`.
 * @example
 * const units = [{ cost: 3, carries: [1] }, { cost: 40 }, { cost: 25 }];
 * withCarried({ cells: [], units, equations: [] }, [true, false, false]); // [true, true, false]
 */
export function withCarried(system: ProtectedSystem, withheld: readonly boolean[]): boolean[] {
  const all = [...withheld];
  const queue = all.flatMap((is, unit) => (is ? [unit] : []));
  for (const unit of queue) {
    for (const other of system.units[unit]?.carries ?? []) {
      if (all[other]) continue;
      all[other] = true;
      queue.push(other);
    }
  }
  return all;
}

/**
 * Cost of what is withheld.
 * @example
 * costOf({ cells: [], units: [{ cost: 3 }, { cost: 40 }], equations: [] }, [false, true]); // 40
 */
export function costOf(system: ProtectedSystem, withheld: readonly boolean[]): number {
  return system.units.reduce((sum, unit, position) => sum + (withheld[position] ? unit.cost : 0), 0);
}

/**
 * Whether a cell is hidden from the reader of the release: its unit is withheld, or it is never published.
 * @example
 * isHidden({ value: 3, bounds: [0, 100], unit: 0, mustSpan: null }, [true]); // true
 */
export function isHidden(cell: ProtectedCell, withheld: readonly boolean[]): boolean {
  return cell.unit === null || (withheld[cell.unit] ?? false);
}

/** What a sum may be off, for each unit of the largest number in it. */
const roundingTolerance = 1e-9;

/**
 * Refuses a system that contradicts itself: a number outside what an attacker thinks possible, or an equation that does not
 * hold. Without it an attacker's program would have no answer at all, and nobody could tell why.
 * Errors  throws an `Error` that names the cell or the equation by its position: such a system is a fault of its maker.
 * @example
 * const cells = [3, 40, 43].map((value, unit) => ({ value, bounds: [0, 100] as const, unit, mustSpan: null }));
 * const sum = [1, 1, -1].map((coefficient, column) => ({ column, coefficient }));
 * checkSystem({ cells, units: [], equations: [sum] }); // undefined
 */
export function checkSystem({ cells, equations }: ProtectedSystem): void {
  for (const [position, { value, bounds }] of cells.entries()) {
    const slack = roundingTolerance * Math.max(1, Math.abs(value));
    if (!(value >= bounds[0] - slack && value <= bounds[1] + slack))
      throw new Error(`cell ${position} is ${value}, outside its bounds ${bounds.join(" to ")}`);
  }
  for (const [position, terms] of equations.entries()) {
    const parts = terms.map(({ column, coefficient }) => coefficient * (cells[column]?.value ?? Number.NaN));
    const sum = parts.reduce((all, part) => all + part, 0);
    const largest = parts.reduce((most, part) => Math.max(most, Math.abs(part)), 1);
    if (!(Math.abs(sum) <= roundingTolerance * largest * Math.max(1, parts.length)))
      throw new Error(`equation ${position} sums to ${sum} and not to 0`);
  }
}
