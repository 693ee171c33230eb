import type { AccountId, ControllerId, Id, Instant, LocalDate, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Selectable } from "kysely";
import type { HoursActivity, HoursStatus } from "./codes.ts";
import type { TimeKeepingFault } from "./time-keeping.ts";

interface Owned {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
}
interface DepartmentTable {
  readonly tenant_id: TenantId;
  readonly department: string;
  readonly is_applied: boolean;
  readonly carry_over_months: number;
  readonly version: number;
  readonly changed_at: Instant;
  readonly changed_by: string | null;
}
interface ProviderTable extends Owned {
  readonly id: Id<"hoursProvider">;
  readonly name: string;
  readonly added_at: Instant;
  readonly added_by: string | null;
}
/** A right to hours: decision, days and minutes in clear; GIR and number of the plan sealed. */
export interface RightTable extends Owned {
  readonly id: Id<"hoursRight">;
  readonly person_id: PersonId;
  readonly department: string;
  readonly decision: "accepted" | "refused";
  readonly valid_from: LocalDate;
  readonly valid_until: LocalDate | null;
  readonly monthly_minutes: number;
  readonly recorded_at: Instant;
  readonly recorded_by: string | null;
  readonly version: number;
  readonly content: Uint8Array;
}
interface ReferenceTable extends Owned {
  readonly id: Id<"hoursReference">;
  readonly person_id: PersonId;
  readonly provider_id: Id<"hoursProvider">;
  readonly recorded_at: Instant;
  readonly content: Uint8Array;
}
/** Minutes of the ledger. */
export interface EntryTable extends Owned {
  readonly id: Id<"hoursEntry">;
  readonly person_id: PersonId;
  readonly provider_id: Id<"hoursProvider">;
  readonly on_day: LocalDate;
  readonly minutes: number;
  readonly status: HoursStatus;
  readonly activity: HoursActivity;
  readonly source: "typed" | "imported";
  readonly recorded_at: Instant;
  readonly recorded_by: string | null;
  readonly version: number;
}
/** An invitation to talk; what was noticed is sealed. */
export interface InvitationTable extends Owned {
  readonly id: Id<"talkInvitation">;
  readonly person_id: PersonId;
  readonly noticed_on: LocalDate;
  readonly recorded_at: Instant;
  readonly recorded_by: string | null;
  readonly answer: "talked" | "later" | "not-wished" | null;
  readonly answered_at: Instant | null;
  readonly answered_by: string | null;
  readonly version: number;
  readonly content: Uint8Array;
}
interface ImportTable extends Owned {
  readonly id: Id<"hoursImport">;
  readonly provider_id: Id<"hoursProvider">;
  readonly is_trial: boolean;
  readonly imported_at: Instant;
  readonly imported_by: AccountId | null;
  readonly row_count: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly faults: readonly TimeKeepingFault[];
}

/** A row as read. */
export type DepartmentRow = Selectable<DepartmentTable>;
/** A row of provider, as read. */
export type ProviderRow = Selectable<ProviderTable>;
/** A row of right, as read. */
export type RightRow = Selectable<RightTable>;
/** A row of reference, as read. */
export type ReferenceRow = Selectable<ReferenceTable>;
/** A row of entry, as read. */
export type EntryRow = Selectable<EntryTable>;
/** A row of invitation, as read. */
export type InvitationRow = Selectable<InvitationTable>;
/** A row of import, as read. */
export type ImportRow = Selectable<ImportTable>;

const tables = (db: Tx) =>
  db.withTables<{
    person: { id: PersonId };
    hours_department: DepartmentTable;
    hours_provider: ProviderTable;
    hours_right: RightTable;
    hours_reference: ReferenceTable;
    hours_entry: EntryTable;
    talk_invitation: InvitationTable;
    hours_import: ImportTable;
  }>();

/** Locks the ledger of a person, so that two who note hours at once are counted one after the other. */
export async function lockLedger(db: Tx, personId: PersonId): Promise<void> {
  await tables(db).selectFrom("person").select("id").where("id", "=", personId).forNoKeyUpdate().execute();
}

/** Departements of the territory of which something was said. */
export async function departmentsOf(db: Tx): Promise<readonly DepartmentRow[]> {
  return tables(db).selectFrom("hours_department").selectAll().orderBy("department").limit(110).execute();
}

/** Writes what is said of a departement, if it has the version before. */
export async function putDepartment(db: Tx, row: DepartmentRow): Promise<boolean> {
  const { is_applied, carry_over_months, version, changed_at, changed_by } = row;
  const put = await tables(db)
    .insertInto("hours_department")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["tenant_id", "department"])
        .doUpdateSet({ is_applied, carry_over_months, version, changed_at, changed_by })
        .where("hours_department.version", "=", version - 1),
    )
    .executeTakeFirst();
  return put.numInsertedOrUpdatedRows === 1n;
}

/** Services of an organisation; of all in reach when none is named. */
export async function providersOf(db: Tx, controllerId: ControllerId): Promise<readonly ProviderRow[]> {
  return tables(db)
    .selectFrom("hours_provider")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .orderBy("name")
    .limit(500)
    .execute();
}

