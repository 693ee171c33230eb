import { readAuditAbout } from "#storage";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { callQueueWorld } from "../../../tests/support/call-queue.ts";
import { refusal } from "../../../tests/support/loop.ts";
import {
  closeCallRequest,
  listCallRequests,
  noteCallAttempt,
  readCallRequest,
  takeCallRequest,
} from "./actions.ts";

const world = await callQueueWorld();
const {
  database,
  clock,
  run,
  tenantId,
  ccas,
  homeHelp,
  worker,
  colleague,
  stranger,
  visitor,
  canary,
  openQueue,
  ask,
  list,
  firstId,
} = world;

beforeEach(world.reset);

describe("a request", () => {
  test("is kept sealed, with the careful choices unless told otherwise, and read by the organisation alone", async () => {
    await openQueue();
    await ask({ words: `Je m’appelle ${canary}`, agreedName: canary, moments: ["morning", "evening"] });
    const [listed] = await list();
    expect(listed).toMatchObject({ callerName: canary, moments: ["morning", "evening"], status: "waiting" });
    const request = await run(readCallRequest, { requestId: listed!.id }, { actor: worker });
    expect(request).toMatchObject({
      phone: expect.stringMatching(/^\+3363998/),
      mayBeSaid: "nothing",
      mayLeaveVoicemail: false,
      channel: "phone",
      words: `Je m’appelle ${canary}`,
    });
    const { rows } = await sql<{ row: string }>`select r::text as row from call_request r`.execute(
      database.admin,
    );
    expect(JSON.stringify(rows)).not.toContain("Canari");
    expect(Buffer.from(JSON.stringify(rows)).toString()).not.toContain(Buffer.from("Canari").toString("hex"));
    const { rows: receipts } =
      await sql`select receipt from idempotency where action = 'pathway.requestCall'`.execute(database.admin);
    expect(receipts).toContainEqual({ receipt: { controllerId: ccas } });
    for (const actor of [colleague, stranger]) {
      expect(await list(actor)).toEqual([]);
      for (const attempt of [
        () => run(readCallRequest, { requestId: listed!.id }, { actor }),
        () => run(takeCallRequest, { requestId: listed!.id }, { actor }),
        () => run(noteCallAttempt, { requestId: listed!.id, kind: "spoke" }, { actor }),
        () => run(closeCallRequest, { requestId: listed!.id, outcome: "wrong-number" }, { actor }),
      ])
        expect(await refusal(attempt())).toBe("pathway.callRequestNotFound");
    }
    expect(await refusal(run(listCallRequests, {}, { actor: visitor }))).toBe("base.signInNeeded");
  });

  test("leaves the transaction of the visitor outside every territory", async () => {
    await openQueue();
    await ask();
    const id = await firstId();
    const about = await database.as({ tenantId }, (tx) => readAuditAbout(tx, id, { limit: 100 }));
    expect(about.map(({ line }) => line?.action)).not.toContain("pathway.requestCall");
  });

  test.each([
    ["a number that nobody answers", { phone: "3114" }, "pathway.phoneUnusable"],
    ["a town that the queue does not serve", { townCode: "69123" }, "pathway.callQueueClosed"],
    ["an organisation without a queue", { controllerId: homeHelp }, "pathway.callQueueClosed"],
    ["somebody under age", { isAdult: false as never }, "base.invalidInput"],
    ["too long a text", { words: "x".repeat(1001) }, "base.invalidInput"],
    ["a score that travels along", { ucla3: 9 } as never, "base.invalidInput"],
  ])("is refused for %s, and nothing is kept", async (_what, change, code) => {
    await openQueue();
    expect(await refusal(ask(change))).toBe(code);
    expect(await list()).toEqual([]);
  });

  test("of a number that waits already is one request; its answer is the same, and consent can only be taken back", async () => {
    await openQueue({ capacity: 2 });
    const first = await ask({ phone: "06 39 98 77 66", mayLeaveVoicemail: true, agreedWord: "mimosa" });
    const second = await ask({
      phone: "+33 6 39 98 77 66",
      mayLeaveVoicemail: false,
      channel: "sms",
      agreedWord: "autre",
      words: "C’est urgent, je veux en finir",
    });
    expect(second).toEqual(first);
    const [listed, ...others] = await list();
    expect(others).toEqual([]);
    const request = await run(readCallRequest, { requestId: listed!.id }, { actor: worker });
    expect(request).toMatchObject({
      mayLeaveVoicemail: false,
      channel: "phone",
      agreedWord: "mimosa",
      readFirst: "worrying-words",
    });
    expect(request.events).toEqual([
      { at: clock.now, kind: "asked-again", byId: null, words: "C’est urgent, je veux en finir" },
    ]);
  });

  test("in a full queue is refused alike for a number that waits and for one that does not", async () => {
    await openQueue({ capacity: 1 });
    await ask({ phone: "06 39 98 77 66" });
    expect(await refusal(ask({ phone: "06 39 98 77 66" }))).toBe("pathway.callQueueFull");
    expect(await refusal(ask())).toBe("pathway.callQueueFull");
  });

  test("may be made again by the same number once the first is closed", async () => {
    await openQueue();
    await ask({ phone: "06 39 98 77 66" });
    const [first] = await list();
    await run(closeCallRequest, { requestId: first!.id, outcome: "not-reached" }, { actor: worker });
    await ask({ phone: "06 39 98 77 66" });
    expect((await list()).map(({ id }) => id)).not.toContain(first!.id);
  });
});
