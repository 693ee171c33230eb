import { anonymousActor, randomId, type Actor, type CallOf, type Id, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { noExchange } from "../../../src/server/run-action.ts";
import { loopWorld, refusal, secretIn } from "../../../tests/support/loop.ts";
import { copyOf } from "../../../tests/support/own-page.ts";
import { emptier } from "../../../tests/support/emptier.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  answerProposal,
  enrolVolunteer,
  exportFile,
  freezeVolunteer,
  hideNumber,
  listEngagements,
  listOwnVisits,
  moveEngagement,
  openAnswerLink,
  proposeVolunteer,
  readOwnPage,
  readVisitCard,
  sendOwnPage,
  setMissionPolicy,
  settleVolunteer,
  showNumber,
  startEngagement,
  updateFile,
  withdrawVolunteer,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker: actor, colleague, officer, tenantId, ccas } = world;
const coordinator = professional(tenantId, ccas, "team-coordinator");
const ana = professional(tenantId, ccas, "volunteer");
const [relay, personPhone, anaPhone] = ["04 99 91 92 93", "06 39 98 77 66", "06 39 98 11 22"];

const empty = emptier(world.database, "volunteer", "mission_policy");
beforeEach(async () => {
  await world.reset();
  await empty();
  await world.employ(ana);
  await run(
    setMissionPolicy,
    { controllerId: ccas, purpose: "visit", needsCharter: false },
    { actor: coordinator, version: 0 },
  );
});

interface Pair {
  readonly personId: PersonId;
  readonly volunteerId: Id<"volunteer">;
  readonly engagementId: Id<"engagement">;
}

async function proposed(given: Partial<CallOf<typeof startEngagement>> = {}): Promise<Pair> {
  const personId = await world.open(actor, { contactChannels: ["sms"] });
  const volunteerId = randomId<"volunteer">();
  await run(
    enrolVolunteer,
    { id: volunteerId, controllerId: ccas, accountId: ana.id ?? randomId() },
    { actor },
  );
  const { engagementId } = await run(
    startEngagement,
    {
      id: randomId<"engagement">(),
      personId,
      purpose: "visit",
      pairing: "stable",
      rhythmDays: 7,
      reviewOn: "2027-02-28",
      relayPhone: relay,
      words: `Aime jouer aux dames. Mon numéro : ${personPhone}`,
      isAgreed: true,
      ...given,
    },
    { actor },
  );
  const pair = { personId, volunteerId, engagementId };
  await propose(pair);
  return pair;
}

const propose = (pair: Pair) => run(proposeVolunteer, pair, { actor });
const accept = ({ engagementId }: Pair) =>
  run(answerProposal, { engagementId, answer: "accepted" }, { actor: ana });
async function accepted(): Promise<Pair> {
  const pair = await proposed();
  await accept(pair);
  return pair;
}

const show = (pair: Pair, whose: "person" | "volunteer", who: Actor = actor) =>
  run(
    showNumber,
    { ...pair, whose, phone: whose === "volunteer" ? anaPhone : null, isAgreed: true },
    { actor: who },
  );
const hide = (pair: Pair, whose: "person" | "volunteer") => run(hideNumber, { ...pair, whose }, { actor });
async function showBoth(pair: Pair): Promise<void> {
  await show(pair, "person");
  await show(pair, "volunteer");
}

/** Everything the volunteer reads. */
const readByVolunteer = async () => JSON.stringify(await run(listOwnVisits, {}, { actor: ana }));
const readCard = ({ personId, engagementId }: Pair) =>
  run(readVisitCard, { personId, engagementId }, { actor });
/** Everything the person reads: their card and the copy of their file. */
async function readByPerson(pair: Pair): Promise<string> {
  const { records } = await run(exportFile, { personId: pair.personId }, { actor: officer });
  return JSON.stringify([await readCard(pair), records]);
}
async function expectMasked(pair: Pair): Promise<void> {
  expect(await readByVolunteer()).not.toContain(personPhone);
  expect(await readByPerson(pair)).not.toContain(anaPhone);
}
async function move({ personId, engagementId }: Pair, given: Partial<CallOf<typeof moveEngagement>>) {
  const { engagements } = await run(listEngagements, { personId }, { actor });
  const version = engagements[0]?.version ?? 0;
  return run(moveEngagement, { personId, engagementId, move: "pause", ...given }, { actor, version });
}

describe("unless somebody agrees", () => {
  test("a volunteer reads no number of the person, before accepting and after, in their words neither", async () => {
    const pair = await proposed();
    expect(await readByVolunteer()).not.toMatch(/77 66|dames/);
    expect(await refusal(show(pair, "person"))).toBe("pathway.proposalNotFound");
    await accept(pair);
    const { visits } = await run(listOwnVisits, {}, { actor: ana });
    expect(visits).toMatchObject([
      {
        words: "Aime jouer aux dames. Mon numéro : •• •• •• 77 66",
        relayPhone: relay,
        personPhone: null,
      },
    ]);
    await expectMasked(pair);
  });

  test("the number through which both call is never that of the person", async () => {
    expect(await refusal(proposed({ relayPhone: "+33 6 39 98 77 66" }))).toBe("pathway.relayIsOwnNumber");
  });

  test("nor is it given out where it became theirs later", async () => {
    const { personId } = await accepted();
    await run(
      updateFile,
      {
        personId,
        givenNames: "Canari-Odile",
        phone: "+33499919293",
        processingGround: "public-interest-task",
        identityCheck: "seen",
      },
      { actor, version: 1 },
    );
    expect((await run(listOwnVisits, {}, { actor: ana })).visits).toMatchObject([
      { relayPhone: null, personPhone: null },
    ]);
  });
});

