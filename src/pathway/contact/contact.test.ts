import type { CallOf, PersonId } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { firstInvitation } from "../../../tests/support/first-invitation.ts";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import {
  inviteFirst,
  listReassessments,
  listReferrals,
  listWaiting,
  moveReferral,
  readFile,
  recordLifeEvent,
  updateFile,
  withdrawAgreements,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker, outbox } = world;
const phone = "06 39 98 77 66";

beforeEach(() => world.reset());

const reachable = { contactChannels: ["sms", "email"], phone, email: "canari@example.org" } as const;
const open = (given: Partial<CallOf<typeof updateFile>> = {}): Promise<PersonId> =>
  world.open(worker, { ...reachable, contactChannels: [...reachable.contactChannels], ...given });
const invite = (personId: PersonId, channel: "sms" | "email" = "sms") =>
  run(inviteFirst, firstInvitation(personId, channel), { actor: worker });
async function change(personId: PersonId, given: Partial<CallOf<typeof updateFile>>): Promise<void> {
  const { version, ...file } = await run(readFile, { personId }, { actor: worker });
  const { givenNames, processingGround, contactChannels, contactMoments, email } = file;
  const kept = { givenNames, processingGround, contactChannels, contactMoments, email, phone: file.phone };
  await run(updateFile, { personId, identityCheck: "seen", ...kept, ...given }, { actor: worker, version });
}
const happen = (personId: PersonId, event: CallOf<typeof recordLifeEvent>["event"]) =>
  run(recordLifeEvent, { personId, event }, { actor: worker });

describe("a message to the person", () => {
  test("waits for the hours they chose, and goes then", async () => {
    const personId = await open({ contactMoments: ["weekday-evening"] });
    await invite(personId);
    await world.ring();
    expect(outbox).toEqual([]);
    world.wait(7);
    await world.ring();
    expect(outbox.map(({ to }) => to)).toEqual([phone]);
    await world.ring();
    expect(outbox).toHaveLength(1);
  });

  test.each([
    ["the channel was taken back", { contactChannels: ["email"] }],
    ["nothing may be sent any more", { contactChannels: [] }],
    ["the number is another", { phone: "06 39 98 00 00" }],
  ] as const)("does not go when meanwhile %s", async (_what, given) => {
    const personId = await open();
    await invite(personId);
    const contactChannels = "contactChannels" in given ? [...given.contactChannels] : undefined;
    await change(personId, { ...given, ...(contactChannels ? { contactChannels } : {}) } as never);
    await world.ring();
    expect(outbox).toEqual([]);
  });
});

describe("do not contact", () => {
  test("holds for organisations too: what waits is withheld in sight of the worker, what is new is refused", async () => {
    const personId = await open();
    await world.refer(personId);
    await change(personId, { contactChannels: [] });
    await world.ring();
    expect(outbox).toEqual([]);
    const { items } = await run(listWaiting, {}, { actor: worker });
    expect(items[0]).toMatchObject({ personId, reason: "delivery-failed" });
    expect(await refusal(world.refer(personId))).toBe("pathway.contactForbidden");
    expect(await refusal(invite(personId))).toBe("pathway.contactForbidden");
  });

  test("does not keep an organisation from being told that there is nothing left to do", async () => {
    const personId = await open();
    await world.refer(personId);
    await world.ring();
    await change(personId, { contactChannels: [] });
    await run(withdrawAgreements, { personId }, { actor: worker });
    await world.ring();
    expect(outbox.map(({ template }) => template)).toEqual(["answer-asked", "nothing-to-do"]);
  });
});

describe("what happens in a life", () => {
  test("a death with messages queued: none goes to the person, referrals end, organisations are told without a word of why", async () => {
    const personId = await open();
    await world.refer(personId);
    await world.ring();
    await world.refer(personId);
    await invite(personId);
    const receipt = await happen(personId, "death");
    expect(receipt).toMatchObject({ ended: 2, withheld: 2 });
    await world.ring();
    world.wait(24 * 90);
    await world.ring();
    expect(outbox.map(({ template }) => template)).toEqual([
      "answer-asked",
      "nothing-to-do",
      "nothing-to-do",
      // Whoever was told something is asked twice whether they erased it; the person hears nothing.
      "erasure-reminder",
      "erasure-reminder",
    ]);
    const { referrals } = await run(listReferrals, { personId }, { actor: worker });
    expect(referrals.map(({ status, loop }) => [status, loop])).toEqual([
      ["recalled", "closed_known"],
      ["recalled", "closed_known"],
    ]);
    const { reassessments } = await run(listReassessments, { personId }, { actor: worker });
    expect(reassessments.map(({ status }) => status)).toEqual(["stopped"]);
    expect(await run(readFile, { personId }, { actor: worker })).toMatchObject({
      status: "closed",
      lifeEvent: "death",
    });
    expect(await refusal(world.refer(personId))).toBe("pathway.contactForbidden");
  });

  test("a stay in hospital pauses; back home, whoever was asked is asked again", async () => {
    const personId = await open();
    const { referralId } = await world.refer(personId);
    await world.ring();
    expect(await happen(personId, "hospital")).toMatchObject({ ended: 0, paused: 1 });
    await world.ring();
    world.wait(24 * 12);
    await world.ring();
    expect(outbox.map(({ template }) => template)).toEqual(["answer-asked", "on-hold"]);
    expect(await refusal(invite(personId))).toBe("pathway.contactForbidden");
    await happen(personId, "back");
    await world.ring();
    expect(outbox.at(-1)?.template).toBe("answer-asked");
    const { referrals } = await run(listReferrals, { personId }, { actor: worker });
    expect(referrals[0]).toMatchObject({ status: "paused", loop: "open" });
    const version = referrals[0]?.version ?? 0;
    const moved = await run(moveReferral, { referralId, move: "contact" }, { actor: worker, version });
    expect(moved.status).toBe("contacted");
  });

  test("recorded twice, or after everything ended, changes nothing more", async () => {
    const personId = await open();
    await happen(personId, "moved");
    expect(await happen(personId, "moved")).toMatchObject({ ended: 0, paused: 0, withheld: 0 });
    expect(await refusal(run(recordLifeEvent, { personId, event: "death" }, { actor: world.stranger }))).toBe(
      "pathway.personNotFound",
    );
  });
});
