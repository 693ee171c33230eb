import type { Instant } from "#base";

/** One date of a calendar. */
export interface CalendarDate {
  readonly start: Instant;
  readonly end: Instant;
}

/** A calendar to write: one thing at one place, on several dates. */
export interface CalendarFacts {
  /** Id of the offer: with its start it names a date for ever, so that a newer copy replaces the older one. */
  readonly id: string;
  readonly name: string;
  readonly place: string;
  /** Address of its page. */
  readonly url: string;
  readonly phone: string | null;
  readonly dates: readonly CalendarDate[];
  /** When the copy was made. */
  readonly at: Instant;
}

/**
 * A calendar as iCalendar text (RFC 5545): moments in UTC, so that no time zone need be described; lines of at most 75
 * octets, ended by CRLF. Dates leave the reader's own time free (TRANSP).
 */
export function writeCalendar(facts: CalendarFacts): string {
  const { id, name, place, url, phone, dates, at } = facts;
  const events = dates.flatMap(({ start, end }) => [
    "BEGIN:VEVENT",
    `UID:${id}-${stamp(start)}@tisser`,
    `DTSTAMP:${stamp(at)}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(end)}`,
    `SUMMARY:${escaped(name)}`,
    `LOCATION:${escaped(place)}`,
    `URL:${url}`,
    ...(phone === null ? [] : [`CONTACT:${escaped(phone)}`]),
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Tisser//annuaire//FR",
    "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${escaped(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ...events,
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}

/** A moment in UTC, to the second. */
function stamp(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** A text value (§3.3.11): what structures the file is escaped, control signs are left out. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r\n|\r|\n/g, "\\n")
    .replaceAll(/\p{Cc}/gu, "");
}

const encoder = new TextEncoder();

/** A line cut into pieces of at most 75 octets, never inside a letter (§3.1). */
function folded(line: string): string {
  if (encoder.encode(line).length <= 75) return line;
  const pieces: string[] = [];
  let piece = "";
  let length = 0;
  for (const letter of line) {
    const octets = encoder.encode(letter).length;
    if (length + octets > 75) {
      pieces.push(piece);
      piece = " ";
      length = 1;
    }
    piece += letter;
    length += octets;
  }
  return [...pieces, piece].join("\r\n");
}
