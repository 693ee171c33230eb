import type { AccountId, ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Kysely, Selectable } from "kysely";
import type { ResponseTable } from "../screening/store.ts";

/** Questions under way: which and since when, in clear; answers so far, sealed. */
export interface AssessmentTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"screening">;
  readonly person_id: PersonId;
  readonly instrument: string;
  readonly language: string;
  readonly mode: ResponseTable["mode"];
  readonly status: "open" | "done" | "abandoned";
  readonly version: number;
  readonly started_at: Instant;
  readonly started_by: AccountId | null;
  readonly changed_at: Instant;
  readonly was_covered: boolean;
  readonly ended_at: Instant | null;
  readonly ended_by: AccountId | null;
  readonly content: Uint8Array | null;
}
/** Questions under way, as read. */
export type AssessmentRow = Selectable<AssessmentTable>;

const on = (db: Tx): Kysely<{ assessment: AssessmentTable }> =>
  db.withTables<{ assessment: AssessmentTable }>();

/** Begins. Answers false when the questions are under way already, or the id is taken. */
export async function insertAssessment(db: Tx, row: AssessmentRow): Promise<boolean> {
  const inserted = await on(db)
    .insertInto("assessment")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Questions under way, locked until the end of the transaction: two devices come one after the other. */
export async function lockAssessment(
  db: Tx,
  { id, personId }: { readonly id: Id<"screening">; readonly personId: PersonId },
): Promise<AssessmentRow | null> {
  const found = await on(db)
    .selectFrom("assessment")
    .selectAll()
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .forUpdate()
    .executeTakeFirst();
  return found ?? null;
}

/** The open assessment of an instrument with a person; null when there is none. */
export async function openAssessment(
  db: Tx,
  { personId, instrument }: { readonly personId: PersonId; readonly instrument: string },
): Promise<AssessmentRow | null> {
  const found = await on(db)
    .selectFrom("assessment")
    .selectAll()
    .where("person_id", "=", personId)
    .where("instrument", "=", instrument)
    .where("status", "=", "open")
    .executeTakeFirst();
  return found ?? null;
}

/** Changes of questions under way. */
export type AssessmentChange = Partial<
  Pick<AssessmentRow, "language" | "mode" | "status" | "changed_at" | "ended_at" | "ended_by" | "content">
>;

/** Changes questions under way, which the transaction locked. Gives the new version. */
export async function changeAssessment(
  db: Tx,
  row: AssessmentRow,
  change: AssessmentChange,
): Promise<number> {
  await on(db)
    .updateTable("assessment")
    .set({ ...change, version: row.version + 1 })
    .where("tenant_id", "=", row.tenant_id)
    .where("controller_id", "=", row.controller_id)
    .where("id", "=", row.id)
    .execute();
  return row.version + 1;
}

/** Questions under way and abandoned of a person, newest change first. */
export async function assessmentsOf(db: Tx, personId: PersonId): Promise<readonly AssessmentRow[]> {
  return on(db)
    .selectFrom("assessment")
    .selectAll()
    .where("person_id", "=", personId)
    .where("status", "<>", "done")
    .orderBy("changed_at", "desc")
    .orderBy("id")
    .limit(50)
    .execute();
}
