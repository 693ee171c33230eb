import { addMilliseconds, type Instant } from "#base";
import { instantAtWall, openIntervals, wallTimeAt, type WallTime } from "#directory";
import type { CalendarDate } from "./calendar.ts";

const day = 86_400_000;
/** Days ahead for which opening hours are told as dates. */
const daysAhead = 56;
/** Days for which a past session stays. */
const daysBack = 30;

/** What dates are made from. */
export interface DatedOffer {
  readonly opening_hours: string | null;
  readonly sessions: readonly { readonly start: string; readonly end: string }[];
}

/**
 * The dates of an offer: its sessions, and its opening hours of the next eight weeks one by one, so that holidays, odd weeks and
 * closures hold in every reader. Hours that never close are no date.
 */
export function datesOf(
  { opening_hours: hours, sessions }: DatedOffer,
  place: { readonly timeZone: string; readonly holidayZone: Parameters<typeof openIntervals>[1] },
  now: Instant,
): readonly CalendarDate[] {
  const earliest = addMilliseconds(now, -daysBack * day);
  const dated = sessions
    .filter(({ end }) => end >= earliest)
    .map(({ start, end }) => ({ start: start as Instant, end: end as Instant }));
  return [...dated, ...(hours === null ? [] : openDates(hours, place, now))].toSorted((a, b) =>
    a.start < b.start ? -1 : 1,
  );
}

function openDates(
  hours: string,
  { timeZone, holidayZone }: Parameters<typeof datesOf>[1],
  now: Instant,
): readonly CalendarDate[] {
  const wall = wallTimeAt(now, timeZone);
  const from = (Math.floor(wall / day) * day) as WallTime;
  const intervals = openIntervals(hours, holidayZone, [from, (from + daysAhead * day) as WallTime]) ?? [];
  const earlier = addMilliseconds(now, -2 * day);
  return intervals
    .filter((interval) => interval.state === "open" && interval.to - interval.from < day)
    .map((interval) => {
      const start = instantAtWall(interval.from, timeZone, earlier);
      return { start, end: instantAtWall(interval.to, timeZone, start) };
    });
}
