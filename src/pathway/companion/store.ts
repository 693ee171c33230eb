import type { AccountId, ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Selectable } from "kysely";
import type { ReferralTable } from "../referral/store.ts";

/** Somebody who accompanies a person. */
interface CompanionTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"companion">;
  readonly person_id: PersonId;
  readonly account_id: AccountId;
  readonly since: Instant;
  readonly added_by: AccountId | null;
  readonly ended_at: Instant | null;
}
/** Somebody who accompanies a person, as read. */
export type CompanionRow = Selectable<CompanionTable>;

const tables = (db: Tx) =>
  db.withTables<{
    companion: CompanionTable;
    referral: ReferralTable;
    membership: {
      tenant_id: TenantId;
      controller_id: ControllerId;
      account_id: AccountId;
      role: string;
      until: Instant | null;
    };
  }>();

/** Roles with which somebody accompanies persons. */
const accompanying = ["link-worker", "team-coordinator", "prescriber", "field-worker"] as const;

/** Somebody accompanies a person from now on, also who did before and handed over. */
export async function putCompanion(db: Tx, row: Omit<CompanionRow, "ended_at">): Promise<void> {
  await tables(db)
    .insertInto("companion")
    .values({ ...row, ended_at: null })
    .onConflict((conflict) =>
      conflict
        .columns(["tenant_id", "controller_id", "person_id", "account_id"])
        .doUpdateSet({ ended_at: null }),
    )
    .execute();
}

/** Who accompanies a person, first come first. */
export async function companionsOf(db: Tx, personId: PersonId): Promise<readonly CompanionRow[]> {
  return tables(db)
    .selectFrom("companion")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("since")
    .orderBy("id")
    .limit(200)
    .execute();
}

/** Those who accompany persons in an organisation now. */
export async function colleaguesIn(db: Tx, controllerId: ControllerId): Promise<readonly AccountId[]> {
  const rows = await tables(db)
    .selectFrom("membership")
    .select("account_id")
    .distinct()
    .where("controller_id", "=", controllerId)
    .where("role", "in", [...accompanying])
    .where("until", "is", null)
    .limit(500)
    .execute();
  return rows.map(({ account_id }) => account_id);
}

/** A place in which somebody works, and who they are. */
export interface WorkOf {
  readonly controllerId: ControllerId;
  readonly accountId: AccountId;
}

/** Persons whom somebody accompanies, locked in their order. */
export async function lockCases(
  db: Tx,
  { controllerId, accountId }: WorkOf,
): Promise<readonly CompanionRow[]> {
  return tables(db)
    .selectFrom("companion")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .where("account_id", "=", accountId)
    .where("ended_at", "is", null)
    .orderBy("id")
    .forUpdate()
    .execute();
}

/** Somebody else accompanies from now on; what was accompanied can be read until the row is taken away. */
export async function endCases(db: Tx, ids: readonly Id<"companion">[], now: Instant): Promise<void> {
  if (ids.length === 0) return;
  await tables(db)
    .updateTable("companion")
    .set({ ended_at: now })
    .where("id", "in", [...ids])
    .execute();
}

/** Takes away what was handed over; who accompanies again by now stays. */
export async function forgetEnded(db: Tx, id: Id<"companion">): Promise<void> {
  await tables(db).deleteFrom("companion").where("id", "=", id).where("ended_at", "is not", null).execute();
}

/** Makes somebody the owner of the loops of somebody else that are not known to have ended. Answers which, and of whom. */
export async function passLoops(
  db: Tx,
  from: WorkOf,
  to: AccountId,
): Promise<readonly { readonly id: Id<"referral">; readonly personId: PersonId }[]> {
  return tables(db)
    .updateTable("referral")
    .set((set) => ({ owner_id: to, version: set("version", "+", 1) }))
    .where("controller_id", "=", from.controllerId)
    .where("owner_id", "=", from.accountId)
    .where("loop", "<>", "closed_known")
    .returning(["id", "person_id as personId"])
    .execute();
}

/** How many loops somebody owns that are open. */
export async function countLoops(db: Tx, { controllerId, accountId }: WorkOf): Promise<number> {
  const { total } = await tables(db)
    .selectFrom("referral")
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .where("controller_id", "=", controllerId)
    .where("owner_id", "=", accountId)
    .where("loop", "=", "open")
    .executeTakeFirstOrThrow();
  return total;
}

/** What somebody has open in an organisation. */
export interface Load extends WorkOf {
  readonly isHere: boolean;
  readonly persons: number;
  readonly loops: number;
}

/** What each has open in the organisations in reach, also who works there no more. */
export async function loadsOf(db: Tx, controllerIds: readonly ControllerId[]): Promise<readonly Load[]> {
  const { rows } = await sql<Load>`
    with here as (
      select distinct controller_id, account_id from membership
      where controller_id = any (${[...controllerIds]}::uuid[]) and until is null
        and role = any (${[...accompanying]}::text[])
    ), cases as (
      select controller_id, account_id, count(*)::int as persons from companion
      where controller_id = any (${[...controllerIds]}::uuid[]) and ended_at is null
      group by tenant_id, controller_id, account_id
    ), loops as (
      select controller_id, owner_id as account_id, count(*)::int as loops from referral
      where controller_id = any (${[...controllerIds]}::uuid[]) and loop = 'open'
      group by tenant_id, controller_id, owner_id
    )
    select controller_id as "controllerId", account_id as "accountId", h.account_id is not null as "isHere",
      coalesce(c.persons, 0) as persons, coalesce(l.loops, 0) as loops
    from (select controller_id, account_id from here union select controller_id, account_id from cases
      union select controller_id, account_id from loops) everyone
    left join here h using (controller_id, account_id)
    left join cases c using (controller_id, account_id)
    left join loops l using (controller_id, account_id)
    order by loops desc, persons desc, account_id
    limit 1000`.execute(db);
  return rows;
}
