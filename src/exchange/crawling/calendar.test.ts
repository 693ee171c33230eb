import type { Instant } from "#base";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { writeCalendar, type CalendarFacts } from "./calendar.ts";
import { datesOf } from "./offer-dates.ts";

const now = "2026-12-20T10:00:00.000Z" as Instant;
const paris = { timeZone: "Europe/Paris", holidayZone: "metropole" } as const;
const facts: CalendarFacts = {
  id: "0190f000-0000-7000-8000-000000000001",
  name: "Café des Tisserands ; jeux, soupe\\partage – un nom long avec des accents é è ê jusqu’au bout 🧵",
  place: "12 rue de l’Exemple, 38000 Grenoble",
  url: "https://tisser.example/lieu/1",
  phone: "+33199000001",
  dates: [
    { start: "2027-01-12T13:00:00.000Z" as Instant, end: "2027-01-12T15:00:00.000Z" as Instant },
    { start: "2027-01-19T13:00:00.000Z" as Instant, end: "2027-01-19T15:00:00.000Z" as Instant },
  ],
  at: now,
};

describe("a calendar", () => {
  const text = writeCalendar(facts);

  test("is read again with the same names, places and moments", () => {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
    expect(events.map(({ summary, location }) => [summary, location])).toEqual(
      facts.dates.map(() => [facts.name, facts.place]),
    );
    expect(events.map(({ startDate }) => startDate.toJSDate().toISOString())).toEqual(
      facts.dates.map(({ start }) => start),
    );
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(2);
  });

  test("has lines of at most 75 octets, each ended by CRLF, and no sign of control", () => {
    const lines = text.split("\r\n");
    expect(lines.at(-1)).toBe("");
    for (const line of lines) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/\p{Cc}/u);
  });

  test("asks nobody to answer: no method of invitations, which would demand an organiser (RFC 5546)", () => {
    expect(text).not.toMatch(/^(?:METHOD|ORGANIZER|ATTENDEE)/m);
  });

  test("lets no name add a line of its own", () => {
    const hostile = writeCalendar({ ...facts, name: "x\r\nEND:VCALENDAR\r\nBEGIN:VEVENT" });
    expect(hostile.match(/^END:VCALENDAR/gm)).toHaveLength(1);
    expect(hostile.match(/^BEGIN:VEVENT/gm)).toHaveLength(2);
  });
});

describe("the dates of an offer", () => {
  test("are its hours of eight weeks at the clocks of the place, without holidays and closures", () => {
    const dates = datesOf(
      { opening_hours: "Fr 18:00-20:00; PH off; 2027 Jan 08 off", sessions: [] },
      paris,
      now,
    );
    expect(dates.map(({ start }) => start)).toEqual([
      "2027-01-15T17:00:00.000Z",
      "2027-01-22T17:00:00.000Z",
      "2027-01-29T17:00:00.000Z",
      "2027-02-05T17:00:00.000Z",
      "2027-02-12T17:00:00.000Z",
    ]);
  });

  test("hold sessions, recent ones too, and not what never closes", () => {
    const sessions = [
      { start: "2026-12-19T09:00:00.000Z", end: "2026-12-19T10:00:00.000Z" },
      { start: "2026-10-01T09:00:00.000Z", end: "2026-10-01T10:00:00.000Z" },
    ];
    expect(datesOf({ opening_hours: "24/7", sessions }, paris, now)).toEqual([sessions[0]]);
    expect(datesOf({ opening_hours: "le mardi", sessions: [] }, paris, now)).toEqual([]);
  });
});
