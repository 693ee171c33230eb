import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  addMilliseconds,
  anonymousActor,
  randomId,
  TisserError,
  type CallOf,
  type ControllerId,
  type Id,
  type TenantId,
} from "#base";
import { openVault, readAuditAbout, withTransaction, type PersonRef } from "#storage";
import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { emptier } from "../../../tests/support/emptier.ts";
import { actionRunner, clockAt, professional } from "../../../tests/support/run.ts";
import { completeErasure } from "../handlers.ts";
import { erasePersonRows } from "../store.ts";
import {
  closeCallRequest,
  findCallQueue,
  listCallRequests,
  noteCallAttempt,
  readCallQueue,
  readCallRequest,
  requestCall,
  setCallQueue,
  takeCallRequest,
} from "./actions.ts";
import { closeAsFileOpened } from "./close-request.ts";
import { eraseDueRequests } from "./erase-requests.ts";
import { callQueueHandlers } from "./handlers.ts";

const database = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "tisser-call-queue-"));
const clock = clockAt("2026-11-21T08:30:00Z");
const vault = await openVault({
  keysFile: join(folder, "keys.json"),
  folder: join(folder, "keys"),
  mayCreate: true,
  now: clock.now,
});
afterAll(() => {
  vault.close();
  rmSync(folder, { recursive: true });
});

const deleteRows = async ({ tenantId, personId }: PersonRef): Promise<"deleted"> => {
  const scope = { tenantId, controllerIds: [], actorId: null };
  await withTransaction(database.app, scope, (tx) => erasePersonRows(tx, personId));
  return "deleted";
};
let isKilledAfterCommit = false;
const erasure = {
  beginErasure: (tenantId: TenantId, personId: PersonRef["personId"]) =>
    vault.beginErasure({ tenantId, personId }, clock.now),
  erasePerson: async (tenantId: TenantId, personId: PersonRef["personId"]) => {
    if (isKilledAfterCommit) throw new Error("killed");
    await vault.erasePerson({ tenantId, personId }, clock.now, deleteRows);
  },
};
const run = actionRunner(database, callQueueHandlers({ vault }), clock);

const tenantId = randomId<"tenant">();
const [ccas, homeHelp] = [randomId<"controller">(), randomId<"controller">()];
const elsewhere = randomId<"tenant">();
const foreign = randomId<"controller">();
for (const [tenant, controller] of [
  [tenantId, ccas],
  [tenantId, homeHelp],
  [elsewhere, foreign],
] as const) {
  await sql`insert into territory (id, slug, name, country, time_zone, created_at)
    values (${tenant}, ${`t-${tenant}`}, 'Essai', 'FR', 'Europe/Paris', ${clock.now}) on conflict do nothing`.execute(
    database.admin,
  );
  await sql`insert into controller (tenant_id, id, name, kind, created_at)
    values (${tenant}, ${controller}, ${`Essai ${controller}`}, 'association', ${clock.now})`.execute(
    database.admin,
  );
}

const worker = professional(tenantId, ccas, "link-worker");
const coordinator = professional(tenantId, ccas, "team-coordinator");
const administrator = professional(tenantId, homeHelp, "territory-admin");
const colleague = professional(tenantId, homeHelp, "link-worker");
const stranger = professional(elsewhere, foreign, "link-worker", "team-coordinator");
const visitor = anonymousActor;

async function employ(tenant: TenantId, controller: ControllerId, role: string): Promise<void> {
  await sql`insert into membership values (${tenant}, ${randomId()}, ${controller}, ${randomId()}, ${role}, ${clock.now})`.execute(
    database.admin,
  );
}

const settings = {
  name: "L’accueil du fil",
  areas: "73065, 2A",
  staffedHours: "Mo-Fr 09:00-12:00",
  capacity: 3,
  promisedDays: 4,
  isOpen: true,
};

async function refusal(pending: Promise<unknown>): Promise<string> {
  try {
    await pending;
  } catch (error) {
    if (error instanceof TisserError) return error.code;
    throw error;
  }
  return "accepted";
}

let numbers = 0;
const canary = "Canari-Zéphyrine";
const left = (change: Partial<CallOf<typeof requestCall>> = {}): CallOf<typeof requestCall> => ({
  controllerId: ccas,
  callerName: canary,
  phone: `06 39 98 ${String(Math.floor(++numbers / 100)).padStart(2, "0")} ${String(numbers % 100).padStart(2, "0")}`,
  townCode: "73065",
  isAdult: true,
  ...change,
});

const ask = (change: Partial<CallOf<typeof requestCall>> = {}) =>
  run(requestCall, left(change), { actor: visitor });
