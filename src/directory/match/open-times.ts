import type { Instant } from "#base";
import { wallTimeAt, type WallTime } from "../schedule-clock.ts";
import { openIntervals } from "../schedule.ts";
import type { OfferSession } from "./matchable.ts";

/** A stretch of wall time. */
export interface Stretch {
  readonly from: WallTime;
  readonly to: WallTime;
}

const day = 86_400_000;
/** Five weeks: every weekday of every month comes up. */
const horizon = 35 * day;
const leastOverlap = 45 * 60_000;

const timeZones: Readonly<Record<string, string>> = {
  FR: "Europe/Paris",
  BE: "Europe/Brussels",
  CH: "Europe/Zurich",
  LU: "Europe/Luxembourg",
  GB: "Europe/London",
  IE: "Europe/Dublin",
  ES: "Europe/Madrid",
  PT: "Europe/Lisbon",
  IT: "Europe/Rome",
  DE: "Europe/Berlin",
  NL: "Europe/Amsterdam",
  MA: "Africa/Casablanca",
  DZ: "Africa/Algiers",
  TN: "Africa/Tunis",
};

/** Clocks of a country where the commune is not known; Paris unless listed. */
export function timeZoneOf(country: string): string {
  return timeZones[country] ?? "Europe/Paris";
}

/** What hours are looked at: five weeks from the moment of the question. */
export interface TimeWindow {
  readonly from: WallTime;
  readonly to: WallTime;
  readonly timeZone: string;
}

/** The five weeks from an instant, as the clocks of a country show them. */
export function windowFrom(now: Instant, country: string): TimeWindow {
  const timeZone = timeZoneOf(country);
  const from = wallTimeAt(now, timeZone);
  return { from, to: (from + horizon) as WallTime, timeZone };
}

/** When something is open within a window; null when hours cannot be read. Hours "perhaps open" count as open. */
export function openWithin(hours: string, window: TimeWindow): readonly Stretch[] | null {
  const today = Math.floor(window.from / day) * day;
  const known = cache.get(hours);
  if (known !== undefined && known.day === today) return known.stretches;
  const stretches = openIntervals(hours, "metropole", [
    today as WallTime,
    (today + horizon + day) as WallTime,
  ]);
  if (cache.size >= cacheSize) cache.clear();
  cache.set(hours, { day: today, stretches });
  return stretches;
}

const cacheSize = 5000;
const cache = new Map<string, { readonly day: number; readonly stretches: readonly Stretch[] | null }>();

/**
 * When a person is free. Each part between semicolons adds to the others: of "Wednesday afternoon; weekdays after work"
 * a person means both. Null when nothing of it can be read.
 */
export function freeWithin(availability: string, window: TimeWindow): readonly Stretch[] | null {
  const parts = /\b(off|closed)\b/.test(availability) ? [availability] : availability.split(";");
  const read = parts.flatMap((part) => openWithin(part.trim(), window) ?? []);
  return read.length === 0 ? null : read.toSorted((a, b) => a.from - b.from);
}

/** Whether two lists of stretches, each in order, share three quarters of an hour, or one of them wholly. */
export function overlaps(open: readonly Stretch[], free: readonly Stretch[], from: WallTime): boolean {
  return open.some((a) =>
    free.some((b) => {
      const shared = Math.min(a.to, b.to) - Math.max(a.from, b.from, from);
      return shared >= leastOverlap || (shared > 0 && shared === a.to - a.from);
    }),
  );
}

/** The sessions still to come, as stretches of wall time, with whether there is room. */
export function comingSessions(
  sessions: readonly OfferSession[],
  window: TimeWindow,
): readonly (Stretch & { readonly hasRoom: boolean })[] {
  return sessions.flatMap(({ start, end, remaining }) => {
    const [from, to] = [wallTimeAt(start, window.timeZone), wallTimeAt(end, window.timeZone)];
    return to > window.from ? [{ from, to, hasRoom: remaining === null || remaining > 0 }] : [];
  });
}
