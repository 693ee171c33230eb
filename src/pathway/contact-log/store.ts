import type { AccountId, ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx, Vault } from "#storage";
import { sql, type Selectable } from "kysely";
import { z } from "zod";
import { openJson, sealJson } from "../sealed-json.ts";
import type { PersonRow, PersonTable } from "../store.ts";
import type { Attempt } from "./unanswered.ts";

interface ContactNoteTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"contact-note">;
  readonly person_id: PersonId;
  readonly way: Attempt["way"];
  readonly outcome: Attempt["outcome"];
  readonly at: Instant;
  readonly noted_at: Instant;
  readonly noted_by: AccountId;
  /** Sealed; null where nothing was written. */
  readonly note: Uint8Array | null;
  /** Sealed: the number or address that was told to be wrong; null unless it was. */
  readonly wrong_address: Uint8Array | null;
  readonly withdrawn_at: Instant | null;
  /** When the rules of contact were last right before this contact confirmed them; null where it did not. */
  readonly confirmed_before: Instant | null;
  /** From when the person is to be tried again, on the last attempt in vain; null until then and once it is no longer so. */
  readonly again_at: Instant | null;
}
/** A contact as kept. */
export type ContactNoteRow = Selectable<ContactNoteTable>;

const tables = (db: Tx) => db.withTables<{ contact_note: ContactNoteTable; person: PersonTable }>();

/** Keeps a contact. Answers false when there is one of that id. */
export async function insertContact(db: Tx, row: ContactNoteRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("contact_note")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Contacts with a person that row security lets through, newest first: all, or so many at most. */
export async function contactsOf(
  db: Tx,
  personId: PersonId,
  atMost?: number,
): Promise<readonly ContactNoteRow[]> {
  const newest = tables(db)
    .selectFrom("contact_note")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("at", "desc")
    .orderBy("id", "desc");
  return (atMost === undefined ? newest : newest.limit(atMost)).execute();
}

/** Contacts that told of a number or address that it is wrong, and stand. */
export async function wrongContactsOf(db: Tx, personId: PersonId): Promise<readonly ContactNoteRow[]> {
  return tables(db)
    .selectFrom("contact_note")
    .selectAll()
    .where("person_id", "=", personId)
    .where("wrong_address", "is not", null)
    .where("withdrawn_at", "is", null)
    .limit(200)
    .execute();
}

/** A contact with a person; null when row security lets none through. */
export async function findContact(
  db: Tx,
  { id, personId }: { readonly id: Id<"contact-note">; readonly personId: PersonId },
): Promise<ContactNoteRow | null> {
  const found = await tables(db)
    .selectFrom("contact_note")
    .selectAll()
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return found ?? null;
}

/** A contact with anybody; null when row security lets none through. */
export async function findContactById(db: Tx, id: Id<"contact-note">): Promise<ContactNoteRow | null> {
  return (
    (await tables(db).selectFrom("contact_note").selectAll().where("id", "=", id).executeTakeFirst()) ?? null
  );
}

/** Marks a contact as withdrawn. Answers false when it was so already. */
export async function markWithdrawn(db: Tx, id: Id<"contact-note">, now: Instant): Promise<boolean> {
  const updated = await tables(db)
    .updateTable("contact_note")
    .set({ withdrawn_at: now })
    .where("id", "=", id)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Notes on an attempt from when the person is to be tried again. */
export async function noteAgain(db: Tx, id: Id<"contact-note">, at: Instant): Promise<void> {
  await tables(db).updateTable("contact_note").set({ again_at: at }).where("id", "=", id).execute();
}

/** Forgets that a person is to be tried again. */
export async function forgetAgain(db: Tx, personId: PersonId): Promise<void> {
  await tables(db)
    .updateTable("contact_note")
    .set({ again_at: null })
    .where("person_id", "=", personId)
    .where("again_at", "is not", null)
    .execute();
}

/** Contacts with the persons of whom an attempt says to try again and who may be contacted, of all of these persons. */
export async function contactsToTryAgain(db: Tx, limit: number): Promise<readonly ContactNoteRow[]> {
  return tables(db)
    .selectFrom("contact_note")
    .selectAll()
    .where("person_id", "in", (query) =>
      query
        .selectFrom("contact_note as again")
        .innerJoin("person as p", (join) =>
          join
            .onRef("p.tenant_id", "=", "again.tenant_id")
            .onRef("p.controller_id", "=", "again.controller_id")
            .onRef("p.id", "=", "again.person_id"),
        )
        .select("again.person_id")
        .where("again.again_at", "is not", null)
        .where("again.withdrawn_at", "is", null)
        .where("p.status", "=", "open")
        .where("p.life_event", "is", null)
        .where("p.merged_into", "is", null)
        .where(sql<boolean>`cardinality(p.contact_channels) > 0`)
        .orderBy("again.again_at")
        .limit(limit),
    )
    .orderBy("person_id")
    .execute();
}

const placeOf = (file: PersonRow, id: Id<"contact-note">) =>
  ({ file, table: "contact_note", column: "note", rowId: id }) as const;

/** Seals what was written of a contact; null stays null. @throws vault.keyDestroyed */
export function sealContactNote(
  vault: Vault,
  file: PersonRow,
  { id, note }: { readonly id: Id<"contact-note">; readonly note: string | null },
): Buffer | null {
  return note === null ? null : sealJson(vault, placeOf(file, id), note);
}

/** Opens what was written of a contact; null where nothing was. @throws vault.keyDestroyed, vault.sealBroken */
export function openContactNote(
  vault: Vault,
  file: PersonRow,
  { id, note }: Pick<ContactNoteRow, "id" | "note">,
): string | null {
  if (note === null) return null;
  return openJson(vault, placeOf(file, id), { bytes: note, schema: z.string().max(1000) });
}