describe("what one of the two agrees to show", () => {
  test("is read by the other one alone", async () => {
    const pair = await accepted();
    await show(pair, "person");
    expect((await run(listOwnVisits, {}, { actor: ana })).visits).toMatchObject([
      { personPhone, relayPhone: relay, words: `Aime jouer aux dames. Mon numéro : ${personPhone}` },
    ]);
    expect(await readByPerson(pair)).not.toContain(anaPhone);
    await hide(pair, "person");
    await show(pair, "volunteer");
    expect(await readByVolunteer()).not.toContain(personPhone);
    expect(await readCard(pair)).toMatchObject({
      numbers: [{ name: `name of ${ana.id}`, phone: anaPhone }],
    });
    const { records } = await run(exportFile, { personId: pair.personId }, { actor: officer });
    expect(records.find(({ kind }) => kind === "engagement")?.fields).toMatchObject({
      numbers: [{ whose: "volunteer", phone: anaPhone }],
    });
  });

  test("is seen by the team as noted, masked again at once, and twice harms nothing", async () => {
    const pair = await accepted();
    const noted = async () =>
      (await run(listEngagements, { personId: pair.personId }, { actor })).engagements[0]?.parties;
    await showBoth(pair);
    await showBoth(pair);
    expect(await noted()).toMatchObject([{ seesPersonPhone: true, phone: anaPhone }]);
    await hide(pair, "volunteer");
    expect(await noted()).toMatchObject([{ seesPersonPhone: true, phone: null }]);
    await hide(pair, "person");
    await hide(pair, "person");
    expect(await noted()).toMatchObject([{ seesPersonPhone: false, phone: null }]);
    await expectMasked(pair);
  });

  test("is not on the person's own page, and in their own copy only while it is shown", async () => {
    const pair = await accepted();
    const { personId } = pair;
    const invitation = { channel: "sms", agreedName: "Odile", callbackPhone: relay } as const;
    await run(sendOwnPage, { personId, ...invitation }, { actor });
    await world.ring();
    const http = noExchange();
    const token = secretIn(world.outbox.at(-1));
    await run(openAnswerLink, { token }, { actor: anonymousActor, http });
    const person = await world.holder(http.setCookies);
    if (person === null) throw new Error("no session");
    const copy = async () => JSON.stringify(await copyOf(world, person, personId));
    await show(pair, "volunteer");
    expect(JSON.stringify(await run(readOwnPage, {}, { actor: person }))).not.toContain(anaPhone);
    expect(await copy()).toContain(anaPhone);
    await run(freezeVolunteer, { volunteerId: pair.volunteerId }, { actor });
    expect(await copy()).not.toContain(anaPhone);
    expect(JSON.stringify(world.outbox)).not.toContain(anaPhone);
  });

  test("is kept sealed", async () => {
    await showBoth(await accepted());
    const { rows } = await sql<{ row: string }>`select encode(content, 'escape') as row from shown_number
      where content is not null`.execute(world.database.admin);
    expect(rows.map(({ row }) => row).join()).not.toContain("98 11");
    expect(rows).toHaveLength(1);
  });

  test("is masked while suspended or paused, and there again after", async () => {
    const pair = await accepted();
    await showBoth(pair);
    await run(freezeVolunteer, { volunteerId: pair.volunteerId }, { actor });
    await expectMasked(pair);
    await run(
      settleVolunteer,
      { volunteerId: pair.volunteerId, status: "active" },
      { actor: coordinator, version: 2 },
    );
    expect(await readByVolunteer()).toContain(personPhone);
    expect(await readByPerson(pair)).toContain(anaPhone);
    await move(pair, { move: "pause" });
    expect(await readByVolunteer()).toContain("Aime jouer");
    await expectMasked(pair);
    await move(pair, { move: "resume" });
    expect(await readByVolunteer()).toContain(personPhone);
  });

  test("is gone with the end, with the part of the volunteer, and does not come back with a new one", async () => {
    const pair = await accepted();
    const kept = async () => (await sql`select from shown_number`.execute(world.database.admin)).rows.length;
    await showBoth(pair);
    expect(await kept()).toBe(2);
    await run(withdrawVolunteer, pair, { actor });
    await expectMasked(pair);
    expect(await kept()).toBe(0);
    await propose(pair);
    await accept(pair);
    await expectMasked(pair);
    await showBoth(pair);
    await move(pair, { move: "end", reason: "person-wishes" });
    await expectMasked(pair);
    expect(await kept()).toBe(0);
    expect(await refusal(show(pair, "person"))).toBe("pathway.engagementOver");
  });

  test("is gone when the volunteer ends", async () => {
    const pair = await accepted();
    await showBoth(pair);
    const { volunteerId } = pair;
    await run(settleVolunteer, { volunteerId, status: "ended" }, { actor: coordinator, version: 1 });
    await expectMasked(pair);
    expect((await sql`select from shown_number`.execute(world.database.admin)).rows).toEqual([]);
  });
});

describe("who may note it", () => {
  test("is the team of the file, on the word of whoever's number it is, with that number", async () => {
    const pair = await accepted();
    expect(await refusal(show(pair, "person", ana))).not.toBe("accepted");
    expect(await refusal(show(pair, "person", colleague))).toBe("pathway.personNotFound");
    const input = { ...pair, whose: "volunteer", phone: null, isAgreed: true } as const;
    expect(await refusal(run(showNumber, input, { actor }))).toBe("base.invalidInput");
    const other = { ...pair, whose: "person", phone: anaPhone, isAgreed: true } as const;
    expect(await refusal(run(showNumber, other, { actor }))).toBe("base.invalidInput");
    const unsaid = { ...input, phone: anaPhone, isAgreed: false as true };
    expect(await refusal(run(showNumber, unsaid, { actor }))).toBe("base.invalidInput");
    await expectMasked(pair);
  });
});
