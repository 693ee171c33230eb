import { anonymousActor, localDateAt, randomId, type Actor, type Id, type PersonId } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { noExchange } from "../../../src/server/run-action.ts";
import { cafe, loopWorld, mission, refusal, secretIn } from "../../../tests/support/loop.ts";
import { copyOf } from "../../../tests/support/own-page.ts";
import {
  addPlanItem,
  addSideNote,
  answerReferral,
  askToBeCalled,
  changeOwnContact,
  closeOwnCall,
  listWaiting,
  openAnswerLink,
  readAnswer,
  readFile,
  readOwnPage,
  readReferral,
  recordLifeEvent,
  recordScreening,
  renewAnswerLink,
  sayHowItWent,
  sendOwnPage,
  setPlanCompany,
  setPlanReview,
  withdrawOwn,
} from "../actions.ts";
import { daysLater } from "../timer/delays.ts";

const world = await loopWorld();
const { run, worker, outbox } = world;
const invitation = { channel: "sms", agreedName: "Odile", callbackPhone: "04 99 91 92 93" } as const;

beforeEach(() => world.reset());

const open = (): Promise<PersonId> => world.open(worker, { contactChannels: ["sms", "phone"] });

/** Opens the newest link, whoever it went to. */
async function follow(): Promise<Actor> {
  await world.ring();
  const http = noExchange();
  await run(openAnswerLink, { token: secretIn(outbox.at(-1)) }, { actor: anonymousActor, http });
  const holder = await world.holder(http.setCookies);
  if (holder === null) throw new Error("no session");
  return holder;
}

/** The person, on their own page. */
async function enter(personId: PersonId): Promise<Actor> {
  await run(sendOwnPage, { personId, ...invitation }, { actor: worker });
  return follow();
}

/** Moves a referral on as its receiver until the person was reached. */
async function reach(): Promise<void> {
  const receiver = await follow();
  for (const move of ["accept", "contact"] as const) {
    const { version } = await run(readAnswer, {}, { actor: receiver });
    await run(answerReferral, { move }, { actor: receiver, version });
  }
}

