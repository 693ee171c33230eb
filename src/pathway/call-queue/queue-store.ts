import type { ControllerId, Instant, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Kysely, type Selectable } from "kysely";

interface QueueTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly name: string;
  readonly areas: string[];
  readonly staffed_hours: string;
  readonly capacity: number;
  readonly promised_days: number;
  readonly is_open: boolean;
  readonly version: number;
  readonly changed_at: Instant;
  readonly changed_by: string | null;
}

/** A queue as kept. */
export type QueueRow = Selectable<QueueTable>;

const on = (db: Tx): Kysely<{ call_queue: QueueTable }> => db.withTables<{ call_queue: QueueTable }>();

/** An open queue with what may be told of it. */
export interface OpenQueue {
  readonly tenantId: TenantId;
  readonly controllerId: ControllerId;
  readonly name: string;
  readonly organisationName: string;
  readonly staffedHours: string;
  readonly timeZone: string;
  readonly capacity: number;
  readonly promisedDays: number;
  readonly waiting: number;
  readonly oldestAt: Instant | null;
  readonly handled: number;
  readonly waitSeconds: number | null;
}

/**
 * The open and staffed queues of every territory that serve a town; those without room are among them. It needs no
 * territory and shows nothing of any request.
 * @param since requests taken from this moment on are those measured.
 */
export async function listOpenQueues(
  db: Tx,
  townCode: string,
  since: Instant,
): Promise<readonly OpenQueue[]> {
  const { rows } = await sql<OpenQueue>`
    select tenant_id as "tenantId", controller_id as "controllerId", name, organisation_name as "organisationName",
      staffed_hours as "staffedHours", time_zone as "timeZone", capacity, promised_days as "promisedDays", waiting,
      oldest_at as "oldestAt", handled, wait_seconds as "waitSeconds"
    from open_call_queues(${townCode}, ${since})`.execute(db);
  return rows;
}

/** Works inside one organisation of one territory for a while: what a visitor without territory leaves there. */
export async function inOrganisation<Result>(
  db: Tx,
  place: { readonly tenantId: TenantId; readonly controllerIds: readonly ControllerId[] },
  run: () => Promise<Result>,
): Promise<Result> {
  const { rows } = await sql<{ tenant: string | null; controllers: string | null }>`
    select current_setting('tisser.tenant', true) as tenant,
      current_setting('tisser.controllers', true) as controllers`.execute(db);
  await workIn(db, place.tenantId, place.controllerIds.join(","));
  const result = await run();
  await workIn(db, rows[0]?.tenant ?? "", rows[0]?.controllers ?? "");
  return result;
}

async function workIn(db: Tx, tenant: string, controllers: string): Promise<void> {
  await sql`select set_config('tisser.tenant', ${tenant}, true),
    set_config('tisser.controllers', ${controllers}, true)`.execute(db);
}

/** Opens row security to one more organisation of the territory, for the rest of the transaction. */
export async function reachOrganisation(db: Tx, controllerId: ControllerId): Promise<void> {
  await sql`select set_config('tisser.controllers',
    concat_ws(',', nullif(current_setting('tisser.controllers', true), ''), ${controllerId}::text), true)`.execute(
    db,
  );
}

/** Organisations of the territory in force. */
export async function listOrganisationIds(db: Tx): Promise<readonly ControllerId[]> {
  const { rows } = await sql<{ id: ControllerId }>`select id from controller order by id`.execute(db);
  return rows.map(({ id }) => id);
}

/** The queue of an organisation that row security lets through; null when it has none. */
export async function findQueue(db: Tx, controllerId: ControllerId): Promise<QueueRow | null> {
  const found = await on(db)
    .selectFrom("call_queue")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .executeTakeFirst();
  return found ?? null;
}

/**
 * How many more requests an organisation can take; the queue is locked until the transaction ends, so that requests that
 * come at once are counted one after the other. Missing  null when the queue is closed or gone.
 */
export async function lockRoom(db: Tx, controllerId: ControllerId): Promise<number | null> {
  const queue = await on(db)
    .selectFrom("call_queue")
    .select(["capacity", "is_open"])
    .where("controller_id", "=", controllerId)
    .forUpdate()
    .executeTakeFirst();
  if (!queue?.is_open) return null;
  return queue.capacity - (await countWaiting(db, controllerId));
}

/** Requests of an organisation that wait. */
export async function countWaiting(db: Tx, controllerId: ControllerId): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`select count(*)::integer as waiting from call_request
    where controller_id = ${controllerId} and status = 'waiting'`.execute(db);
  return rows[0]?.waiting ?? 0;
}

/** Whether somebody of the organisation answers calls. */
export async function hasStaff(db: Tx, controllerId: ControllerId): Promise<boolean> {
  const { rows } = await sql`select from membership where controller_id = ${controllerId} and until is null
    and role in ('link-worker', 'team-coordinator') limit 1`.execute(db);
  return rows.length > 0;
}

/** Puts the settings of a queue, if it still has the version before. Answers false when it has not. */
export async function putQueue(db: Tx, row: QueueRow): Promise<boolean> {
  const { tenant_id, controller_id, ...settings } = row;
  if (row.version === 1) {
    const added = await on(db)
      .insertInto("call_queue")
      .values({ ...row, areas: [...row.areas] })
      .onConflict((conflict) => conflict.columns(["tenant_id", "controller_id"]).doNothing())
      .executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  }
  const changed = await on(db)
    .updateTable("call_queue")
    .set({ ...settings, areas: [...row.areas] })
    .where("tenant_id", "=", tenant_id)
    .where("controller_id", "=", controller_id)
    .where("version", "=", row.version - 1)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}
