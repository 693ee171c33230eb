/** One number that follows from two publications. */
export interface ImpliedCell {
  readonly value: number;
  /** Whether it is neither zero nor large enough to be shown: the pair of publications gives away a few persons. */
  readonly isTooSmall: boolean;
}

/**
 * Differencing: what the same table for a territory and for a part of it tells about the rest (or two dates, two
 * overlapping groups, with and without a filter).
 * Shapes   `whole` and `part` in the same order.
 * Witness: reference case E05.
 * @example
 * impliedByDifference([120, 40], [112, 40], 11); // [{ value: 8, isTooSmall: true }, { value: 0, isTooSmall: false }]
 */
export function impliedByDifference(
  whole: readonly number[],
  part: readonly number[],
  minimum: number,
): readonly ImpliedCell[] {
  return whole.map((value, position) => {
    const rest = value - (part[position] ?? 0);
    return { value: rest, isTooSmall: rest > 0 && rest < minimum };
  });
}

/**
 * The whole numbers that a rounded percentage of a published total may stand for; a single one gives the number away.
 * Units    `percent` in 0..100, shown with `decimals` decimals.
 * Witness: reference case E07.
 * @example
 * countsBehindPercent(12.5, 1, 40); // [5]
 * countsBehindPercent(12, 0, 400); // [46, 47, 48, 49, 50]
 */
export function countsBehindPercent(percent: number, decimals: number, total: number): readonly number[] {
  const half = 0.5 / 10 ** decimals;
  // A trace of slack: 3.45 % of 173 is no binary fraction.
  const lowest = Math.max(0, Math.ceil(((percent - half) / 100) * total - 1e-9));
  const highest = Math.min(total, Math.floor(((percent + half) / 100) * total + 1e-9));
  return Array.from({ length: Math.max(0, highest - lowest + 1) }, (_, step) => lowest + step);
}
