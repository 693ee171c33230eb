import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld } from "../../../tests/support/loop.ts";
import { ownPageOf } from "../../../tests/support/own-page.ts";
import { bothSides } from "../../../tests/support/receiver.ts";
import { readFile, readOwnPage, updateFile } from "../actions.ts";

const world = await loopWorld();
const { run, worker, outbox } = world;
const { answer, move, receive } = bothSides(world);
const own = ownPageOf(world);
beforeEach(() => world.reset());

/** A referral that was sent, of somebody who has a page of their own. */
async function referred(given: Parameters<typeof world.open>[1] = {}) {
  const personId = await world.open(worker, { contactChannels: ["sms"], ...given });
  const person = await own.enter(personId);
  const { referralId } = await world.refer(personId);
  const receiver = await receive();
  outbox.length = 0;
  return { personId, person, referralId, receiver };
}
const told = async () => {
  await world.ring();
  return outbox.map(({ template, to }) => `${template} ${to}`);
};
const toThePerson = "as-agreed 06 39 98 77 66";
const no = { move: "refuse", reason: "no-capacity", nextStep: "try-other-organisation" } as const;

describe("a referral that nobody takes up", () => {
  test("refused by the receiver, or by their word, is told to the person with a number to call and nothing of the matter", async () => {
    const { person, receiver } = await referred();
    await answer(receiver, no);
    expect(await told()).toContain(toThePerson);
    const { text } = outbox.find(({ template }) => template === "as-agreed") ?? { text: "" };
    expect(text).toContain("04 99 91 92 93");
    expect(text).not.toMatch(/caf|refus|Odile Beau/i);
    expect((await run(readOwnPage, {}, { actor: person })).referrals[0]?.status).toBe("refused");
    const other = await referred();
    await move(other.referralId, { ...no, note: "Au téléphone, Mme Essai." });
    expect(await told()).toContain(toThePerson);
  });

  test("that nobody answered is told to the person when it ends", async () => {
    await referred();
    world.wait(24 * 30);
    expect((await told()).filter((one) => one === toThePerson)).toHaveLength(1);
    expect(world.failures).toEqual([]);
  });

  test("is told to nobody who has no page of their own, or is no longer written to", async () => {
    await world.refer(await world.open(worker, { contactChannels: ["sms"] }));
    const receiver = await receive();
    outbox.length = 0;
    await answer(receiver, no);
    expect(await told()).not.toContain(toThePerson);
    const later = await referred();
    const { version, givenNames, processingGround, phone } = await run(
      readFile,
      { personId: later.personId },
      { actor: worker },
    );
    const identityCheck = "seen" as const;
    const kept = { givenNames, processingGround, phone, contactChannels: ["phone" as const], identityCheck };
    await run(updateFile, { personId: later.personId, ...kept }, { actor: worker, version });
    await answer(later.receiver, no);
    expect(await told()).not.toContain(toThePerson);
  });

  test("is not told again by what the person says themselves", async () => {
    const { person, referralId } = await referred();
    await own.say(person, referralId, { move: "decline" });
    expect(await told()).not.toContain(toThePerson);
  });
});
