import type { KeyObject } from "node:crypto";
import type { Instant } from "#base";
import type { KeyBundle } from "./key-bundle.ts";
import { kekInForce, type KekInForce, type KeyRing } from "./key-ring.ts";
import type { Keys } from "./key-file.ts";
import { newKey } from "./secrets.ts";
import { unwrapKey, wrapKey, type Slot } from "./slot.ts";
import type { RotationProgress, RotationResult } from "./vault.ts";

/** Slots wrapped anew between two syncs. */
export const batchLength = 1000;

interface Wrapping {
  readonly bundle: KeyBundle;
  readonly ring: KeyRing;
}

/**
 * Puts a new key-encryption key in force, wraps every data key anew under it, then forgets the old ones.
 * Killed anywhere, the next call goes on: a key file with two keys means that a rotation is under way.
 */
export async function rotateKeys(
  { bundle, ring }: Wrapping,
  { now, onProgress }: { readonly now: Instant; readonly onProgress?: (progress: RotationProgress) => void },
): Promise<RotationResult> {
  const begun = ring.reload();
  const keys = begun.keks.size > 1 ? begun : await ring.advance(begun, withNewKek(begun, now));
  const { rewrapped, orphans } = await rewrapAll({ bundle, ring }, keys, onProgress);
  // Only what was passed over may be forgotten: should another rotation have begun, this revision is outdated and stays so.
  if (keys.keks.size > 1) await ring.advance(keys, withoutOldKeks(keys, now));
  await ring.tidy();
  return { version: ring.now().current, rewrapped, orphans };
}

function withNewKek(keys: Keys, now: Instant): Keys {
  const current = keys.current + 1;
  return {
    ...keys,
    revision: keys.revision + 1,
    current,
    keks: new Map([...keys.keks, [current, newKey()]]),
    changedAt: now,
  };
}

function withoutOldKeks(keys: Keys, now: Instant): Keys {
  const keks = new Map([...keys.keks].filter(([version]) => version === keys.current));
  return { ...keys, revision: keys.revision + 1, keks, changedAt: now };
}

/** Passes over the bundle until a whole pass meets no slot under an old key. */
async function rewrapAll(
  wrapping: Wrapping,
  keys: Keys,
  onProgress: ((progress: RotationProgress) => void) | undefined,
): Promise<Omit<RotationResult, "version">> {
  let rewrapped = 0;
  for (;;) {
    const { stale, orphans } = staleSlots(wrapping.bundle, keys);
    if (stale.length === 0) return { rewrapped, orphans };
    const total = rewrapped + stale.length;
    for (let from = 0; from < stale.length; from += batchLength) {
      const batch = stale.slice(from, from + batchLength).flatMap((slot) => {
        const kek = keys.keks.get(slot.kekVersion);
        return kek ? [{ slot, kek }] : [];
      });
      await rewrapSlots(wrapping, batch);
      rewrapped += batch.length;
      onProgress?.({ rewrapped, total });
    }
  }
}

function staleSlots(bundle: KeyBundle, keys: Keys): { readonly stale: Slot[]; readonly orphans: number } {
  const stale: Slot[] = [];
  let orphans = 0;
  bundle.scan((slot) => {
    if (slot.kekVersion === keys.current) return;
    if (keys.keks.has(slot.kekVersion)) stale.push(slot);
    else orphans += 1;
  });
  return { stale, orphans };
}

/** A slot, and the key-encryption key that opens it. */
export interface OpenableSlot {
  readonly slot: Slot;
  readonly kek: KeyObject;
}

/**
 * Wraps slots anew under the key in force: new slots first, durably, then the old are destroyed. An old slot found destroyed
 * in between (its person was erased, or another process wrapped it anew) takes its new slot with it.
 * A process killed between the two leaves both: two slots of one data key are harmless, and are not tidied, since of two
 * processes that tidy at once each could destroy the slot that the other relies on.
 */
export async function rewrapSlots({ bundle, ring }: Wrapping, slots: readonly OpenableSlot[]): Promise<void> {
  const under = kekInForce(ring);
  const moves = slots.map((old) => ({ slot: old.slot, bytes: rewrap(old, under) }));
  await bundle.append(moves.map((move) => move.bytes));
  const withdrawn = moves.filter((move) => bundle.reread(move.slot) === null);
  const [withdrawnPositions, oldPositions] = [
    withdrawn.flatMap((move) => positionsOf(bundle, move)),
    moves.map((move) => move.slot.position),
  ];
  await bundle.destroy([...withdrawnPositions, ...oldPositions]);
}

function positionsOf(bundle: KeyBundle, move: { readonly slot: Slot; readonly bytes: Buffer }): number[] {
  const own = bundle.find(move.slot.identity).filter((slot) => slot.bytes.equals(move.bytes));
  return own.map((slot) => slot.position);
}

/** The same data key in a slot under another key-encryption key. */
export function rewrap({ slot, kek }: OpenableSlot, under: KekInForce): Buffer {
  const dataKey = unwrapKey(slot, kek);
  const bytes = wrapKey(dataKey, under, { identity: slot.identity, origin: slot.origin });
  dataKey.fill(0);
  return bytes;
}
