import type { AccountId, ControllerId, Id, Instant, LocalDate, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";
import type { CorrectionCause, HoursActivity, HoursStatus, ReopenReason } from "./codes.ts";
import type { Month } from "./allowance.ts";

interface Owned {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
}
interface ClosingTable extends Owned {
  readonly id: Id<"hoursClosing">;
  readonly provider_id: Id<"hoursProvider">;
  readonly month: Month;
  readonly position: number;
  readonly closed_at: Instant;
  readonly closed_by: AccountId | null;
  readonly line_digests: readonly string[];
  readonly digest: string;
  readonly reopened_at: Instant | null;
  readonly reopened_by: AccountId | null;
  readonly reopen_reason: ReopenReason | null;
  readonly version: number;
}
interface LineTable extends Owned {
  readonly id: Id<"hoursClosingLine">;
  readonly closing_id: Id<"hoursClosing">;
  readonly person_id: PersonId;
  readonly content: Uint8Array;
}
interface CorrectionTable extends Owned {
  readonly id: Id<"hoursCorrection">;
  readonly person_id: PersonId;
  readonly provider_id: Id<"hoursProvider">;
  readonly entry_id: Id<"hoursEntry">;
  readonly position: number;
  readonly on_day: LocalDate;
  readonly minutes: number;
  readonly status: HoursStatus;
  readonly activity: HoursActivity;
  readonly minutes_before: number | null;
  readonly status_before: HoursStatus | null;
  readonly cause: CorrectionCause;
  readonly recorded_at: Instant;
  readonly recorded_by: AccountId | null;
  readonly stated_in: Id<"hoursClosing"> | null;
}

/** A closing, as read. */
export type ClosingRow = Selectable<ClosingTable>;
/** A line of a statement, as read. */
export type LineRow = Selectable<LineTable>;
/** A correction, as read. */
export type CorrectionRow = Selectable<CorrectionTable>;

const tables = (db: Tx) =>
  db.withTables<{
    hours_provider: { id: Id<"hoursProvider">; controller_id: ControllerId };
    hours_closing: ClosingTable;
    hours_closing_line: LineTable;
    hours_correction: CorrectionTable;
  }>();

/**
 * Keeps the months of services as they are until the transaction ends: whoever notes minutes holds them together, whoever closes
 * or opens a month holds one alone.
 */
export async function holdProviders(
  db: Tx,
  ids: readonly Id<"hoursProvider">[],
  how: "together" | "alone",
): Promise<void> {
  const rows = tables(db)
    .selectFrom("hours_provider")
    .select("id")
    .where("id", "in", [...ids])
    .orderBy("id");
  await (how === "alone" ? rows.forNoKeyUpdate() : rows.forShare()).execute();
}

/** Closings in force of a service or of an organisation, of one month when told. */
export async function closingsInForce(
  db: Tx,
  of: { readonly controllerId: ControllerId } | { readonly providerIds: readonly Id<"hoursProvider">[] },
  month?: Month,
): Promise<readonly ClosingRow[]> {
  const rows = tables(db).selectFrom("hours_closing").selectAll().where("reopened_at", "is", null);
  const owned =
    "controllerId" in of
      ? rows.where("controller_id", "=", of.controllerId)
      : rows.where("provider_id", "in", [...of.providerIds]);
  return (month === undefined ? owned : owned.where("month", "=", month)).execute();
}

/** Closings of a month, reopened ones too, oldest first. */
export async function closingsOf(
  db: Tx,
  controllerId: ControllerId,
  month: Month,
): Promise<readonly ClosingRow[]> {
  return tables(db)
    .selectFrom("hours_closing")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .where("month", "=", month)
    .orderBy("position")
    .execute();
}

/** One closing by its id. */
export async function findClosing(db: Tx, id: ClosingRow["id"]): Promise<ClosingRow | null> {
  const row = await tables(db)
    .selectFrom("hours_closing")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

/** Writes a closing with its lines. Answers false when the month is closed already. */
export async function insertClosing(db: Tx, row: ClosingRow, lines: readonly LineRow[]): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("hours_closing")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) return false;
  if (lines.length > 0)
    await tables(db)
      .insertInto("hours_closing_line")
      .values([...lines])
      .execute();
  return true;
}

/** Opens a month again, if the closing has the version seen; what it showed as corrections waits for the next statement. */
export async function reopenClosing(
  db: Tx,
  { id, version }: ClosingRow,
  act: { readonly at: Instant; readonly by: AccountId | null; readonly reason: ReopenReason },
): Promise<boolean> {
  const { at, by, reason } = act;
  const updated = await tables(db)
    .updateTable("hours_closing")
    .set({ reopened_at: at, reopened_by: by, reopen_reason: reason, version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .where("reopened_at", "is", null)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) return false;
  await tables(db)
    .updateTable("hours_correction")
    .set({ stated_in: null })
    .where("stated_in", "=", id)
    .execute();
  return true;
}

/** Lines of a statement. */
export async function linesOf(db: Tx, closingId: ClosingRow["id"]): Promise<readonly LineRow[]> {
  return tables(db)
    .selectFrom("hours_closing_line")
    .selectAll()
    .where("closing_id", "=", closingId)
    .orderBy("id")
    .execute();
}

/** Lines about a person in every statement. */
export async function linesAbout(db: Tx, personId: PersonId): Promise<readonly LineRow[]> {
  return tables(db)
    .selectFrom("hours_closing_line")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("id")
    .execute();
}

/** Corrections of persons, first ones first. */
export async function correctionsOf(
  db: Tx,
  personIds: readonly PersonId[],
): Promise<readonly CorrectionRow[]> {
  if (personIds.length === 0) return [];
  return tables(db)
    .selectFrom("hours_correction")
    .selectAll()
    .where("person_id", "in", [...personIds])
    .orderBy("position")
    .orderBy("id")
    .execute();
}

/** Corrections of the minutes of an organisation up to a day, first ones first. */
export async function correctionsUpTo(
  db: Tx,
  controllerId: ControllerId,
  last: LocalDate,
): Promise<readonly CorrectionRow[]> {
  return tables(db)
    .selectFrom("hours_correction")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .where("on_day", "<=", last)
    .orderBy("position")
    .orderBy("id")
    .execute();
}

/** Notes a correction. Answers false when somebody corrected the same minutes at the same moment. */
export async function insertCorrection(db: Tx, row: CorrectionRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("hours_correction")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Says which statement shows some corrections. */
export async function stateCorrections(
  db: Tx,
  closingId: ClosingRow["id"],
  ids: readonly CorrectionRow["id"][],
): Promise<void> {
  if (ids.length === 0) return;
  await tables(db)
    .updateTable("hours_correction")
    .set({ stated_in: closingId })
    .where("id", "in", [...ids])
    .execute();
}
