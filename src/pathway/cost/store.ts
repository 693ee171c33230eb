import type { AccountId, ControllerId, Id, Instant, LocalDate, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Selectable } from "kysely";

interface CostTable {
  readonly tenant_id: TenantId;
  readonly id: Id<"programme-cost">;
  /** Null for what the territory entered itself. */
  readonly controller_id: ControllerId | null;
  readonly from_day: LocalDate;
  readonly until_day: LocalDate;
  readonly amount_cents: number;
  readonly covers: string;
  readonly source: string;
  readonly recorded_at: Instant;
  readonly recorded_by: AccountId | null;
}
/** A cost entered, as it is written. */
export type CostRow = Selectable<CostTable>;

/** A cost as it is read. */
export interface EnteredCost {
  readonly id: Id<"programme-cost">;
  readonly fromDay: LocalDate;
  readonly untilDay: LocalDate;
  readonly amountCents: number;
  readonly covers: string;
  readonly source: string;
}

const tables = (db: Tx) => db.withTables<{ programme_cost: CostTable }>();

/** Enters a cost. Answers false when there is one of that id, or one of the same team or territory meets its period. */
export async function insertCost(db: Tx, row: CostRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("programme_cost")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Takes a cost back. Answers false when there is none of that id of this team, or of the territory itself. */
export async function deleteCost(
  db: Tx,
  id: CostRow["id"],
  controllerId: ControllerId | null,
): Promise<boolean> {
  const deleted = await tables(db)
    .deleteFrom("programme_cost")
    .where("id", "=", id)
    .where("controller_id", "is not distinct from", controllerId)
    .executeTakeFirst();
  return deleted.numDeletedRows === 1n;
}

/** Costs of a team, or of the territory itself, whose period meets a year; oldest first. */
export async function costsMeeting(
  db: Tx,
  controllerId: ControllerId | null,
  year: number,
): Promise<readonly EnteredCost[]> {
  const { rows } = await sql<EnteredCost>`
    select id, from_day::text as "fromDay", until_day::text as "untilDay", amount_cents::float8 as "amountCents", covers, source
    from programme_cost
    where controller_id is not distinct from ${controllerId}::uuid
      and daterange(from_day, until_day, '[]') && daterange(make_date(${year}, 1, 1), make_date(${year}, 12, 31), '[]')
    order by from_day
    limit 400`.execute(db);
  return rows;
}
