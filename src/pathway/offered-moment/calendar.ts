import { calendarMoment, calendarText, calendarWords, type Instant } from "#base";
import type { OfferedMoment } from "./moments-schema.ts";

/** A moment to write into an agenda. */
export interface AgendaEntry {
  readonly moment: Pick<OfferedMoment, "id" | "startsAt" | "endsAt">;
  /** Stands in the agenda for whoever looks at it. */
  readonly title: string;
  /** Null unless the person asked for it. */
  readonly place: string | null;
  /** When the file was made. */
  readonly at: Instant;
}

/** A moment as iCalendar (RFC 5545), in UTC, private. Nothing in it but the title and the place tells of anything. */
export function agendaFile({ moment, title, place, at }: AgendaEntry): string {
  return calendarText([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Agenda//1//FR",
    "BEGIN:VEVENT",
    `UID:${moment.id}@agenda`,
    `DTSTAMP:${calendarMoment(at)}`,
    `DTSTART:${calendarMoment(moment.startsAt)}`,
    ...(moment.endsAt === null ? [] : [`DTEND:${calendarMoment(moment.endsAt)}`]),
    `SUMMARY:${calendarWords(title)}`,
    ...(place === null ? [] : [`LOCATION:${calendarWords(place)}`]),
    "CLASS:PRIVATE",
    "END:VEVENT",
    "END:VCALENDAR",
  ]);
}
