import type { Instant } from "#base";
import type { ErasureLedger } from "./erasure-ledger.ts";
import { destroyPersonKey, type KeyStore } from "./person-keys.ts";
import { identityOf } from "./slot.ts";
import type { DeleteRows, ErasureCounts, PersonRef } from "./vault.ts";

/**
 * Erases a person. The order, and why:
 *  1. "begun" in the ledger, durably: from here on no backup brings the person back unnoticed.
 *  2. The rows. The domain may still refuse (an open alert): nothing is lost yet, the ledger says "kept".
 *  3. The key slots. Whatever copy of the rows still lies about (dead tuples, WAL, backups) is unreadable from here on.
 *  4. "erased" in the ledger: only now, so that a crash after any step is found among the pending and completed.
 * The key goes after the rows, since a key destroyed for an erasure then refused would be a file lost for good.
 */
export async function erasePerson(
  { bundle, ledger }: KeyStore,
  person: PersonRef,
  { now, deleteRows }: { readonly now: Instant; readonly deleteRows: DeleteRows },
): Promise<"erased" | "kept"> {
  const isAgain = ledger.isErased(person);
  await beginErasure(ledger, person, now);
  const outcome = await deleteRows(person);
  if (outcome === "kept" && !isAgain) {
    await ledger.note("kept", person, now);
    return "kept";
  }
  await destroyPersonKey(bundle, identityOf(person));
  if (!isAgain) await ledger.note("erased", person, now);
  return "erased";
}

/** Notes that an erasure begins, once. See {@link Vault.beginErasure}. */
export async function beginErasure(ledger: ErasureLedger, person: PersonRef, now: Instant): Promise<void> {
  if (!ledger.isErased(person) && !ledger.isPending(person)) await ledger.note("begun", person, now);
}

/** Completes interrupted erasures, and destroys slots of the erased that a killed rotation left. See {@link Vault.resumeErasures}. */
export async function resumeErasures(
  store: KeyStore,
  { now, deleteRows }: { readonly now: Instant; readonly deleteRows: DeleteRows },
): Promise<ErasureCounts> {
  await destroyKeysOfErased(store);
  const counts = { erased: 0, kept: 0 };
  for (const person of store.ledger.pending()) {
    counts[await erasePerson(store, person, { now, deleteRows })] += 1;
  }
  return counts;
}

/** Erases again everybody in the ledger. See {@link Vault.replayErasures}. */
export async function replayErasures(
  store: KeyStore,
  eachPerson: (person: PersonRef) => Promise<void>,
): Promise<number> {
  store.ledger.verify();
  const persons = store.ledger.erased();
  for (const person of persons) await eachPerson(person);
  await destroyKeysOfErased(store);
  return persons.length;
}

/** Destroys whatever key of an erased person is back: from an older bundle, or from a rotation killed at the wrong moment. */
export async function destroyKeysOfErased({ bundle, ledger }: KeyStore): Promise<void> {
  for (const person of ledger.erased()) await destroyPersonKey(bundle, identityOf(person));
}
