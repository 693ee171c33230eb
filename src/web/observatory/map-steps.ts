import type { ReleaseCell } from "#observatory";

/** Shades of a map. */
export const shadeCount = 5;

/** The steps between shades: equal parts of what is shown; none when nothing is. */
export function stepsOf(cells: readonly ReleaseCell[]): readonly number[] {
  const values = cells.flatMap(({ value }) => value ?? []);
  if (values.length === 0) return [];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return Array.from({ length: shadeCount + 1 }, (_, step) => least + ((most - least) * step) / shadeCount);
}

/** The shade of a value, from 1; the darkest for the largest. */
export function shadeOf(value: number, steps: readonly number[]): number {
  const above = steps.slice(1, -1).filter((step) => value >= step).length;
  return Math.min(shadeCount, above + 1);
}
