import type { CallOf } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { bothSides } from "../../../tests/support/receiver.ts";
import { moveReferral, readAnswer, withdrawAgreements } from "../actions.ts";

const world = await loopWorld();
const { run, worker, outbox } = world;
const side = bothSides(world);
const { answer, move, read, receive } = side;
beforeEach(() => world.reset());

/** A referral of which the receiver says that it is done. */
async function told() {
  const personId = await world.open();
  await world.accompany(personId, world.prescriber);
  const { referralId } = await world.refer(personId, {}, world.prescriber);
  const receiver = await receive();
  for (const move of ["accept", "contact", "start"] as const) await answer(receiver, { move });
  await answer(receiver, { move: "complete", outcome: "attends-regularly" });
  await world.ring();
  outbox.length = 0;
  return { personId, referralId, receiver };
}
const waiting = async () =>
  (await side.waiting("false")).map(({ reason, referralId }) => `${reason} ${referralId}`);

describe("an end told by others", () => {
  test("waits for the worker however long, and not for one who told it", async () => {
    const { referralId } = await told();
    expect(await read(referralId)).toMatchObject({
      isToAcknowledge: true,
      fhir: { serviceRequest: "active" },
    });
    world.wait(300 * 24);
    // Beside it, by then, the rules of contact are to be confirmed.
    const aboutReferrals = (await waiting()).filter((line) => line.endsWith(referralId));
    expect(aboutReferrals).toEqual([`completion-told ${referralId}`]);
    await world.reset();
    const own = await world.refer(await world.open());
    await answer(await receive(), { move: "accept" });
    for (const name of ["contact", "start"] as const) await move(own.referralId, { move: name });
    await move(own.referralId, { move: "complete", outcome: "attends-regularly" });
    expect(await waiting()).toEqual([]);
    expect(await read(own.referralId)).toMatchObject({
      isToAcknowledge: false,
      fhir: { serviceRequest: "completed" },
    });
  });

  test("is acknowledged once: the request is complete, day and outcome of the end stay, nobody is told again", async () => {
    const { referralId } = await told();
    const before = await read(referralId);
    world.wait(24);
    expect(await move(referralId, { move: "acknowledge" })).toMatchObject({
      status: "completed",
      loop: "closed_known",
    });
    const after = await read(referralId);
    expect(after).toMatchObject({
      isToAcknowledge: false,
      outcome: "attends-regularly",
      lastActAt: before.lastActAt,
      toldBack: before.toldBack,
      fhir: { task: "completed", serviceRequest: "completed" },
    });
    expect(after.moves).toEqual(["mark-error"]);
    expect(await waiting()).toEqual([]);
    expect(outbox).toEqual([]);
    for (const name of ["acknowledge", "dispute"] as const)
      expect(await refusal(move(referralId, { move: name, note: "Trop tard" }))).toBe(
        "pathway.moveNotAllowed",
      );
  });

  test("is disputed with a reason: the loop is open again, the receiver is asked and reads why, and may say it anew", async () => {
    const { referralId } = await told();
    expect(await refusal(move(referralId, { move: "dispute" }))).toBe("pathway.moveIncomplete");
    await move(referralId, { move: "dispute", note: "Elle dit n’être venue qu’une fois." });
    expect(await read(referralId)).toMatchObject({
      status: "started",
      loop: "open",
      outcome: null,
      isToAcknowledge: false,
      fhir: { task: "in-progress", serviceRequest: "active" },
    });
    expect(await waiting()).toEqual([]);
    const receiver = await receive();
    expect(outbox.map(({ template }) => template)).toEqual(["answer-asked"]);
    const seen = await run(readAnswer, {}, { actor: receiver });
    expect(seen.events.at(-1)).toMatchObject({
      move: "dispute",
      note: "Elle dit n’être venue qu’une fois.",
    });
    await answer(receiver, { move: "complete", outcome: "attended-once" });
    expect(await waiting()).toEqual([`completion-told ${referralId}`]);
  });

  test("is not acknowledged by the one who told it, nor by another organisation", async () => {
    const { referralId, receiver } = await told();
    expect(await refusal(answer(receiver, { move: "acknowledge" }))).toBe("pathway.moveNotAllowed");
    const foreign = run(
      moveReferral,
      { referralId, move: "acknowledge" },
      { actor: world.colleague, version: 6 },
    );
    expect(await refusal(foreign)).toBe("pathway.referralNotFound");
  });

  test("acknowledged by one and disputed by another at once is one of the two", async () => {
    const { referralId } = await told();
    const { version } = await read(referralId);
    const at = (given: Omit<CallOf<typeof moveReferral>, "referralId">) =>
      refusal(run(moveReferral, { referralId, ...given }, { actor: worker, version }));
    const both = await Promise.all([
      at({ move: "acknowledge" }),
      at({ move: "dispute", note: "Ce n’est pas fini." }),
    ]);
    expect(both.toSorted()).toEqual(["accepted", "base.versionStale"]);
  });

  test("is still disputed after the person withdrew: then the receiver reads no word of it", async () => {
    const { personId, referralId } = await told();
    await run(withdrawAgreements, { personId }, { actor: worker });
    await move(referralId, { move: "dispute", note: "Rien de tel n’a eu lieu." });
    const seen = await run(readAnswer, {}, { actor: await receive() });
    expect(seen.person).toEqual({});
    expect(seen.events.every(({ note }) => note === null)).toBe(true);
  });
});
