import type { AccountId, ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";

/** A letter that waits to be posted, or was. */
export interface LetterTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"letter">;
  readonly person_id: PersonId;
  readonly made_at: Instant;
  readonly made_by: AccountId | null;
  readonly ended_at: Instant | null;
  readonly ended_by: AccountId | null;
  readonly end_kind: "posted" | "cancelled" | "replaced" | null;
  /** Sealed while it waits; forgotten then, link and all. */
  readonly content: Uint8Array | null;
}
/** A letter as read. */
export type LetterRow = Selectable<LetterTable>;

const tables = (db: Tx) => db.withTables<{ letter: LetterTable }>();

/** Letters that wait, oldest first. */
export async function waitingLetters(db: Tx): Promise<readonly LetterRow[]> {
  return tables(db)
    .selectFrom("letter")
    .selectAll()
    .where("ended_at", "is", null)
    .orderBy("made_at")
    .orderBy("id")
    .limit(500)
    .execute();
}

/** Whether a letter to a person waits. */
export async function hasWaitingLetter(db: Tx, personId: PersonId): Promise<boolean> {
  const found = await tables(db)
    .selectFrom("letter")
    .select("id")
    .where("person_id", "=", personId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return found !== undefined;
}

/** Every letter to a person, oldest first. */
export async function lettersOf(db: Tx, personId: PersonId): Promise<readonly LetterRow[]> {
  return tables(db)
    .selectFrom("letter")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("made_at")
    .orderBy("id")
    .execute();
}

/** A letter that waits, of those row security lets through; locked when it is to end. */
export async function findWaitingLetter(
  db: Tx,
  id: Id<"letter">,
  lock: "for update" | "no lock" = "no lock",
): Promise<LetterRow | null> {
  const query = tables(db)
    .selectFrom("letter")
    .selectAll()
    .where("id", "=", id)
    .where("ended_at", "is", null);
  return (await (lock === "for update" ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** Writes down a letter. */
export async function insertLetter(db: Tx, row: LetterRow): Promise<void> {
  await tables(db).insertInto("letter").values(row).execute();
}

/** Ends the letters of a person that wait, or one of them. */
export async function endLetters(
  db: Tx,
  which: { readonly personId: PersonId; readonly id: Id<"letter"> | null },
  end: Required<Pick<LetterRow, "end_kind" | "ended_at" | "ended_by">>,
): Promise<void> {
  let query = tables(db)
    .updateTable("letter")
    .set({ ...end, content: null })
    .where("person_id", "=", which.personId)
    .where("ended_at", "is", null);
  if (which.id !== null) query = query.where("id", "=", which.id);
  await query.execute();
}
