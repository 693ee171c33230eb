import type { Instant, LocalDate } from "#base";
import OpeningHours from "opening_hours";
import { instantAtWall, wallTimeAt, type WallTime } from "./schedule-clock.ts";
import { UtcDate, withUtcDates } from "./schedule-date.ts";
import type { HolidayZone, PlaceTime } from "./schedule-place.ts";
import { hasUnknownWords, isGuess, namesSchoolHolidays, wordsAreOsm } from "./schedule-words.ts";

/** Whether something is open: `unknown` when the hours say so ("by appointment") or cannot be read. */
export type OpeningState = "open" | "closed" | "unknown";

/** The state at a moment, and when it changes next. */
export interface Opening {
  readonly state: OpeningState;
  /** Null when it does not change within a year, or is unknown because the hours cannot be read. */
  readonly nextChange: Instant | null;
  /** `unknown` when nobody knows whether it is open after that; absent when it is open after closed, or the other way round. */
  readonly nextState?: "unknown";
}

/** Hours of one day: `from` and `to` as `HH:MM`; `24:00` is the end of the day. */
export interface DayHours {
  readonly date: LocalDate;
  readonly intervals: readonly { readonly from: string; readonly to: string }[];
}

/** Open (or perhaps open) between two wall times. */
export interface OpenInterval {
  readonly from: WallTime;
  readonly to: WallTime;
  readonly state: "open" | "unknown";
}

/** Regular hours that were read, or the code of the reason why they were not. */
export type ReadHours =
  | { readonly osm: string }
  | { readonly unreadable: "empty" | "tooLong" | "schoolHolidays" | "notOpeningHours" };

const longestHours = 2000;
const cacheSize = 3000;
const day = 86_400_000;
const horizon = 366 * day;
/** Monday 5 January 1970, for want of a better one. */
const trialWeek = 4 * day;

/** Name of the state that makes the library know the public holidays of a zone. */
const stateOf: Readonly<Record<HolidayZone, string>> = {
  metropole: "",
  "alsace-moselle": "Bas-Rhin",
  guadeloupe: "Guadeloupe",
  martinique: "Martinique",
  guyane: "Guyane",
  "la-reunion": "La Réunion",
  mayotte: "Mayotte",
  "saint-pierre-et-miquelon": "",
  "saint-barthelemy": "Saint-Barthélemy",
  "saint-martin": "Saint-Martin",
  "wallis-et-futuna": "Wallis-et-Futuna",
  "polynesie-francaise": "Polynésie française",
  "nouvelle-caledonie": "Nouvelle-Calédonie",
};

/** Hours that were parsed, with the last state found and the wall times between which it holds. */
interface Parsed {
  readonly hours: OpeningHours;
  last: { from: WallTime; until: WallTime | null; state: OpeningState } | null;
}

const cache = new Map<string, Parsed | null>();

