import {
  anonymousActor,
  randomId,
  type Actor,
  type CallOf,
  type Id,
  type LocalDate,
  type PersonId,
} from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { emptier } from "../../../tests/support/emptier.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  addExclusion,
  answerProposal,
  enrolVolunteer,
  eraseFile,
  exportFile,
  freezeVolunteer,
  listEngagements,
  listOwnVisits,
  listVolunteers,
  moveEngagement,
  noteMeeting,
  noteOwnMeeting,
  proposeVolunteer,
  readVisitCard,
  recordCheck,
  recordLifeEvent,
  recordVolunteerTraining,
  removeExclusion,
  reportVisit,
  reviewVisitReport,
  setMissionPolicy,
  settleVolunteer,
  signCharter,
  startEngagement,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker: actor, colleague, stranger, officer, tenantId, ccas } = world;
const coordinator = professional(tenantId, ccas, "team-coordinator");
const [ana, bo] = [professional(tenantId, ccas, "volunteer"), professional(tenantId, ccas, "volunteer")];
const day = (text: string): LocalDate => text as LocalDate;

const empty = emptier(world.database, "volunteer", "mission_policy");
beforeEach(async () => {
  await world.reset();
  await empty();
  for (const volunteer of [ana, bo]) await world.employ(volunteer);
});

/** Enrols an account that brings what a visit asks. */
async function enrol(account: Actor, isReady = true): Promise<Id<"volunteer">> {
  const id = randomId<"volunteer">();
  await run(enrolVolunteer, { id, controllerId: ccas, accountId: account.id ?? randomId() }, { actor });
  if (!isReady) return id;
  await run(signCharter, { volunteerId: id, signedOn: day("2026-01-05") }, { actor, version: 1 });
  for (const kind of ["interview", "references"] as const) await check(id, { kind });
  const training = { id: randomId<"volunteerTraining">(), volunteerId: id, doneOn: day("2026-01-20") };
  await run(recordVolunteerTraining, { ...training, kind: "welcome" }, { actor });
  return id;
}

const check = (volunteerId: Id<"volunteer">, given: Partial<CallOf<typeof recordCheck>>) =>
  run(
    recordCheck,
    {
      id: randomId<"volunteerCheck">(),
      volunteerId,
      kind: "interview",
      isFit: true,
      checkedOn: day("2026-01-06"),
      ...given,
    },
    { actor },
  );

async function start(personId: PersonId, given: Partial<CallOf<typeof startEngagement>> = {}) {
  const { engagementId } = await run(
    startEngagement,
    {
      id: randomId<"engagement">(),
      personId,
      purpose: "visit",
      pairing: "stable",
      rhythmDays: 7,
      reviewOn: day("2027-02-28"),
      relayPhone: "04 99 91 92 93",
      words: "Aime jouer aux dames.",
      isAgreed: true,
      ...given,
    },
    { actor },
  );
  return engagementId;
}

const propose = (personId: PersonId, engagementId: Id<"engagement">, volunteerId: Id<"volunteer">) =>
  run(proposeVolunteer, { personId, engagementId, volunteerId }, { actor });
const accept = (engagementId: Id<"engagement">, who: Actor = ana) =>
  run(answerProposal, { engagementId, answer: "accepted" }, { actor: who });
const meet = (
  engagementId: Id<"engagement">,
  given: Partial<CallOf<typeof noteOwnMeeting>> = {},
  who: Actor = ana,
) =>
  run(
    noteOwnMeeting,
    {
      id: randomId<"meeting">(),
      engagementId,
      day: day("2026-11-29"),
      outcome: "met",
      minutes: 60,
      ...given,
    },
    { actor: who },
  );
const visits = async (who: Actor = ana) => run(listOwnVisits, {}, { actor: who });
const only = async (personId: PersonId) =>
  (await run(listEngagements, { personId }, { actor })).engagements[0] ?? Promise.reject(new Error("none"));

/** A stable pair that visits. */
async function pair() {
  const [personId, volunteerId] = [await world.open(), await enrol(ana)];
  const engagementId = await start(personId);
  await propose(personId, engagementId, volunteerId);
  await accept(engagementId);
  return { personId, volunteerId, engagementId };
}

