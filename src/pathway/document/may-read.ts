import { baseErrors, type AccountId, type Actor, type Id, type PersonId } from "#base";
import type { Tx } from "#storage";
import { seesOwnThing } from "../who-sees/result.ts";
import { documentErrors } from "./errors.ts";
import { findDocument, type DocumentRow } from "./store.ts";

/** Whether somebody reads a document: whoever owns the loop each, whoever refers or meets people outside what they brought. */
export function mayRead(
  actor: Actor,
  { controller_id, brought_by }: Pick<DocumentRow, "controller_id" | "brought_by">,
): boolean {
  return seesOwnThing(actor, "document", { controllerId: controller_id, askedBy: brought_by });
}

interface DocumentQuestion {
  readonly personId: PersonId;
  readonly documentId: Id<"person-document">;
}

/** @throws pathway.documentNotFound for unknown documents and those that one may not see alike */
export async function documentFor(
  db: Tx,
  { personId, documentId }: DocumentQuestion,
  actor: Actor,
  lock: "for update" | "no lock" = "no lock",
): Promise<DocumentRow> {
  const row = await findDocument(db, { id: documentId, personId }, lock);
  if (row === null || !mayRead(actor, row)) throw documentErrors.documentNotFound({});
  return row;
}

/** @throws base.signInNeeded */
export function accountOf({ id }: Actor): AccountId {
  if (id === null) throw baseErrors.signInNeeded({});
  return id;
}
