import type { Instant } from "./date.ts";

/** A stretch of time: from `start`, included, to `end`, excluded. `end` null means "until further notice". */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant | null;
}

/** Whether a moment lies in the interval. */
export function contains(interval: Interval, moment: Instant): boolean {
  return interval.start <= moment && (interval.end === null || moment < interval.end);
}

/** Whether two intervals share a moment. */
export function overlaps(a: Interval, b: Interval): boolean {
  return (b.end === null || a.start < b.end) && (a.end === null || b.start < a.end);
}
