import { anonymousActor, randomId, type CallOf } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { openQueueIn } from "../../../tests/support/call-queue.ts";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { closeCallRequest, listCallRequests, readCallRequest, referByForm } from "../actions.ts";

const world = await loopWorld();
const { run, worker: actor } = world;

beforeEach(() => openQueueIn(world));

const ask = (given: Partial<CallOf<typeof referByForm>> = {}) =>
  run(
    referByForm,
    {
      controllerId: world.ccas,
      townCode: "73065",
      callerName: "Canari-Odile",
      phone: "06 39 98 11 22",
      words: "Aimerait jouer aux dames.",
      isAgreed: true,
      isAdult: true,
      kind: "relative",
      referrerName: "Sa nièce Essai",
      ...given,
    },
    { actor: anonymousActor },
  );
const list = async () => (await run(listCallRequests, {}, { actor })).requests;

describe("somebody close to a person", () => {
  test("leaves a request for them when they said yes, and the team reads who spoke up", async () => {
    await ask();
    const [request] = await list();
    expect(request).toMatchObject({ callerName: "Canari-Odile", origin: "relative", readFirst: null });
    const read = await run(readCallRequest, { requestId: request?.id ?? randomId() }, { actor });
    expect(read).toMatchObject({
      mayBeSaid: "nothing",
      mayLeaveVoicemail: false,
      referrers: [{ kind: "relative", name: "Sa nièce Essai", told: "none" }],
    });
  });

  test("does so neither without their agreement nor for a child, puts nobody first, and is never written to", async () => {
    for (const wrong of [
      { isAgreed: false },
      { isAdult: false },
      { isPriority: true },
      { referrerEmail: "niece@essai.example" },
    ])
      expect(await refusal(ask(wrong as never))).toBe("base.invalidInput");
    expect(await list()).toEqual([]);
    await ask();
    const [request] = await list();
    const { id: requestId } = request ?? { id: randomId<"call-request">() };
    await run(closeCallRequest, { requestId, outcome: "asked-to-be-left" }, { actor });
    await world.ring();
    expect(world.outbox).toEqual([]);
  });

  test("whose words worry is read first all the same", async () => {
    await ask({ words: "Dit qu’elle veut mourir." });
    expect(await list()).toMatchObject([{ readFirst: "worrying-words" }]);
  });
});
