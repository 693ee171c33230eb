import { randomId, type Actor, type CallOf, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  abandonAssessment,
  addDuty,
  decideInstrument,
  endDuty,
  eraseFile,
  keepAssessment,
  listAssessments,
  listRiskAlerts,
  listScreenings,
  readAssessment,
  readOnCall,
  readScreening,
  recordScreening,
  setAskingHours,
} from "../actions.ts";
import { differencesBetween } from "./paper.ts";

const world = await loopWorld({ hasHealth: true });
const { run, worker, ccas, tenantId } = world;
const other = professional(tenantId, ccas, "link-worker");

const some = { "ucla3-1": 3, "ucla3-2": "prefers-not" } as const;
const all = { "ucla3-1": 3, "ucla3-2": 2, "ucla3-3": 1 } as const;
type Given = Partial<CallOf<typeof keepAssessment>>;
const keep = (personId: PersonId, given: Given = {}, actor: Actor = worker) =>
  run(
    keepAssessment,
    {
      id: randomId<"screening">(),
      personId,
      instrument: "ucla3",
      mode: "in-person",
      answers: some,
      ...given,
    },
    { actor },
  );
const record = (
  personId: PersonId,
  given: Partial<CallOf<typeof recordScreening>> = {},
  actor: Actor = worker,
) =>
  run(
    recordScreening,
    { id: randomId<"screening">(), personId, instrument: "ucla3", mode: "in-person", answers: all, ...given },
    { actor },
  );
const under = async (personId: PersonId, actor: Actor = worker) =>
  (await run(listAssessments, { personId }, { actor })).assessments;

beforeEach(() => world.reset());

describe("questions under way", () => {
  test("are kept as they are, gone on with by the same worker, and become the answers", async () => {
    const personId = await world.open();
    const { id, version } = await keep(personId, { note: "Fatiguée, on reprend jeudi." });
    expect(version).toBe(1);
    world.wait(48);
    expect(await under(personId)).toMatchObject([{ id, isOwn: true, status: "open" }]);
    const read = await run(readAssessment, { id, personId }, { actor: worker });
    expect([read.answers, read.note]).toEqual([some, "Fatiguée, on reprend jeudi."]);
    expect((await keep(personId, { id, seenVersion: 1, answers: { ...some, "ucla3-3": 1 } })).version).toBe(
      2,
    );
    await record(personId, { id, seenVersion: 2, note: "Revue chez elle." });
    expect(await under(personId)).toEqual([]);
    const { screenings } = await run(listScreenings, { personId }, { actor: worker });
    expect(screenings).toMatchObject([{ id, status: "scored", score: 6 }]);
    const { rows } = await sql`select from assessment where content is not null`.execute(
      world.database.admin,
    );
    expect(rows).toHaveLength(0);
  });

  test("are nobody else's to go on with, but anybody's to abandon, and that is seen", async () => {
    const personId = await world.open();
    const { id } = await keep(personId);
    expect(await refusal(run(readAssessment, { id, personId }, { actor: other }))).toBe(
      "pathway.assessmentOfOther",
    );
    expect(await refusal(keep(personId, { id, seenVersion: 1 }, other))).toBe("pathway.assessmentOfOther");
    expect(await refusal(keep(personId, {}, other))).toBe("pathway.assessmentUnderWay");
    await run(abandonAssessment, { id, personId }, { actor: other });
    expect(await under(personId, other)).toMatchObject([{ id, status: "abandoned", isOwn: false }]);
    expect(await refusal(run(readAssessment, { id, personId }, { actor: worker }))).toBe(
      "pathway.assessmentNotFound",
    );
    expect(await refusal(record(personId, { id, seenVersion: 1 }))).toBe("pathway.assessmentEnded");
    expect(await refusal(keep(personId, {}, other))).toBe("accepted");
  });

  test("of another organisation, of a child, of another instrument or out of range are refused", async () => {
    const personId = await world.open();
    expect(await refusal(keep(personId, {}, world.colleague))).toBe("pathway.personNotFound");
    expect(await refusal(keep(personId, { answers: { "osss3-1": 1 } }))).toBe("pathway.answersUnreadable");
    expect(await refusal(keep(personId, { answers: { "ucla3-1": 9 } }))).toBe("pathway.answersUnreadable");
    const child = await world.open(worker, { birthDate: "2012-01-01", minorGround: "child-protection" });
    expect(await refusal(keep(child))).toBe("pathway.tooYoungForScoring");
  });

  test("of somebody who withdraws half-way are erased with the file", async () => {
    const personId = await world.open();
    await keep(personId, { note: "à effacer" });
    await run(eraseFile, { personId }, { actor: world.officer });
    const { rows } = await sql`select from assessment`.execute(world.database.admin);
    expect(rows).toHaveLength(0);
  });
});

