import { addMilliseconds } from "#base";
import { readAuditAbout } from "#storage";
import { beforeEach, describe, expect, test } from "vitest";
import { callQueueWorld } from "../../../tests/support/call-queue.ts";
import { refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  closeCallRequest,
  noteCallAttempt,
  readCallQueue,
  readCallRequest,
  setCallQueue,
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
  coordinator,
  administrator,
  stranger,
  settings,
  employ,
  openQueue,
  ask,
  list,
  firstId,
  found,
} = world;

beforeEach(world.reset);

describe("the gate", () => {
  test("offers an open, staffed queue with room that serves the town, with its promised delay", async () => {
    await openQueue();
    expect(await found()).toMatchObject({
      controllerId: ccas,
      name: settings.name,
      staffedHours: "Mo-Fr 09:00-12:00",
      delay: { kind: "promised", days: 4 },
    });
    expect(await found("2A004")).not.toBeNull();
    expect(await found("69123")).toBeNull();
  });

  test.each([
    ["closed", { isOpen: false }],
    ["without room", { capacity: 0 }],
  ])("offers nothing %s", async (_how, change) => {
    await openQueue(change);
    expect(await found()).toBeNull();
  });

  test("offers nothing where nobody answers", async () => {
    await run(setCallQueue, { controllerId: ccas, ...settings }, { actor: coordinator, version: 0 });
    await employ(tenantId, ccas, "prescriber");
    await employ(tenantId, homeHelp, "link-worker");
    expect(await found()).toBeNull();
    expect(await refusal(ask())).toBe("pathway.callQueueClosed");
  });

  test("tells what was measured, and never better than the oldest wait", async () => {
    await openQueue();
    await ask();
    clock.now = addMilliseconds(clock.now, 2 * 3_600_000);
    const [request] = await list();
    await run(takeCallRequest, { requestId: request!.id }, { actor: worker });
    expect((await found())?.delay).toEqual({ kind: "measured", days: 1 });
    await ask();
    clock.now = addMilliseconds(clock.now, 6 * 86_400_000 + 1);
    expect((await found())?.delay).toEqual({ kind: "waiting", days: 7 });
    clock.now = addMilliseconds(clock.now, 40 * 86_400_000);
    const [oldest] = await list();
    await run(closeCallRequest, { requestId: oldest!.id, outcome: "not-reached" }, { actor: worker });
    expect((await found())?.delay).toEqual({ kind: "measured", days: 47 });
  });

  test("refuses the fiftieth and every other beyond its room, when fifty come at once", async () => {
    await openQueue({ capacity: 7 });
    const answers = await Promise.all(Array.from({ length: 50 }, () => refusal(ask())));
    expect(answers.filter((answer) => answer === "accepted")).toHaveLength(7);
    expect(answers.filter((answer) => answer === "pathway.callQueueFull")).toHaveLength(43);
    expect(await list()).toHaveLength(7);
    expect(await found()).toBeNull();
  });
});

