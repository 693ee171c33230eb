import { existsSync, readdirSync, readFileSync } from "node:fs";
import { TisserError, type LocalDate } from "#base";
import { expect, test } from "vitest";
import { convert, faultsOfRow, feedDay, sampleBytes } from "../../../../tests/support/feed.ts";
import { agenda } from "./map.ts";
import { threadWorkMs } from "../../../base/thread-work.testing.ts";

const id = "agenda";

test("a weekly event without end becomes dated sessions of the next 180 days, without the date left out", () => {
  const { resources, warnings } = convert(id, sampleBytes(id));
  const sessions = resources[0]?.service_at_location.sessions ?? [];
  expect(sessions[0]).toEqual({
    start: "2026-11-24T13:30:00.000Z",
    end: "2026-11-24T15:30:00.000Z",
    remaining: null,
  });
  expect(sessions[1]?.start).toBe("2026-12-08T13:30:00.000Z");
  // After the change to summer time the wall clock stays, the instant moves.
  expect(sessions.at(-1)?.start).toBe("2027-05-18T12:30:00.000Z");
  expect(sessions).toHaveLength(25);
  expect(faultsOfRow(warnings, 1)).toEqual(["RRULE: recurrenceCut"]);
});

test("place, cost and kind are read; people named as organisers never", () => {
  const { resources } = convert(id, sampleBytes(id));
  expect(resources[0]?.location).toMatchObject({
    name: "Salle du bas",
    address_1: "3 rue de l'Exemple",
    city: "Voiron",
    latitude: 45.3647,
  });
  expect(resources[0]?.service).toMatchObject({
    kind: "activity",
    frais: ["gratuit"],
    categories: ["gather"],
  });
  expect(JSON.stringify(resources)).not.toContain("Personne Inventée");
});

test("past and cancelled events are refused, each with its reason", () => {
  const { refused } = convert(id, sampleBytes(id));
  expect(faultsOfRow(refused, 2)).toEqual(["DTSTART: pastEvent"]);
  expect(faultsOfRow(refused, 3)).toEqual(["STATUS: eventCancelled"]);
});

test("a time without zone is taken for that of Paris, and told", () => {
  const { resources, warnings } = convert(id, sampleBytes(id));
  expect(resources[1]?.service_at_location.sessions).toEqual([
    { start: "2026-12-06T08:00:00.000Z", end: "2026-12-06T10:00:00.000Z", remaining: null },
  ]);
  expect(faultsOfRow(warnings, 4)).toContain("DTSTART: timeZoneAssumed");
  expect(resources[1]?.location).toMatchObject({ name: "Parc", city: "Voiron" });
});

test("a rule that never gives a date, or gives one each second, ends", () => {
  const calendar = (rule: string): Uint8Array =>
    Buffer.from(
      `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:19700101T000000Z\r\n${rule}\r\nSUMMARY:X\r\nLOCATION:38500 Voiron\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
    );
  const started = threadWorkMs();
  const rules = [
    "FREQ=SECONDLY",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
  ];
  for (const rule of rules.map((text) => `RRULE:${text}`))
    expect(agenda.readFeed(calendar(rule), feedDay).rows).toHaveLength(1);
  expect(threadWorkMs() - started).toBeLessThan(20_000);
});

const folders = ["collective", "ical.js"].map(
  (name) => new URL(`../../../../../shared/data/ics/${name}/`, import.meta.url),
);
const isHere = folders.every((folder) => existsSync(folder));
if (!isHere) console.warn("NOT TESTED: the calendars of ../shared/data/ics are not here");

test.skipIf(!isHere)(
  "ninety-two calendars of others, good and broken, are read or refused with a code",
  () => {
    const files = folders.flatMap((folder) => readdirSync(folder).map((name) => new URL(name, folder)));
    const outcomes = files.map((file) => {
      try {
        return agenda.readFeed(readFileSync(file), "1997-09-01" as LocalDate).rows.length > 0
          ? "read"
          : "empty";
      } catch (error) {
        if (error instanceof TisserError) return error.code;
        throw error;
      }
    });
    const counts = Object.fromEntries(
      [...Map.groupBy(outcomes, (outcome) => outcome)].map(([name, list]) => [name, list.length]),
    );
    expect(files.length).toBe(92);
    expect(counts).toEqual({
      read: 45,
      // Calendars of to-dos, free times or zones alone hold no event.
      "exchange.feedEmpty": 24,
      "exchange.feedNotAList": 14,
      "exchange.feedUnreadable": 9,
    });
  },
);
