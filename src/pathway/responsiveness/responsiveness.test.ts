import { randomId, type Actor, type Instant } from "#base";
import { beforeEach, expect, test } from "vitest";
import { cafe, loopWorld } from "../../../tests/support/loop.ts";
import { bothSides } from "../../../tests/support/receiver.ts";
import { readAnswer, readResponsiveness } from "../actions.ts";
import { answeringOf } from "./handlers.ts";
import { promptnessOf, responsivenessOf } from "./responsiveness.ts";

const at = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString() as Instant;
const sent = (days: number | null, isWaiting = false) => ({
  sentAt: at(0),
  answeredAt: days === null ? null : at(days),
  isWaiting,
});

test.each([
  ["none", [], { referrals: 0, answeredShare: null, medianDays: null }],
  [
    "those that wait are left out",
    [sent(null, true), sent(2)],
    { referrals: 1, answeredShare: 1, medianDays: 2 },
  ],
  ["no answer in time counts", [sent(null), sent(4)], { referrals: 2, answeredShare: 0.5, medianDays: 4 }],
  ["an even number", [sent(1), sent(2), sent(4), sent(9)], { referrals: 4, answeredShare: 1, medianDays: 3 }],
  ["a clock that went back", [sent(-1)], { referrals: 1, answeredShare: 1, medianDays: 0 }],
])("%s", (_name, referrals, expected) => {
  expect(responsivenessOf(referrals)).toEqual(expected);
});

test.each([
  ["five referrals are too few", { referrals: 5, answeredShare: 1, medianDays: 0 }, 0],
  ["six, answered at once", { referrals: 6, answeredShare: 1, medianDays: 0.5 }, 1],
  ["at the edge of what is soon", { referrals: 6, answeredShare: 1, medianDays: 2 }, 1],
  ["half way", { referrals: 9, answeredShare: 1, medianDays: 6 }, 0.5],
  ["half way, half answered", { referrals: 9, answeredShare: 0.5, medianDays: 6 }, 0.25],
  ["slow is not below nothing", { referrals: 9, answeredShare: 1, medianDays: 40 }, 0],
  ["nothing answered", { referrals: 9, answeredShare: 0, medianDays: null }, 0],
])("how soon one answers: %s", (_name, known, expected) => {
  expect(promptnessOf(known)).toBeCloseTo(expected, 12);
});

const world = await loopWorld();
const { run, worker, colleague } = world;
const { answer, move, receive } = bothSides(world);

beforeEach(() => world.reset());

/** Sends one more referral to the café; answers the receiver's own page after an answer so many hours later. */
async function referAndAnswer(hours: number | null) {
  const { referralId } = await world.refer(await world.open());
  await world.ring();
  if (hours === null) {
    world.wait(31 * 24);
    await world.ring();
    return { referralId, receiver: null };
  }
  world.wait(hours);
  const receiver = await receive();
  await answer(receiver, { move: "accept" });
  return { referralId, receiver };
}

test("a receiver sees its own from the first referral; those who refer from the sixth, each organisation its own", async () => {
  const ask = async (actor = worker) =>
    (await run(readResponsiveness, { offerId: cafe.id }, { actor })).responsiveness;
  const answering = async ({ tenantId, memberships }: Actor) =>
    world.database.as({ tenantId, controllerIds: memberships.map((one) => one.controllerId) }, async (tx) => [
      ...(await answeringOf(tx, world.clock.now)),
    ]);
  const first = await referAndAnswer(48);
  if (first.receiver === null) throw new Error("no receiver");
  const own = (await run(readAnswer, {}, { actor: first.receiver })).responsiveness;
  expect(own).toEqual({ referrals: 1, answeredShare: 1, medianDays: 2 });
  for (const hours of [24, 24, 72, null]) await referAndAnswer(hours);
  expect(await ask()).toBeNull();
  await referAndAnswer(96);
  expect(await ask()).toEqual({ referrals: 6, answeredShare: 5 / 6, medianDays: 2 });
  expect(await ask(colleague)).toBeNull();
  expect(await answering(worker)).toEqual([[cafe.id, 5 / 6]]);
  expect(await answering(colleague)).toEqual([]);
  const taken = await world.refer(await world.open());
  await move(taken.referralId, { move: "recall" });
  expect((await ask())?.referrals).toBe(6);
  expect(
    (await run(readResponsiveness, { offerId: randomId<"offer">() }, { actor: worker })).responsiveness,
  ).toBeNull();
});