describe("a proposal", () => {
  test("goes to nobody who lacks what the mission asks, and says what is missing", async () => {
    const personId = await world.open();
    const engagementId = await start(personId);
    const volunteerId = await enrol(ana, false);
    expect(await refusal(propose(personId, engagementId, volunteerId))).toBe("pathway.volunteerUnfit");
    expect((await only(personId)).candidates).toEqual([
      { volunteerId, name: `name of ${ana.id}`, missing: ["charter", "check-missing", "training-missing"] },
    ]);
    const policy = {
      controllerId: ccas,
      purpose: "visit" as const,
      needsCharter: false,
      checks: ["honorability" as const],
    };
    expect(await refusal(run(setMissionPolicy, policy, { actor, version: 0 }))).toBe("base.notAllowed");
    await run(setMissionPolicy, policy, { actor: coordinator, version: 0 });
    await check(volunteerId, { kind: "honorability", expiresOn: day("2026-11-29") });
    expect(await refusal(propose(personId, engagementId, volunteerId))).toBe("pathway.volunteerUnfit");
    await check(volunteerId, {
      kind: "honorability",
      checkedOn: day("2026-11-29"),
      expiresOn: day("2027-11-29"),
    });
    await propose(personId, engagementId, volunteerId);
  });

  test("shows neither name nor words nor number before it is accepted, and what was agreed after", async () => {
    const [personId, volunteerId] = [await world.open(), await enrol(ana)];
    const engagementId = await start(personId);
    await propose(personId, engagementId, volunteerId);
    expect((await visits()).visits).toMatchObject([
      { party: "proposed", purpose: "visit", givenName: null, words: null, relayPhone: null },
    ]);
    expect(JSON.stringify(await visits())).not.toMatch(/Canari|dames|0?6 39/);
    await accept(engagementId);
    expect((await visits()).visits).toMatchObject([
      {
        party: "accepted",
        givenName: "Canari-Odile",
        words: "Aime jouer aux dames.",
        relayPhone: "04 99 91 92 93",
      },
    ]);
    expect(JSON.stringify(await visits())).not.toMatch(/Beausoleil|06 39 98/);
    expect(await only(personId)).toMatchObject({ status: "running", startedOn: "2026-11-30" });
  });

  test("of a stable pair goes to one at a time, of those who take turns to several", async () => {
    const personId = await world.open();
    const [one, other] = [await enrol(ana), await enrol(bo)];
    const stable = await start(personId);
    await propose(personId, stable, one);
    expect(await refusal(propose(personId, stable, other))).toBe("pathway.engagementTaken");
    await run(answerProposal, { engagementId: stable, answer: "declined" }, { actor: ana });
    await propose(personId, stable, other);
    const turns = await start(personId, { pairing: "rotating", purpose: "visit" });
    await propose(personId, turns, one);
    await propose(personId, turns, other);
    await Promise.all([accept(turns, ana), accept(turns, bo)]);
    expect(await refusal(accept(turns, bo))).toBe("pathway.proposalNotFound");
  });

  test("is never made of a pair that is kept apart, whoever asked for it", async () => {
    const [personId, volunteerId] = [await world.open(), await enrol(ana)];
    const engagementId = await start(personId);
    for (const askedBy of ["person", "volunteer"] as const) {
      await run(addExclusion, { id: randomId<"exclusion">(), personId, volunteerId, askedBy }, { actor });
      expect(await refusal(propose(personId, engagementId, volunteerId))).toBe("pathway.volunteerUnfit");
      await run(removeExclusion, { personId, volunteerId }, { actor });
    }
    await propose(personId, engagementId, volunteerId);
    await run(
      addExclusion,
      { id: randomId<"exclusion">(), personId, volunteerId, askedBy: "person" },
      { actor },
    );
    expect(await refusal(accept(engagementId))).toBe("pathway.volunteerUnfit");
  });
});

