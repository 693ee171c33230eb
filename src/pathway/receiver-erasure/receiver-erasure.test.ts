import { randomId, toInstant, type Actor, type CallOf, type PersonId } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal, secretIn } from "../../../tests/support/loop.ts";
import { ownPageOf } from "../../../tests/support/own-page.ts";
import { bothSides } from "../../../tests/support/receiver.ts";
import {
  answerErasure,
  exportFile,
  noteErasureAnswer,
  readAnswer,
  readOwnPage,
  readReferral,
  renewAnswerLink,
  withdrawAgreements,
} from "../actions.ts";
import { erasureStateOf } from "./erasure.ts";

const world = await loopWorld();
const { run, worker, outbox, officer } = world;
const { receive } = bothSides(world);
const own = ownPageOf(world);
const visitor: Actor = {
  kind: "anonymous",
  id: null,
  tenantId: null,
  memberships: [],
  hasSecondFactor: false,
};

beforeEach(() => world.reset());

/** A referral that was told to a receiver and then taken back, on the person's word. */
async function takeBack(given: Parameters<typeof world.refer>[1] = {}) {
  const personId = await world.open(worker, { contactChannels: ["sms"] });
  const { referralId } = await world.refer(personId, given);
  await world.ring();
  await run(withdrawAgreements, { personId }, { actor: worker });
  await world.ring();
  return { personId, referralId };
}

const answer = (actor: Actor, said: CallOf<typeof answerErasure>["answer"]) =>
  run(answerErasure, { answer: said }, { actor });
const asRead = async (referralId: CallOf<typeof readReferral>["referralId"]) =>
  (await run(readReferral, { referralId }, { actor: worker })).erasure;
const asOwn = async (personId: PersonId) =>
  (await run(readOwnPage, {}, { actor: await own.enter(personId) })).referrals[0]?.erasure;

describe("a receiver of what was taken back", () => {
  test("is asked without account; reading changes nothing, the answer is seen by the worker and the person", async () => {
    const { personId, referralId } = await takeBack();
    expect(outbox.at(-1)?.template).toBe("nothing-to-do");
    const receiver = await receive();
    const read = await run(readAnswer, {}, { actor: receiver });
    expect(read).toMatchObject({ person: {}, moves: [], erasure: { state: "asked", ground: null } });
    expect(await asRead(referralId)).toMatchObject({ state: "asked", answeredAt: null });
    await answer(receiver, "erased");
    expect(await asRead(referralId)).toMatchObject({ state: "erased", by: "receiver", reminders: 0 });
    expect(await asOwn(personId)).toEqual({ state: "erased", ground: null });
    expect(await refusal(answer(receiver, "legal-obligation"))).toBe("pathway.erasureAnswered");
    const { records } = await run(exportFile, { personId }, { actor: officer });
    expect(records.find(({ kind }) => kind === "referral")?.fields).toMatchObject({
      erasure_answer: "erased",
    });
  });

  test("that is bound to keep what the person wants erased says on what ground; the person reads it; erasing later is taken", async () => {
    const { personId, referralId } = await takeBack();
    const receiver = await receive();
    await answer(receiver, "legal-obligation");
    expect(await asRead(referralId)).toMatchObject({ state: "kept", ground: "legal-obligation" });
    expect(await asOwn(personId)).toEqual({ state: "kept", ground: "legal-obligation" });
    await answer(receiver, "erased");
    expect(await asRead(referralId)).toMatchObject({ state: "erased", ground: null });
  });

  test("who is silent is asked twice more, by a link that works; then it is said that nobody knows", async () => {
    const { referralId } = await takeBack();
    for (let days = 0; days < 60; days += 5) {
      world.wait(24 * 5);
      await world.ring();
    }
    const templates = outbox.map(({ template }) => template);
    expect(templates).toEqual(["answer-asked", "nothing-to-do", "erasure-reminder", "erasure-reminder"]);
    expect(await asRead(referralId)).toMatchObject({ state: "unknown", reminders: 2 });
    // Late is not too late: an old link brings a new one.
    await run(renewAnswerLink, { token: secretIn(outbox.at(-1)) }, { actor: visitor });
    await world.ring();
    await answer(await receive(), "own-relation");
    expect(await asRead(referralId)).toMatchObject({ state: "kept", ground: "own-relation" });
    expect(world.failures).toEqual([]);
  });

  test("who answered is not asked again", async () => {
    await takeBack();
    await answer(await receive(), "public-task");
    outbox.length = 0;
    world.wait(24 * 40);
    await world.ring();
    expect(outbox).toEqual([]);
  });

  test("told by word of mouth answers by word of mouth, and the worker notes it", async () => {
    const { referralId } = await takeBack({ receiverChannel: "none", receiverEmail: null });
    expect(outbox).toEqual([]);
    const note = (said: CallOf<typeof noteErasureAnswer>["answer"], actor: Actor = worker) =>
      run(noteErasureAnswer, { referralId, answer: said }, { actor });
    expect(await refusal(note("erased", world.colleague))).toBe("pathway.referralNotFound");
    await note("erased");
    expect(await asRead(referralId)).toMatchObject({ state: "erased", by: "worker" });
  });
});

test("nothing is asked of whoever was told nothing, nor while a referral is under way", async () => {
  const personId = await world.open();
  const { referralId } = await world.refer(personId);
  await world.ring();
  const receiver = await receive();
  expect(await refusal(answer(receiver, "erased"))).toBe("pathway.erasureNotAsked");
  const waiting = await world.refer(personId, { evidence: null });
  await run(withdrawAgreements, { personId, referralId: waiting.referralId }, { actor: worker });
  expect([await asRead(referralId), await asRead(waiting.referralId)]).toEqual([null, null]);
  const unknown = randomId<"referral">();
  expect(
    await refusal(run(noteErasureAnswer, { referralId: unknown, answer: "erased" }, { actor: worker })),
  ).toBe("pathway.referralNotFound");
});

test("a month without an answer is unknown, not an erasure", () => {
  const asked = { erasure_asked_at: toInstant(new Date("2026-11-01T00:00:00Z")), erasure_answer: null };
  expect(erasureStateOf(asked, toInstant(new Date("2026-11-30T23:59:59Z")))).toBe("asked");
  expect(erasureStateOf(asked, toInstant(new Date("2026-12-01T00:00:00Z")))).toBe("unknown");
  expect(erasureStateOf({ ...asked, erasure_asked_at: null }, asked.erasure_asked_at)).toBeNull();
});
