import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { anonymousActor, randomId, type CallOf, type ControllerId, type TenantId } from "#base";
import { openVault, withTransaction, type PersonRef } from "#storage";
import { sql } from "kysely";
import { afterAll } from "vitest";
import {
  findCallQueue,
  listCallRequests,
  requestCall,
  setCallQueue,
} from "../../src/pathway/call-queue/actions.ts";
import { callQueueHandlers } from "../../src/pathway/call-queue/handlers.ts";
import { erasePersonRows } from "../../src/pathway/store.ts";
import { freshDatabase } from "./database.ts";
import { emptier } from "./emptier.ts";
import type { loopWorld } from "./loop.ts";
import { actionRunner, clockAt, professional } from "./run.ts";

const settings = {
  name: "L’accueil du fil",
  areas: "73065, 2A",
  staffedHours: "Mo-Fr 09:00-12:00",
  capacity: 3,
  promisedDays: 4,
  isOpen: true,
};
const canary = "Canari-Zéphyrine";

/** A queue of calls on a real database: two organisations of a territory and one of another, a clock, a vault that can be killed. */
export async function callQueueWorld() {
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
  const power = { isCutAfterCommit: false };
  const erasure = {
    beginErasure: (tenantId: TenantId, personId: PersonRef["personId"]) =>
      vault.beginErasure({ tenantId, personId }, clock.now),
    erasePerson: async (tenantId: TenantId, personId: PersonRef["personId"]) => {
      if (power.isCutAfterCommit) throw new Error("killed");
      await vault.erasePerson({ tenantId, personId }, clock.now, deleteRows);
    },
  };
  const run = actionRunner(database, callQueueHandlers({ vault }), clock);

  const [tenantId, elsewhere] = [randomId<"tenant">(), randomId<"tenant">()];
  const [ccas, homeHelp, foreign] = [
    randomId<"controller">(),
    randomId<"controller">(),
    randomId<"controller">(),
  ];
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

  let numbers = 0;
  const left = (change: Partial<CallOf<typeof requestCall>> = {}): CallOf<typeof requestCall> => ({
    controllerId: ccas,
    callerName: canary,
    phone: `06 39 98 ${String(Math.floor(++numbers / 100)).padStart(2, "0")} ${String(numbers % 100).padStart(2, "0")}`,
    townCode: "73065",
    isAdult: true,
    ...change,
  });
  const employ = async (tenant: TenantId, controller: ControllerId, role: string): Promise<void> => {
    await sql`insert into membership values (${tenant}, ${randomId()}, ${controller}, ${randomId()}, ${role}, ${clock.now})`.execute(
      database.admin,
    );
  };
  const list = async (actor = worker) => (await run(listCallRequests, {}, { actor })).requests;

  return {
    database,
    clock,
    vault,
    /** Cuts an erasure right after its commit, while set. */
    power,
    erasure,
    run,
    tenantId,
    ccas,
    homeHelp,
    worker,
    coordinator,
    administrator: professional(tenantId, homeHelp, "territory-admin"),
    colleague: professional(tenantId, homeHelp, "link-worker"),
    stranger: professional(elsewhere, foreign, "link-worker", "team-coordinator"),
    visitor: anonymousActor,
    settings,
    /** The name that callers give, to be looked for where it must not be. */
    canary,
    employ,
    reset: emptier(database, "call_queue", "call_request", "call_request_event", "membership"),
    openQueue: async (change: Partial<typeof settings> = {}): Promise<void> => {
      await run(
        setCallQueue,
        { controllerId: ccas, ...settings, ...change },
        { actor: coordinator, version: 0 },
      );
      await employ(tenantId, ccas, "link-worker");
    },
    /** Leaves a request as a visitor, each from a number of its own. */
    ask: (change: Partial<CallOf<typeof requestCall>> = {}) =>
      run(requestCall, left(change), { actor: anonymousActor }),
    list,
    /** Id of the first request that a worker sees. */
    firstId: async () => {
      const [request] = await list();
      if (!request) throw new Error("no request");
      return request.id;
    },
    found: async (townCode = "73065") =>
      (await run(findCallQueue, { townCode }, { actor: anonymousActor })).queue,
  };
}

/** Empties a world of the loop and opens the queue of its first organisation, which one worker answers. */
export async function openQueueIn(world: Awaited<ReturnType<typeof loopWorld>>): Promise<void> {
  await world.reset();
  await sql`truncate call_queue cascade`.execute(world.database.admin);
  await world.employ(world.worker);
  const queue = {
    controllerId: world.ccas,
    name: "Accueil d’essai",
    areas: "73065",
    staffedHours: "Mo-Fr 09:00-12:00",
    capacity: 3,
    promisedDays: 4,
    isOpen: true,
  };
  const actor = professional(world.tenantId, world.ccas, "team-coordinator");
  await world.run(setCallQueue, queue, { actor, version: 0 });
}