describe("the own page of a person", () => {
  test("tells when the plan is looked at together, who goes along, and by what they help", async () => {
    const personId = await open();
    const id = randomId<"planItem">();
    await run(addPlanItem, { id, personId, title: "Jouer aux dames" }, { actor: worker });
    await run(
      setPlanCompany,
      { personId, planItemId: id, accompaniedBy: "volunteer" },
      { actor: worker, version: 1 },
    );
    await run(addPlanItem, { id: randomId<"planItem">(), personId, offerId: mission.id }, { actor: worker });
    const reviewOn = localDateAt(daysLater(world.clock.now, 20), "Europe/Paris");
    await run(setPlanReview, { personId, reviewOn }, { actor: worker });
    const person = await enter(personId);
    expect(await run(readOwnPage, {}, { actor: person })).toMatchObject({
      reviewOn,
      closing: null,
      plan: [
        { title: "Jouer aux dames", accompaniedBy: "volunteer", isHelping: false },
        { title: mission.name, accompaniedBy: "nobody", isHelping: true },
      ],
    });
  });

  test("shows their plan, their referrals and who opened the file, and no result", async () => {
    const personId = await open();
    const answers = { "ucla3-1": 3, "ucla3-2": 3, "ucla3-3": 3 };
    await run(
      recordScreening,
      {
        id: randomId<"screening">(),
        personId,
        instrument: "ucla3",
        mode: "in-person",
        answers,
        note: "Tendue.",
      },
      { actor: worker },
    );
    await run(
      addPlanItem,
      { id: randomId<"planItem">(), personId, title: "Jouer aux dames", goal: "Sortir le mardi" },
      { actor: worker },
    );
    await world.refer(personId);
    const own = await run(readOwnPage, {}, { actor: await enter(personId) });
    expect(outbox.at(-1)).toMatchObject({ channel: "sms", to: "06 39 98 77 66", template: "as-agreed" });
    expect(own).toMatchObject({
      senderName: "CCAS d’essai",
      agreedName: "Odile",
      plan: [{ title: "Jouer aux dames", goal: "Sortir le mardi", status: "chosen" }],
      referrals: [{ receiverName: cafe.name, status: "sent", moves: ["decline"] }],
      contactChannels: ["sms", "phone"],
      callAskedAt: null,
      hasAgreed: true,
    });
    expect(own.accesses.some(({ by, kind }) => by === "professional" && kind === "changed")).toBe(true);
    expect(JSON.stringify(own)).not.toMatch(/lonely|ucla3|Tendue/);
  });

  test("says what they answered in sentences where they wish it: no score, nothing about symptoms, newest answers only", async () => {
    const personId = await open();
    const answer = (value: number, replacesId: Id<"screening"> | null = null) => {
      const id = randomId<"screening">();
      const answers = { "ucla3-1": value, "ucla3-2": value, "ucla3-3": value };
      const given = { id, personId, instrument: "ucla3", mode: "in-person" as const, answers };
      return run(recordScreening, { ...given, replacesId }, { actor: worker }).then(() => id);
    };
    await run(sendOwnPage, { personId, ...invitation, showsSaid: true }, { actor: worker });
    const before = await run(readOwnPage, {}, { actor: await follow() });
    expect([before.showsSaid, before.said]).toEqual([true, []]);
    await answer(1, await answer(3));
    await run(sendOwnPage, { personId, ...invitation, showsSaid: true }, { actor: worker });
    const person = await follow();
    const { said } = await run(readOwnPage, {}, { actor: person });
    expect(said).toEqual([
      {
        askedAt: world.clock.now,
        sentences: expect.stringMatching(/^reading\.ucla3\./),
        instrument: "UCLA-3",
        missing: 0,
      },
    ]);
    expect(said[0]?.sentences).not.toBe("reading.ucla3.lonely");
    // A link sent without that wish shows nothing of it, also to whoever saw it before.
    const without = await run(readOwnPage, {}, { actor: await enter(personId) });
    expect([without.showsSaid, without.said]).toEqual([false, []]);
  });

  test("lets them say how it went, once for each thing seen", async () => {
    const personId = await open();
    const { referralId } = await world.refer(personId);
    await reach();
    const person = await enter(personId);
    const say = async (given: { move: "start" | "complete"; outcome?: "met-someone-seen-again" }) => {
      const { referrals } = await run(readOwnPage, {}, { actor: person });
      const version = referrals[0]?.version ?? 0;
      return run(sayHowItWent, { referralId, ...given }, { actor: person, version });
    };
    expect(await refusal(say({ move: "complete", outcome: "met-someone-seen-again" }))).toBe(
      "pathway.moveNotAllowed",
    );
    expect(await say({ move: "start" })).toMatchObject({ status: "started" });
    expect(await refusal(say({ move: "complete" }))).toBe("pathway.moveIncomplete");
    expect(await say({ move: "complete", outcome: "met-someone-seen-again" })).toMatchObject({
      status: "completed",
      loop: "closed_known",
    });
    const read = await run(readReferral, { referralId }, { actor: worker });
    expect(read.events.slice(-2).map(({ by }) => by)).toEqual(["person", "person"]);
    const stale = { referralId, move: "start" } as const;
    expect(await refusal(run(sayHowItWent, stale, { actor: person, version: 1 }))).toBe("base.versionStale");
  });

  test("lets them ask for a call, which waits first in the queue until somebody notes that they called", async () => {
    const personId = await open();
    const person = await enter(personId);
    await run(askToBeCalled, {}, { actor: person });
    await run(askToBeCalled, {}, { actor: person });
    const { items } = await run(listWaiting, {}, { actor: worker });
    expect(items.map(({ reason }) => reason)).toEqual(["call-asked"]);
    await run(closeOwnCall, { personId }, { actor: worker });
    expect((await run(listWaiting, {}, { actor: worker })).items).toEqual([]);
    expect((await run(readOwnPage, {}, { actor: person })).callAskedAt).toBeNull();
  });

  test("lets them change how they are reached, seen before sending, and leaves the rest of the file as it was", async () => {
    const personId = await open();
    const before = await run(readFile, { personId }, { actor: worker });
    const person = await enter(personId);
    const { version } = await run(readOwnPage, {}, { actor: person });
    const wanted = { contactChannels: ["phone"], contactMoments: ["weekday-evening"] } as const;
    const call = { contactChannels: [...wanted.contactChannels], contactMoments: [...wanted.contactMoments] };
    await run(changeOwnContact, call, { actor: person, version });
    const after = await run(readFile, { personId }, { actor: worker });
    const { version: _v, changedAt: _c, ...rest } = after;
    const { version: _w, changedAt: _d, ...old } = before;
    expect(rest).toEqual({ ...old, ...call });
    expect(await refusal(run(changeOwnContact, call, { actor: person, version }))).toBe("base.versionStale");
    expect(await refusal(run(sendOwnPage, { personId, ...invitation }, { actor: worker }))).toBe(
      "pathway.contactNotAgreed",
    );
  });

  test("lets them take everything back", async () => {
    const personId = await open();
    const { referralId } = await world.refer(personId);
    const person = await enter(personId);
    expect(await run(withdrawOwn, {}, { actor: person })).toMatchObject({ agreements: 1, recalled: 1 });
    const read = await run(readReferral, { referralId }, { actor: worker });
    expect(read).toMatchObject({ status: "recalled", isWithdrawn: true });
    expect(read.events.at(-1)).toMatchObject({ move: "withdraw", by: "person" });
    expect((await run(readOwnPage, {}, { actor: person })).hasAgreed).toBe(false);
  });

  test("hands them a copy without scores, notes or alerts", async () => {
    const personId = await open();
    const answers = { "ucla3-1": 3, "ucla3-2": 3, "ucla3-3": 3 };
    await run(
      recordScreening,
      {
        id: randomId<"screening">(),
        personId,
        instrument: "ucla3",
        mode: "in-person",
        answers,
        note: "Tendue.",
      },
      { actor: worker },
    );
    const aside = {
      id: randomId<"side-note">(),
      personId,
      visibility: "private",
      text: "Sa sœur boit.",
    } as const;
    await run(addSideNote, aside, { actor: worker });
    await world.refer(personId);
    const copy = await copyOf(world, await enter(personId), personId);
    expect(copy.person).toMatchObject({ givenNames: "Canari-Odile", wishes: "Jouer aux dames" });
    expect(copy.records.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["screening", "agreement", "referral"]),
    );
    expect(JSON.stringify(copy.records)).toContain('"ucla3-1":3');
    expect(JSON.stringify(copy)).not.toMatch(/lonely|Tendue|sœur/);
  });
});

