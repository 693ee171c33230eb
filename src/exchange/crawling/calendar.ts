import { calendarText, calendarMoment as stamp, calendarWords as escaped, type Instant } from "#base";

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
  return calendarText(lines);
}
