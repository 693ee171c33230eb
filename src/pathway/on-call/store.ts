import type { AccountId, ControllerId, Id, Instant, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Kysely, type Selectable } from "kysely";
import type { Duty } from "./roster.ts";

interface OnCallTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly asking_hours: string;
  readonly version: number;
  readonly changed_at: Instant;
  readonly changed_by: AccountId | null;
}

interface DutyTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"on-call-duty">;
  readonly account_id: AccountId;
  readonly hours: string;
  readonly turn: number;
  readonly phone: string | null;
  readonly since: Instant;
  readonly added_by: AccountId | null;
  readonly until: Instant | null;
  readonly ended_by: AccountId | null;
}

/** When an organisation asks what may tell of risk, as kept. */
export type OnCallRow = Selectable<OnCallTable>;
/** A duty as kept. */
export type DutyRow = Selectable<DutyTable>;

const on = (db: Tx): Kysely<{ on_call: OnCallTable; on_call_duty: DutyTable }> =>
  db.withTables<{ on_call: OnCallTable; on_call_duty: DutyTable }>();

/** Roles with which somebody may open files, and so act on an alert. */
const acting = ["link-worker", "team-coordinator", "prescriber", "field-worker"] as const;

/** When an organisation asks what may tell of risk; null while nothing was set. */
export async function findOnCall(db: Tx, controllerId: ControllerId): Promise<OnCallRow | null> {
  const found = await on(db)
    .selectFrom("on_call")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .executeTakeFirst();
  return found ?? null;
}

/** Puts the asking hours, if they still have the version before. Answers false when they have not. */
export async function putOnCall(db: Tx, row: OnCallRow): Promise<boolean> {
  if (row.version === 1) {
    const added = await on(db)
      .insertInto("on_call")
      .values(row)
      .onConflict((conflict) => conflict.columns(["tenant_id", "controller_id"]).doNothing())
      .executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  }
  const { asking_hours, version, changed_at, changed_by } = row;
  const changed = await on(db)
    .updateTable("on_call")
    .set({ asking_hours, version, changed_at, changed_by })
    .where("controller_id", "=", row.controller_id)
    .where("version", "=", version - 1)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

/** Duties in force of those who still work for the organisation, first turn first. */
export async function dutiesOf(db: Tx, controllerId: ControllerId): Promise<readonly DutyRow[]> {
  return on(db)
    .selectFrom("on_call_duty")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .where("until", "is", null)
    .where(
      sql<boolean>`exists (select from membership m where m.tenant_id = on_call_duty.tenant_id
        and m.controller_id = on_call_duty.controller_id and m.account_id = on_call_duty.account_id
        and m.until is null and m.role = any (${[...acting]}::text[]))`,
    )
    .orderBy("turn")
    .orderBy("since")
    .orderBy("id")
    .limit(200)
    .execute();
}

/** A duty as the roster knows it. */
export function dutyOf({ account_id, hours, turn, phone }: DutyRow): Duty {
  return { accountId: account_id, hours, turn, phone };
}

/** Adds a duty. Answers false when the organisation has one of that id already. */
export async function insertDuty(db: Tx, row: DutyRow): Promise<boolean> {
  const inserted = await on(db)
    .insertInto("on_call_duty")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Ends a duty in force. Answers false when there is none of that id. */
export async function endDutyRow(
  db: Tx,
  { controllerId, id }: { readonly controllerId: ControllerId; readonly id: Id<"on-call-duty"> },
  end: { readonly now: Instant; readonly by: AccountId | null },
): Promise<boolean> {
  const ended = await on(db)
    .updateTable("on_call_duty")
    .set({ until: end.now, ended_by: end.by })
    .where("controller_id", "=", controllerId)
    .where("id", "=", id)
    .where("until", "is", null)
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

/** Accounts that may open the files of an organisation, coordinators first. */
export async function actingAccounts(
  db: Tx,
  controllerId: ControllerId,
): Promise<readonly { readonly accountId: AccountId; readonly isCoordinator: boolean }[]> {
  const { rows } = await sql<{ accountId: AccountId; isCoordinator: boolean }>`
    select account_id as "accountId", bool_or(role = 'team-coordinator') as "isCoordinator" from membership
    where controller_id = ${controllerId} and until is null and role = any (${[...acting]}::text[])
    group by account_id order by 2 desc, 1 limit 500`.execute(db);
  return rows;
}

/** Whether an account works for an organisation, in whatever role. */
export async function worksThere(db: Tx, controllerId: ControllerId, accountId: AccountId): Promise<boolean> {
  const { rows } = await sql`select from membership where controller_id = ${controllerId}
    and account_id = ${accountId} and until is null limit 1`.execute(db);
  return rows.length > 0;
}

/** Time zone of the territory in force. */
export async function territoryTimeZone(db: Tx): Promise<string | null> {
  const { rows } = await sql<{ zone: string }>`select time_zone as zone from territory
    where id = (select nullif(current_setting('tisser.tenant', true), '')::uuid)`.execute(db);
  return rows[0]?.zone ?? null;
}
