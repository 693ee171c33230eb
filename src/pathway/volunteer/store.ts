import type { AccountId, ControllerId, Id, Instant, LocalDate, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Selectable } from "kysely";
import type { CheckKind, EngagementPurpose, TrainingKind, VolunteerStatus } from "./codes.ts";

interface Owned {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
}
interface PolicyTable extends Owned {
  readonly purpose: EngagementPurpose;
  readonly needs_charter: boolean;
  readonly checks: CheckKind[];
  readonly trainings: TrainingKind[];
  readonly version: number;
  readonly changed_at: Instant;
  readonly changed_by: string | null;
}
interface VolunteerTable extends Owned {
  readonly id: Id<"volunteer">;
  readonly account_id: AccountId;
  readonly status: VolunteerStatus;
  readonly since: Instant;
  readonly enrolled_by: string | null;
  readonly charter_signed_on: LocalDate | null;
  readonly frozen_at: Instant | null;
  readonly frozen_by: string | null;
  readonly version: number;
}
interface CheckTable extends Owned {
  readonly id: Id<"volunteerCheck">;
  readonly volunteer_id: Id<"volunteer">;
  readonly kind: CheckKind;
  readonly is_fit: boolean;
  readonly checked_on: LocalDate;
  readonly expires_on: LocalDate | null;
  readonly checked_by: AccountId;
  readonly recorded_at: Instant;
}
interface TrainingTable extends Owned {
  readonly id: Id<"volunteerTraining">;
  readonly volunteer_id: Id<"volunteer">;
  readonly kind: TrainingKind;
  readonly done_on: LocalDate;
  readonly expires_on: LocalDate | null;
  readonly recorded_at: Instant;
  readonly recorded_by: string | null;
}
interface ExclusionTable extends Owned {
  readonly id: Id<"exclusion">;
  readonly person_id: PersonId;
  readonly volunteer_id: Id<"volunteer">;
  readonly asked_by: "person" | "volunteer" | "team";
  readonly noted_at: Instant;
  readonly noted_by: string | null;
}

/** A row as read. */
export type PolicyRow = Selectable<PolicyTable>;
/** A row of volunteer, as read. */
export type VolunteerRow = Selectable<VolunteerTable>;
/** A row of check, as read. */
export type CheckRow = Selectable<CheckTable>;
/** A row of training, as read. */
export type TrainingRow = Selectable<TrainingTable>;
/** A row of exclusion, as read. */
export type ExclusionRow = Selectable<ExclusionTable>;

const tables = (db: Tx) =>
  db.withTables<{
    mission_policy: PolicyTable;
    volunteer: VolunteerTable;
    volunteer_check: CheckTable;
    volunteer_training: TrainingTable;
    exclusion_pair: ExclusionTable;
  }>();

/** What an organisation said of missions. */
export async function policiesOf(db: Tx, controllerId: ControllerId): Promise<readonly PolicyRow[]> {
  return tables(db)
    .selectFrom("mission_policy")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .execute();
}

/** Writes what a mission asks, if it has the version before. */
export async function putPolicy(db: Tx, row: PolicyRow): Promise<boolean> {
  const { tenant_id, controller_id, purpose, version, ...said } = row;
  const changes = { ...said, checks: [...row.checks], trainings: [...row.trainings], version };
  const put = await tables(db)
    .insertInto("mission_policy")
    .values({ tenant_id, controller_id, purpose, ...changes })
    .onConflict((conflict) =>
      conflict
        .columns(["tenant_id", "controller_id", "purpose"])
        .doUpdateSet(changes)
        .where("mission_policy.version", "=", version - 1),
    )
    .executeTakeFirst();
  return put.numInsertedOrUpdatedRows === 1n;
}

/** Volunteers of an organisation who are not ended, longest first. */
export async function volunteersOf(db: Tx, controllerId: ControllerId): Promise<readonly VolunteerRow[]> {
  return tables(db)
    .selectFrom("volunteer")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .where("status", "<>", "ended")
    .orderBy("since")
    .orderBy("id")
    .limit(500)
    .execute();
}

