import type { AccountId, ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Database, Tx } from "#storage";
import { sql, type Kysely, type Selectable } from "kysely";
import { callQueueErrors } from "./errors.ts";

/** The row of a request: states, choices and dates in clear, everything that tells of somebody sealed. */
export interface CallRequestTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"call-request">;
  readonly key_id: PersonId;
  readonly version: number;
  readonly status: "waiting" | "taken" | "closed";
  readonly read_first: "worrying-words" | "priority" | null;
  readonly outcome: string | null;
  readonly person_id: PersonId | null;
  readonly channel: "phone" | "sms";
  readonly may_leave_voicemail: boolean;
  readonly locale: string;
  readonly town_code: string;
  readonly created_at: Instant;
  readonly taken_at: Instant | null;
  readonly taken_by: AccountId | null;
  readonly closed_at: Instant | null;
  readonly closed_by: AccountId | null;
  readonly erase_after: Instant | null;
  readonly phone_digest: Uint8Array | null;
  readonly caller_name: Uint8Array | null;
  readonly phone: Uint8Array | null;
  readonly moments: Uint8Array | null;
  readonly may_be_said: Uint8Array | null;
  readonly agreed_name: Uint8Array | null;
  readonly agreed_word: Uint8Array | null;
  readonly words: Uint8Array | null;
}

interface EventTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"call-request-event">;
  readonly request_id: Id<"call-request">;
  readonly at: Instant;
  readonly by_id: AccountId | null;
  readonly kind: string;
  readonly words: Uint8Array | null;
}

/** A request as read. */
export type CallRequestRow = Selectable<CallRequestTable>;
/** An event as read. */
export type CallEventRow = Selectable<EventTable>;

const on = (db: Tx): Kysely<{ call_request: CallRequestTable; call_request_event: EventTable }> =>
  db.withTables<{ call_request: CallRequestTable; call_request_event: EventTable }>();

/** A request that row security lets through; null when there is none. */
export async function findCallRequest(db: Tx, id: Id<"call-request">): Promise<CallRequestRow | null> {
  const found = await on(db).selectFrom("call_request").selectAll().where("id", "=", id).executeTakeFirst();
  return found ?? null;
}

/** The open request of a number in one organisation; null when there is none. */
export async function findByNumber(
  db: Tx,
  controllerId: ControllerId,
  digest: Uint8Array,
): Promise<CallRequestRow | null> {
  const found = await on(db)
    .selectFrom("call_request")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .where("phone_digest", "=", Buffer.from(digest))
    .executeTakeFirst();
  return found ?? null;
}

/** Adds a request. */
export async function insertCallRequest(db: Tx, row: CallRequestRow): Promise<void> {
  await on(db).insertInto("call_request").values(row).execute();
}

/** Requests of organisations that are not closed, in the order in which they should be called, and how many there are. */
export async function listOpenRequests(
  db: Tx,
  wanted: {
    readonly controllerIds: readonly ControllerId[];
    readonly offset: number;
    readonly limit: number;
  },
): Promise<{
  readonly total: number;
  readonly rows: readonly (CallRequestRow & { readonly attempts: number })[];
}> {
  if (wanted.controllerIds.length === 0) return { total: 0, rows: [] };
  const open = on(db)
    .selectFrom("call_request")
    .where("controller_id", "in", wanted.controllerIds)
    .where("status", "<>", "closed");
  const rows = await open
    .selectAll()
    .select(
      sql<number>`(select count(*)::integer from call_request_event e where e.tenant_id = call_request.tenant_id
        and e.controller_id = call_request.controller_id and e.request_id = call_request.id
        and e.kind <> 'asked-again')`.as("attempts"),
    )
    .orderBy(sql`status <> 'waiting'`)
    .orderBy(sql`read_first is null`)
    .orderBy("created_at")
    .orderBy("id")
    .offset(wanted.offset)
    .limit(wanted.limit)
    .execute();
  const counted = await open.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  return { total: counted.total, rows };
}

/** Changes of a request; refused when it was closed meanwhile. */
export type CallRequestChange = Partial<
  Pick<
    CallRequestRow,
    | "status"
    | "read_first"
    | "outcome"
    | "person_id"
    | "may_leave_voicemail"
    | "taken_at"
    | "taken_by"
    | "closed_at"
    | "closed_by"
    | "erase_after"
    | "phone_digest"
  >
>;

/** Changes a request that is still as it was seen, and gives its new version. @throws pathway.callRequestClosed */
export async function changeCallRequest(
  db: Tx,
  seen: CallRequestRow,
  change: CallRequestChange,
): Promise<number> {
  const changed = await on(db)
    .updateTable("call_request")
    .set({ ...change, version: seen.version + 1 })
    .where("controller_id", "=", seen.controller_id)
    .where("id", "=", seen.id)
    .where("version", "=", seen.version)
    .where("status", "<>", "closed")
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw callQueueErrors.callRequestClosed({});
  return seen.version + 1;
}

/** Locks a request until the transaction ends, and reads it; null when row security shows none. */
export async function lockCallRequest(db: Tx, id: Id<"call-request">): Promise<CallRequestRow | null> {
  const found = await on(db)
    .selectFrom("call_request")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return found ?? null;
}

/** Adds an event. */
export async function insertCallEvent(db: Tx, event: CallEventRow): Promise<void> {
  await on(db).insertInto("call_request_event").values(event).execute();
}

/** Events of a request, in order, at most two hundred. */
export async function listCallEvents(db: Tx, request: CallRequestRow): Promise<readonly CallEventRow[]> {
  return on(db)
    .selectFrom("call_request_event")
    .selectAll()
    .where("controller_id", "=", request.controller_id)
    .where("request_id", "=", request.id)
    .orderBy("at")
    .orderBy("id")
    .limit(200)
    .execute();
}

/** How often a number asked again. */
export async function countAskedAgain(db: Tx, request: CallRequestRow): Promise<number> {
  const counted = await on(db)
    .selectFrom("call_request_event")
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .where("controller_id", "=", request.controller_id)
    .where("request_id", "=", request.id)
    .where("kind", "=", "asked-again")
    .executeTakeFirstOrThrow();
  return counted.total;
}

/** Requests of the territory in force whose time is over: id and name of the key, oldest first, at most five hundred. */
export async function listRequestsToErase(
  db: Tx,
  now: Instant,
): Promise<readonly Pick<CallRequestRow, "id" | "key_id">[]> {
  return on(db)
    .selectFrom("call_request")
    .select(["id", "key_id"])
    .where("erase_after", "<=", now)
    .orderBy("erase_after")
    .limit(500)
    .execute();
}

/** Whether any request is kept: then keys exist, and must not be made anew. For the owner, who sees every territory. */
export async function hasAnyCallRequest(admin: Database): Promise<boolean> {
  const requests = admin.withTables<{ call_request: CallRequestTable }>().selectFrom("call_request");
  return (await requests.select("id").limit(1).executeTakeFirst()) !== undefined;
}
