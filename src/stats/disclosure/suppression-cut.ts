import { auditTolerance } from "./disclosure-audit.ts";
import type { LinearRow } from "./linear-program.ts";
import type { ProtectedSystem } from "./protected-system.ts";

/** What an attacker achieved: a sensitive number was narrowed down more than it may be. */
export interface AttackSuccess {
  /** Position in the cells of the system. */
  readonly cell: number;
  /** Whether the number was bounded from above, or from below. */
  readonly isMaximum: boolean;
  /** The value that must remain possible. */
  readonly wanted: number;
  /** The last value that is possible. */
  readonly reached: number;
  /** Dual value of each equation of the system, 0 where it was not used; either sign convention. */
  readonly duals: Float64Array;
  /** Units withheld when the attack succeeded. */
  readonly withheld: readonly boolean[];
  /** Units withheld in any event. */
  readonly first: readonly boolean[];
}

/**
 * The constraint that an attacker's success teaches. Weak duality bounds how far the number can move from its true
 * value by what each hidden unit allows; the units withheld must together allow enough. Units are the columns.
 * Missing  null when nothing more could be withheld that would help.
 * Source   Fischetti & Salazar, Management Science 47 (2001) 1008–1027, capacity constraints with strengthened
 *          coefficients.
 */
export function cutFrom(system: ProtectedSystem, success: AttackSuccess): LinearRow | null {
  const { cell, isMaximum, wanted, reached, first, withheld } = success;
  const truth = system.cells[cell]?.value ?? 0;
  const [needed, moved] = isMaximum ? [wanted - truth, reached - truth] : [truth - wanted, truth - reached];
  const readings = [1, -1].map((sign) => allowancesOf(system, success, sign));
  // Of the two sign conventions of dual values, the right one says exactly how far the attacker got.
  const gap = (given: Allowances): number =>
    Math.abs(given.always + sumWhere(given.byUnit, withheld) - moved);
  const [best] = readings.toSorted((a, b) => gap(a) - gap(b));
  if (best === undefined) return null;
  const rest = needed - best.always - sumWhere(best.byUnit, first);
  const terms = best.byUnit.flatMap((allowance, column) =>
    first[column] || allowance <= 1e-9 ? [] : [{ column, coefficient: Math.min(1, allowance / rest) }],
  );
  return rest <= auditTolerance / 2 || terms.length === 0 ? null : { terms, lower: 1, upper: Infinity };
}

interface Allowances {
  /** How far the cells that are never published let the number move. */
  readonly always: number;
  /** How far each unit lets it move when it is withheld. */
  readonly byUnit: readonly number[];
}

function allowancesOf(system: ProtectedSystem, success: AttackSuccess, sign: number): Allowances {
  const slopes = slopesOf(system, success, sign);
  const byUnit = system.units.map(() => 0);
  let always = 0;
  for (const [position, { value, bounds, unit }] of system.cells.entries()) {
    const slope = slopes[position] ?? 0;
    const allowance = slope > 0 ? slope * (bounds[1] - value) : -slope * (value - bounds[0]);
    if (unit === null) always += allowance;
    else byUnit[unit] = (byUnit[unit] ?? 0) + allowance;
  }
  return { always, byUnit };
}

/** Reduced costs of the cells: how much the attacker's goal moves with each. */
function slopesOf(
  system: ProtectedSystem,
  { cell, isMaximum, duals }: AttackSuccess,
  sign: number,
): Float64Array {
  const slopes = new Float64Array(system.cells.length);
  slopes[cell] = isMaximum ? 1 : -1;
  for (const [position, equation] of system.equations.entries()) {
    const dual = sign * (duals[position] ?? 0);
    if (dual === 0) continue;
    for (const { column, coefficient } of equation) {
      slopes[column] = (slopes[column] ?? 0) - dual * coefficient;
    }
  }
  return slopes;
}

function sumWhere(values: readonly number[], isCounted: readonly boolean[]): number {
  return values.reduce((sum, value, position) => sum + (isCounted[position] ? value : 0), 0);
}
