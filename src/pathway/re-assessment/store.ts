import type { ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";
import type { ReassessmentStatus, ReassessmentStep } from "./codes.ts";

/** Asking the same questions again: when, in which way, how far it is. */
export interface ReassessmentTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"reassessment">;
  readonly person_id: PersonId;
  readonly base_id: Id<"screening"> | null;
  readonly instrument: string;
  readonly mode: "self" | "in-person" | "telephone" | "paper";
  readonly step: ReassessmentStep;
  readonly status: ReassessmentStatus;
  readonly due_at: Instant;
  readonly sent_at: Instant | null;
  readonly ended_at: Instant | null;
  readonly response_id: Id<"screening"> | null;
  readonly version: number;
  readonly invitation: Uint8Array | null;
}
/** Asking again, as read. */
export type ReassessmentRow = Selectable<ReassessmentTable>;

const tables = (db: Tx) => db.withTables<{ reassessment: ReassessmentTable }>();

/** Writes down that questions are to be asked. Answers false when that was written before. */
export async function insertReassessment(db: Tx, row: ReassessmentRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("reassessment")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** One by its id; locked until the end of the transaction when asked. */
export async function findReassessment(
  db: Tx,
  id: Id<"reassessment">,
  lock: "for update" | "no lock" = "no lock",
): Promise<ReassessmentRow | null> {
  const query = tables(db).selectFrom("reassessment").selectAll().where("id", "=", id);
  return (await (lock === "for update" ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** What a change writes. */
export type ReassessmentChange = Partial<
  Pick<ReassessmentRow, "status" | "sent_at" | "ended_at" | "response_id" | "invitation">
>;

/** Changes one, which must be locked or of the version seen. Answers false when it has another version by now. */
export async function changeReassessment(
  db: Tx,
  row: Pick<ReassessmentRow, "id" | "version">,
  change: ReassessmentChange,
): Promise<boolean> {
  const updated = await tables(db)
    .updateTable("reassessment")
    .set({ ...change, version: row.version + 1 })
    .where("id", "=", row.id)
    .where("version", "=", row.version)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** All of a person, soonest first. */
export async function reassessmentsOf(db: Tx, personId: PersonId): Promise<readonly ReassessmentRow[]> {
  return tables(db)
    .selectFrom("reassessment")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("due_at")
    .orderBy("id")
    .limit(200)
    .execute();
}

/** Persons in reach for whom questions wait to be asked, longest ago first. */
export async function personsToAskAgain(
  db: Tx,
  limit: number,
): Promise<readonly { readonly personId: PersonId; readonly dueAt: Instant }[]> {
  return tables(db)
    .selectFrom("reassessment")
    .select(({ fn }) => ["person_id as personId", fn.min("due_at").as("dueAt")])
    .where("status", "=", "due")
    .groupBy(["tenant_id", "controller_id", "person_id"])
    .orderBy("dueAt")
    .limit(limit)
    .execute();
}
