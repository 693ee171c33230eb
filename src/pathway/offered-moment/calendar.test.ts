import type { Id, Instant } from "#base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { agendaFile } from "./calendar.ts";

const moment = {
  id: "0190a000-0000-7000-8000-0000000000aa" as Id<"offeredMoment">,
  startsAt: "2026-12-08T13:00:00.000Z" as Instant,
  endsAt: "2026-12-08T14:30:00.000Z" as Instant,
};
const at = "2026-11-30T09:00:00.000Z" as Instant;

test("an agenda entry says day and hours under a neutral title, and nothing else", () => {
  const text = agendaFile({ moment, title: "Rendez-vous", place: null, at });
  expect(text.split("\r\n")).toEqual([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Agenda//1//FR",
    "BEGIN:VEVENT",
    `UID:${moment.id}@agenda`,
    "DTSTAMP:20261130T090000Z",
    "DTSTART:20261208T130000Z",
    "DTEND:20261208T143000Z",
    "SUMMARY:Rendez-vous",
    "CLASS:PRIVATE",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]);
  expect(agendaFile({ moment: { ...moment, endsAt: null }, title: "x", place: null, at })).not.toContain(
    "DTEND",
  );
});

test("whatever a place is called, it adds no property", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (place) => {
      const lines = agendaFile({ moment, title: "Rendez-vous", place, at })
        .replaceAll("\r\n ", "")
        .split("\r\n");
      expect(lines.map((line) => line.split(":")[0])).toEqual([
        "BEGIN",
        "VERSION",
        "PRODID",
        "BEGIN",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "LOCATION",
        "CLASS",
        "END",
        "END",
        "",
      ]);
    }),
    { numRuns: 300 },
  );
});
