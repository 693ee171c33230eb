import type { Instant } from "#base";
import { openingState } from "./schedule.ts";
import type { PlaceTime } from "./schedule-place.ts";

/** Microseconds an answer to "open now?" takes. */
export interface ScheduleBench {
  readonly values: number;
  /** The first time that hours are asked about: reading included. */
  readonly firstMicroseconds: number;
  /** Each time after. */
  readonly laterMicroseconds: number;
}

/**
 * Asks whether each of the hours is open, in a zone for which nothing was read before, once, then ten times more, an hour later each time.
 * @param clock milliseconds of a clock that never goes back, for instance `performance.now`.
 */
export function benchOpeningState(
  values: readonly string[],
  hours: readonly Instant[],
  clock: () => number,
): ScheduleBench {
  const place: PlaceTime = { timeZone: "Europe/Paris", holidayZone: "saint-martin" };
  const round = (at: Instant): number => {
    const start = clock();
    for (const value of values) openingState(value, { ...place, at });
    return clock() - start;
  };
  const [first, ...later] = hours;
  const perValue = 1000 / Math.max(1, values.length);
  return {
    values: values.length,
    firstMicroseconds: first === undefined ? 0 : round(first) * perValue,
    laterMicroseconds: (later.reduce((sum, at) => sum + round(at), 0) * perValue) / Math.max(1, later.length),
  };
}
