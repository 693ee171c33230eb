import { anonymousActor, randomId, type Actor, type CallOf, type ControllerId, type Id } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { noExchange } from "../../server/run-action.ts";
import { cafe, loopWorld, refusal, secretIn } from "../../../tests/support/loop.ts";
import type { SharedItem } from "../sharing/item.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  type createReferral,
  describeOrganisation,
  endAccord,
  listAccordEssences,
  listAccords,
  openAnswerLink,
  proposeAccord,
  readAnswer,
  readReferral,
  readSharingGround,
  signAccord,
  withdrawAgreements,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker, tenantId, ccas } = world;
const homeHelp = world.colleague.memberships[0]?.controllerId as ControllerId;
const third = randomId<"controller">();
await sql`insert into controller (tenant_id, id, name, kind, created_at)
  values (${tenantId}, ${third}, 'Tiers d’essai', 'association', ${world.clock.now})`.execute(
  world.database.admin,
);
const town = professional(tenantId, ccas, "territory-admin");
const help = professional(tenantId, homeHelp, "team-coordinator");
const outsider = professional(tenantId, third, "territory-admin");

beforeEach(async () => {
  await world.reset();
  await sql`truncate accord, accord_signature, organisation_facts cascade`.execute(world.database.admin);
});

const describeAs = (
  actor: Actor,
  controllerId: ControllerId,
  given: Partial<CallOf<typeof describeOrganisation>> = {},
  version = 0,
) =>
  run(
    describeOrganisation,
    { controllerId, standing: "social", processingGround: "public-interest-task", ...given },
    { actor, version },
  );

/** The home help is the café of the directory, and both are of social work. */
async function bothSides(): Promise<void> {
  await describeAs(town, ccas);
  await describeAs(help, homeHelp, { entry: `https://tisser.example/lieu/${cafe.id}` });
}

async function propose(given: Partial<CallOf<typeof proposeAccord>> = {}): Promise<Id<"accord">> {
  const id = randomId<"accord">();
  await run(
    proposeAccord,
    {
      id,
      controllerId: ccas,
      kind: "joint-controllers",
      title: "Suivi commun d’essai",
      parties: [homeHelp],
      purposes: ["accompany"],
      items: ["first-name", "phone"],
      contactId: ccas,
      contact: "04 99 91 92 93",
      reference: "Convention 2026-12",
      since: "2026-11-30",
      until: "2027-12-31",
      ...given,
    },
    { actor: town },
  );
  return id;
}

const sign = (accordId: Id<"accord">, actor = help, controllerId = homeHelp) =>
  run(signAccord, { accordId, controllerId }, { actor });

async function inForce(given: Partial<CallOf<typeof proposeAccord>> = {}): Promise<Id<"accord">> {
  await bothSides();
  const accordId = await propose(given);
  await sign(accordId);
  return accordId;
}

const items: readonly SharedItem[] = ["first-name", "phone"];
const told = (
  given: Partial<CallOf<typeof createReferral>> = {},
): Partial<CallOf<typeof createReferral>> => ({
  items: [...items],
  evidence: "informed",
  ...given,
});

/** Opens the link of the newest message, as its receiver. */
async function receive(): Promise<Actor> {
  await world.ring();
  const http = noExchange();
  await run(openAnswerLink, { token: secretIn(world.outbox.at(-1)) }, { actor: anonymousActor, http });
  const holder = await world.holder(http.setCookies);
  if (holder === null) throw new Error("no session");
  return holder;
}

describe("an accord between two organisations", () => {
  test("holds once each signed, and its essence is then public, without document or signers", async () => {
    await bothSides();
    const accordId = await propose();
    const essences = async () => (await run(listAccordEssences, {}, { actor: anonymousActor })).accords;
    expect(await essences()).toEqual([]);
    expect(await sign(accordId)).toMatchObject({ state: "in-force" });
    const [essence] = await essences();
    expect(essence).toMatchObject({
      title: "Suivi commun d’essai",
      parties: ["Aide à domicile d’essai", "CCAS d’essai"],
      contactName: "CCAS d’essai",
      contact: "04 99 91 92 93",
      lastDay: "2027-12-31",
    });
    expect(JSON.stringify(essence)).not.toContain("Convention 2026-12");
  });

  test("is seen by its parties alone: a third organisation finds nothing of it", async () => {
    const accordId = await inForce();
    expect((await run(listAccords, {}, { actor: help })).accords).toHaveLength(1);
    expect((await run(listAccords, {}, { actor: outsider })).accords).toEqual([]);
    expect(await refusal(sign(accordId, outsider, third))).toBe("pathway.accordNotFound");
    const ending = run(endAccord, { accordId, controllerId: third, reason: "breach" }, { actor: outsider });
    expect(await refusal(ending)).toBe("pathway.accordNotFound");
    expect(await refusal(sign(accordId, outsider, homeHelp))).toBe("pathway.organisationNeeded");
    expect(await refusal(sign(randomId<"accord">()))).toBe("pathway.accordNotFound");
  });

  test("is refused with a word for what is wrong: dates, parties, contact, a second yes", async () => {
    await bothSides();
    expect(await refusal(propose({ since: "2027-01-02", until: "2027-01-01" }))).toBe("pathway.accordDates");
    expect(
      await refusal(propose({ parties: [world.stranger.memberships[0]?.controllerId as ControllerId] })),
    ).toBe("pathway.accordPartyUnknown");
    expect(await refusal(propose({ parties: [ccas] }))).toBe("pathway.accordPartiesTooFew");
    expect(await refusal(propose({ contactId: third }))).toBe("pathway.accordContactUnfit");
    const accordId = await propose();
    expect(await refusal(propose({ id: accordId }))).toBe("pathway.accordExists");
    expect(await refusal(sign(accordId, town, ccas))).toBe("pathway.accordSigned");
    await sign(accordId);
    expect(await refusal(sign(accordId))).toBe("pathway.accordSigned");
  });

  test("signed by two of one party at once is signed once", async () => {
    await bothSides();
    const accordId = await propose();
    const both = await Promise.all([refusal(sign(accordId)), refusal(sign(accordId))]);
    expect(both.toSorted()).toEqual(["accepted", "pathway.accordSigned"]);
  });

  test("taken back before all signed cannot be signed any more", async () => {
    await bothSides();
    const accordId = await propose();
    const end = { accordId, controllerId: ccas, reason: "no-longer-needed" } as const;
    expect(await run(endAccord, end, { actor: town })).toMatchObject({ state: "withdrawn" });
    expect(await refusal(sign(accordId))).toBe("pathway.accordEnded");
    expect(await refusal(run(endAccord, end, { actor: town }))).toBe("pathway.accordEnded");
  });

  test("as a care team is of organisations whose people care or accompany by profession", async () => {
    await describeAs(town, ccas, { standing: "other" });
    expect(await refusal(propose({ kind: "care-team" }))).toBe("pathway.accordTeamUnfit");
    await describeAs(town, ccas, { standing: "social" }, 1);
    const accordId = await propose({ kind: "care-team" });
    expect(await refusal(sign(accordId))).toBe("pathway.accordTeamUnfit");
  });
});

