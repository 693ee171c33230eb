import { millisecondsBetween, type Instant } from "#base";

/** What is known of how long a queue takes. */
export interface QueueFigures {
  /** Working days that the organisation promises. */
  readonly promisedDays: number;
  /** Requests taken during the last thirty days. */
  readonly handled: number;
  /** Time within which eight in ten of them were taken, in seconds; null when none was. */
  readonly waitSeconds: number | null;
  /** When the oldest request that still waits was made; null when none waits. */
  readonly oldestAt: Instant | null;
}

/** The delay told before somebody leaves a number. */
export interface CallDelay {
  /**
   * `measured`: eight in ten of the last thirty days' requests were taken within it. `promised`: nothing could be measured.
   * `waiting`: somebody has already waited longer than either, and no better may be told.
   */
  readonly kind: "measured" | "promised" | "waiting";
  /** Whole days, at least 1. Working days when promised, days of the calendar otherwise. */
  readonly days: number;
}

const day = 86_400_000;

/**
 * The true delay: measured where it can be, promised otherwise, and never better than the age of the oldest request that
 * still waits (`screening-pathway.json`, callBackGate: "it states the real delay").
 */
export function trueDelay({ promisedDays, waitSeconds, oldestAt }: QueueFigures, now: Instant): CallDelay {
  const told: CallDelay =
    waitSeconds === null
      ? { kind: "promised", days: promisedDays }
      : { kind: "measured", days: wholeDays(waitSeconds * 1000) };
  const oldest = oldestAt === null ? 0 : millisecondsBetween(oldestAt, now);
  return oldest > told.days * day ? { kind: "waiting", days: wholeDays(oldest) } : told;
}

function wholeDays(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / day));
}
