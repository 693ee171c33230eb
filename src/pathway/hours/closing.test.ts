import { randomId, type CallOf, type Id, type Instant, type LocalDate, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  addHoursProvider,
  changeHours,
  closeHoursMonth,
  correctHours,
  eraseFile,
  exportFile,
  exportHoursDepartment,
  exportHoursStatement,
  grantHours,
  importHours,
  listHoursClosings,
  logHours,
  readHours,
  readHoursImport,
  readHoursStatement,
  readPersonStatement,
  reopenHoursMonth,
  setHoursDepartment,
  setHoursReference,
} from "../actions.ts";

const world = await loopWorld({ hasHealth: true });
const { run, worker: actor, officer, colleague, stranger, prescriber } = world;
const admin = professional(world.tenantId, world.ccas, "territory-admin");
const coordinator = professional(world.tenantId, world.ccas, "team-coordinator");
let providerId: Id<"hoursProvider">;

const day = (text: string): LocalDate => text as LocalDate;
const instant = (text: string): Instant => text as Instant;

beforeEach(async () => {
  await world.reset();
  await sql`truncate hours_department, hours_provider, hours_import cascade`.execute(world.database.admin);
  await run(setHoursDepartment, { department: "73", isApplied: true }, { actor: admin, version: 0 });
  providerId = randomId();
  await run(addHoursProvider, { id: providerId, name: "Aide d’essai" }, { actor });
});

async function granted(given: Partial<CallOf<typeof grantHours>> = {}): Promise<PersonId> {
  const personId = await world.open();
  await run(
    grantHours,
    {
      id: randomId<"hoursRight">(),
      personId,
      department: "73",
      gir: 4,
      planNumber: "P-1",
      decision: "accepted",
      validFrom: day("2026-01-01"),
      ...given,
    },
    { actor },
  );
  return personId;
}

const log = (personId: PersonId, given: Partial<CallOf<typeof logHours>> = {}) =>
  run(
    logHours,
    {
      id: randomId<"hoursEntry">(),
      personId,
      providerId,
      day: day("2026-10-20"),
      minutes: 60,
      activity: "games",
      ...given,
    },
    { actor },
  );

const close = (month = "2026-10", provider = providerId) =>
  run(closeHoursMonth, { id: randomId<"hoursClosing">(), providerId: provider, month }, { actor });

const correct = (
  personId: PersonId,
  given: Partial<CallOf<typeof correctHours>> & Pick<CallOf<typeof correctHours>, "entryId">,
  version = 1,
) =>
  run(
    correctHours,
    {
      id: randomId<"hoursCorrection">(),
      personId,
      providerId,
      day: day("2026-10-20"),
      minutes: 45,
      activity: "games",
      cause: "mistyped",
      ...given,
    },
    { actor, version },
  );

const statement = (closingId: Id<"hoursClosing">) => run(readHoursStatement, { closingId }, { actor });
const used = async (personId: PersonId, month = "2026-10"): Promise<number | undefined> =>
  (await run(readHours, { personId, month }, { actor })).months.find((one) => one.month === month)?.used;

