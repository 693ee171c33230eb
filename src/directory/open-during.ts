import type { Instant, LocalDate } from "#base";
import type { BookRow } from "./book-store.ts";
import { comingSessions } from "./match/open-times.ts";
import type { DayPart } from "./search/actions.ts";
import { wallTimeAt, type WallTime } from "./schedule-clock.ts";
import { placeTimeOf } from "./schedule-place.ts";
import { midnight, openIntervals } from "./schedule.ts";

const hour = 3_600_000;
const day = 24 * hour;
const daysAhead = 7;
const leastOpen = hour / 2;
const hoursOf: Readonly<Record<DayPart, readonly [from: number, to: number]>> = {
  morning: [6, 12],
  afternoon: [12, 18],
  evening: [18, 24],
};

/** A day, a part of a day, or both. */
export interface TimeAsked {
  /** Null for one of the seven days from now. */
  readonly date: LocalDate | null;
  readonly dayPart: DayPart | null;
}

/**
 * Whether an offer is open, or has a session with room, for half an hour at the time asked, what is past apart.
 * Missing  hours that are not known or cannot be read are not open.
 */
export function isOpenDuring(row: BookRow, { date, dayPart }: TimeAsked, now: Instant): boolean {
  const { timeZone, holidayZone } = placeTimeOf(row.code_insee);
  const wall = wallTimeAt(now, timeZone);
  const today = (Math.floor(wall / day) * day) as WallTime;
  const from = date === null ? today : midnight(date);
  const to = (from + (date === null ? daysAhead : 1) * day) as WallTime;
  if (to <= wall) return false;
  const regular =
    row.opening_hours === null ? null : openIntervals(row.opening_hours, holidayZone, [from, to]);
  const sessions = comingSessions(row.matching.sessions, { from: wall, to, timeZone });
  const stretches = [
    ...(regular ?? []).filter(({ state }) => state === "open"),
    ...sessions.filter(({ hasRoom }) => hasRoom),
  ];
  const [first, last] = dayPart === null ? [0, 24] : hoursOf[dayPart];
  for (let start: number = from; start < to; start += day) {
    const [begin, end] = [Math.max(start + first * hour, wall), start + last * hour];
    if (stretches.some((open) => Math.min(open.to, end) - Math.max(open.from, begin) >= leastOpen))
      return true;
  }
  return false;
}
