import { randomId, type Id, type LocalDate, type PersonId } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { emptier } from "../../../tests/support/emptier.ts";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  addExclusion,
  answerProposal,
  enrolVolunteer,
  listOwnVisits,
  listVolunteers,
  noteOwnMeeting,
  proposeVolunteer,
  recordCheck,
  recordVolunteerTraining,
  removeExclusion,
  setMissionPolicy,
  signCharter,
  startEngagement,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker: actor, tenantId, ccas } = world;
const coordinator = professional(tenantId, ccas, "team-coordinator");
const ana = professional(tenantId, ccas, "volunteer");
const day = (text: string): LocalDate => text as LocalDate;
const empty = emptier(world.database, "volunteer", "mission_policy");
beforeEach(async () => {
  await world.reset();
  await empty();
  await world.employ(ana);
});

/** Somebody who visits a person, with an interview that counts until a day. */
async function visiting(interviewUntil: LocalDate | null = null) {
  const [personId, volunteerId, engagementId] = [
    await world.open(),
    randomId<"volunteer">(),
    randomId<"engagement">(),
  ];
  await run(
    enrolVolunteer,
    { id: volunteerId, controllerId: ccas, accountId: ana.id ?? randomId() },
    { actor },
  );
  await run(signCharter, { volunteerId, signedOn: day("2026-01-05") }, { actor, version: 1 });
  for (const kind of ["interview", "references"] as const)
    await run(
      recordCheck,
      {
        id: randomId<"volunteerCheck">(),
        volunteerId,
        kind,
        isFit: true,
        checkedOn: day("2026-01-06"),
        expiresOn: kind === "interview" ? interviewUntil : null,
      },
      { actor },
    );
  const training = { id: randomId<"volunteerTraining">(), volunteerId, doneOn: day("2026-01-20") };
  await run(recordVolunteerTraining, { ...training, kind: "welcome" }, { actor });
  await run(
    startEngagement,
    {
      id: engagementId,
      personId,
      purpose: "visit",
      pairing: "stable",
      rhythmDays: 7,
      reviewOn: day("2027-02-28"),
      relayPhone: "04 99 91 92 93",
      words: "Aime jouer aux dames.",
      isAgreed: true,
    },
    { actor },
  );
  await run(proposeVolunteer, { personId, engagementId, volunteerId }, { actor });
  await run(answerProposal, { engagementId, answer: "accepted" }, { actor: ana });
  return { personId, volunteerId, engagementId };
}

const seen = async () => (await run(listOwnVisits, {}, { actor: ana })).visits;
const waits = async () =>
  (await run(listVolunteers, {}, { actor })).waiting.map(({ personId, why }) => ({ personId, why }));
const meet = (engagementId: Id<"engagement">, on: string) =>
  run(
    noteOwnMeeting,
    { id: randomId<"meeting">(), engagementId, day: day(on), outcome: "met", minutes: 60 },
    { actor: ana },
  );

async function isSuspended(personId: PersonId, engagementId: Id<"engagement">): Promise<void> {
  const [visit] = await seen();
  expect(visit).toMatchObject({ party: "suspended", givenName: null, words: null, relayPhone: null });
  expect(JSON.stringify(visit)).not.toMatch(/Odile|dames|04 99/);
  expect(await refusal(meet(engagementId, "2026-11-30"))).toBe("pathway.volunteerFrozen");
  expect(await waits()).toEqual([{ personId, why: "unfit" }]);
}

describe("whoever visits already and lacks what the mission asks by now", () => {
  test("reads nothing of the person from the day after a check ended, and the team is told, until it is renewed", async () => {
    const { personId, volunteerId, engagementId } = await visiting(day("2026-12-01"));
    world.wait(24);
    expect(await seen()).toMatchObject([{ party: "accepted", givenName: "Canari-Odile" }]);
    expect(await waits()).toEqual([]);
    world.wait(24);
    await isSuspended(personId, engagementId);
    await run(
      recordCheck,
      {
        id: randomId<"volunteerCheck">(),
        volunteerId,
        kind: "interview",
        isFit: true,
        checkedOn: day("2026-12-02"),
      },
      { actor },
    );
    expect(await seen()).toMatchObject([{ party: "accepted", givenName: "Canari-Odile" }]);
    expect(await refusal(meet(engagementId, "2026-12-02"))).toBe("accepted");
    expect(await waits()).toEqual([]);
  });

  test("is suspended when the mission comes to ask more", async () => {
    const { personId, engagementId } = await visiting();
    await run(
      setMissionPolicy,
      {
        controllerId: ccas,
        purpose: "visit",
        needsCharter: true,
        checks: ["interview"],
        trainings: ["safeguarding"],
      },
      { actor: coordinator, version: 0 },
    );
    await isSuspended(personId, engagementId);
  });

  test.each(["person", "volunteer"] as const)(
    "is kept apart from the person as soon as the %s asked for it",
    async (askedBy) => {
      const { personId, volunteerId, engagementId } = await visiting();
      await run(addExclusion, { id: randomId<"exclusion">(), personId, volunteerId, askedBy }, { actor });
      await isSuspended(personId, engagementId);
      await run(removeExclusion, { personId, volunteerId }, { actor });
      expect(await seen()).toMatchObject([{ party: "accepted" }]);
    },
  );
});
