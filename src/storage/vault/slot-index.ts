import { randomInt } from "node:crypto";
import type { Identity } from "./slot.ts";

/**
 * Where the slots of a person lie: an open-addressing table of fingerprints and positions (12 bytes an entry, at most half
 * full), so that 200 000 persons take 6 MiB. Entries are hints: the slot itself is read from the disk at each use.
 */
export interface SlotIndex {
  readonly add: (identity: Identity, position: number) => void;
  /** Positions at which slots of this person may lie, in no order. */
  readonly positionsOf: (identity: Identity) => number[];
}

/** An empty index with room for so many slots before it grows. */
export function makeSlotIndex(expected: number): SlotIndex {
  const seed = randomInt(1, 0xffff_ffff);
  let mask = 1023;
  while (mask < expected * 2) mask = mask * 2 + 1;
  let fingerprints = new Uint32Array(mask + 1);
  let positions = new Float64Array(mask + 1).fill(-1);
  let used = 0;

  function place(fingerprint: number, position: number): void {
    let at = fingerprint & mask;
    while (positions[at] !== -1) {
      if (positions[at] === position) return;
      at = (at + 1) & mask;
    }
    fingerprints[at] = fingerprint;
    positions[at] = position;
    used += 1;
  }

  function grow(): void {
    const [oldFingerprints, oldPositions] = [fingerprints, positions];
    mask = mask * 2 + 1;
    fingerprints = new Uint32Array(mask + 1);
    positions = new Float64Array(mask + 1).fill(-1);
    used = 0;
    oldPositions.forEach((position, at) => {
      if (position !== -1) place(oldFingerprints[at] ?? 0, position);
    });
  }

  return {
    add(identity, position) {
      if (used * 2 > mask) grow();
      place(fingerprintOf(identity, seed), position);
    },
    positionsOf(identity) {
      const fingerprint = fingerprintOf(identity, seed);
      const found: number[] = [];
      for (let at = fingerprint & mask; positions[at] !== -1; at = (at + 1) & mask) {
        if (fingerprints[at] === fingerprint) found.push(positions[at] ?? -1);
      }
      return found;
    },
  };
}

/** 32 bits of the ids, mixed with a seed of this process so that ids cannot be chosen to collide (murmur3's mixing steps). */
function fingerprintOf(identity: Identity, seed: number): number {
  let hash = seed;
  for (let at = 0; at < identity.length; at += 4) {
    hash = Math.imul(hash ^ Math.imul(identity.readUInt32LE(at), 0xcc9e_2d51), 0x1b87_3593);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
