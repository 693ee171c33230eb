import { cutText } from "#directory";
import OpeningHours from "opening_hours";
import { read, type Reading } from "../row-fault.ts";

/** Rhythm of a stop that comes every second week, as OSM `opening_hours` counts weeks (ISO 8601). */
const weeks: Readonly<Record<"odd" | "even", string>> = { odd: "week 01-53/2", even: "week 02-52/2" };

const startsWithDays = /^(?:Mo|Tu|We|Th|Fr|Sa|Su)\b/;

/**
 * Hours that hold in one week of two: the week is written before each rule that begins with days.
 * `Mo 09:00-12:00; PH off` in odd weeks gives `week 01-53/2 Mo 09:00-12:00; PH off`.
 */
export function everySecondWeek(openingHours: string, week: "odd" | "even"): string {
  return openingHours
    .split(";")
    .map((rule) => rule.trim())
    .filter((rule) => rule !== "")
    .map((rule) => (startsWithDays.test(rule) ? `${weeks[week]} ${rule}` : rule))
    .join("; ");
}

/** Which weeks a label means: `Semaine impaire`, `Semaine paire`; `null` when it means neither. */
export function weekNamed(label: string): "odd" | "even" | null {
  const found = /\b(im)?paires?\b/i.exec(label);
  if (found === null) return null;
  return found[1] === undefined ? "even" : "odd";
}

/** Regular hours of a row: in OSM form where they can be read, else as they stand. */
export interface WrittenHours {
  readonly openingHours: string | null;
  readonly note: string | null;
}

/** A place in mainland France: only the validity of the text is asked, which no place changes. */
const somewhere = { lat: 46.6, lon: 2.4, address: { country_code: "fr", state: "Centre-Val de Loire" } };

/** Hours of a cell, with a fault when they are not OSM `opening_hours`. */
export function readHours(text: string | null): Reading<WrittenHours> {
  if (text === null) return read({ openingHours: null, note: null });
  if (text.length <= 2000 && isOpeningHours(text)) return read({ openingHours: text, note: null });
  return { value: { openingHours: null, note: cutText(text, 2000) }, faults: [{ code: "hoursUnreadable" }] };
}

const day = "(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)";
const days = `${day}(?:-${day})?(?:,${day}(?:-${day})?)*`;
const time = "(?:[01]\\d|2[0-4]):[0-5]\\d";
const times = `${time}-${time}(?:,${time}-${time})*`;
const rule = `(?:${days} (?:${times}|off)|${times})`;
/** The plain form of nearly all values: known to be right without asking the library, which takes a millisecond. */
const plainForm = new RegExp(`^${rule}(?:; ${rule})*$`);

function isOpeningHours(text: string): boolean {
  if (plainForm.test(text)) return true;
  try {
    return Boolean(new OpeningHours(text, somewhere));
  } catch {
    return false;
  }
}