describe("the queue", () => {
  test("puts worrying words first, then the longest wait, then what is in hand", async () => {
    await openQueue({ capacity: 9 });
    for (const callerName of ["premier", "deuxième", "troisième"]) {
      await ask({ callerName });
      clock.now = addMilliseconds(clock.now, 60_000);
    }
    await ask({ callerName: "quatrième", words: "je n’ai plus envie de vivre" });
    const [, first] = await list();
    await run(takeCallRequest, { requestId: first!.id }, { actor: worker });
    expect((await list()).map(({ callerName, readFirst }) => [callerName, readFirst])).toEqual([
      ["quatrième", "worrying-words"],
      ["deuxième", null],
      ["troisième", null],
      ["premier", null],
    ]);
  });

  test("gives a request to the first who takes it; a coordinator may take it over", async () => {
    await openQueue();
    await ask();
    const requestId = await firstId();
    const second = professional(tenantId, ccas, "link-worker");
    const taken = await Promise.all(
      [worker, second].map((actor) => refusal(run(takeCallRequest, { requestId }, { actor }))),
    );
    expect(taken.toSorted()).toEqual(["accepted", "pathway.callRequestTaken"]);
    await run(takeCallRequest, { requestId }, { actor: coordinator });
    expect((await list())[0]).toMatchObject({ status: "taken", takenBy: coordinator.id });
  });

  test("notes tries in order, and a closed request takes no more", async () => {
    await openQueue();
    await ask();
    const requestId = await firstId();
    await run(noteCallAttempt, { requestId, kind: "no-answer" }, { actor: worker });
    clock.now = addMilliseconds(clock.now, 1000);
    await run(noteCallAttempt, { requestId, kind: "spoke" }, { actor: worker });
    const request = await run(readCallRequest, { requestId }, { actor: worker });
    expect(request.events.map(({ kind }) => kind)).toEqual(["no-answer", "spoke"]);
    expect(request).toMatchObject({ status: "taken", attempts: 2 });
    await run(closeCallRequest, { requestId, outcome: "answered-without-file" }, { actor: worker });
    for (const attempt of [
      () => run(noteCallAttempt, { requestId, kind: "spoke" }, { actor: worker }),
      () => run(takeCallRequest, { requestId }, { actor: worker }),
      () => run(closeCallRequest, { requestId, outcome: "not-reached" }, { actor: worker }),
    ])
      expect(await refusal(attempt())).toBe("pathway.callRequestClosed");
    expect(await list()).toEqual([]);
  });

  test("puts every reading on record with the names of fields, never values", async () => {
    await openQueue();
    await ask();
    const requestId = await firstId();
    await run(readCallRequest, { requestId }, { actor: worker });
    const lines = await database.as({ tenantId }, (tx) => readAuditAbout(tx, requestId, { limit: 100 }));
    expect(lines.map(({ line }) => line?.action)).toEqual([
      "pathway.readCallRequest",
      "pathway.listCallRequests",
    ]);
    expect(JSON.stringify(lines)).not.toContain("Canari");
  });
});

describe("the settings of a queue", () => {
  test("are set by the coordinator, or by the administrator of the territory, who sees the version", async () => {
    await openQueue();
    const read = () => run(readCallQueue, { controllerId: ccas }, { actor: administrator });
    expect((await read()).queue).toMatchObject({
      version: 1,
      areas: ["73065", "2A"],
      waiting: 0,
      hasStaff: true,
    });
    const change = { controllerId: ccas, ...settings, isOpen: false };
    expect(await refusal(run(setCallQueue, change, { actor: administrator, version: 0 }))).toBe(
      "base.versionStale",
    );
    await run(setCallQueue, change, { actor: administrator, version: 1 });
    expect((await read()).queue).toMatchObject({ version: 2, isOpen: false });
  });

  test("are refused to others, and another territory is not there", async () => {
    const put = { controllerId: ccas, ...settings };
    expect(await refusal(run(setCallQueue, put, { actor: worker, version: 0 }))).toBe("base.notAllowed");
    const other = professional(tenantId, homeHelp, "team-coordinator");
    expect(await refusal(run(setCallQueue, put, { actor: other, version: 0 }))).toBe("base.notAllowed");
    expect(await refusal(run(setCallQueue, put, { actor: stranger, version: 0 }))).toBe(
      "pathway.queueOrganisationUnknown",
    );
  });

  test.each([
    ["a place that is none", { areas: "73065 Chambéry" }, "pathway.areaUnknown"],
    ["hours that cannot be read", { staffedHours: "quand on peut" }, "pathway.hoursUnreadable"],
  ])("refuse %s", async (_what, change, code) => {
    const put = { controllerId: ccas, ...settings, ...change };
    expect(await refusal(run(setCallQueue, put, { actor: coordinator, version: 0 }))).toBe(code);
  });
});
