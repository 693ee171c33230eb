import type { AccountId, ControllerId, Id, Instant, LocalDate, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Selectable } from "kysely";

/** Somebody is away for some days, and somebody else covers for them. */
export interface AbsenceTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"absence">;
  readonly account_id: AccountId;
  readonly cover_id: AccountId;
  /** First and last day, both included. */
  readonly from_day: LocalDate;
  readonly until_day: LocalDate;
  readonly noted_at: Instant;
  readonly noted_by: AccountId | null;
  readonly ended_at: Instant | null;
}
/** An absence as read. */
export type AbsenceRow = Selectable<AbsenceTable>;

const tables = (db: Tx) => db.withTables<{ absence: AbsenceTable }>();

/** Absences that are not over, of the organisations in reach, soonest first. */
export async function absencesFrom(db: Tx, today: LocalDate): Promise<readonly AbsenceRow[]> {
  return tables(db)
    .selectFrom("absence")
    .selectAll()
    .where("ended_at", "is", null)
    .where("until_day", ">=", today)
    .orderBy("from_day")
    .orderBy("id")
    .limit(500)
    .execute();
}

/** Whose work somebody covers on a day, in the organisations in reach. */
export async function coveredBy(
  db: Tx,
  coverId: AccountId,
  day: LocalDate,
): Promise<readonly Pick<AbsenceRow, "controller_id" | "account_id">[]> {
  return tables(db)
    .selectFrom("absence")
    .select(["controller_id", "account_id"])
    .where("cover_id", "=", coverId)
    .where("ended_at", "is", null)
    .where("from_day", "<=", day)
    .where("until_day", ">=", day)
    .limit(500)
    .execute();
}

/** Who covers on a day for those of some accounts that are away, in an organisation. */
export async function coversOf(
  db: Tx,
  controllerId: ControllerId,
  asked: { readonly accountIds: readonly AccountId[]; readonly day: LocalDate },
): Promise<readonly AccountId[]> {
  if (asked.accountIds.length === 0) return [];
  const rows = await tables(db)
    .selectFrom("absence")
    .select("cover_id")
    .distinct()
    .where("controller_id", "=", controllerId)
    .where("account_id", "in", [...asked.accountIds])
    .where("ended_at", "is", null)
    .where("from_day", "<=", asked.day)
    .where("until_day", ">=", asked.day)
    .execute();
  return rows.map(({ cover_id }) => cover_id);
}

/** Absences of an organisation that share a day with another, locked against two being noted at once. */
export async function absencesMeeting(
  db: Tx,
  { controller_id, from_day, until_day }: Pick<AbsenceRow, "controller_id" | "from_day" | "until_day">,
): Promise<readonly AbsenceRow[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`absence ${controller_id}`}, 0))`.execute(db);
  return tables(db)
    .selectFrom("absence")
    .selectAll()
    .where("controller_id", "=", controller_id)
    .where("ended_at", "is", null)
    .where("from_day", "<=", until_day)
    .where("until_day", ">=", from_day)
    .execute();
}

/** Writes down an absence. */
export async function insertAbsence(db: Tx, row: AbsenceRow): Promise<void> {
  await tables(db).insertInto("absence").values(row).execute();
}

/** An absence that row security lets through. */
export async function findAbsence(db: Tx, id: Id<"absence">): Promise<AbsenceRow | null> {
  const row = await tables(db).selectFrom("absence").selectAll().where("id", "=", id).executeTakeFirst();
  return row ?? null;
}

/** Ends an absence. Answers false when it had ended. */
export async function endAbsenceRow(db: Tx, id: Id<"absence">, now: Instant): Promise<boolean> {
  const ended = await tables(db)
    .updateTable("absence")
    .set({ ended_at: now })
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

/** Link workers and coordinators of an organisation: they see each of its files, and may cover for anybody there. */
export async function possibleCovers(
  db: Tx,
  controllerIds: readonly ControllerId[],
): Promise<readonly { readonly controllerId: ControllerId; readonly accountId: AccountId }[]> {
  const { rows } = await sql<{ controllerId: ControllerId; accountId: AccountId }>`
    select distinct controller_id as "controllerId", account_id as "accountId" from membership
    where controller_id = any (${[...controllerIds]}::uuid[]) and until is null
      and role in ('link-worker', 'team-coordinator')
    order by 1, 2 limit 1000`.execute(db);
  return rows;
}
