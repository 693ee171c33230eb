import type { AccountId, Actor, Id, Instant, NewId, TenantId } from "#base";
import type { AuditNote } from "./handler.ts";
import type { Tx } from "./database.ts";

/** What a decision takes from the request that makes it. */
export interface Deciding {
  readonly db: Tx;
  readonly actor: Actor;
  readonly now: Instant;
  readonly newId: NewId;
  readonly audit: (note: AuditNote) => void;
}

/** A decision about a territory: one after the other, the newest holds. */
export interface MadeDecision<Kind extends string> {
  readonly tenant_id: TenantId;
  readonly id: Id<Kind>;
  readonly position: number;
  readonly reason: string;
  readonly decided_at: Instant;
  readonly decided_by: AccountId | null;
}

/** One kind of decision of a territory: weights of suggestions, delays, thresholds. */
export interface DecisionKind<Kind extends string, Chosen> {
  /** The territory of who decides. @throws when there is none */
  readonly territoryOf: (actor: Actor) => TenantId;
  /** Decisions of the territory in force, newest first. */
  readonly list: (db: Tx) => Promise<readonly { readonly position: number }[]>;
  /** Adds a decision; null takes back what was chosen. False when another one took its place meanwhile. */
  readonly insert: (db: Tx, decision: MadeDecision<Kind>, chosen: Chosen | null) => Promise<boolean>;
  /** The refusal of a decision that another one overtook. */
  readonly overtaken: () => Error;
  /** What the audit line calls it, and what was chosen. */
  readonly audited: { readonly kind: string; readonly field: string };
}

/** Adds a decision at the next position, with its audit line. @throws what `territoryOf` and `overtaken` make */
export async function decide<Kind extends string, Chosen>(
  kind: DecisionKind<Kind, Chosen>,
  { db, actor, now, newId, audit }: Deciding,
  { reason, chosen }: { readonly reason: string; readonly chosen: Chosen | null },
): Promise<{ readonly position: number }> {
  const tenantId = kind.territoryOf(actor);
  const [newest] = await kind.list(db);
  const position = (newest?.position ?? 0) + 1;
  const made = {
    tenant_id: tenantId,
    id: newId<Kind>(),
    position,
    reason,
    decided_at: now,
    decided_by: actor.id,
  };
  if (!(await kind.insert(db, made, chosen))) throw kind.overtaken();
  audit({ kind: kind.audited.kind, ids: [tenantId], fields: [kind.audited.field, "reason"] });
  return { position };
}
