import { beforeEach, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { bothSides } from "../../../tests/support/receiver.ts";
import { readMessageBack } from "../actions.ts";

const world = await loopWorld();
const { run, worker, outbox } = world;
beforeEach(() => world.reset());

const byWord = { receiverChannel: "none", receiverEmail: null } as const;

const side = bothSides(world);
const { move, read } = side;
const waiting = async () => (await side.waiting()).map(({ reason, referralId }) => `${reason} ${referralId}`);

test("a receiver told by word of mouth is to be called, and what they answer goes its whole way by the worker's notes", async () => {
  const personId = await world.open();
  const { referralId } = await world.refer(personId, byWord);
  await world.ring();
  expect(outbox.filter(({ to }) => to !== "")).toEqual([]);
  expect(await waiting()).toEqual([`receiver-to-call ${referralId}`]);
  await move(referralId, {
    move: "accept",
    note: "Said by Mme Iris of the café, this morning by telephone.",
  });
  expect(await waiting()).toEqual([]);
  await move(referralId, { move: "waitlist", note: "She rang back: no place before spring." });
  await move(referralId, { move: "contact" });
  await move(referralId, { move: "start" });
  await move(referralId, { move: "complete", outcome: "attends-regularly" });
  const { status, loop, events } = await read(referralId);
  expect({ status, loop }).toEqual({ status: "completed", loop: "closed_known" });
  expect(events.find((event) => event.move === "accept")).toMatchObject({
    by: "worker",
    note: "Said by Mme Iris of the café, this morning by telephone.",
  });
  expect(JSON.stringify(await run(readMessageBack, { referralId }, { actor: worker }))).not.toContain("Iris");
});

test("an answer noted without who gave it is refused, whatever it says, and nothing changed", async () => {
  const { referralId } = await world.refer(await world.open(), byWord);
  const before = await read(referralId);
  expect(await refusal(move(referralId, { move: "accept" }))).toBe("pathway.moveIncomplete");
  expect(
    await refusal(move(referralId, { move: "refuse", reason: "no-capacity", nextStep: "call-us" })),
  ).toBe("pathway.moveIncomplete");
  expect(await read(referralId)).toEqual(before);
});

test("a receiver who was written to and rings instead is not to be called: their answer is noted all the same", async () => {
  const { referralId } = await world.refer(await world.open());
  await world.ring();
  expect(await waiting()).toEqual([]);
  await move(referralId, {
    move: "refuse",
    reason: "no-capacity",
    nextStep: "call-us",
    note: "Their secretary, by telephone.",
  });
  expect(await waiting()).toEqual([`refused ${referralId}`]);
});