describe("what an organisation says of itself", () => {
  test("names one entry of the directory, that no other of the territory named", async () => {
    await bothSides();
    expect(await refusal(describeAs(outsider, third, { entry: cafe.id }))).toBe("pathway.entryTaken");
    expect(await refusal(describeAs(outsider, third, { entry: "https://ailleurs.example" }))).toBe(
      "pathway.entryNotFound",
    );
    expect(await refusal(describeAs(outsider, ccas))).toBe("pathway.organisationNeeded");
    expect(await refusal(describeAs(help, homeHelp, {}, 0))).toBe("base.versionStale");
  });
});

describe("the ground for sharing", () => {
  test("is the accord in force, whatever the sender says; the referral rests on it and ends with it", async () => {
    const accordId = await inForce();
    const personId = await world.open();
    const read = await run(
      readSharingGround,
      { personId, offerId: cafe.id, items: "first-name,phone" },
      { actor: worker },
    );
    expect(read).toMatchObject({
      receiver: "Aide à domicile d’essai",
      told: { ground: "joint-controllers", article: "RGPD art. 26", needs: "information" },
      agreed: { ground: "joint-controllers", also: ["person-agreed"] },
    });
    const { referralId } = await world.refer(personId, {
      items: [...items],
      evidence: "informed",
      ground: "person-agreed",
    });
    const seen = () => run(readReferral, { referralId }, { actor: worker });
    expect(await seen()).toMatchObject({ ground: "joint-controllers", isAccordOver: false, status: "sent" });
    const receiver = await receive();
    expect((await run(readAnswer, {}, { actor: receiver })).person).toMatchObject({
      firstName: "Canari-Odile",
    });
    const end = { accordId, controllerId: homeHelp, reason: "no-longer-needed" } as const;
    expect(await run(endAccord, end, { actor: help })).toMatchObject({
      state: "ending",
      lastDay: "2026-12-30",
    });
    const [listed] = (await run(listAccords, {}, { actor: town })).accords;
    expect(listed).toMatchObject({ resting: 1, endedFor: "Aide à domicile d’essai" });
    expect(await seen()).toMatchObject({ isAccordOver: false });
    expect(await run(endAccord, { ...end, reason: "breach" }, { actor: help })).toMatchObject({
      state: "ended",
    });
    expect(await seen()).toMatchObject({ isAccordOver: true });
    expect((await run(readAnswer, {}, { actor: receiver })).person).toEqual({});
  });

  test("does not reach beyond the items of an accord, nor its last day", async () => {
    await inForce({ until: "2027-02-01" });
    const personId = await world.open();
    expect(await refusal(world.refer(personId, { evidence: "informed" }))).toBe("pathway.noGround");
    const late = told({ until: "2027-02-02" });
    expect(await refusal(world.refer(personId, late))).toBe("pathway.agreementEndInvalid");
    const { referralId } = await world.refer(personId, { items: [...items], evidence: "informed" });
    expect(await run(readReferral, { referralId }, { actor: worker })).toMatchObject({
      agreedUntil: "2027-02-01",
    });
  });

  test("of a prescriber is never the accord of controllers: medical secrecy asks for the person's word", async () => {
    await inForce();
    const personId = await world.open(world.prescriber);
    expect(await refusal(world.refer(personId, told(), world.prescriber))).toBe("pathway.noGround");
    expect(await refusal(world.refer(personId, { items: [...items] }, world.prescriber))).toBe("accepted");
  });

  test("once the person took it back is their new word alone", async () => {
    await inForce();
    const personId = await world.open();
    await world.refer(personId, told());
    await run(withdrawAgreements, { personId }, { actor: worker });
    expect(await refusal(world.refer(personId, told()))).toBe("pathway.noGround");
    const { referralId } = await world.refer(personId, { items: [...items] });
    expect(await run(readReferral, { referralId }, { actor: worker })).toMatchObject({
      ground: "person-agreed",
    });
  });

  test("claimed by an older application is computed all the same", async () => {
    const personId = await world.open();
    const claimed = { ground: "same-care-team", evidence: "informed" } as const;
    expect(await refusal(world.refer(personId, claimed))).toBe("pathway.noGround");
    const { referralId } = await world.refer(personId, { ground: "self-referral" });
    expect(await run(readReferral, { referralId }, { actor: worker })).toMatchObject({
      ground: "self-referral",
    });
  });
});
