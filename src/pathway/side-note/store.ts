import type { AccountId, ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx, Vault } from "#storage";
import type { Selectable } from "kysely";
import { z } from "zod";
import { openJson, sealJson } from "../sealed-json.ts";
import type { PersonRow } from "../store.ts";

interface SideNoteTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"side-note">;
  readonly person_id: PersonId;
  readonly is_private: boolean;
  readonly author_id: AccountId;
  readonly written_at: Instant;
  readonly changed_at: Instant;
  readonly version: number;
  /** Sealed. */
  readonly content: Uint8Array;
}
/** A note beside a file as kept. */
export type SideNoteRow = Selectable<SideNoteTable>;

const tables = (db: Tx) => db.withTables<{ side_note: SideNoteTable }>();

/** Keeps a note. Answers false when there is one of that id. */
export async function insertSideNote(db: Tx, row: SideNoteRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("side_note")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** The notes of a file that a reader may see, newest first: shared ones and their own. */
export async function notesFor(
  db: Tx,
  personId: PersonId,
  { reader, atMost }: { readonly reader: AccountId; readonly atMost: number },
): Promise<readonly SideNoteRow[]> {
  return tables(db)
    .selectFrom("side_note")
    .selectAll()
    .where("person_id", "=", personId)
    .where((where) => where.or([where("is_private", "=", false), where("author_id", "=", reader)]))
    .orderBy("written_at", "desc")
    .orderBy("id", "desc")
    .limit(atMost)
    .execute();
}

/** Every note of a file, private ones too: for the copy handed out to the person, and for nobody's screen. */
export async function allNotesOf(db: Tx, personId: PersonId): Promise<readonly SideNoteRow[]> {
  return tables(db)
    .selectFrom("side_note")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("written_at")
    .orderBy("id")
    .execute();
}

/** How many notes an author has beside a file. */
export async function countOwn(db: Tx, personId: PersonId, author: AccountId): Promise<number> {
  const { count } = await tables(db)
    .selectFrom("side_note")
    .select(({ fn }) => fn.countAll<string>().as("count"))
    .where("person_id", "=", personId)
    .where("author_id", "=", author)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A note that a reader may see; null when there is none of that id for them. */
export async function findNoteFor(
  db: Tx,
  {
    id,
    personId,
    reader,
  }: { readonly id: Id<"side-note">; readonly personId: PersonId; readonly reader: AccountId },
): Promise<SideNoteRow | null> {
  const found = await tables(db)
    .selectFrom("side_note")
    .selectAll()
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .where((where) => where.or([where("is_private", "=", false), where("author_id", "=", reader)]))
    .executeTakeFirst();
  return found ?? null;
}

/** Changes the words of a note, if it still has the version seen. */
export async function rewriteNote(
  db: Tx,
  { id, version }: Pick<SideNoteRow, "id" | "version">,
  change: Pick<SideNoteRow, "content" | "changed_at">,
): Promise<boolean> {
  const updated = await tables(db)
    .updateTable("side_note")
    .set({ ...change, version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Deletes a note for good. */
export async function removeNote(db: Tx, id: Id<"side-note">): Promise<void> {
  await tables(db).deleteFrom("side_note").where("id", "=", id).execute();
}

const placeOf = (file: PersonRow, id: Id<"side-note">) =>
  ({ file, table: "side_note", column: "content", rowId: id }) as const;

/** Seals the words of a note. @throws vault.keyDestroyed */
export function sealSideNote(
  vault: Vault,
  file: PersonRow,
  { id, text }: { readonly id: Id<"side-note">; readonly text: string },
): Buffer {
  return sealJson(vault, placeOf(file, id), text);
}

/** Opens the words of a note. @throws vault.keyDestroyed, vault.sealBroken */
export function openSideNote(
  vault: Vault,
  file: PersonRow,
  { id, content }: Pick<SideNoteRow, "id" | "content">,
): string {
  return openJson(vault, placeOf(file, id), { bytes: content, schema: z.string().max(5000) });
}
