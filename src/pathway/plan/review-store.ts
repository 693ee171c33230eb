import type { ControllerId, Id, Instant, LocalDate, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";
import type { PersonTable } from "../store.ts";

/** A day on which a plan is looked at together, or was. */
export interface PlanReviewTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"planReview">;
  readonly person_id: PersonId;
  /** `ended`: the plan was closed before the day came. */
  readonly status: "planned" | "done" | "ended";
  readonly due_on: LocalDate;
  readonly set_at: Instant;
  readonly set_by: string | null;
  readonly done_at: Instant | null;
  readonly done_by: string | null;
}
/** A day of a plan as read. */
export type PlanReviewRow = Selectable<PlanReviewTable>;

const tables = (db: Tx) => db.withTables<{ plan_review: PlanReviewTable; person: PersonTable }>();

/** Writes down a day to come; the person's file must be locked. */
export async function insertPlanReview(db: Tx, row: PlanReviewRow): Promise<void> {
  await tables(db).insertInto("plan_review").values(row).execute();
}

/** Every day of a person's plan: those that were, oldest first, then the one to come. */
export async function planReviewsOf(db: Tx, personId: PersonId): Promise<readonly PlanReviewRow[]> {
  return tables(db)
    .selectFrom("plan_review")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("done_at", (order) => order.asc().nullsLast())
    .orderBy("id")
    .limit(200)
    .execute();
}

/** The day to come; null when none is set. */
export async function plannedReview(db: Tx, personId: PersonId): Promise<PlanReviewRow | null> {
  const found = await tables(db)
    .selectFrom("plan_review")
    .selectAll()
    .where("person_id", "=", personId)
    .where("status", "=", "planned")
    .executeTakeFirst();
  return found ?? null;
}

/** The day to come on which a plan is looked at together; null when none is set, or it is over. */
export async function reviewDayToCome(
  db: Tx,
  personId: PersonId,
  today: LocalDate,
): Promise<LocalDate | null> {
  const planned = await plannedReview(db, personId);
  return planned !== null && planned.due_on >= today ? planned.due_on : null;
}

/** When a plan was looked at together last; null when it never was. */
export async function lastReviewedAt(db: Tx, personId: PersonId): Promise<Instant | null> {
  const found = await tables(db)
    .selectFrom("plan_review")
    .select("done_at")
    .where("person_id", "=", personId)
    .where("done_at", "is not", null)
    .orderBy("done_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return found?.done_at ?? null;
}

/** Changes the day to come, or says that it was. Whoever changes it holds the lock of the person's file. */
export async function changePlanReview(
  db: Tx,
  { tenant_id, controller_id, id }: PlanReviewRow,
  change: Partial<Pick<PlanReviewRow, "status" | "due_on" | "set_at" | "set_by" | "done_at" | "done_by">>,
): Promise<void> {
  await tables(db)
    .updateTable("plan_review")
    .set(change)
    .where("tenant_id", "=", tenant_id)
    .where("controller_id", "=", controller_id)
    .where("id", "=", id)
    .execute();
}

/** Persons in reach, accompanied still, whose plan is to be looked at by a day; longest ago first. */
export async function plansToReview(
  db: Tx,
  day: LocalDate,
  limit: number,
): Promise<readonly { readonly personId: PersonId; readonly dueOn: LocalDate }[]> {
  return tables(db)
    .selectFrom("plan_review")
    .innerJoin("person", (join) =>
      join
        .onRef("person.tenant_id", "=", "plan_review.tenant_id")
        .onRef("person.controller_id", "=", "plan_review.controller_id")
        .onRef("person.id", "=", "plan_review.person_id"),
    )
    .select(["plan_review.person_id as personId", "plan_review.due_on as dueOn"])
    .where("plan_review.status", "=", "planned")
    .where("plan_review.due_on", "<=", day)
    .where("person.status", "=", "open")
    .where("person.merged_into", "is", null)
    .orderBy("plan_review.due_on")
    .orderBy("plan_review.id")
    .limit(limit)
    .execute();
}