describe("a month closed for a service", () => {
  test("is frozen: nothing is noted in it, changed in it, moved into it, or read into it from a table", async () => {
    const personId = await granted();
    const { entryId } = await log(personId);
    await run(setHoursReference, { personId, providerId, reference: "U-17" }, { actor });
    const november = await log(personId, { day: day("2026-11-03") });
    const { closingId } = await close();
    expect(await refusal(close())).toBe("pathway.hoursMonthClosed");
    expect(await refusal(log(personId))).toBe("pathway.hoursMonthClosed");
    const change = (id: Id<"hoursEntry">, to: string) =>
      run(
        changeHours,
        { personId, entryId: id, providerId, day: day(to), minutes: 30, activity: "games" },
        { actor, version: 1 },
      );
    expect(await refusal(change(entryId, "2026-10-20"))).toBe("pathway.hoursMonthClosed");
    expect(await refusal(change(entryId, "2026-11-20"))).toBe("pathway.hoursMonthClosed");
    expect(await refusal(change(november.entryId, "2026-10-31"))).toBe("pathway.hoursMonthClosed");
    const importId = randomId<"hoursImport">();
    const text = "reference;date;minutes;activite\nU-17;05/10/2026;60;jeux\nU-17;05/11/2026;60;jeux";
    await run(importHours, { id: importId, providerId, text }, { actor });
    const read = await run(readHoursImport, { importId }, { actor });
    expect(read).toMatchObject({ added: 1, faults: [{ row: 1, column: "date", code: "monthClosed" }] });
    // Another service goes on.
    const other = randomId<"hoursProvider">();
    await run(addHoursProvider, { id: other, name: "Autre aide d’essai" }, { actor });
    await log(personId, { providerId: other });
    expect(await statement(closingId)).toMatchObject({ isSound: true, lines: [{ done: 60 }] });
  });

  test("ends with its last day, where the clocks are changed on it and in a leap February", async () => {
    for (const [month, last, before, after] of [
      ["2027-10", "2027-10-31", "2027-10-31T22:59:59Z", "2027-10-31T23:00:00Z"],
      ["2030-03", "2030-03-31", "2030-03-31T21:59:59Z", "2030-03-31T22:00:00Z"],
      ["2028-02", "2028-02-29", "2028-02-29T22:59:59Z", "2028-02-29T23:00:00Z"],
    ] as const) {
      world.clock.now = instant(before);
      const personId = await granted();
      await log(personId, { day: day(last), minutes: 540 });
      expect(await refusal(log(personId, { day: day(last), minutes: 1 }))).toBe("pathway.hoursMonthFull");
      expect(await refusal(close(month))).toBe("pathway.hoursMonthNotOver");
      world.clock.now = instant(after);
      const { closingId } = await close(month);
      expect(await statement(closingId)).toMatchObject({ lines: [{ done: 540, allowance: 540 }] });
    }
  });

  test("waits until somebody said what became of each visit planned", async () => {
    const personId = await granted();
    await log(personId, { status: "planned" });
    const listed = await run(listHoursClosings, { month: "2026-10" }, { actor });
    expect(listed).toMatchObject({ isOver: true, services: [{ stillPlanned: 1, closings: [] }] });
    expect(await refusal(close())).toBe("pathway.hoursStillPlanned");
  });

  test("never holds less or more than was noted, however many note minutes while it is closed", async () => {
    const personId = await granted();
    const attempts = Array.from({ length: 12 }, () => refusal(log(personId, { minutes: 90 })));
    const [closing, ...noted] = await Promise.all([close(), ...attempts]);
    const kept = noted.filter((code) => code === "accepted").length;
    expect(kept).toBeLessThanOrEqual(6);
    expect(
      new Set(noted).isSubsetOf(new Set(["accepted", "pathway.hoursMonthFull", "pathway.hoursMonthClosed"])),
    ).toBe(true);
    const { lines } = await statement(closing.closingId);
    expect(lines.reduce((sum, { done }) => sum + done, 0)).toBe(kept * 90);
    expect((await used(personId)) ?? 0).toBe(kept * 90);
  });
});

describe("a correction", () => {
  test("counts at once, leaves the closed statement as it was, and is shown once, in the next one", async () => {
    const personId = await granted();
    const { entryId } = await log(personId);
    expect(await refusal(correct(personId, { entryId }))).toBe("pathway.hoursMonthOpen");
    const october = await close();
    await correct(personId, { entryId });
    expect(await refusal(correct(personId, { entryId }))).toBe("base.versionStale");
    const forgotten = randomId<"hoursEntry">();
    await correct(
      personId,
      { entryId: forgotten, minutes: 30, cause: "forgotten", day: day("2026-10-31") },
      0,
    );
    expect(await used(personId)).toBe(75);
    expect(await statement(october.closingId)).toMatchObject({ isSound: true, lines: [{ done: 60 }] });
    await log(personId, { day: day("2026-11-03") });
    world.clock.now = instant("2026-12-02T09:00:00Z");
    const november = await close("2026-11");
    const { lines } = await statement(november.closingId);
    expect(lines).toMatchObject([
      {
        done: 60,
        corrections: [
          { day: "2026-10-20", before: { minutes: 60 }, after: { minutes: 45 }, cause: "mistyped" },
          { day: "2026-10-31", before: null, after: { minutes: 30 }, notedOn: "2026-11-30" },
        ],
      },
    ]);
    const file = await run(exportHoursStatement, { closingId: november.closingId }, { actor });
    const cells = file.text.split("\r\n").map((row) => row.split(","));
    expect(cells.slice(1, 4).map((row) => [row[0], row[8], row[13]])).toEqual([
      ["month", "60", ""],
      ["correction", "-15", "2026-10-20"],
      ["correction", "30", "2026-10-31"],
    ]);
    world.clock.now = instant("2027-01-02T09:00:00Z");
    const december = await close("2026-12");
    expect((await statement(december.closingId)).lines).toEqual([]);
  });

  test("passes neither the cap nor another day, and the table read again changes nothing", async () => {
    const personId = await granted();
    await run(setHoursReference, { personId, providerId, reference: "U-17" }, { actor });
    const text = "reference;date;minutes;activite;identifiant\nU-17;20/10/2026;60;jeux;V1";
    const read = async () => {
      const importId = randomId<"hoursImport">();
      await run(importHours, { id: importId, providerId, text }, { actor });
      return run(readHoursImport, { importId }, { actor });
    };
    await read();
    await log(personId, { minutes: 480, day: day("2026-10-21") });
    await close();
    const { entries } = await run(readHours, { personId, month: "2026-10" }, { actor });
    expect(entries.map(({ isFixed }) => isFixed)).toEqual([true, true]);
    const entryId = entries[0]?.id ?? randomId();
    expect(await refusal(correct(personId, { entryId, minutes: 61 }))).toBe("pathway.hoursMonthFull");
    expect(await refusal(correct(personId, { entryId, day: day("2026-10-22") }))).toBe("base.invalidInput");
    await correct(personId, { entryId });
    expect(await read()).toMatchObject({ added: 0, changed: 0, unchanged: 1, faults: [] });
    expect(await used(personId)).toBe(525);
  });
});

