import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { bothSides } from "../../../tests/support/receiver.ts";
import { listReferrals, moveReferral, readAnswer, readReferral, withdrawAgreements } from "../actions.ts";

const world = await loopWorld();
const { run, worker, outbox } = world;
const { receive, answer } = bothSides(world);

beforeEach(() => world.reset());

describe("a withdrawal", () => {
  test("half-way recalls what is open, withholds what waits, and leaves the receiver nothing to read", async () => {
    const personId = await world.open();
    const { referralId } = await world.refer(personId);
    const receiver = await receive();
    await answer(receiver, { move: "accept" });
    await world.refer(personId);
    const counts = await run(withdrawAgreements, { personId }, { actor: worker });
    expect(counts).toMatchObject({ agreements: 2, recalled: 2 });
    await world.ring();
    expect(outbox.map(({ template }) => template)).toEqual([
      "answer-asked",
      "nothing-to-do",
      "nothing-to-do",
    ]);
    const late = await receive();
    const seen = await run(readAnswer, {}, { actor: late });
    expect(seen).toMatchObject({ status: "recalled", person: {}, words: null, moves: [] });
    expect(await refusal(answer(late, { move: "accept" }))).toBe("pathway.moveNotAllowed");
    const read = await run(readReferral, { referralId }, { actor: worker });
    expect(read).toMatchObject({ status: "recalled", loop: "closed_known", isWithdrawn: true });
    expect(await run(withdrawAgreements, { personId }, { actor: worker })).toMatchObject({ recalled: 0 });
  });

  test("of one referral leaves the other", async () => {
    const personId = await world.open();
    const first = await world.refer(personId);
    const second = await world.refer(personId);
    await run(withdrawAgreements, { personId, referralId: first.referralId }, { actor: worker });
    const { referrals } = await run(listReferrals, { personId }, { actor: worker });
    expect(referrals.find(({ id }) => id === first.referralId)?.status).toBe("recalled");
    expect(referrals.find(({ id }) => id === second.referralId)?.status).toBe("sent");
  });

  test("forbids what was asked for afterwards", async () => {
    const personId = await world.open();
    const { referralId } = await world.refer(personId);
    const receiver = await receive();
    const { version } = await answer(receiver, { move: "ask-information", note: "Le mardi ?" });
    await run(withdrawAgreements, { personId }, { actor: worker });
    const giving = run(
      moveReferral,
      { referralId, move: "give-information", note: "Oui" },
      { actor: worker, version: version + 1 },
    );
    expect(await refusal(giving)).toBe("pathway.moveNotAllowed");
  });
});
