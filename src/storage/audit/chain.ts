import { createHash } from "node:crypto";
import type { TenantId } from "#base";
import { subjectIdsOf } from "./entry.ts";

/** What can be wrong with a chain. */
export type AuditFaultKind =
  /** The hash of the entry does not follow from its line and from the entry before it. */
  | "altered"
  /** The number is absent while later ones are there. */
  | "missing"
  /** The entry was written under another number. */
  | "swapped"
  /** The columns used to search (`at`, the ids) say something else than the line. */
  | "column-differs"
  /** Entries that existed, as the head or an anchor outside the database shows, are gone from the end. */
  | "tail-truncated"
  /** The head does not point at the last entry. */
  | "head-differs"
  /** The chain is whole in itself, but not the one that was anchored: it was made anew. */
  | "anchor-differs";

/** One fault, at the number where it shows. */
export interface AuditFault {
  readonly tenantId: TenantId;
  readonly seq: number;
  readonly kind: AuditFaultKind;
}

/** The end of a chain: number and hash (hex) of its last entry. */
export interface ChainHead {
  readonly tenantId: TenantId;
  readonly seq: number;
  readonly hash: string;
}

/** A stored entry, as verification reads it. */
export interface StoredEntry {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly line: string;
  /** Ids in the column, joined by commas. */
  readonly subjectIds: string;
  /** Hash in hex. */
  readonly hash: string;
}

/** What verification compares a chain with. */
export interface ChainWitness {
  /** The head stored beside the chain; `null` when there is none. */
  readonly head: ChainHead | null;
  /** Hashes (hex) that entries of these numbers had when they were anchored outside the database. */
  readonly anchors: ReadonlyMap<number, string>;
}

const genesis = "00".repeat(32);
const mostSwapsTried = 60;

/** The hash (hex) of an entry: sha256(previous hash || tenant (16 bytes) || number (8 bytes, big-endian) || line). */
export function entryHash(previous: string, tenantId: TenantId, seq: number, line: string): string {
  const prefix = Buffer.alloc(56);
  prefix.write(previous, 0, "hex");
  prefix.write(tenantId.replaceAll("-", ""), 32, "hex");
  prefix.writeBigInt64BE(BigInt(seq), 48);
  return createHash("sha256").update(prefix).update(line, "utf8").digest("hex");
}

/** Checks the entries of one chain, handed over in the order of their numbers. */
export class ChainCheck {
  readonly #tenantId: TenantId;
  readonly #witness: ChainWitness;
  readonly #faults: AuditFault[] = [];
  readonly #broken: { readonly entry: StoredEntry; readonly previous: string }[] = [];
  #last: { readonly seq: number; readonly hash: string } = { seq: 0, hash: genesis };

  constructor(tenantId: TenantId, witness: ChainWitness) {
    this.#tenantId = tenantId;
    this.#witness = witness;
  }

  /** Takes the next entry. */
  add(entry: StoredEntry): void {
    if (entry.seq !== this.#last.seq + 1) this.#fault(this.#last.seq + 1, "missing");
    else if (entryHash(this.#last.hash, this.#tenantId, entry.seq, entry.line) !== entry.hash)
      this.#broken.push({ entry, previous: this.#last.hash });
    if (!columnsAgree(entry)) this.#fault(entry.seq, "column-differs");
    const anchored = this.#witness.anchors.get(entry.seq);
    if (anchored !== undefined && anchored !== entry.hash) this.#fault(entry.seq, "anchor-differs");
    this.#last = entry;
  }

  /** Ends the chain and gives back its faults, by number. */
  end(): readonly AuditFault[] {
    for (const { entry } of this.#broken)
      this.#fault(entry.seq, this.#isSwapped(entry) ? "swapped" : "altered");
    const { head, anchors } = this.#witness;
    const known = Math.max(head?.seq ?? 0, ...anchors.keys());
    if (known > this.#last.seq) this.#fault(this.#last.seq + 1, "tail-truncated");
    const headSeq = head?.seq ?? 0;
    if (
      headSeq < this.#last.seq ||
      (headSeq === this.#last.seq && (head?.hash ?? genesis) !== this.#last.hash)
    )
      this.#fault(this.#last.seq, "head-differs");
    return this.#faults.toSorted((a, b) => a.seq - b.seq);
  }

  #fault(seq: number, kind: AuditFaultKind): void {
    this.#faults.push({ tenantId: this.#tenantId, seq, kind });
  }

  /** Whether the entry would be right under the number of another broken one. */
  #isSwapped(entry: StoredEntry): boolean {
    return this.#broken.slice(0, mostSwapsTried).some((other) => {
      const seq = other.entry.seq;
      if (seq === entry.seq) return false;
      const before = seq - 1 === entry.seq ? other.entry.hash : other.previous;
      return entryHash(before, this.#tenantId, seq, entry.line) === entry.hash;
    });
  }
}

function columnsAgree(entry: StoredEntry): boolean {
  try {
    const line = JSON.parse(entry.line) as { at: string; ids: string[] };
    return Date.parse(line.at) === entry.at && subjectIdsOf(line).join(",") === entry.subjectIds;
  } catch {
    return false;
  }
}
