import { cutText, readOpeningHours, withWeekParity, type WeekParity } from "#directory";
import { read, type Reading } from "../row-fault.ts";

/** Regular hours of a row: in OSM form where they can be read, else as they stand. */
export interface WrittenHours {
  readonly openingHours: string | null;
  readonly note: string | null;
}

/** Hours of a cell, with a fault when they are not OSM `opening_hours`. */
export function readHours(text: string | null): Reading<WrittenHours> {
  if (text === null) return read({ openingHours: null, note: null });
  if (isPlain(text)) return read({ openingHours: text, note: null });
  const hours = readOpeningHours(text);
  if ("osm" in hours) return read({ openingHours: hours.osm, note: null });
  return { value: { openingHours: null, note: cutText(text, 2000) }, faults: [{ code: "hoursUnreadable" }] };
}

const day = "(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)";
const days = `${day}(?:-${day})?(?:,${day}(?:-${day})?)*`;
const time = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;
const times = `${time}-${time}(?:,${time}-${time})*`;
const rule = `(?:${days} (?:${times}|off)|${times})`;
const plainForm = new RegExp(`^${rule}(?:; ${rule})*$`);

/** The form of nearly all values, known to be right without parsing, which takes a millisecond or two. */
function isPlain(text: string): boolean {
  return text.length <= 2000 && plainForm.test(text);
}

/** Which weeks a label means: `Semaine impaire`, `Semaine paire`; `null` when it means neither. */
export function weekNamed(label: string): WeekParity | null {
  const found = /\b(im)?paires?\b/i.exec(label);
  if (found === null) return null;
  return found[1] === undefined ? "even" : "odd";
}

/** Hours held to the weeks that a label names; kept in words, with a fault, when it names none. */
export function readWeeklyHours(hours: WrittenHours, label: string | null): Reading<WrittenHours> {
  const { openingHours } = hours;
  if (label === null || openingHours === null) return read(hours);
  const week = weekNamed(label);
  const held = week === null ? null : withWeekParity(openingHours, week);
  if (held !== null && "osm" in held) return read({ openingHours: held.osm, note: null });
  const note = cutText(`${openingHours} (${label})`, 2000);
  return { value: { openingHours: null, note }, faults: [{ code: "hoursUnreadable" }] };
}
