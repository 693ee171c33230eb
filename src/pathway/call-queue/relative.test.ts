import { anonymousActor, randomId, type CallOf } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  closeCallRequest,
  listCallRequests,
  readCallRequest,
  referByForm,
  setCallQueue,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker: actor } = world;
const coordinator = professional(world.tenantId, world.ccas, "team-coordinator");

beforeEach(async () => {
  await world.reset();
  await sql`truncate call_queue cascade`.execute(world.database.admin);
  await world.employ(actor);
  const queue = {
    controllerId: world.ccas,
    name: "Accueil d’essai",
    areas: "73065",
    staffedHours: "Mo-Fr 09:00-12:00",
    capacity: 3,
    promisedDays: 4,
    isOpen: true,
  };
  await run(setCallQueue, queue, { actor: coordinator, version: 0 });
});

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
