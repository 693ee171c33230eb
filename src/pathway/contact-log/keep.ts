import { baseErrors, type AccountId, type Id, type Instant } from "#base";
import type { Tx, Vault } from "#storage";
import { confirmedAt } from "../contact/confirmed.ts";
import { writeConfirmed } from "../contact/confirmed-store.ts";
import { openPerson } from "../file-sealing.ts";
import { notePersonTold } from "../referral/store.ts";
import type { PersonRow } from "../store.ts";
import { contactLogErrors } from "./errors.ts";
import { insertContact, sealContactNote, type ContactNoteRow } from "./store.ts";
import { setTryAgain } from "./try-again.ts";
import type { Attempt } from "./unanswered.ts";
import { sealWrongAddress } from "./wrong-address.ts";

/** A contact to keep. */
export interface NewContact {
  readonly id: Id<"contact-note">;
  readonly way: Attempt["way"];
  readonly outcome: Attempt["outcome"];
  readonly at: Instant;
  readonly by: AccountId;
  readonly note: string | null;
  /** Whether the rules of contact were gone through and are right; the file is locked then. */
  readonly confirmsRules: boolean;
}

/**
 * Keeps a contact with a person: when they are tried again follows from it, and where the rules of contact were gone through, they
 * were right then. @throws pathway.contactExists, base.versionStale
 */
export async function keepContact(
  { db, vault, now }: { readonly db: Tx; readonly vault: Vault; readonly now: Instant },
  file: PersonRow,
  { id, way, outcome, at, by, note, confirmsRules }: NewContact,
): Promise<void> {
  const before = confirmedAt(file);
  const isKept = await insertContact(db, {
    tenant_id: file.tenant_id,
    controller_id: file.controller_id,
    id,
    person_id: file.id,
    way,
    outcome,
    at,
    noted_at: now,
    noted_by: by,
    note: sealContactNote(vault, file, { id, note: note || null }),
    wrong_address:
      outcome === "wrong-number"
        ? sealWrongAddress(vault, file, { id, way, person: openPerson(vault, file) })
        : null,
    withdrawn_at: null,
    again_at: null,
    confirmed_before: confirmsRules ? before : null,
  });
  if (!isKept) throw contactLogErrors.contactExists({});
  if (outcome === "reached") await notePersonTold(db, file.id);
  if (confirmsRules && at > before && !(await writeConfirmed(db, file, at)))
    throw baseErrors.versionStale({});
  await setTryAgain(db, file);
}

/** The rules of contact were not gone through at a contact that was noted by mistake: they are as old as before, unless confirmed since. */
export async function takeBackConfirmation(
  db: Tx,
  file: PersonRow,
  { at, confirmed_before: before }: Pick<ContactNoteRow, "at" | "confirmed_before">,
): Promise<void> {
  if (before === null || file.contact_confirmed_at !== at) return;
  if (!(await writeConfirmed(db, file, before))) throw baseErrors.versionStale({});
}