describe("a meeting", () => {
  test("is noted by who visits, once, not before it was, and never above the cap of the month", async () => {
    const [personId, volunteerId] = [await world.open(), await enrol(ana)];
    const engagementId = await start(personId, { monthlyCap: 2 });
    await propose(personId, engagementId, volunteerId);
    expect(await refusal(meet(engagementId))).toBe("pathway.engagementNotFound");
    await accept(engagementId);
    expect(await refusal(meet(engagementId, { day: day("2026-12-01") }))).toBe("pathway.meetingInFuture");
    expect(await refusal(meet(engagementId, { minutes: null }))).toBe("pathway.meetingMinutesNeeded");
    const twice = randomId<"meeting">();
    await meet(engagementId, { id: twice });
    expect(await refusal(meet(engagementId, { id: twice, minutes: 20 }))).toBe("pathway.meetingExists");
    const outcomes = await Promise.all([1, 2, 3].map(() => refusal(meet(engagementId))));
    expect(outcomes.toSorted()).toEqual([
      "accepted",
      "pathway.meetingCapReached",
      "pathway.meetingCapReached",
    ]);
    expect(await only(personId)).toMatchObject({ lastMetOn: "2026-11-29" });
    expect(await refusal(meet(engagementId, {}, bo))).toBe("pathway.engagementNotFound");
  });

  test("that does not come about for twice the rhythm waits for the team, until there is one", async () => {
    const { personId, engagementId } = await pair();
    world.wait(13 * 24);
    await world.ring();
    expect(await only(personId)).toMatchObject({ missedSince: null });
    world.wait(2 * 24);
    await world.ring();
    expect((await only(personId)).missedSince).not.toBeNull();
    expect((await run(listVolunteers, {}, { actor })).waiting).toMatchObject([{ personId, why: "missed" }]);
    await run(
      noteMeeting,
      {
        id: randomId<"meeting">(),
        personId,
        engagementId,
        day: day("2026-12-14"),
        outcome: "met",
        minutes: 20,
      },
      { actor },
    );
    expect(await only(personId)).toMatchObject({ missedSince: null, lastMetOn: "2026-12-14" });
    expect(world.failures).toEqual([]);
  });
});

describe("a freeze", () => {
  test("closes everything at once, also on the way to a visit, until the coordinator lifts it", async () => {
    const { volunteerId, engagementId } = await pair();
    await run(freezeVolunteer, { volunteerId }, { actor });
    expect(await visits()).toEqual({ isFrozen: true, visits: [] });
    expect(await refusal(meet(engagementId))).toBe("pathway.volunteerFrozen");
    const lift = (who: Actor) =>
      run(settleVolunteer, { volunteerId, status: "active" }, { actor: who, version: 3 });
    expect(await refusal(lift(actor))).toBe("base.notAllowed");
    await lift(coordinator);
    await meet(engagementId);
  });

  test("and a meeting at the same moment come one after the other", async () => {
    const { volunteerId, engagementId } = await pair();
    const [noted] = await Promise.all([
      refusal(meet(engagementId)),
      run(freezeVolunteer, { volunteerId }, { actor }),
    ]);
    expect(["accepted", "pathway.volunteerFrozen"]).toContain(noted);
    expect(await visits()).toEqual({ isFrozen: true, visits: [] });
  });

  test("follows a check that said no", async () => {
    const { volunteerId } = await pair();
    await check(volunteerId, { kind: "extract-shown", isFit: false, checkedOn: day("2026-11-29") });
    expect((await visits()).isFrozen).toBe(true);
  });
});

describe("the card of a visit", () => {
  const report = async (personId: PersonId, engagementId: Id<"engagement">, reason: "money" | "absent") => {
    const { address } = await run(readVisitCard, { personId, engagementId }, { actor });
    const card = address.split("/").at(-1) ?? "";
    return run(
      reportVisit,
      { card, reason, words: "Elle a demandé de l’argent." },
      { actor: anonymousActor },
    );
  };

  test("lets anybody say without account that something is wrong: it freezes at once and the team reads it", async () => {
    const { personId, volunteerId, engagementId } = await pair();
    await report(personId, engagementId, "money");
    expect(await visits()).toEqual({ isFrozen: true, visits: [] });
    expect(await only(personId)).toMatchObject({ status: "paused" });
    const { reports, volunteers } = await run(listVolunteers, {}, { actor: coordinator });
    expect(reports).toMatchObject([{ personId, reason: "money", words: "Elle a demandé de l’argent." }]);
    expect(volunteers).toMatchObject([{ id: volunteerId, status: "frozen" }]);
    const reportId = reports[0]?.id ?? randomId();
    const review = (who: Actor) =>
      run(reviewVisitReport, { reportId, finding: "nothing-wrong" }, { actor: who });
    expect(await refusal(review(actor))).toBe("base.notAllowed");
    await review(coordinator);
    expect(await refusal(review(coordinator))).toBe("pathway.visitReportReviewed");
    expect((await visits()).isFrozen).toBe(false);
    const { rows } = await sql<{ row: string }>`select visit_report::text as row from visit_report`.execute(
      world.database.admin,
    );
    expect(rows.map(({ row }) => row).join()).not.toContain("argent");
  });

  test("freezes nobody for an absence, and leads nowhere for who invents one", async () => {
    const { personId, engagementId } = await pair();
    await report(personId, engagementId, "absent");
    expect((await visits()).isFrozen).toBe(false);
    const invented = { card: "x".repeat(43), reason: "hurt" } as const;
    expect(await refusal(run(reportVisit, invented, { actor: anonymousActor }))).toBe(
      "pathway.visitCardUnknown",
    );
  });

  test("reports from two engagements deserve a look", async () => {
    const { personId, volunteerId, engagementId } = await pair();
    const other = await world.open();
    const second = await start(other);
    await propose(other, second, volunteerId);
    await accept(second);
    await report(personId, engagementId, "absent");
    await report(other, second, "absent");
    const { volunteers } = await run(listVolunteers, {}, { actor });
    expect(volunteers[0]).toMatchObject({ patterns: ["reports-from-two"], running: 2 });
  });
});