/** Parses hours for a zone, or finds them parsed; null when they cannot be read. The oldest of 3,000 is forgotten first (29 kB each). */
function parsed(osm: string, zone: HolidayZone): Parsed | null {
  const key = `${zone} ${osm}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const hours = osm.length > longestHours || namesSchoolHolidays(osm) ? null : parse(osm, zone);
  const made = hours === null ? null : { hours, last: null };
  cache.set(key, made);
  if (cache.size > cacheSize) cache.delete(cache.keys().next().value ?? key);
  return made;
}

function parse(osm: string, zone: HolidayZone): OpeningHours | null {
  const place = { lat: 0, lon: 0, address: { country_code: "fr", state: stateOf[zone] } };
  return asked(() => {
    const hours = new OpeningHours(osm, place);
    if (hasUnknownWords(osm) && isGuess(hours.getStructuredWarnings()))
      throw new Error("the words were guessed");
    // Some values are refused only when they are evaluated: try a whole week before they are trusted.
    hours.getOpenIntervals(new UtcDate(trialWeek), new UtcDate(trialWeek + 7 * day));
    return hours;
  });
}

/** Asks the library; null when it throws (texts and errors alike) for what it cannot evaluate, which is an expected outcome. */
function asked<T>(question: () => T): T | null {
  try {
    return withUtcDates(question);
  } catch {
    return null;
  }
}

/**
 * Reads regular hours written as OSM `opening_hours` (wiki.openstreetmap.org/wiki/Key:opening_hours/specification).
 * Days and signs in French are understood (`Lundi 9h-12h`, `Lu-Ve`) and answered in OSM; sentences are not.
 * @returns the hours as OSM writes them, else the reason why they cannot be read.
 */
export function readOpeningHours(text: string): ReadHours {
  const osm = text.trim();
  if (osm === "") return { unreadable: "empty" };
  if (osm.length > longestHours) return { unreadable: "tooLong" };
  if (namesSchoolHolidays(osm)) return { unreadable: "schoolHolidays" };
  const read = parsed(osm, "metropole");
  if (read === null) return { unreadable: "notOpeningHours" };
  return { osm: wordsAreOsm(osm) ? osm : read.hours.prettifyValue() };
}

/**
 * Whether something is open at an instant, and when that changes next.
 * Right in whatever time zone the process runs, and over changes of hour at the place.
 */
export function openingState(osm: string, place: PlaceTime & { readonly at: Instant }): Opening {
  const schedule = parsed(osm.trim(), place.holidayZone);
  if (schedule === null) return { state: "unknown", nextChange: null };
  const wall = wallTimeAt(place.at, place.timeZone);
  const { state, until } = stateAt(schedule, wall);
  const nextChange = until === null ? null : instantAtWall(until, place.timeZone, place.at);
  const isKnownThen =
    until === null || !osm.includes("unknown") || stateAt(schedule, until).state !== "unknown";
  return { state, nextChange, ...(isKnownThen ? {} : { nextState: "unknown" }) };
}

function stateAt(schedule: Parsed, wall: WallTime): { state: OpeningState; until: WallTime | null } {
  const { last } = schedule;
  if (last !== null && last.from <= wall && (last.until === null ? wall === last.from : wall < last.until))
    return last;
  const found = asked(() => {
    const moment = new UtcDate(wall);
    const state = schedule.hours.getStateString(moment, true);
    const limit = (wall + horizon) as WallTime;
    const change = schedule.hours.getNextChange(moment, new UtcDate(limit));
    const until = change === undefined ? null : (change.getTime() as WallTime);
    return { from: wall, until, state };
  });
  schedule.last = found;
  return found ?? { state: "unknown", until: null };
}

/**
 * The intervals that touch the stretch between two wall times, cut to it, in order; neighbours of one state are joined.
 * Missing  null when the hours cannot be read.
 */
export function openIntervals(
  osm: string,
  zone: HolidayZone,
  [from, to]: readonly [WallTime, WallTime],
): OpenInterval[] | null {
  const schedule = parsed(osm.trim(), zone);
  if (schedule === null) return null;
  const intervals: { from: WallTime; to: WallTime; state: "open" | "unknown" }[] = [];
  const found = asked(() =>
    schedule.hours.getOpenIntervals(new UtcDate(from), new UtcDate(to)).map(([start, end, isUnknown]) => ({
      from: start.getTime() as WallTime,
      to: end.getTime() as WallTime,
      state: isUnknown ? ("unknown" as const) : ("open" as const),
    })),
  );
  if (found === null) return null;
  for (const interval of found) {
    const before = intervals.at(-1);
    if (before && before.to === interval.from && before.state === interval.state) before.to = interval.to;
    else intervals.push({ ...interval });
  }
  return intervals;
}

/** Hours of which nothing is known, as OSM writes them. */
export const unknownHours = "24/7 unknown";

/** Whether hours say a closure and nothing else: when it is open otherwise is not known. */
export function isOnlyClosure(osm: string): boolean {
  return osm.startsWith(`${unknownHours};`);
}

/** Midnight at which a calendar day begins. */
export function midnight(date: LocalDate): WallTime {
  return Date.parse(`${date}T00:00:00Z`) as WallTime;
}

/**
 * The hours of the seven days from a day on; what is open over midnight is shown on both days. At most 12 intervals a day.
 * Missing  an empty list when the hours cannot be read. What is only perhaps open is left out.
 */
export function weekOf(osm: string, from: LocalDate, zone: HolidayZone): DayHours[] {
  const first = midnight(from);
  const intervals = openIntervals(osm, zone, [first, (first + 7 * day) as WallTime]);
  if (intervals === null) return [];
  const open = intervals.filter(({ state }) => state === "open");
  return Array.from({ length: 7 }, (_, index) => {
    const start = first + index * day;
    const today = open.filter((interval) => interval.from < start + day && interval.to > start);
    return {
      date: new Date(start).toISOString().slice(0, 10) as LocalDate,
      intervals: today.slice(0, 12).map((interval) => ({
        from: hourOfDay(Math.max(interval.from, start) - start),
        to: hourOfDay(Math.min(interval.to, start + day) - start),
      })),
    };
  });
}

function hourOfDay(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