describe("a closed month opened again", () => {
  test("is so by the coordinator alone, with a reason; its statement stays on record and the next has a number of its own", async () => {
    const personId = await granted();
    const { entryId } = await log(personId);
    const { closingId } = await close();
    const reopen = (by: typeof actor, version = 1) =>
      run(reopenHoursMonth, { closingId, reason: "late-table" }, { actor: by, version });
    expect(await refusal(reopen(actor))).toBe("base.notAllowed");
    expect(await refusal(reopen(stranger))).toBe("pathway.hoursClosingNotFound");
    await reopen(coordinator);
    expect(await refusal(reopen(coordinator, 2))).toBe("pathway.hoursMonthOpen");
    await log(personId, { minutes: 30 });
    const again = await close();
    expect(await statement(again.closingId)).toMatchObject({
      closing: { position: 2 },
      lines: [{ done: 90 }],
    });
    expect(await statement(closingId)).toMatchObject({
      closing: { position: 1, reopened: { reason: "late-table" } },
      lines: [{ done: 60 }],
    });
    await correct(personId, { entryId });
    world.clock.now = instant("2026-12-02T09:00:00Z");
    await close("2026-11");
    const late = { closingId: again.closingId, reason: "error" } as const;
    const reopening = run(reopenHoursMonth, late, { actor: coordinator, version: 1 });
    expect(await refusal(reopening)).toBe("pathway.hoursMonthCorrected");
  });

  test("gives back the corrections that its statement showed to the next one", async () => {
    const personId = await granted();
    const { entryId } = await log(personId);
    await close();
    await correct(personId, { entryId });
    world.clock.now = instant("2026-12-02T09:00:00Z");
    const { closingId } = await close("2026-11");
    await run(reopenHoursMonth, { closingId, reason: "error" }, { actor: coordinator, version: 1 });
    const again = await close("2026-11");
    expect((await statement(again.closingId)).lines).toMatchObject([
      { corrections: [{ day: "2026-10-20" }] },
    ]);
  });
});

describe("closed statements", () => {
  test("make the departement's file once every service has closed, and a person's own", async () => {
    const personId = await granted();
    await log(personId);
    const elsewhere = await granted({ planNumber: "P-2" });
    const other = randomId<"hoursProvider">();
    await run(addHoursProvider, { id: other, name: "Autre aide d’essai" }, { actor });
    await log(elsewhere, { providerId: other, minutes: 90 });
    await close();
    const asked = { department: "73", month: "2026-10" };
    const ask = () => run(exportHoursDepartment, asked, { actor });
    expect(await refusal(ask())).toBe("pathway.hoursStatementsMissing");
    const { closingId, digest } = await close("2026-10", other);
    expect((await ask()).text.split("\r\n").filter((row) => row.startsWith("month,2026-10,73"))).toHaveLength(
      2,
    );
    const none = await run(exportHoursDepartment, { ...asked, department: "38" }, { actor });
    expect(none.text.trim().split("\r\n")).toHaveLength(1);
    const own = await run(readPersonStatement, { personId: elsewhere, month: "2026-10" }, { actor });
    expect(own.statements).toMatchObject([
      { closing: { id: closingId, digest }, isSound: true, line: { entries: [{ minutes: 90 }] } },
    ]);
    for (const by of [colleague, stranger, prescriber])
      expect(["base.notAllowed", "pathway.hoursClosingNotFound"]).toContain(
        await refusal(run(readHoursStatement, { closingId }, { actor: by })),
      );
  });

  test("leave with the person: handed out, then erased, the digest of the others still true", async () => {
    const [staying, leaving] = [await granted(), await granted()];
    await log(staying);
    await log(leaving, { minutes: 90 });
    const { closingId } = await close();
    const { records } = await run(exportFile, { personId: leaving }, { actor: officer });
    expect(records.map(({ kind }) => kind)).toContain("hours-statement");
    await run(eraseFile, { personId: leaving }, { actor: officer });
    expect(await statement(closingId)).toMatchObject({ isSound: true, erased: 1, lines: [{ done: 60 }] });
    await sql`update hours_closing set line_digests = array[${"0".repeat(64)}]`.execute(world.database.admin);
    expect(await statement(closingId)).toMatchObject({ isSound: false });
  });
});