/** One volunteer, by id or account; locked until the end of the transaction when asked. */
export async function findVolunteer(
  db: Tx,
  by: { readonly id: Id<"volunteer"> } | { readonly accountId: string; readonly controllerId: ControllerId },
  lock: "for update" | "no lock" = "no lock",
): Promise<VolunteerRow | null> {
  const all = tables(db).selectFrom("volunteer").selectAll();
  const query =
    "id" in by
      ? all.where("id", "=", by.id)
      : all.where("account_id", "=", by.accountId as AccountId).where("controller_id", "=", by.controllerId);
  return (await (lock === "for update" ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** The enrolments of an account in the organisations in reach. */
export async function enrolmentsOf(db: Tx, accountId: string): Promise<readonly VolunteerRow[]> {
  return tables(db)
    .selectFrom("volunteer")
    .selectAll()
    .where("account_id", "=", accountId as AccountId)
    .execute();
}

/** Enrols somebody. Answers false when they are enrolled. */
export async function insertVolunteer(db: Tx, row: VolunteerRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("volunteer")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Changes a volunteer who has the version seen. */
export async function changeVolunteer(
  db: Tx,
  { id, version }: Pick<VolunteerRow, "id" | "version">,
  change: Partial<Pick<VolunteerRow, "status" | "charter_signed_on" | "frozen_at" | "frozen_by">>,
): Promise<boolean> {
  const updated = await tables(db)
    .updateTable("volunteer")
    .set({ ...change, version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Notes a check; once for an id. */
export async function insertCheck(db: Tx, row: CheckRow): Promise<void> {
  await tables(db)
    .insertInto("volunteer_check")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Notes a training; once for an id. */
export async function insertTraining(db: Tx, row: TrainingRow): Promise<void> {
  await tables(db)
    .insertInto("volunteer_training")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Checks of volunteers, oldest first. */
export async function checksOf(db: Tx, ids: readonly Id<"volunteer">[]): Promise<readonly CheckRow[]> {
  if (ids.length === 0) return [];
  return tables(db)
    .selectFrom("volunteer_check")
    .selectAll()
    .where("volunteer_id", "in", [...ids])
    .orderBy("checked_on")
    .orderBy("recorded_at")
    .execute();
}

/** Trainings of volunteers, oldest first. */
export async function trainingsOf(db: Tx, ids: readonly Id<"volunteer">[]): Promise<readonly TrainingRow[]> {
  if (ids.length === 0) return [];
  return tables(db)
    .selectFrom("volunteer_training")
    .selectAll()
    .where("volunteer_id", "in", [...ids])
    .orderBy("done_on")
    .execute();
}

/** Pairs that are never proposed, of a person. */
export async function exclusionsOf(db: Tx, personId: PersonId): Promise<readonly ExclusionRow[]> {
  return tables(db).selectFrom("exclusion_pair").selectAll().where("person_id", "=", personId).execute();
}

/** Notes that two are never proposed to each other; once for a pair. */
export async function insertExclusion(db: Tx, row: ExclusionRow): Promise<void> {
  await tables(db)
    .insertInto("exclusion_pair")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes it back. Answers false when there was none. */
export async function deleteExclusion(
  db: Tx,
  { personId, volunteerId }: { readonly personId: PersonId; readonly volunteerId: Id<"volunteer"> },
): Promise<boolean> {
  const deleted = await tables(db)
    .deleteFrom("exclusion_pair")
    .where("person_id", "=", personId)
    .where("volunteer_id", "=", volunteerId)
    .executeTakeFirst();
  return deleted.numDeletedRows === 1n;
}

/** Accounts that are volunteers of an organisation by their role. */
export async function volunteerAccounts(db: Tx, controllerId: ControllerId): Promise<readonly AccountId[]> {
  const { rows } = await sql<{ id: AccountId }>`
    select distinct account_id as id from membership
    where controller_id = ${controllerId} and until is null and role = 'volunteer' order by 1 limit 500`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