/** Adds a service. Answers false when the organisation has one of that name or id. */
export async function insertProvider(db: Tx, row: ProviderRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("hours_provider")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Rights of persons, oldest first. */
export async function rightsOf(db: Tx, personIds: readonly PersonId[]): Promise<readonly RightRow[]> {
  if (personIds.length === 0) return [];
  return tables(db)
    .selectFrom("hours_right")
    .selectAll()
    .where("person_id", "in", [...personIds])
    .orderBy("valid_from")
    .orderBy("id")
    .execute();
}

/** Notes a right. Answers false when there is one of that id. */
export async function insertRight(db: Tx, row: RightRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("hours_right")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Ends a right on a day, if it has the version seen. */
export async function endRight(
  db: Tx,
  { id, version }: Pick<RightRow, "id" | "version">,
  lastDay: LocalDate,
): Promise<boolean> {
  const updated = await tables(db)
    .updateTable("hours_right")
    .set({ valid_until: lastDay, version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Numbers under which services know persons: of a person, or of a service. */
export async function referencesOf(
  db: Tx,
  of: { readonly personId: PersonId } | { readonly providerId: Id<"hoursProvider"> },
): Promise<readonly ReferenceRow[]> {
  const query = tables(db).selectFrom("hours_reference").selectAll();
  return (
    "personId" in of
      ? query.where("person_id", "=", of.personId)
      : query.where("provider_id", "=", of.providerId)
  ).execute();
}

/** Notes the number under which a service knows a person, in the place of an earlier one. */
export async function putReference(db: Tx, row: ReferenceRow): Promise<void> {
  const { id, content, recorded_at } = row;
  await tables(db)
    .insertInto("hours_reference")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["tenant_id", "controller_id", "person_id", "provider_id"])
        .doUpdateSet({ id, content, recorded_at }),
    )
    .execute();
}

/** Entries of a person, oldest first. */
export async function entriesOf(db: Tx, personIds: readonly PersonId[]): Promise<readonly EntryRow[]> {
  if (personIds.length === 0) return [];
  return tables(db)
    .selectFrom("hours_entry")
    .selectAll()
    .where("person_id", "in", [...personIds])
    .orderBy("on_day")
    .orderBy("id")
    .execute();
}

/** Entries of an organisation in a stretch of days, both included. */
export async function entriesBetween(
  db: Tx,
  controllerId: ControllerId,
  { first, last }: { readonly first: LocalDate; readonly last: LocalDate },
): Promise<readonly EntryRow[]> {
  return tables(db)
    .selectFrom("hours_entry")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .where("on_day", ">=", first)
    .where("on_day", "<=", last)
    .orderBy("person_id")
    .orderBy("on_day")
    .execute();
}

/** Notes an entry. Answers false when there is one of that id. */
export async function insertEntry(db: Tx, row: EntryRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("hours_entry")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Writes an entry anew, if it has the version before. */
export async function replaceEntry(db: Tx, row: EntryRow): Promise<boolean> {
  const { provider_id, on_day, minutes, status, activity, recorded_at, recorded_by, version } = row;
  const updated = await tables(db)
    .updateTable("hours_entry")
    .set({ provider_id, on_day, minutes, status, activity, recorded_at, recorded_by, version })
    .where("id", "=", row.id)
    .where("version", "=", version - 1)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Invitations to talk of a person, newest first. */
export async function invitationsOf(db: Tx, personId: PersonId): Promise<readonly InvitationRow[]> {
  return tables(db)
    .selectFrom("talk_invitation")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("recorded_at", "desc")
    .limit(100)
    .execute();
}

/** Invitations of an organisation that nobody answered, oldest first. */
export async function openInvitations(
  db: Tx,
  controllerId: ControllerId,
  limit: number,
): Promise<readonly InvitationRow[]> {
  return tables(db)
    .selectFrom("talk_invitation")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .where("answer", "is", null)
    .orderBy("recorded_at")
    .limit(limit)
    .execute();
}

/** Writes down an invitation to talk. */
export async function insertInvitation(db: Tx, row: InvitationRow): Promise<void> {
  await tables(db).insertInto("talk_invitation").values(row).execute();
}

/** Notes what became of an invitation, if it has the version seen. */
export async function answerInvitation(
  db: Tx,
  { id, version }: Pick<InvitationRow, "id" | "version">,
  answer: Required<Pick<InvitationRow, "answer" | "answered_at" | "answered_by">>,
): Promise<boolean> {
  const updated = await tables(db)
    .updateTable("talk_invitation")
    .set({ ...answer, version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Keeps what became of a file of time-keeping. */
export async function insertImport(db: Tx, row: ImportRow): Promise<void> {
  await tables(db)
    .insertInto("hours_import")
    .values({ ...row, faults: sql`${JSON.stringify(row.faults)}::jsonb` })
    .execute();
}

/** One import by its id. */
export async function findImport(db: Tx, id: ImportRow["id"]): Promise<ImportRow | null> {
  return (
    (await tables(db).selectFrom("hours_import").selectAll().where("id", "=", id).executeTakeFirst()) ?? null
  );
}

/** The newest imports of an organisation. */
export async function newestImports(db: Tx, controllerId: ControllerId): Promise<readonly ImportRow[]> {
  return tables(db)
    .selectFrom("hours_import")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .orderBy("imported_at", "desc")
    .limit(20)
    .execute();
}
