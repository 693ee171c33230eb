import type { Instant, LocalDate } from "#base";
import ICAL from "ical.js";
import { dayNumber, dayOfNumber, givesDay, isFollowed, type RepeatRule } from "./rule.ts";

/** One date of an event. */
export interface Session {
  readonly start: Instant;
  readonly end: Instant;
  readonly remaining: null;
}

/** The dates of an event in a window. */
export interface Occurrences {
  readonly sessions: readonly Session[];
  /** Whether dates beyond the window were left out. */
  readonly isCut: boolean;
  /** Whether the rule is one that is not followed: the first date alone is given. */
  readonly isUnread: boolean;
  /** Whether a time without a known zone was taken for that of Paris. */
  readonly isZoneAssumed: boolean;
}

const windowDays = 180;
const mostSessions = 200;
/** Days of a rule with a count looked at before it is given up: more than fifty years. */
const mostDays = 20_000;
const longestSeconds = 31 * 86_400;
const dayMs = 86_400_000;

/** The last day of the window that begins on a day. */
export function windowEnd(today: LocalDate): LocalDate {
  return new Date(Date.parse(`${today}T00:00:00Z`) + windowDays * dayMs)
    .toISOString()
    .slice(0, 10) as LocalDate;
}

/** What an event says of its dates. */
interface Timing {
  readonly start: ICAL.Time;
  readonly seconds: number;
  /** Name of the zone beside the start, where the calendar does not describe it. */
  readonly zone: string;
}

/**
 * The dates of an event from a day to 180 days later, rising, 200 at most; none when all are over.
 * @param changes the same event's changed occurrences (`RECURRENCE-ID`).
 */
export function occurrencesOf(
  event: ICAL.Component,
  changes: readonly ICAL.Component[],
  today: LocalDate,
): Occurrences | null {
  const timing = timingOf(event);
  if (timing === null) return null;
  const from = Date.parse(`${today}T00:00:00Z`);
  const rules = rulesOf(event);
  const isUnread = rules.length > 1 || !rules.every(isFollowed);
  const [rule] = isUnread ? [] : rules;
  const dates = [
    ...(rule === undefined ? [timing.start] : datesOf(timing.start, rule, today)),
    ...timesOf(event, "rdate"),
  ];
  const left = new Set(
    [...timesOf(event, "exdate"), ...changes.flatMap((change) => timesOf(change, "recurrence-id"))].map(
      wallKey,
    ),
  );
  const kept = dates.filter((date) => !left.has(wallKey(date)));
  const changed = changes.flatMap((change) => timingOf(change) ?? []);
  const all = [...kept.map((start) => ({ ...timing, start })), ...changed].map((one) => ({
    ...one,
    ...instantOf(one),
  }));
  const coming = all
    .filter(({ at, seconds }) => Number.isFinite(at) && at + seconds * 1000 >= from)
    .toSorted((a, b) => a.at - b.at);
  return {
    sessions: coming
      .slice(0, mostSessions)
      .map(({ at, seconds }) => ({ start: iso(at), end: iso(at + seconds * 1000), remaining: null })),
    isCut: coming.length > mostSessions || (rule !== undefined && goesOn(rule, timing.start, today)),
    isUnread,
    isZoneAssumed: all.some(({ isAssumed }) => isAssumed),
  };
}

/** A rule as read: its last day too. */
interface DatedRule extends RepeatRule {
  readonly until: ICAL.Time | null;
}

function rulesOf(event: ICAL.Component): readonly DatedRule[] {
  const values = event.getAllProperties("rrule").flatMap((property) => property.getValues() as unknown[]);
  return values.map((value) => {
    if (!(value instanceof ICAL.Recur)) return { freq: "", interval: 1, count: null, until: null, parts: {} };
    const wkst = value.wkst === undefined ? {} : { WKST: [weekdayNames[value.wkst - 1]] };
    const { freq, interval, count, until } = value;
    return {
      freq,
      interval,
      count: count ?? null,
      until: until ?? null,
      parts: { ...value.parts, ...wkst },
    };
  });
}

const weekdayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

