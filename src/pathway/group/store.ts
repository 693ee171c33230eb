import type { AccountId, ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Selectable } from "kysely";
import type { NeedTable } from "../needs/store.ts";
import type { ReferralStatus } from "../referral/status.ts";
import type { RepresentativeRow } from "../representative/store.ts";
import type { PersonRow } from "../store.ts";
import type { GroupResult } from "./codes.ts";

interface GroupTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"referral-group">;
  readonly offer_id: Id<"offer">;
  readonly made_at: Instant;
  readonly made_by: AccountId;
  /** How many were named. */
  readonly named: number;
}
/** One gesture for several, as read. */
export type GroupRow = Selectable<GroupTable>;

interface LineTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"referral-group-line">;
  readonly group_id: Id<"referral-group">;
  readonly position: number;
  readonly person_id: PersonId | null;
  readonly referral_id: Id<"referral"> | null;
  readonly result: GroupResult;
  readonly at: Instant;
}
/** What became of one of them, as read. */
export type LineRow = Selectable<LineTable>;

interface CompanionColumns {
  readonly controller_id: ControllerId;
  readonly person_id: PersonId;
  readonly account_id: AccountId;
  readonly since: Instant;
  readonly ended_at: Instant | null;
}

const tables = (db: Tx) =>
  db.withTables<{
    referral_group: GroupTable;
    referral_group_line: LineTable;
    companion: CompanionColumns;
    person: PersonRow;
    person_need: NeedTable;
    representative: RepresentativeRow;
  }>();

/** Writes a gesture down. Answers false when one of that id is there: whoever sends it at the same time waits for this one. */
export async function insertGroup(db: Tx, row: GroupRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("referral_group")
    .values(row)
    .onConflict((conflict) => conflict.columns(["tenant_id", "controller_id", "id"]).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** A gesture that row security lets through; null when there is none of that id. */
export async function findGroup(db: Tx, id: Id<"referral-group">): Promise<GroupRow | null> {
  const found = await tables(db)
    .selectFrom("referral_group")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return found ?? null;
}

/** Writes down what became of one. */
export async function insertLine(db: Tx, row: LineRow): Promise<void> {
  await tables(db).insertInto("referral_group_line").values(row).execute();
}

/** What became of those of a gesture whose files row security lets through, in the order in which they were named. */
export async function linesOf(db: Tx, groupId: Id<"referral-group">): Promise<readonly LineRow[]> {
  return tables(db)
    .selectFrom("referral_group_line")
    .selectAll()
    .where("group_id", "=", groupId)
    .orderBy("position")
    .execute();
}

/** What gestures did for a person, oldest first. */
export async function linesAbout(db: Tx, personId: PersonId): Promise<readonly LineRow[]> {
  return tables(db)
    .selectFrom("referral_group_line")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("at")
    .orderBy("id")
    .execute();
}

/** How many referrals of the gesture of a referral the receiver has: sent, and not taken back. 0 for a referral made alone. */
export async function countTogether(db: Tx, referralId: Id<"referral">): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total
    from referral_group_line own
    join referral_group_line other on other.tenant_id = own.tenant_id and other.controller_id = own.controller_id
      and other.group_id = own.group_id
    join referral r on r.tenant_id = other.tenant_id and r.controller_id = other.controller_id and r.id = other.referral_id
    where own.referral_id = ${referralId} and r.sent_at is not null and r.erasure_asked_at is null`.execute(
    db,
  );
  return rows[0]?.total ?? 0;
}

/** Files of those whom somebody accompanies in an organisation, whoever came last first. */
export async function ownCases(
  db: Tx,
  of: { readonly controllerId: ControllerId; readonly accountId: AccountId; readonly limit: number },
): Promise<readonly PersonRow[]> {
  return tables(db)
    .selectFrom("person")
    .innerJoin("companion", (join) =>
      join
        .onRef("companion.controller_id", "=", "person.controller_id")
        .onRef("companion.person_id", "=", "person.id"),
    )
    .selectAll("person")
    .where("person.controller_id", "=", of.controllerId)
    .where("person.merged_into", "is", null)
    .where("companion.account_id", "=", of.accountId)
    .where("companion.ended_at", "is", null)
    .orderBy("companion.since", "desc")
    .orderBy("person.id")
    .limit(of.limit)
    .execute();
}

/** Locks files in one order, so that of two gestures for the same persons one comes after the other. */
export async function lockFiles(db: Tx, ids: readonly PersonId[]): Promise<void> {
  if (ids.length === 0) return;
  await tables(db)
    .selectFrom("person")
    .select("id")
    .where("id", "in", [...ids])
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
}

/** To which files those lead that were taken in by another. */
export async function keptInstead(
  db: Tx,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, PersonId>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom("person")
    .select(["id", "merged_into"])
    .where("id", "in", [...ids])
    .where("merged_into", "is not", null)
    .execute();
  return new Map(rows.flatMap(({ id, merged_into }) => (merged_into === null ? [] : [[id, merged_into]])));
}

/** What each of some persons has under way, and which have a referral to an offer that is not over. */
export async function openReferralsOf(
  db: Tx,
  personIds: readonly PersonId[],
): Promise<
  readonly { readonly personId: PersonId; readonly offerId: Id<"offer">; readonly status: ReferralStatus }[]
> {
  if (personIds.length === 0) return [];
  const { rows } = await sql<{ personId: PersonId; offerId: Id<"offer">; status: ReferralStatus }>`
    select person_id as "personId", offer_id as "offerId", status from referral
    where person_id = any (${[...personIds]}::uuid[]) and loop = 'open'`.execute(db);
  return rows;
}

/** The needs of some persons, sealed. */
export async function needsOf(db: Tx, personIds: readonly PersonId[]): Promise<readonly NeedTable[]> {
  if (personIds.length === 0) return [];
  return tables(db)
    .selectFrom("person_need")
    .selectAll()
    .where("person_id", "in", [...personIds])
    .execute();
}

/** Everybody who speaks or spoke for some persons. */
export async function representativesOfMany(
  db: Tx,
  personIds: readonly PersonId[],
): Promise<readonly RepresentativeRow[]> {
  if (personIds.length === 0) return [];
  return tables(db)
    .selectFrom("representative")
    .selectAll()
    .where("person_id", "in", [...personIds])
    .execute();
}

/** Remembers the state of the transaction before one of several. */
export async function beginLine(db: Tx): Promise<void> {
  await sql`savepoint referral_group_line`.execute(db);
}

/** Goes back to the state remembered: nothing of this one stays, and the others go on. */
export async function undoLine(db: Tx): Promise<void> {
  await sql`rollback to savepoint referral_group_line`.execute(db);
}
