import { directionOf, type Locale } from "#base";
import type { ReleaseCell } from "#observatory";

/** A scale of figures along a line, in percent of its length. */
export interface Scale {
  readonly lowest: number;
  readonly highest: number;
  readonly ticks: readonly number[];
  /** Place of a value in the reading direction, from 0 to 100. */
  readonly at: (value: number) => number;
}

/** Steps between ticks, from which the smallest is taken that gives at most six. */
const steps = [1, 2, 5, 10, 20, 25, 50];

/** A scale that begins at the lowest value there can be and holds every interval; mirrored where one reads leftwards. */
export function scaleFor(
  cells: readonly ReleaseCell[],
  range: readonly [number, number],
  locale: Locale,
): Scale {
  const [lowest, ceiling] = range;
  const reach = Math.max(...cells.map(({ high, value }) => high ?? value ?? lowest), lowest) - lowest;
  const step = steps.find((one) => reach / one <= 5) ?? 50;
  const highest = Math.min(ceiling, lowest + step * Math.max(1, Math.ceil(reach / step)));
  const ticks = Array.from(
    { length: Math.floor((highest - lowest) / step) + 1 },
    (_, i) => lowest + i * step,
  );
  const isMirrored = directionOf(locale) === "rtl";
  const at = (value: number): number => {
    const share = (100 * (value - lowest)) / (highest - lowest);
    return round(isMirrored ? 100 - share : share);
  };
  return { lowest, highest, ticks, at };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
