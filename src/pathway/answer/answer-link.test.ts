import { anonymousActor } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { noExchange } from "../../server/run-action.ts";
import { cafe, loopWorld, refusal, secretIn } from "../../../tests/support/loop.ts";
import { bothSides } from "../../../tests/support/receiver.ts";
import { listReferrals, openAnswerLink, readAnswer, readReferral, renewAnswerLink } from "../actions.ts";

const world = await loopWorld();
const { run, outbox } = world;
const { receive, answer } = bothSides(world);

beforeEach(() => world.reset());

describe("a link", () => {
  test("opens once; whoever comes again asks for a new one, which goes to the same address and nowhere else", async () => {
    await world.refer(await world.open());
    await receive();
    const token = secretIn(outbox.at(-1));
    expect(await refusal(run(openAnswerLink, { token }, { actor: anonymousActor }))).toBe(
      "pathway.linkSpent",
    );
    expect(await run(renewAnswerLink, { token }, { actor: anonymousActor })).toEqual({ isAsked: true });
    await world.ring();
    expect(outbox.at(-1)).toMatchObject({ to: cafe.email, template: "answer-asked" });
    const again = await receive();
    expect((await run(readAnswer, {}, { actor: again })).status).toBe("sent");
    expect(await refusal(run(openAnswerLink, { token }, { actor: anonymousActor }))).toBe(
      "pathway.linkSpent",
    );
  });

  test("is worth nothing after eight days, and a session nothing after an hour", async () => {
    await world.refer(await world.open());
    await world.ring();
    world.wait(24 * 8 + 1);
    const token = secretIn(outbox.at(-1));
    expect(await refusal(run(openAnswerLink, { token }, { actor: anonymousActor }))).toBe(
      "pathway.linkExpired",
    );
    await run(renewAnswerLink, { token }, { actor: anonymousActor });
    const http = noExchange();
    await world.ring();
    await run(openAnswerLink, { token: secretIn(outbox.at(-1)) }, { actor: anonymousActor, http });
    expect(await world.holder(http.setCookies)).not.toBeNull();
    world.wait(1.01);
    expect(await world.holder(http.setCookies)).toBeNull();
  });

  test("asked for anew by somebody else leaves the session that is open to its own end", async () => {
    await world.refer(await world.open());
    await world.ring();
    const token = secretIn(outbox.at(-1));
    const receiver = await receive();
    await run(renewAnswerLink, { token }, { actor: anonymousActor });
    expect((await run(readAnswer, {}, { actor: receiver })).status).toBe("sent");
    expect(await answer(receiver, { move: "accept" })).toMatchObject({ status: "accepted" });
  });

  test("cannot be used to flood an address", async () => {
    await world.refer(await world.open());
    await receive();
    const token = secretIn(outbox.at(-1));
    for (let times = 0; times < 20; times += 1) {
      await run(renewAnswerLink, { token }, { actor: anonymousActor });
      await world.ring();
    }
    expect(outbox.length).toBeLessThanOrEqual(6);
  });

  test("made up is answered like any other that leads nowhere", async () => {
    const token = "a".repeat(43);
    expect(await refusal(run(openAnswerLink, { token }, { actor: anonymousActor }))).toBe(
      "pathway.linkUnusable",
    );
    expect(await refusal(run(renewAnswerLink, { token }, { actor: anonymousActor }))).toBe(
      "pathway.linkUnusable",
    );
    expect(await refusal(run(readAnswer, {}, { actor: anonymousActor }))).toBe("base.signInNeeded");
  });

  test("reaches its own referral and no action of professionals", async () => {
    const personId = await world.open();
    const { referralId } = await world.refer(personId);
    const receiver = await receive();
    expect(await refusal(run(readReferral, { referralId }, { actor: receiver }))).toBe("base.notAllowed");
    expect(await refusal(run(listReferrals, { personId }, { actor: receiver }))).toBe("base.notAllowed");
  });
});