function datesOf(start: ICAL.Time, rule: DatedRule, today: LocalDate): readonly ICAL.Time[] {
  const first = { year: start.year, month: start.month, day: start.day };
  const opening = dayNumber(dayOf(today)) - 32;
  const last = Math.min(dayNumber(dayOf(windowEnd(today))), lastDay(rule));
  // Without a count, days before the window need not be looked at.
  const begin = rule.count === null ? Math.max(dayNumber(first), opening) : dayNumber(first);
  const dates: ICAL.Time[] = [];
  let counted = 0;
  for (let number = begin; number <= last && number - begin < mostDays; number += 1) {
    const day = dayOfNumber(number);
    if (!givesDay(rule, first, day)) continue;
    counted += 1;
    if (rule.count !== null && counted > rule.count) break;
    if (number >= opening) dates.push(onDay(start, day));
  }
  return dates;
}

/** Whether the rule gives dates after the window. */
function goesOn(rule: DatedRule, start: ICAL.Time, today: LocalDate): boolean {
  const end = dayNumber(dayOf(windowEnd(today)));
  if (rule.count === null) return lastDay(rule) > end;
  const first = { year: start.year, month: start.month, day: start.day };
  let counted = 0;
  for (let number = dayNumber(first); number <= end && number - dayNumber(first) < mostDays; number += 1)
    if (givesDay(rule, first, dayOfNumber(number))) counted += 1;
  return counted < rule.count && counted > 0;
}

function lastDay({ until }: DatedRule): number {
  return until === null
    ? Number.POSITIVE_INFINITY
    : dayNumber({ year: until.year, month: until.month, day: until.day });
}

function dayOf(date: LocalDate): { readonly year: number; readonly month: number; readonly day: number } {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return { year, month, day };
}

function onDay(
  start: ICAL.Time,
  { year, month, day }: { readonly year: number; readonly month: number; readonly day: number },
): ICAL.Time {
  const time = start.clone();
  time.year = year;
  time.month = month;
  time.day = day;
  return time;
}

function timesOf(component: ICAL.Component, name: string): readonly ICAL.Time[] {
  const values = component.getAllProperties(name).flatMap((property) => property.getValues() as unknown[]);
  return values.filter((value) => value instanceof ICAL.Time);
}

/** The wall time of an occurrence; a whole day stands for all its times. */
function wallKey(time: ICAL.Time): string {
  return `${time.year}-${time.month}-${time.day}`;
}

/** Start and length of an event; null when it has no start. A length that cannot be is none. */
function timingOf(event: ICAL.Component): Timing | null {
  const [start] = timesOf(event, "dtstart");
  if (start === undefined) return null;
  const zone = event.getFirstProperty("dtstart")?.getFirstParameter("tzid") ?? "";
  const [end] = timesOf(event, "dtend");
  const duration: unknown = event.getFirstPropertyValue("duration");
  const told = duration instanceof ICAL.Duration ? duration.toSeconds() : null;
  const between =
    end === undefined ? null : (instantOf({ start: end, zone }).at - instantOf({ start, zone }).at) / 1000;
  const seconds = told ?? between ?? (start.isDate ? 86_400 : 0);
  return { start, zone, seconds: seconds >= 0 && seconds <= longestSeconds ? seconds : 0 };
}

/** Milliseconds of a time: by its own zone where the calendar describes it, else by the zone of its name, else as in Paris. */
function instantOf({ start, zone }: Pick<Timing, "start" | "zone">): {
  readonly at: number;
  readonly isAssumed: boolean;
} {
  const isFloating = start.zone === null || start.zone === ICAL.Timezone.localTimezone;
  if (!isFloating) return { at: start.toUnixTime() * 1000, isAssumed: false };
  const isNamed = zone !== "" && isZone(zone);
  return { at: atWall(start, isNamed ? zone : "Europe/Paris"), isAssumed: !isNamed && !start.isDate };
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds at which the clocks of a zone show a time; one hour later where they skip it. */
function atWall(time: ICAL.Time, timeZone: string): number {
  const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  const first = wall - offsetAt(wall, timeZone);
  return wall - offsetAt(first, timeZone);
}

function offsetAt(at: number, timeZone: string): number {
  if (!Number.isFinite(at)) return Number.NaN;
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    clocks.set(timeZone, clock);
  }
  return Date.parse(`${clock.format(at).replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000;
}

function iso(at: number): Instant {
  return new Date(at).toISOString() as Instant;
}