describe("its link", () => {
  test("opens once, is worth nothing after eight days, and is asked for anew at the person's own number", async () => {
    const personId = await open();
    await enter(personId);
    const token = secretIn(outbox.at(-1));
    expect(await refusal(run(openAnswerLink, { token }, { actor: anonymousActor }))).toBe(
      "pathway.linkSpent",
    );
    await run(renewAnswerLink, { token }, { actor: anonymousActor });
    const again = await follow();
    expect(outbox.at(-1)?.to).toBe("06 39 98 77 66");
    expect((await run(readOwnPage, {}, { actor: again })).givenNames).toBe("Canari-Odile");
    await run(renewAnswerLink, { token }, { actor: anonymousActor });
    await world.ring();
    world.wait(24 * 8 + 1);
    const late = { token: secretIn(outbox.at(-1)) };
    expect(await refusal(run(openAnswerLink, late, { actor: anonymousActor }))).toBe("pathway.linkExpired");
  });

  test("reaches nobody else's referral, and the link of a receiver reaches no own page", async () => {
    const other = await open();
    const { referralId } = await world.refer(other);
    const receiver = await follow();
    expect(await refusal(run(readOwnPage, {}, { actor: receiver }))).toBe("base.notAllowed");
    const person = await enter(await open());
    const saying = run(sayHowItWent, { referralId, move: "decline" }, { actor: person, version: 2 });
    expect(await refusal(saying)).toBe("pathway.referralNotFound");
    expect(await refusal(run(readAnswer, {}, { actor: person }))).toBe("pathway.referralNotFound");
    expect(await refusal(run(readFile, { personId: other }, { actor: person }))).toBe("base.notAllowed");
    expect(await refusal(run(readOwnPage, {}, { actor: anonymousActor }))).toBe("base.signInNeeded");
  });

  test("leads nowhere once the person died, also in a session that was open", async () => {
    const personId = await open();
    const person = await enter(personId);
    await run(recordLifeEvent, { personId, event: "death" }, { actor: worker });
    expect(await refusal(run(readOwnPage, {}, { actor: person }))).toBe("pathway.ownPageGone");
    expect(await refusal(run(sendOwnPage, { personId, ...invitation }, { actor: worker }))).toBe(
      "pathway.contactForbidden",
    );
  });
});
