import type { AccountId, ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";

/** Answers to a questionnaire: of which, in which words and mode, in clear; answers and what they give, sealed. */
export interface ResponseTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"screening">;
  readonly person_id: PersonId;
  readonly instrument: string;
  readonly instrument_version: string;
  readonly wording: string;
  readonly language: string;
  readonly mode: "self" | "in-person" | "telephone" | "paper";
  readonly asked_at: Instant;
  readonly recorded_at: Instant;
  readonly asked_by: AccountId | null;
  readonly replaces_id: Id<"screening"> | null;
  readonly answers: Uint8Array;
  readonly result: Uint8Array;
  readonly note: Uint8Array | null;
}
/** Answers as read. */
export type ResponseRow = Selectable<ResponseTable>;

const tables = (db: Tx) => db.withTables<{ questionnaire_response: ResponseTable }>();

/** Inserts answers. Answers false when the organisation has some of that id already, or these were corrected before. */
export async function insertResponse(db: Tx, row: ResponseRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("questionnaire_response")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Answers of a person by their id. */
export async function findResponse(
  db: Tx,
  { id, personId }: { readonly id: Id<"screening">; readonly personId: PersonId },
): Promise<ResponseRow | null> {
  const found = await tables(db)
    .selectFrom("questionnaire_response")
    .selectAll()
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return found ?? null;
}

/** Whether answers were corrected by later ones. */
export async function isReplaced(db: Tx, id: Id<"screening">): Promise<boolean> {
  const found = await tables(db)
    .selectFrom("questionnaire_response")
    .select("id")
    .where("replaces_id", "=", id)
    .executeTakeFirst();
  return found !== undefined;
}

/** What a person answered, oldest first. */
export async function responsesOf(db: Tx, personId: PersonId): Promise<readonly ResponseRow[]> {
  const newest = await tables(db)
    .selectFrom("questionnaire_response")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("asked_at", "desc")
    .orderBy("id", "desc")
    .limit(200)
    .execute();
  return newest.toReversed();
}
