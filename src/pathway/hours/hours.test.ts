import { randomId, type CallOf, type Id, type LocalDate, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { emptier } from "../../../tests/support/emptier.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  addHoursProvider,
  answerTalkInvitation,
  changeHours,
  endHoursRight,
  eraseFile,
  exportFile,
  exportHoursMonth,
  exportPersonHours,
  grantHours,
  importHours,
  logHours,
  readHours,
  readHoursImport,
  readHoursMonth,
  setHoursDepartment,
  setHoursReference,
} from "../actions.ts";

const world = await loopWorld({ hasHealth: true });
const { run, worker: actor, prescriber, colleague, stranger, officer } = world;
const admin = professional(world.tenantId, world.ccas, "territory-admin");
let providerId: Id<"hoursProvider">;

const day = (text: string): LocalDate => text as LocalDate;

const empty = emptier(world.database, "hours_department", "hours_provider", "hours_import");
beforeEach(async () => {
  await world.reset();
  await empty();
  await apply({});
  providerId = randomId();
  await run(addHoursProvider, { id: providerId, name: "Aide d’essai" }, { actor });
});

const apply = (given: Partial<CallOf<typeof setHoursDepartment>>, version = 0) =>
  run(setHoursDepartment, { department: "73", isApplied: true, ...given }, { actor: admin, version });

const grant = async (personId: PersonId, given: Partial<CallOf<typeof grantHours>> = {}) =>
  run(
    grantHours,
    {
      id: randomId<"hoursRight">(),
      personId,
      department: "73",
      gir: 4,
      decision: "accepted",
      validFrom: day("2026-01-01"),
      ...given,
    },
    { actor },
  );

const log = (personId: PersonId, given: Partial<CallOf<typeof logHours>> = {}) =>
  run(
    logHours,
    {
      id: randomId<"hoursEntry">(),
      personId,
      providerId,
      day: day("2026-11-20"),
      minutes: 60,
      activity: "games",
      ...given,
    },
    { actor },
  );

const used = async (personId: PersonId, month = "2026-11"): Promise<number | undefined> =>
  (await run(readHours, { personId, month }, { actor })).months.find((one) => one.month === month)?.used;

describe("the month of a person", () => {
  test("takes 540 minutes and not one more, however they are cut", async () => {
    const personId = await world.open();
    await grant(personId);
    expect(await refusal(log(personId, { minutes: 541 }))).toBe("base.invalidInput");
    await log(personId, { minutes: 300 });
    await log(personId, { minutes: 240, status: "planned", day: day("2026-11-30") });
    expect(await refusal(log(personId, { minutes: 1 }))).toBe("pathway.hoursMonthFull");
    for (const status of ["refused", "not-used"] as const) await log(personId, { status });
    await log(personId, { day: day("2026-10-31") });
    expect(await used(personId)).toBe(540);
    expect((await run(readHours, { personId, month: "2026-11" }, { actor })).room).toBe(0);
  });

  test("is never passed by many who note hours at the same moment", async () => {
    const personId = await world.open();
    await grant(personId);
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => refusal(log(personId, { minutes: 90 }))),
    );
    expect(outcomes.filter((code) => code === "accepted")).toHaveLength(6);
    expect(outcomes.filter((code) => code === "pathway.hoursMonthFull")).toHaveLength(6);
    expect(await used(personId)).toBe(540);
  });

  test("needs a plan that the person accepted, in a departement that applies the hours", async () => {
    const personId = await world.open();
    expect(await refusal(log(personId))).toBe("pathway.hoursRightNeeded");
    expect(await refusal(grant(personId, { department: "38" }))).toBe("pathway.hoursDepartmentUnknown");
    await apply({ department: "06", isApplied: false });
    expect(await refusal(grant(personId, { department: "06" }))).toBe("pathway.hoursNotApplied");
    expect(await refusal(grant(personId, { gir: 5 }))).toBe("base.invalidInput");
    await grant(personId, { decision: "refused", validUntil: day("2026-06-30") });
    expect(await refusal(log(personId, { day: day("2026-05-02") }))).toBe("pathway.hoursRightNeeded");
    expect(await refusal(grant(personId, { validFrom: day("2026-06-30") }))).toBe("pathway.hoursRightExists");
    const { rightId } = await grant(personId, { validFrom: day("2026-07-01"), monthlyMinutes: 120 });
    await log(personId, { minutes: 120 });
    expect(await refusal(log(personId, { minutes: 1 }))).toBe("pathway.hoursMonthFull");
    expect(await refusal(log(personId, { day: day("2026-12-01") }))).toBe("pathway.hoursInFuture");
    await apply({ isApplied: false }, 1);
    expect(await refusal(log(personId, { day: day("2026-10-02") }))).toBe("pathway.hoursNotApplied");
    await run(endHoursRight, { personId, rightId, lastDay: day("2026-09-30") }, { actor, version: 1 });
    expect(await refusal(log(personId, { day: day("2026-10-02") }))).toBe("pathway.hoursRightNeeded");
  });

  test("holds what earlier ones left where the departement says so, and not otherwise", async () => {
    const personId = await world.open();
    await grant(personId, { validFrom: day("2026-10-01"), monthlyMinutes: 100 });
    expect(await refusal(log(personId, { minutes: 101 }))).toBe("pathway.hoursMonthFull");
    await apply({ carryOverMonths: 1 }, 1);
    await log(personId, { minutes: 200 });
    expect(await refusal(log(personId, { minutes: 1, day: day("2026-10-02") }))).toBe(
      "pathway.hoursMonthFull",
    );
  });

  test("that was planned becomes done, refused or not used, by whoever saw the newest version", async () => {
    const personId = await world.open();
    await grant(personId);
    const { entryId } = await log(personId, { minutes: 540, status: "planned" });
    const change = (given: Partial<CallOf<typeof changeHours>>, version: number) =>
      run(
        changeHours,
        { personId, entryId, providerId, day: day("2026-11-20"), minutes: 540, activity: "games", ...given },
        { actor, version },
      );
    await change({ status: "done" }, 1);
    expect(await refusal(change({ status: "refused" }, 1))).toBe("base.versionStale");
    await change({ status: "not-used" }, 2);
    await log(personId, { minutes: 540 });
    expect(await refusal(change({ status: "done" }, 3))).toBe("pathway.hoursMonthFull");
  });
});

