import { daysBetween, localDateAt, localDateSchema, type Instant, type Issue, type LocalDate } from "#base";
import { instantAtWall, wallTimeAt, type WallTime } from "#directory";
import { z } from "zod";

/** Most moments that are offered at once. */
export const mostMoments = 5;

/** Most days ahead of a moment that is offered: later, nobody knows yet. */
export const mostDaysAhead = 56;

/**
 * A moment as it is typed: day and hours by the clocks of the territory, and where one meets or that one calls. A line that says
 * nothing is none; what is missing of another is told by {@link readMoments} at its place.
 */
export const typedMoment = z.strictObject({
  day: localDateSchema.nullable().default(null),
  /** `14:30`, as browsers write it; also `14h30` and `9 h`. */
  from: z.string().trim().max(10).nullable().default(null),
  /** When it is over, for who can say. */
  until: z.string().trim().max(10).nullable().default(null),
  isByPhone: z.boolean().default(false),
  place: z.string().trim().max(200).nullable().default(null),
});
/** A moment as it is typed. */
export type TypedMoment = z.output<typeof typedMoment>;

/** A moment to offer. */
export interface Moment {
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
  /** Null for a call. */
  readonly place: string | null;
}

/** What was read: moments in the order of time, or what is wrong and where. */
export type ReadMoments = { readonly moments: readonly Moment[] } | { readonly issues: readonly Issue[] };

const earliest = "1970-01-01T00:00:00.000Z" as Instant;

/** Reads the moments that somebody typed, by the clocks of a place. */
export function readMoments(
  typed: readonly TypedMoment[],
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): ReadMoments {
  const read = typed.flatMap((line, position) =>
    saysNothing(line) ? [] : [readOne(line, { at: `moments.${position}`, now, timeZone })],
  );
  const issues = read.flatMap((one) => ("issues" in one ? one.issues : []));
  const moments = read.flatMap((one) => ("moment" in one ? [one] : []));
  for (const [position, { moment, at }] of moments.entries())
    if (moments.slice(0, position).some((other) => other.moment.startsAt === moment.startsAt))
      issues.push({ path: `${at}.from`, code: "momentTwice" });
  if (read.length === 0) issues.push({ path: "moments.0.day", code: "required" });
  if (issues.length > 0) return { issues };
  return {
    moments: moments.map(({ moment }) => moment).toSorted((a, b) => a.startsAt.localeCompare(b.startsAt)),
  };
}

function saysNothing({ day, from, until, isByPhone, place }: TypedMoment): boolean {
  return !day && !from && !until && !isByPhone && !place;
}

type ReadOne = { readonly moment: Moment; readonly at: string } | { readonly issues: Issue[] };

function readOne(
  line: TypedMoment,
  { at, now, timeZone }: { readonly at: string; readonly now: Instant; readonly timeZone: string },
): ReadOne {
  const issues: Issue[] = [];
  const fault = (field: keyof TypedMoment, code: string): void => {
    issues.push({ path: `${at}.${field}`, code });
  };
  const { day, isByPhone, place } = line;
  if (!day) fault("day", "required");
  if (!line.from) fault("from", "required");
  if (!isByPhone && !place) fault("place", "required");
  const startsAt = day && line.from ? clockAt(day, line.from, timeZone) : null;
  const endsAt = day && line.until ? clockAt(day, line.until, timeZone) : null;
  if (day && line.from && startsAt === null) fault("from", "noSuchHour");
  if (day && line.until && endsAt === null) fault("until", "noSuchHour");
  const today = localDateAt(now, timeZone);
  if (startsAt !== null && startsAt <= now) fault(day === today ? "from" : "day", "momentPast");
  if (day && daysBetween(today, day) > mostDaysAhead) fault("day", "momentTooFar");
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt) fault("until", "endBeforeStart");
  if (startsAt === null || issues.length > 0) return { issues };
  return { moment: { startsAt, endsAt, place: isByPhone ? null : place }, at };
}

/** The instant at which clocks show an hour on a day; null for an hour that is none, or that clocks skip in spring. Twice in autumn: the first. */
function clockAt(day: LocalDate, hour: string, timeZone: string): Instant | null {
  const [, hours, minutes = "00"] = /^(\d{1,2})\s*(?:[:hH.]\s*(\d{2})?)?(?::00)?$/.exec(hour) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return null;
  const wall = Date.parse(`${day}T${hours.padStart(2, "0")}:${minutes}:00Z`) as WallTime;
  const instant = instantAtWall(wall, timeZone, earliest);
  return wallTimeAt(instant, timeZone) === wall ? instant : null;
}

/** What of moments that were offered can still be chosen: once the first is past, none. */
export function stillOpen<M extends { readonly starts_at: Instant }>(
  moments: readonly M[],
  now: Instant,
): readonly M[] {
  return moments.some(({ starts_at }) => starts_at <= now) ? [] : moments;
}
