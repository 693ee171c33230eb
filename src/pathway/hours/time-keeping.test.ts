import type { LocalDate } from "#base";
import { describe, expect, test } from "vitest";
import { minutesBetween, readTimeKeeping } from "./time-keeping.ts";

const zone = "Europe/Paris";
const between = (day: string, from: number, to: number): number =>
  minutesBetween(day as LocalDate, { from, to }, zone);

describe("minutes of a visit", () => {
  test("are those that passed, over midnight too", () => {
    expect(between("2026-11-20", 14 * 60, 15 * 60 + 30)).toBe(90);
    expect(between("2026-11-20", 23 * 60, 30)).toBe(90);
  });

  test("count the hour that comes twice and not the one that is skipped", () => {
    // Sunday 31 October 2027: 03:00 is 02:00 again; Sunday 31 March 2030: 02:00 is 03:00. Both end their month.
    expect(between("2027-10-31", 90, 210)).toBe(180);
    expect(between("2030-03-31", 90, 210)).toBe(60);
    expect(between("2027-10-30", 23 * 60, 180)).toBe(300);
  });
});

describe("a file of time-keeping", () => {
  test("is read as services write it: semicolons, accents, French days and hours", () => {
    const { rowCount, times, faults } = readTimeKeeping(
      "\uFEFFRéférence;Date;Heure début;Heure fin;Activité;Statut;Identifiant\r\n" +
        "U-17;03/11/2026;14h00;15h30;Jeux;Réalisé;V1\r\n" +
        "U-18;2026-11-04;9:05;10:05;Bien-être;Annulé;V2\r\n",
      zone,
    );
    expect({ rowCount, faults }).toEqual({ rowCount: 2, faults: [] });
    expect(times).toMatchObject([
      { row: 1, reference: "U-17", day: "2026-11-03", minutes: 90, activity: "games", status: "done" },
      {
        row: 2,
        reference: "U-18",
        day: "2026-11-04",
        minutes: 60,
        activity: "well-being",
        status: "not-used",
      },
    ]);
  });

  test.each([
    '<?xml version="1.0"?><livraison/>',
    "\uFEFF <interventions/>",
    '{"date": "2026-11-03"}',
    "[1]",
  ])("of another format is not read, not even half: %s", (text) => {
    expect(readTimeKeeping(text, zone)).toEqual({
      rowCount: 0,
      times: [],
      faults: [{ row: 0, column: "file", code: "notATable" }],
    });
  });

  test("keeps good rows and names what is wrong with each other one", () => {
    const { times, faults } = readTimeKeeping(
      [
        "reference,date,debut,fin,minutes,activite,statut,identifiant",
        "U-1,2026-02-30,,,60,jeux,,a",
        "U-1,2026-11-03,25:00,26:00,,jeux,,b",
        "U-1,2026-11-03,,,541,jeux,,c",
        "U-1,2026-11-03,14:00,15:00,90,jeux,,d",
        "U-1,2026-11-03,,,60,ménage,peut-être,e",
        ",2026-11-03,,,sixty,jeux,,f",
        "U-1,2026-11-03",
        "U-1,2026-11-03,,,60,jeux,,g",
        "U-1,2026-11-03,,,60,jeux,,g",
      ].join("\n"),
      zone,
    );
    expect(times.map(({ row }) => row)).toEqual([8]);
    expect(faults.map(({ row, column, code }) => `${row} ${column} ${code}`)).toEqual([
      "1 date dateUnreadable",
      "2 start timeUnreadable",
      "3 minutes minutesTooMany",
      "4 minutes minutesDiffer",
      "5 activity activityUnknown",
      "5 status statusUnknown",
      "6 reference referenceUnknown",
      "6 minutes minutesMissing",
      "7 file columnsDiffer",
      "9 number repeatedRow",
    ]);
  });

  test("without its columns says which, and reads nothing", () => {
    expect(
      readTimeKeeping("date;activite\n2026-11-03;jeux", zone).faults.map(({ column }) => column),
    ).toEqual(["reference", "minutes"]);
    expect(readTimeKeeping("", zone)).toMatchObject({ rowCount: 0, times: [] });
  });
});