describe("what was noticed during the hours", () => {
  test("becomes an invitation to talk, without a word of it for who reads no result, and ends with an answer", async () => {
    const personId = await world.open();
    await grant(personId);
    await log(personId, { noticed: "Ne mange presque plus." });
    await world.accompany(personId, prescriber);
    const waiting = await run(readHoursMonth, { month: "2026-11" }, { actor });
    expect(waiting.invitations).toMatchObject([{ personId, noticedOn: "2026-11-20" }]);
    const other = await run(readHours, { personId }, { actor: prescriber });
    expect(other.invitations).toMatchObject([{ words: null }]);
    expect(other.rights).toMatchObject([{ gir: null }]);
    const own = await run(readHours, { personId }, { actor });
    expect(own.invitations).toMatchObject([{ words: "Ne mange presque plus.", answer: null }]);
    const invitationId = own.invitations[0]?.id ?? randomId();
    const answer = (version: number) =>
      run(answerTalkInvitation, { personId, invitationId, answer: "talked" }, { actor, version });
    await answer(1);
    expect(await refusal(answer(2))).toBe("pathway.talkInvitationAnswered");
    expect((await run(readHoursMonth, {}, { actor })).invitations).toEqual([]);
  });
});

describe("the time-keeping of a service", () => {
  const csv = (...rows: readonly string[]) =>
    ["reference;date;debut;fin;minutes;activite;statut;identifiant", ...rows].join("\n");
  const read = async (text: string, isTrial = false) => {
    const id = randomId<"hoursImport">();
    await run(importHours, { id, providerId, text, isTrial }, { actor });
    return run(readHoursImport, { importId: id }, { actor });
  };

  test("is kept row by row; each row that is not says why; the same file twice changes nothing", async () => {
    const personId = await world.open();
    await grant(personId, { monthlyMinutes: 150 });
    await run(setHoursReference, { personId, providerId, reference: "U-17" }, { actor });
    const text = csv(
      "U-17;03/11/2026;14:00;15:30;;jeux;réalisé;V1",
      "U-99;03/11/2026;14:00;15:30;;jeux;;V2",
      "U-17;04/11/2026;;;61;jeux;;V3",
      "U-17;05/11/2026;;;60;jeux;;V4",
      "U-17;05/12/2026;;;60;jeux;;V5",
      "U-17;05/11/2025;;;60;jeux;;V6",
    );
    expect(await read(text, true)).toMatchObject({ isTrial: true, added: 2 });
    expect(await used(personId)).toBe(0);
    const first = await read(text);
    expect(first).toMatchObject({ rows: 6, added: 2, changed: 0, unchanged: 0 });
    expect(first.faults).toEqual([
      { row: 2, column: "reference", code: "referenceUnknown" },
      { row: 3, column: "minutes", code: "monthFull" },
      { row: 5, column: "date", code: "dateInFuture" },
      { row: 6, column: "date", code: "noRight" },
    ]);
    expect(await used(personId)).toBe(150);
    expect(await read(text)).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect(await read(csv("U-17;05/11/2026;;;60;jeux;annulé;V4"))).toMatchObject({ added: 0, changed: 1 });
    expect(await used(personId)).toBe(90);
  });

  test("read by two at once counts once", async () => {
    const personId = await world.open();
    await grant(personId);
    await run(setHoursReference, { personId, providerId, reference: "U-17" }, { actor });
    const text = csv(...Array.from({ length: 9 }, (_, at) => `U-17;0${at + 1}/11/2026;;;60;jeux;;V${at}`));
    const both = await Promise.all([read(text), read(text)]);
    expect(both.map(({ added, unchanged }) => added + unchanged)).toEqual([9, 9]);
    expect(both.reduce((sum, { added }) => sum + added, 0)).toBe(9);
    expect(await used(personId)).toBe(540);
  });

  test("knows a person by one number, which no other person has", async () => {
    const [one, other] = [await world.open(), await world.open()];
    await run(setHoursReference, { personId: one, providerId, reference: "U-17" }, { actor });
    const taking = run(setHoursReference, { personId: other, providerId, reference: "U-17" }, { actor });
    expect(await refusal(taking)).toBe("pathway.hoursReferenceTaken");
    await run(setHoursReference, { personId: one, providerId, reference: "U-18" }, { actor });
    await run(setHoursReference, { personId: other, providerId, reference: "U-17" }, { actor });
  });
});

