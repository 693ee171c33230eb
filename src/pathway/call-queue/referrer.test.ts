import { anonymousActor, randomId, type CallOf, type Id } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { openQueueIn } from "../../../tests/support/call-queue.ts";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import {
  closeCallRequest,
  listCallRequests,
  openFile,
  readCallRequest,
  referByForm,
  requestCall,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker: actor, stranger } = world;
const visitor = anonymousActor;

beforeEach(() => openQueueIn(world));

const refer = (given: Partial<CallOf<typeof referByForm>> = {}) =>
  run(
    referByForm,
    {
      controllerId: world.ccas,
      townCode: "73065",
      callerName: "Canari-Odile",
      phone: "06 39 98 11 22",
      words: "Ne sort plus depuis l’été, aimerait jouer aux dames.",
      isAgreed: true,
      isAdult: true,
      kind: "doctor",
      referrerName: "Dre Essai",
      referrerEmail: "cabinet@essai.example",
      ...given,
    },
    { actor: visitor },
  );

const list = async () => (await run(listCallRequests, {}, { actor })).requests;
const read = (requestId: Id<"call-request">) => run(readCallRequest, { requestId }, { actor });
const only = async (): Promise<Id<"call-request">> => (await list())[0]?.id ?? randomId();

describe("a request left by a professional for somebody", () => {
  test("is nothing without the agreement of the person, under 18, or without what it is about", async () => {
    for (const missing of [{ isAgreed: false }, { isAdult: false }, { words: "" }, { referrerName: " " }])
      expect(await refusal(refer(missing as never))).toBe("base.invalidInput");
    expect(await refusal(refer({ referrerEmail: "cabinet" }))).toBe("base.invalidInput");
    expect(await refusal(refer({ phone: "3114" }))).toBe("pathway.phoneUnusable");
    expect(await refusal(refer({ townCode: "38185" }))).toBe("pathway.callQueueClosed");
    expect(await list()).toEqual([]);
  });

  test("stands in the queue with who left it, the most careful contact, and before others when it is to", async () => {
    await run(
      requestCall,
      {
        controllerId: world.ccas,
        callerName: "Première",
        phone: "06 39 98 11 00",
        townCode: "73065",
        isAdult: true,
      },
      { actor: visitor },
    );
    const { reference } = await refer({ isPriority: true });
    const requests = await list();
    expect(requests.map(({ callerName, origin, readFirst }) => [callerName, origin, readFirst])).toEqual([
      ["Canari-Odile", "doctor", "priority"],
      ["Première", null, null],
    ]);
    expect(await read(requests[0]?.id ?? randomId())).toMatchObject({
      mayBeSaid: "nothing",
      mayLeaveVoicemail: false,
      referrers: [{ name: "Dre Essai", reference, isPriority: true, told: "wished" }],
    });
    expect(await refusal(run(readCallRequest, { requestId: await only() }, { actor: stranger }))).toBe(
      "pathway.callRequestNotFound",
    );
  });

  test("about a number that waits already joins that request; worrying words still come first", async () => {
    await refer();
    world.wait(1);
    await refer({ kind: "midwife", referrerEmail: null, words: "Dit qu’elle veut mourir." });
    world.wait(1);
    await refer({ kind: "home-help", isPriority: true });
    const requests = await list();
    expect(requests).toMatchObject([{ origin: "doctor", readFirst: "worrying-words" }]);
    const { referrers } = await read(await only());
    expect(referrers.map(({ kind, told }) => [kind, told])).toEqual([
      ["doctor", "wished"],
      ["midwife", "none"],
      ["home-help", "wished"],
    ]);
  });
});

describe("whoever left it", () => {
  test("is told once how it ended, by its reference alone: no name, no organisation, no word of theirs", async () => {
    const { reference } = await refer({ referrerLocale: "en" });
    const requestId = await only();
    expect(await world.ring()).toBe(0);
    await run(closeCallRequest, { requestId, outcome: "not-reached" }, { actor });
    await world.ring();
    await world.ring();
    expect(world.outbox).toHaveLength(1);
    const [message] = world.outbox;
    expect(message).toMatchObject({ to: "cabinet@essai.example", template: "referral-by-form-back" });
    expect(message?.text).toMatch(/^en page\.refer\.message\.text/);
    expect(message?.text).toContain(reference);
    expect(message?.text).toContain("outcome.not-reached");
    for (const word of ["Canari", "dames", "CCAS", "Essai"]) expect(message?.text).not.toContain(word);
    expect((await read(requestId)).referrers).toMatchObject([{ told: "sent" }]);
  });

  test("is told when a file was opened, and not at all when they wished nothing", async () => {
    await refer({ referrerEmail: null });
    await refer({ kind: "midwife", referrerEmail: "sage-femme@essai.example" });
    const callRequestId = await only();
    const file = { givenNames: "Canari-Odile", processingGround: "public-interest-task" } as const;
    await run(openFile, { id: randomId<"person">(), callRequestId, ...file }, { actor });
    await world.ring();
    expect(world.outbox.map(({ to }) => to)).toEqual(["sage-femme@essai.example"]);
    expect(world.outbox[0]?.text).toContain("outcome.file-opened");
  });

  test("is tried again while the gateway is down, and given up after eight times", async () => {
    await refer();
    const requestId = await only();
    world.gateway.isDown = true;
    await run(closeCallRequest, { requestId, outcome: "wrong-number" }, { actor });
    for (let tries = 0; tries < 9; tries += 1) {
      await world.ring();
      world.wait(7);
    }
    expect((await read(requestId)).referrers).toMatchObject([{ told: "failed" }]);
    expect(world.outbox).toEqual([]);
  });
});
