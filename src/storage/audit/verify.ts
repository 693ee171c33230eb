import type { Instant, TenantId } from "#base";
import type { Database, Tx } from "../database.ts";
import { type AnchorFault, type Anchors, readAnchors, writeAnchorFile } from "./anchor.ts";
import { type AuditFault, ChainCheck } from "./chain.ts";
import { inWholeSnapshot, readChains, readHeads, readSubjectFaults } from "./store.ts";

const mostFaultsListed = 1000;

/** What the verification of all chains found. */
export interface AuditReport {
  /** Chains looked at. */
  readonly tenants: number;
  /** Entries looked at. */
  readonly entries: number;
  /** Anchor files looked at. */
  readonly anchors: number;
  /** Faults found, all of them counted. */
  readonly faultCount: number;
  /** The first thousand faults. */
  readonly faults: readonly AuditFault[];
  /** Faults of the anchor files. */
  readonly anchorFaults: readonly AnchorFault[];
  /** Whether nothing is wrong. */
  readonly isWhole: boolean;
}

/**
 * Recomputes every chain and compares it with its columns, its head and the anchors outside the database.
 * @param admin the owner of the database (`store.admin`), a role that row security does not bind (superuser or BYPASSRLS).
 * @param anchorFolder `<DATA_DIR>/anchors`; an absent folder holds no anchor.
 */
export async function verifyAudit(admin: Database, anchorFolder: string): Promise<AuditReport> {
  const anchors = await readAnchors(anchorFolder);
  return inWholeSnapshot(admin, (tx) => verifyChains(tx, anchors));
}

/** As {@link verifyAudit}, inside a transaction of the caller. */
export async function verifyChains(
  tx: Tx,
  { anchors, faults: anchorFaults, binding }: Anchors,
): Promise<AuditReport> {
  const heads = new Map((await readHeads(tx)).map((head) => [head.tenantId, head]));
  const checks = new Map<TenantId, ChainCheck>();
  const checkOf = (tenantId: TenantId): ChainCheck => {
    const known = checks.get(tenantId);
    if (known !== undefined) return known;
    const witness = { head: heads.get(tenantId) ?? null, anchors: binding.get(tenantId) ?? new Map() };
    const made = new ChainCheck(tenantId, witness);
    checks.set(tenantId, made);
    return made;
  };
  let entries = 0;
  for await (const page of readChains(tx)) {
    for (const entry of page) checkOf(entry.tenantId).add(entry);
    entries += page.length;
  }
  for (const tenantId of [...heads.keys(), ...binding.keys()]) checkOf(tenantId);
  const faults = [...checks.values()].flatMap((check) => check.end());
  const known = new Set(faults.map(({ tenantId, seq, kind }) => `${tenantId}/${seq}/${kind}`));
  for (const { tenantId, seq } of await readSubjectFaults(tx)) {
    if (!known.has(`${tenantId}/${seq}/column-differs`))
      faults.push({ tenantId, seq, kind: "column-differs" });
  }
  return {
    tenants: checks.size,
    entries,
    anchors: anchors.length,
    faultCount: faults.length,
    faults: faults.slice(0, mostFaultsListed),
    anchorFaults,
    isWhole: faults.length === 0 && anchorFaults.length === 0,
  };
}

/** Writes today's anchor to `<DATA_DIR>/anchors`, once a day. @returns the path of today's file. */
export async function writeAnchor(admin: Database, folder: string, now: Instant): Promise<string> {
  const heads = await inWholeSnapshot(admin, readHeads);
  return writeAnchorFile(folder, { heads, at: now, kind: "daily" });
}
