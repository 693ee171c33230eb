import { beforeEach, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { moveReferral, readMessageBack, readReferral } from "../actions.ts";

const world = await loopWorld();
const { run, worker: actor, prescriber, colleague } = world;

beforeEach(() => world.reset());

test("the message back holds the minimum at the end of a referral, and nothing before it", async () => {
  const personId = await world.open(actor, { birthDate: "1950-05-01" });
  await world.accompany(personId, prescriber);
  const { referralId } = await world.refer(personId);
  const read = (who = prescriber) => run(readMessageBack, { referralId }, { actor: who });
  expect(await refusal(read())).toBe("pathway.referralNotEnded");
  const move = { referralId, move: "decline", note: "Préfère marcher." } as const;
  const { version } = await run(readReferral, { referralId }, { actor });
  await run(moveReferral, move, { actor, version });
  const back = await read();
  expect(back).toMatchObject({
    givenNames: "Canari-Odile",
    birthDate: "1950-05-01",
    wishes: "Jouer aux dames",
    status: "declined",
    loop: "closed_known",
    outcome: null,
    callbackPhone: "04 99 91 92 93",
    organisationName: "CCAS d’essai",
  });
  expect(JSON.stringify(back)).not.toMatch(/marcher|06 39/);
  expect(await refusal(read(colleague))).toBe("pathway.referralNotFound");
});

test("of a loop of which nobody knows the end says that it is unknown", async () => {
  const personId = await world.open();
  await world.accompany(personId, prescriber);
  const { referralId } = await world.refer(personId, {
    receiverChannel: "none",
    receiverEmail: null,
  });
  world.wait(31 * 24);
  await world.ring();
  const read = () => run(readMessageBack, { referralId }, { actor: prescriber });
  expect(await read()).toMatchObject({ status: "expired", outcome: null });
  world.wait(61 * 24);
  await world.ring();
  expect(await read()).toMatchObject({ loop: "closed_unknown", outcome: null });
});
