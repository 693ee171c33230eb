import { randomId, type CallOf, type Id, type PersonId } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal, secretIn } from "../../../tests/support/loop.ts";
import { noExchange } from "../../server/run-action.ts";
import {
  addRepresentative,
  endRepresentative,
  exportFile,
  listReferrals,
  listRepresentatives,
  openAnswerLink,
  readAnswer,
  sendReferral,
  startEngagement,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker, officer, outbox } = world;
const anonymous = { ...worker, kind: "anonymous", id: null, tenantId: null, memberships: [] } as const;

beforeEach(() => world.reset());

const put = async (
  personId: PersonId,
  given: Partial<CallOf<typeof addRepresentative>> = {},
): Promise<Id<"representative">> => {
  const id = randomId<"representative">();
  await run(
    addRepresentative,
    {
      id,
      personId,
      kind: "guardian",
      scope: "represents",
      evidence: "judgment-seen",
      since: "2020-01-01",
      name: "UDAF d’essai",
      ...given,
    },
    { actor: worker },
  );
  return id;
};
const parent = { kind: "parent", scope: "parental", evidence: "family-record-seen", name: "Zoé" } as const;
const openChild = () => world.open(worker, { birthDate: "2010-05-05", minorGround: "representative-agreed" });

describe("a referral of somebody whom a measure represents", () => {
  test("is refused with the reason where the wrong one agreed, and goes where both did", async () => {
    const personId = await world.open();
    const representativeId = await put(personId);
    expect(await refusal(world.refer(personId))).toBe("pathway.agreementOfWrongOne");
    expect(await refusal(world.refer(personId, { agreedBy: "representative", representativeId }))).toBe(
      "pathway.agreementOfWrongOne",
    );
    expect(await refusal(world.refer(personId, { agreedBy: "both" }))).toBe("pathway.agreementOfWrongOne");
    expect((await run(listReferrals, { personId }, { actor: worker })).referrals).toEqual([]);
    expect((await world.refer(personId, { agreedBy: "both", representativeId })).status).toBe("sent");
    const { referrals } = await run(listReferrals, { personId }, { actor: worker });
    expect(referrals[0]).toMatchObject({ agreedBy: "both", isRepresentationOver: false });
  });

  test("is stopped by the end of the representation: nothing more is shown or sent until both agree anew", async () => {
    const personId = await world.open();
    const representativeId = await put(personId);
    await world.refer(personId, { agreedBy: "both", representativeId });
    await world.ring();
    const http = noExchange();
    await run(openAnswerLink, { token: secretIn(outbox[0]) }, { actor: anonymous, http });
    const actor = await world.holder(http.setCookies);
    if (actor === null) throw new Error("no session");
    expect((await run(readAnswer, {}, { actor })).person).toHaveProperty("firstName");
    await run(endRepresentative, { personId, representativeId }, { actor: worker });
    const after = await run(readAnswer, {}, { actor });
    expect([after.person, after.words]).toEqual([{}, null]);
    const { referrals } = await run(listReferrals, { personId }, { actor: worker });
    expect(referrals[0]?.isRepresentationOver).toBe(true);
    // Not sent again on it either: the next agreement is the person's own, whom nobody represents any more.
    const waiting = await world.refer(personId, { evidence: null });
    const send = (given: Partial<CallOf<typeof sendReferral>>) =>
      run(
        sendReferral,
        { referralId: waiting.referralId, evidence: "witnessed-oral", ...given },
        { actor: worker, version: waiting.version },
      );
    expect(await refusal(send({ agreedBy: "both", representativeId }))).toBe("pathway.agreementOfWrongOne");
    expect((await send({})).status).toBe("sent");
    expect(await refusal(run(endRepresentative, { personId, representativeId }, { actor: worker }))).toBe(
      "pathway.representativeNotFound",
    );
  });
});

describe("a minor", () => {
  test("is referred with a parent's agreement beside their own, and visited only once a parent is on record", async () => {
    const personId = await openChild();
    const visit = () =>
      run(
        startEngagement,
        {
          id: randomId<"engagement">(),
          personId,
          purpose: "visit",
          pairing: "stable",
          rhythmDays: 7,
          reviewOn: "2027-02-01",
          isAgreed: true,
        },
        { actor: worker },
      );
    expect(await refusal(world.refer(personId))).toBe("pathway.agreementOfWrongOne");
    expect(await refusal(visit())).toBe("pathway.representativeNeeded");
    const representativeId = await put(personId, { ...parent, until: "2040-01-01" });
    const listed = await run(listRepresentatives, { personId }, { actor: worker });
    expect(listed).toMatchObject({
      needsRepresentative: true,
      representatives: [{ name: "Zoé", until: "2028-05-04", isInForce: true }],
    });
    expect((await world.refer(personId, { agreedBy: "both", representativeId })).status).toBe("sent");
    await visit();
  });

  test("under the protection of the law is referred without a parent, who may be the danger", async () => {
    const personId = await world.open(worker, { birthDate: "2010-05-05", minorGround: "child-protection" });
    expect((await world.refer(personId)).status).toBe("sent");
  });
});

test("a representative is put down once, of the own organisation, with sound dates and papers, and handed out with the file", async () => {
  const personId = await world.open();
  const id = await put(personId, {
    kind: "trusted-person",
    scope: "consulted",
    evidence: "written-designation",
  });
  expect(await refusal(put(personId, { id }))).toBe("pathway.representativeExists");
  expect(await refusal(put(personId, { until: "2019-12-31" }))).toBe("pathway.representativeDates");
  expect(await refusal(put(personId, { evidence: "said-only" }))).toBe("pathway.representativeUnfit");
  expect(await refusal(put(personId, parent))).toBe("pathway.representativeUnfit");
  const elsewhere = run(listRepresentatives, { personId }, { actor: world.colleague });
  expect(await refusal(elsewhere)).toBe("pathway.personNotFound");
  const { records } = await run(exportFile, { personId }, { actor: officer });
  expect(records.find(({ kind }) => kind === "representative")?.fields).toMatchObject({
    name: "UDAF d’essai",
    kind: "trusted-person",
  });
});