describe("a monthly statement", () => {
  test("has a line a person and service, as a page and as a file without formulas", async () => {
    const personId = await world.open(actor, { familyName: "=Beausoleil" });
    await grant(personId, { planNumber: "P-2026-7", gir: 3 });
    await log(personId, { minutes: 90 });
    await log(personId, { minutes: 30, status: "planned", day: day("2026-11-30") });
    await log(personId, { status: "refused" });
    const { lines } = await run(readHoursMonth, { month: "2026-11", department: "73" }, { actor });
    expect(lines).toMatchObject([
      { done: 90, planned: 30, refused: 60, notUsed: 0, allowance: 540, gir: 3, planNumber: "P-2026-7" },
    ]);
    const file = await run(exportHoursMonth, { month: "2026-11", providerId }, { actor });
    expect(file.fileName).toBe("hours-2026-11.csv");
    expect(file.text.split("\r\n")[1]).toBe(
      "2026-11,73,P-2026-7,'=Beausoleil,Canari-Odile,3,Aide d’essai,90,30,60,0,540,0",
    );
    expect((await run(readHoursMonth, { month: "2026-11", department: "38" }, { actor })).lines).toEqual([]);
    const own = await run(exportPersonHours, { personId, month: "2026-11" }, { actor });
    expect(own.text.split("\r\n")[1]).toBe("2026-11-20,Aide d’essai,games,done,90");
  });

  test("and ledger are not there for another organisation; settings are the administrator's", async () => {
    const personId = await world.open();
    await grant(personId);
    for (const other of [colleague, stranger])
      expect(await refusal(run(readHours, { personId }, { actor: other }))).toBe("pathway.personNotFound");
    const asked = { month: "2026-11", controllerId: world.ccas };
    expect(await refusal(run(readHoursMonth, asked, { actor: colleague }))).toBe(
      "pathway.organisationNeeded",
    );
    expect(await refusal(run(readHoursMonth, {}, { actor: prescriber }))).toBe("base.notAllowed");
    const setting = run(setHoursDepartment, { department: "73" }, { actor, version: 1 });
    expect(await refusal(setting)).toBe("base.notAllowed");
  });

  test("leaves with the person: handed out whole, then erased with the file", async () => {
    const personId = await world.open();
    await grant(personId);
    await run(setHoursReference, { personId, providerId, reference: "U-17" }, { actor });
    await log(personId, { noticed: "Parle d’un frère." });
    const { records } = await run(exportFile, { personId }, { actor: officer });
    const kinds = records.map(({ kind }) => kind);
    for (const kind of ["hours-right", "hours-reference", "hours-entry", "talk-invitation"] as const)
      expect(kinds).toContain(kind);
    expect(JSON.stringify(records)).toContain("Parle d’un frère.");
    await run(eraseFile, { personId }, { actor: officer });
    for (const table of ["hours_right", "hours_reference", "hours_entry", "talk_invitation"])
      expect((await sql`select from ${sql.id(table)}`.execute(world.database.admin)).rows).toEqual([]);
  });
});