describe("two devices that answer the same questions", () => {
  test("come one after the other: the second is told, and what was kept is that of the first", async () => {
    const personId = await world.open();
    const { id } = await keep(personId);
    await keep(personId, { id, seenVersion: 1, answers: { "ucla3-1": 1 } });
    expect(await refusal(keep(personId, { id, seenVersion: 1, answers: { "ucla3-1": 2 } }))).toBe(
      "pathway.assessmentOvertaken",
    );
    expect(await refusal(record(personId, { id, seenVersion: 1 }))).toBe("pathway.assessmentOvertaken");
    expect((await run(readAssessment, { id, personId }, { actor: worker })).answers).toEqual({
      "ucla3-1": 1,
    });
  });

  test("end them once, even in the same instant", async () => {
    const personId = await world.open();
    for (let round = 0; round < 6; round += 1) {
      const { id } = await keep(personId);
      const outcomes = await Promise.all(
        [1, 2, 3].map((first) =>
          refusal(record(personId, { id, seenVersion: 1, answers: { ...all, "ucla3-1": first } })),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "pathway.assessmentEnded")).toHaveLength(2);
    }
  });

  test("cannot both begin", async () => {
    const personId = await world.open();
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => refusal(keep(personId))));
    expect(outcomes.toSorted()).toEqual([
      "accepted",
      "pathway.assessmentUnderWay",
      "pathway.assessmentUnderWay",
      "pathway.assessmentUnderWay",
    ]);
  });
});

describe("an answer that tells of suicidal risk while questions are under way", () => {
  const admin = professional(tenantId, ccas, "territory-admin");
  const coordinator = professional(tenantId, ccas, "team-coordinator");
  const duty = (actor: Actor) =>
    run(
      addDuty,
      {
        id: randomId<"on-call-duty">(),
        controllerId: ccas,
        accountId: actor.id ?? randomId<"account">(),
        hours: "24/7",
      },
      { actor: coordinator },
    );
  const phq9 = { instrument: "phq9" } as const;
  beforeEach(async () => {
    for (const actor of [worker, other, coordinator]) await world.employ(actor);
    await run(
      setAskingHours,
      { controllerId: ccas, askingHours: "24/7" },
      { actor: coordinator, version: 0 },
    );
    await duty(other);
    await duty(coordinator);
    await run(
      decideInstrument,
      {
        controllerId: ccas,
        instrument: "phq9",
        isEnabled: true,
        purpose: "Décider ensemble d’un avis médical.",
        answerableId: coordinator.id ?? randomId<"account">(),
      },
      { actor: admin },
    );
  });
  const alerts = async () => (await run(listRiskAlerts, {}, { actor: other })).alerts;

  test("raises its alert at once, one only, and taking the answer back leaves it", async () => {
    const personId = await world.open();
    const { id, alertId } = await keep(personId, { ...phq9, answers: { "phq9-9": 2 } });
    expect(await alerts()).toMatchObject([{ id: alertId }]);
    await record(personId, { ...phq9, id, seenVersion: 1, answers: { "phq9-9": 3 } });
    expect(await alerts()).toHaveLength(1);
    const second = await keep(personId, { ...phq9, answers: { "phq9-9": 1 } });
    await record(personId, { ...phq9, id: second.id, seenVersion: 1, answers: { "phq9-9": 0 } });
    expect(await alerts()).toHaveLength(2);
    const third = await keep(personId, { ...phq9, answers: { "phq9-9": 1 } });
    await run(abandonAssessment, { id: third.id, personId }, { actor: worker });
    expect(await alerts()).toHaveLength(3);
  });

  test("is kept although another device is answering", async () => {
    const personId = await world.open();
    await keep(personId, { ...phq9, answers: { "phq9-1": 0 } });
    const { alertId } = await record(personId, { ...phq9, answers: { "phq9-9": 1 } }, other);
    expect(alertId).not.toBeNull();
  });

  test("or does not, is recorded after the cover ended, when the questions were begun under it", async () => {
    const personId = await world.open();
    const { id } = await keep(personId, { ...phq9, answers: { "phq9-1": 0 } });
    const { duties } = await run(readOnCall, { controllerId: ccas }, { actor: coordinator });
    for (const one of duties) await run(endDuty, { id: one.id, controllerId: ccas }, { actor: coordinator });
    const calm = { ...phq9, answers: { "phq9-9": 0 } };
    expect(await refusal(record(personId, { ...calm, id, seenVersion: 1 }))).toBe("accepted");
    expect(await refusal(record(personId, calm))).toBe("pathway.onCallNotCovered");
  });
});