describe("an engagement", () => {
  test("is paused, reviewed and ended with a reason; then nobody reads it any more", async () => {
    const { personId, engagementId } = await pair();
    const move = (given: Partial<CallOf<typeof moveEngagement>>, version: number) =>
      run(moveEngagement, { personId, engagementId, move: "pause", ...given }, { actor, version });
    await move({}, 2);
    await move({ move: "resume" }, 3);
    expect(await refusal(move({ move: "end" }, 4))).toBe("base.invalidInput");
    await move({ move: "review", reviewOn: day("2027-05-31") }, 4);
    await move({ move: "end", reason: "person-wishes" }, 5);
    expect((await visits()).visits).toEqual([]);
    expect(await refusal(meet(engagementId))).toBe("pathway.engagementNotFound");
    expect(await only(personId)).toMatchObject({ status: "ended", endReason: "person-wishes" });
  });

  test("is not there for another organisation, and not without the person's word", async () => {
    const { personId, engagementId } = await pair();
    for (const other of [colleague, stranger])
      expect(await refusal(run(listEngagements, { personId }, { actor: other }))).toBe(
        "pathway.personNotFound",
      );
    const another = await world.open();
    expect(await refusal(run(readVisitCard, { personId: another, engagementId }, { actor }))).toBe(
      "pathway.engagementNotFound",
    );
    expect(await refusal(start(another, { isAgreed: false as true }))).toBe("base.invalidInput");
  });

  test("is handed out with the file, and gone with it, card and reports too", async () => {
    const { personId, engagementId } = await pair();
    await meet(engagementId);
    const { records } = await run(exportFile, { personId }, { actor: officer });
    expect(records.find(({ kind }) => kind === "engagement")?.fields).toMatchObject({
      words: "Aime jouer aux dames.",
      meetings: [{ outcome: "met", minutes: 60 }],
    });
    await run(eraseFile, { personId }, { actor: officer });
    for (const table of [
      "engagement",
      "engagement_party",
      "engagement_meeting",
      "visit_card",
      "visit_report",
    ])
      expect((await sql`select from ${sql.id(table)}`.execute(world.database.admin)).rows).toEqual([]);
    expect((await visits()).visits).toEqual([]);
  });
});

describe("what happens in a person's life", () => {
  test.each([
    ["death", { status: "ended", endReason: "death" }, "pathway.engagementOver"],
    ["moved", { status: "ended", endReason: "moved" }, "pathway.engagementOver"],
    ["hospital", { status: "paused", endReason: null }, "accepted"],
  ] as const)("%s ends or pauses visits by itself", async (event, expected, again) => {
    const { personId, engagementId } = await pair();
    expect((await visits()).visits.length).toBe(1);
    await run(recordLifeEvent, { personId, event }, { actor });
    expect(await only(personId)).toMatchObject(expected);
    if (event !== "hospital") expect((await visits()).visits).toEqual([]);
    world.wait(24 * 30);
    await world.ring();
    const { missedSince, version } = await only(personId);
    expect(missedSince).toBeNull();
    const resume = { personId, engagementId, move: "resume" } as const;
    expect(await refusal(run(moveEngagement, resume, { actor, version }))).toBe(again);
  });
});