const list = async (actor = worker) => (await run(listCallRequests, {}, { actor })).requests;
const found = async (townCode = "73065") =>
  (await run(findCallQueue, { townCode }, { actor: visitor })).queue;

async function openQueue(change: Partial<typeof settings> = {}): Promise<void> {
  await run(setCallQueue, { controllerId: ccas, ...settings, ...change }, { actor: coordinator, version: 0 });
  await employ(tenantId, ccas, "link-worker");
}

beforeEach(emptier(database, "call_queue", "call_request", "call_request_event", "membership"));

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
    const [{ id } = { id: randomId<"call-request">() }] = await list();
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
    const [{ id: requestId } = { id: randomId<"call-request">() }] = await list();
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
    const [{ id: requestId } = { id: randomId<"call-request">() }] = await list();
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
    const [{ id: requestId } = { id: randomId<"call-request">() }] = await list();
    await run(readCallRequest, { requestId }, { actor: worker });
    const lines = await database.as({ tenantId }, (tx) => readAuditAbout(tx, requestId, { limit: 100 }));
    expect(lines.map(({ line }) => line?.action)).toEqual([
      "pathway.readCallRequest",
      "pathway.listCallRequests",
    ]);
    expect(JSON.stringify(lines)).not.toContain("Canari");
  });
});

describe("a closed request", () => {
  async function closedRequest(): Promise<{ id: Id<"call-request">; personId: PersonRef["personId"] }> {
    await openQueue();
    await ask({ words: "au revoir" });
    const [{ id } = { id: randomId<"call-request">() }] = await list();
    await run(closeCallRequest, { requestId: id, outcome: "asked-to-be-left" }, { actor: worker });
    const { rows } = await sql<{ key_id: string }>`select key_id from call_request`.execute(database.admin);
    return { id, personId: rows[0]?.key_id as PersonRef["personId"] };
  }
  const erase = () => eraseDueRequests({ db: database.app, now: clock.now, ...erasure }, tenantId);
  const days = (count: number) => {
    clock.now = addMilliseconds(clock.now, count * 86_400_000);
  };
  const rows = async (): Promise<number> =>
    (await sql`select from call_request`.execute(database.admin)).rows.length;

  test("is erased with its key after thirty days, not before", async () => {
    const { personId } = await closedRequest();
    days(29);
    expect(await erase()).toBe(0);
    expect(vault.hasPersonKey({ tenantId, personId })).toBe(true);
    days(1);
    expect(await erase()).toBe(1);
    expect(vault.hasPersonKey({ tenantId, personId })).toBe(false);
    expect(await rows()).toBe(0);
    expect(await erase()).toBe(0);
  });

  test("whose erasure was cut after its commit is erased at the next start", async () => {
    const { personId } = await closedRequest();
    days(31);
    isKilledAfterCommit = true;
    await expect(erase()).rejects.toThrow("killed");
    isKilledAfterCommit = false;
    const counts = await vault.resumeErasures(clock.now, (ref) =>
      database.as({ tenantId: ref.tenantId }, (tx) => completeErasure(tx, ref.personId)),
    );
    expect(counts).toEqual({ erased: 1, kept: 0 });
    expect([await rows(), vault.hasPersonKey({ tenantId, personId })]).toEqual([0, false]);
  });

  test("from which a file came is closed as such once, and loses its words when the person is erased", async () => {
    await openQueue();
    await ask({ words: "au revoir" });
    const [{ id: requestId } = { id: randomId<"call-request">() }] = await list();
    const personId = randomId<"person">();
    const closing = { requestId, personId, accountId: worker.id!, now: clock.now };
    const scope = { tenantId, controllerIds: [ccas] };
    await database.as(scope, (tx) => closeAsFileOpened(tx, closing));
    expect(await refusal(database.as(scope, (tx) => closeAsFileOpened(tx, closing)))).toBe(
      "pathway.callRequestClosed",
    );
    const keyId = randomId<"person">();
    await sql`insert into person (tenant_id, controller_id, id, key_id, opened_at, changed_at, processing_ground, given_names)
      values (${tenantId}, ${ccas}, ${personId}, ${keyId}, ${clock.now}, ${clock.now}, 'consent', ${Buffer.from("x")})`.execute(
      database.admin,
    );
    await database.as({ tenantId }, (tx) => erasePersonRows(tx, keyId));
    const request = await run(readCallRequest, { requestId }, { actor: worker });
    expect(request).toMatchObject({ outcome: "file-opened", callerName: "", phone: "", words: null });
    expect(await erase()).toBe(1);
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
