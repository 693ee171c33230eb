import { closeSync, fstatSync, openSync } from "node:fs";
import { join } from "node:path";
import { ownerOnly, type Disk } from "./disk.ts";
import { readSlot, slotLength, slotMagic, type Identity, type Slot } from "./slot.ts";
import { makeSlotIndex } from "./slot-index.ts";

/**
 * The file of wrapped keys. Slots are only added at the end, or overwritten with zeros; several processes may share it.
 * Nothing is cached but positions: each use reads the slot again, so a destroyed key is dead everywhere at once.
 */
export interface KeyBundle {
  /** Live slots of a person, first data key first (lowest origin, then lowest position). */
  readonly find: (identity: Identity) => Slot[];
  /** Every live slot now in the file, in file order. */
  readonly scan: (onSlot: (slot: Slot) => void) => void;
  /** Adds slots, durably, and indexes what was added since. */
  readonly append: (slots: readonly Buffer[]) => Promise<void>;
  /** Overwrites slots with zeros, durably. */
  readonly destroy: (positions: readonly number[]) => Promise<void>;
  /** Reads one slot again; null when it was destroyed since. */
  readonly reread: (slot: Slot) => Slot | null;
  readonly close: () => void;
}

const chunkLength = 1 << 20;

/** Names of the files of the vault, in its folder and in a backup of it. */
export const vaultFiles = { bundle: "persons.bundle", ledger: "erasures.jsonl" } as const;

/** Makes an empty bundle where there is none. */
export async function makeBundle(folder: string, disk: Disk): Promise<void> {
  closeSync(openSync(join(folder, vaultFiles.bundle), "a", ownerOnly));
  await disk.syncFolder(folder);
}

/** Opens an existing bundle and indexes it; `onSlot` sees each live slot while it is read. */
export function openKeyBundle(path: string, disk: Disk, onSlot: (slot: Slot) => void = () => {}): KeyBundle {
  // Linux adds at the end whatever position is given when a file is opened for appending: hence two handles.
  const tail = openSync(path, "a", ownerOnly);
  const file = openSync(path, "r+");
  const index = makeSlotIndex(fstatSync(file).size / slotLength);
  const single = Buffer.alloc(slotLength);
  let indexed = 0;

  function refresh(onNew?: (slot: Slot) => void): void {
    if (fstatSync(file).size - indexed < slotLength) return;
    indexed = scanSlots(disk, file, indexed, (slot) => {
      index.add(slot.identity, slot.position);
      onNew?.(slot);
    });
  }

  function readAt(position: number): Slot | null {
    return disk.read(file, single, position) === slotLength ? readSlot(single, 0, position) : null;
  }

  function liveSlots(positions: readonly number[], identity: Identity): Slot[] {
    return positions
      .flatMap((position) => readAt(position) ?? [])
      .filter((slot) => slot.identity.equals(identity))
      .sort((a, b) => a.origin - b.origin || a.position - b.position);
  }

  refresh(onSlot);
  return {
    find(identity) {
      const positions = index.positionsOf(identity);
      const found = liveSlots(positions, identity);
      if (found.length > 0 && found.length === positions.length) return found;
      // Never made, destroyed, or wrapped anew further on by another process: the tail tells.
      refresh();
      return liveSlots(index.positionsOf(identity), identity);
    },
    scan(onEach) {
      scanSlots(disk, file, 0, onEach);
    },
    async append(slots) {
      await disk.append(tail, Buffer.concat(slots));
      await disk.sync(tail);
      refresh();
    },
    async destroy(positions) {
      for (const run of runsOf(positions)) {
        await disk.overwrite(file, Buffer.alloc(run.slots * slotLength), run.position);
      }
      if (positions.length > 0) await disk.sync(file);
      refresh();
    },
    reread(slot) {
      const now = readAt(slot.position);
      return now?.bytes.equals(slot.bytes) ? now : null;
    },
    close() {
      closeSync(tail);
      closeSync(file);
    },
  };
}

/** Slots that lie side by side, so that a rotation destroys a thousand in one write. */
function runsOf(positions: readonly number[]): { readonly position: number; readonly slots: number }[] {
  const runs: { position: number; slots: number }[] = [];
  for (const position of [...new Set(positions)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last.position + last.slots * slotLength === position) last.slots += 1;
    else runs.push({ position, slots: 1 });
  }
  return runs;
}

/**
 * Calls `onSlot` for each live slot from a position on. A torn write leaves bytes that are no slot, of any length: the next
 * slot is found by its magic. Answers the position from which to go on, before any slot that is still being written.
 */
function scanSlots(disk: Disk, file: number, from: number, onSlot: (slot: Slot) => void): number {
  const chunk = Buffer.allocUnsafe(chunkLength);
  for (let position = from; ;) {
    const length = disk.read(file, chunk, position);
    if (length < slotLength) return position;
    position += scanChunk(chunk.subarray(0, length), position, onSlot);
    if (length < chunkLength) return position;
  }
}

/** Answers how many bytes of the chunk are settled. */
function scanChunk(chunk: Buffer, position: number, onSlot: (slot: Slot) => void): number {
  for (let at = 0; ;) {
    const next = chunk.indexOf(slotMagic, at);
    if (next === -1) return Math.max(at, chunk.length - slotMagic.length + 1);
    if (next + slotLength > chunk.length) return next;
    const slot = readSlot(chunk, next, position + next);
    if (slot) onSlot(slot);
    at = next + (slot ? slotLength : 1);
  }
}
