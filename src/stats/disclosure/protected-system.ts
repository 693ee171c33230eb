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

/** Whether each unit is withheld, before any protection by others: those told, those with a sensitive number, and those they carry. */
export function unitsWithheldFirst(system: ProtectedSystem): boolean[] {
  const withheld = system.units.map((unit) => unit.isWithheld ?? false);
  for (const cell of system.cells) {
    if (cell.mustSpan !== null && cell.unit !== null) withheld[cell.unit] = true;
  }
  return withCarried(system, withheld);
}

/** Adds the units that withheld ones carry with them. */
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

/** Cost of what is withheld. */
export function costOf(system: ProtectedSystem, withheld: readonly boolean[]): number {
  return system.units.reduce((sum, unit, position) => sum + (withheld[position] ? unit.cost : 0), 0);
}

/** Whether a cell is hidden from the reader of the release. */
export function isHidden(cell: ProtectedCell, withheld: readonly boolean[]): boolean {
  return cell.unit === null || (withheld[cell.unit] ?? false);
}
