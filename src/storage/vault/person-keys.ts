import { randomBytes, type KeyObject } from "node:crypto";
import type { ErasureLedger } from "./erasure-ledger.ts";
import { vaultErrors } from "./errors.ts";
import type { KeyBundle } from "./key-bundle.ts";
import { kekInForce, type KeyRing } from "./key-ring.ts";
import { rewrapSlots } from "./rotate-keys.ts";
import { openText } from "./sealed-field.ts";
import { secretKey } from "./secrets.ts";
import { identityOf, unwrapKey, wrapKey, type Identity, type Slot } from "./slot.ts";
import type { PersonRef, SealedField } from "./vault.ts";

/** Parts of the vault that work on persons' keys. */
export interface KeyStore {
  readonly bundle: KeyBundle;
  readonly ring: KeyRing;
  readonly ledger: ErasureLedger;
}

/**
 * Makes the data key of a person, durably. See {@link Vault.createPersonKey}.
 * Two processes may do it at once for one person: both then keep the key whose slot comes first in the file.
 */
export async function createPersonKey(store: KeyStore, person: PersonRef): Promise<void> {
  const { bundle, ring, ledger } = store;
  const identity = identityOf(person);
  refuseErased(ledger, person);
  if (usableSlots(store, identity).length === 0) await addSlot(store, identity);
  const first = usableSlots(store, identity)[0];
  if (first) await settle({ bundle, ring }, first);
  if (ledger.isErased(person)) await destroyPersonKey(bundle, identity);
  refuseErased(ledger, person);
  if (!first) throw vaultErrors.keyMissing({});
}

async function addSlot({ bundle, ring }: KeyStore, identity: Identity): Promise<void> {
  ring.reload();
  const dataKey = randomBytes(32);
  const mine = wrapKey(dataKey, kekInForce(ring), { identity, origin: null });
  dataKey.fill(0);
  await bundle.append([mine]);
  const slots = bundle.find(identity).filter((slot) => ring.now().keks.has(slot.kekVersion));
  const own = slots.find((slot) => slot.bytes.equals(mine));
  if (own && own !== slots[0]) await bundle.destroy([own.position]);
}

/**
 * A rotation may have begun since the key file was read, and its last pass may have been over before the slot was there:
 * such a slot is wrapped anew here, before anything is sealed with it. When the key in force has not changed, the rotation
 * has not begun, and will meet the slot.
 */
async function settle({ bundle, ring }: Omit<KeyStore, "ledger">, slot: Slot): Promise<void> {
  const kek = ring.kekOf(slot);
  if (kek === null || ring.reload().current === slot.kekVersion) return;
  await rewrapSlots({ bundle, ring }, [{ slot, kek }]);
}

function refuseErased(ledger: ErasureLedger, person: PersonRef): void {
  if (ledger.isErased(person)) throw vaultErrors.personErased({});
}

/** Slots of a person that a key-encryption key in force opens, first data key first. */
function usableSlots({ bundle, ring }: KeyStore, identity: Identity): Slot[] {
  return bundle.find(identity).filter((slot) => ring.kekOf(slot) !== null);
}

/** Whether a person has a live key. */
export function hasPersonKey(store: KeyStore, person: PersonRef): boolean {
  return usableSlots(store, identityOf(person)).length > 0;
}

/**
 * Does something with the data key of a person, read from the disk for this use, and forgets it.
 * @throws vault.keyDestroyed when the person was erased, vault.keyMissing when nothing explains that there is none.
 */
export function withDataKey<Result>(
  store: KeyStore,
  person: PersonRef,
  use: (dataKey: KeyObject) => Result,
): Result {
  return use(unwrapFirst(store, person));
}

/** Opens texts of several persons. See {@link Vault.openAll}. */
export function openAllTexts(store: KeyStore, fields: readonly SealedField[]): string[] {
  const dataKeys = new Map<string, KeyObject>();
  return fields.map(({ place, sealed }) => {
    const name = place.tenantId + place.personId;
    const dataKey = dataKeys.get(name) ?? unwrapFirst(store, place);
    dataKeys.set(name, dataKey);
    return openText(dataKey, place, sealed);
  });
}

function unwrapFirst({ bundle, ring, ledger }: KeyStore, person: PersonRef): KeyObject {
  for (const slot of bundle.find(identityOf(person))) {
    const kek = ring.kekOf(slot);
    if (kek !== null) return secretKey(unwrapKey(slot, kek));
  }
  throw ledger.isErased(person) ? vaultErrors.keyDestroyed({}) : vaultErrors.keyMissing({});
}

/** Destroys every slot of a person, also those that a rotation adds meanwhile. */
export async function destroyPersonKey(bundle: KeyBundle, identity: Identity): Promise<void> {
  for (;;) {
    const slots = bundle.find(identity);
    if (slots.length === 0) return;
    await bundle.destroy(slots.map((slot) => slot.position));
  }
}