describe("answers brought on paper", () => {
  const paper = { mode: "paper" } as const;

  test("are typed twice, by whomever, and differences are shown before any score is made", async () => {
    const personId = await world.open();
    expect(await refusal(record(personId, paper))).toBe("pathway.paperEntryNeeded");
    const { id } = await keep(personId, { ...paper, answers: all });
    const second = record(
      personId,
      { ...paper, id, seenVersion: 1, answers: { ...all, "ucla3-2": 3 } },
      other,
    );
    await expect(second).rejects.toMatchObject({
      code: "pathway.paperEntriesDiffer",
      params: { count: 1 },
      issues: [{ path: "answers.ucla3-2", code: "differs" }],
    });
    expect((await run(listScreenings, { personId }, { actor: worker })).screenings).toEqual([]);
    await record(personId, { ...paper, id, seenVersion: 1 }, other);
    const { screenings } = await run(listScreenings, { personId }, { actor: worker });
    expect(screenings).toMatchObject([{ mode: "paper", score: 6 }]);
  });

  test("keep both readings when the paper was read again", async () => {
    const personId = await world.open();
    const { id } = await keep(personId, { ...paper, answers: all });
    await record(personId, {
      ...paper,
      id,
      seenVersion: 1,
      isReread: true,
      answers: { ...all, "ucla3-2": 3 },
    });
    const { screenings } = await run(listScreenings, { personId }, { actor: worker });
    expect(screenings[0]?.score).toBe(7);
    const { rows } = await sql`select from assessment where content is not null and status = 'done'`.execute(
      world.database.admin,
    );
    expect(rows).toHaveLength(1);
  });

  test("are never those of an instrument that is asked only with somebody there", async () => {
    const admin = professional(tenantId, ccas, "territory-admin");
    await world.employ(worker);
    const given = { controllerId: ccas, instrument: "gad7", isEnabled: true };
    const purpose = "Décider ensemble d’un avis médical.";
    await run(
      decideInstrument,
      { ...given, purpose, answerableId: worker.id ?? randomId<"account">() },
      { actor: admin },
    );
    const personId = await world.open();
    const sheet = { ...paper, instrument: "gad7", answers: {} };
    expect(await refusal(keep(personId, sheet))).toBe("instruments.assistanceNeeded");
    expect(await refusal(record(personId, sheet))).toBe("instruments.assistanceNeeded");
  });

  test("differ where one reading has an answer and the other none, or none in another way", () => {
    expect(differencesBetween({ a: 1, b: 2, c: "skipped" }, { a: 1, c: "prefers-not", d: 0 })).toEqual([
      "b",
      "c",
      "d",
    ]);
    expect(differencesBetween({ a: 0 }, { a: 0 })).toEqual([]);
  });
});

describe("answers corrected after a review", () => {
  test("are both there, with who and when, and the note", async () => {
    const personId = await world.open();
    const { screeningId } = await record(personId, { note: "Première fois." });
    world.wait(24);
    const corrected = await record(
      personId,
      { replacesId: screeningId, answers: { ...all, "ucla3-3": 3 } },
      other,
    );
    const first = await run(readScreening, { personId, screeningId }, { actor: worker });
    expect(first).toMatchObject({ answers: all, note: "Première fois.", isReplaced: true });
    expect(first.versions.map(({ id, by }) => [id, by])).toEqual([
      [screeningId, `name of ${worker.id}`],
      [corrected.screeningId, `name of ${other.id}`],
    ]);
    expect(first.versions[1]?.recordedAt.slice(0, 10)).toBe("2026-12-01");
  });

  test("are not shown to a referrer who did not ask, nor to another organisation", async () => {
    const personId = await world.open();
    const { screeningId } = await record(personId);
    const read = (actor: Actor) => refusal(run(readScreening, { personId, screeningId }, { actor }));
    await world.accompany(personId, world.prescriber);
    expect(await read(world.prescriber)).toBe("pathway.screeningNotFound");
    expect(await read(world.colleague)).toBe("pathway.personNotFound");
    expect(await read(other)).toBe("accepted");
  });
});
