import type { AccountId, ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";
import type { HeldKind, IdentityCheck } from "./codes.ts";

interface HeldRequestTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"held-request">;
  readonly person_id: PersonId;
  readonly kind: HeldKind;
  readonly status: "held" | "applied" | "stopped" | "replaced";
  readonly asked_at: Instant;
  /** Who noted it; null by the link to the own page. */
  readonly asked_by: AccountId | null;
  /** How far it was checked who asked; null by a link. */
  readonly identity: Exclude<IdentityCheck, "seen" | "called-back"> | null;
  readonly due_at: Instant;
  readonly ended_at: Instant | null;
  /** Null by the clock, or by the link. */
  readonly ended_by: AccountId | null;
  /** Wrong second proofs. */
  readonly tries: number;
  /** Until when a copy may be taken; null while it waits, and for a change. */
  readonly open_until: Instant | null;
  /** Sealed; null once it no longer waits. */
  readonly content: Uint8Array | null;
}
/** Something that waits, or did. */
export type HeldRequestRow = Selectable<HeldRequestTable>;

const tables = (db: Tx) => db.withTables<{ held_request: HeldRequestTable }>();

/** Writes down what waits; the person's file must be locked. */
export async function insertHeld(db: Tx, row: HeldRequestRow): Promise<void> {
  await tables(db).insertInto("held_request").values(row).execute();
}

/** What waits of a kind for a person; null where nothing does. */
export async function heldOf(db: Tx, personId: PersonId, kind: HeldKind): Promise<HeldRequestRow | null> {
  const found = await tables(db)
    .selectFrom("held_request")
    .selectAll()
    .where("person_id", "=", personId)
    .where("kind", "=", kind)
    .where("status", "=", "held")
    .executeTakeFirst();
  return found ?? null;
}

/**
 * The change that waits for a person and came by their link; null where none does. One that a worker noted is not shown by the link: it
 * may lie with whoever it is kept from.
 */
export async function changeHeldByLink(db: Tx, personId: PersonId): Promise<HeldRequestRow | null> {
  const row = await heldOf(db, personId, "contact-change");
  return row?.asked_by === null ? row : null;
}

/** Something that waits or did; null when row security lets none through. */
export async function findHeld(db: Tx, id: Id<"held-request">): Promise<HeldRequestRow | null> {
  const found = await tables(db)
    .selectFrom("held_request")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return found ?? null;
}

/** Everything that waits or did for a person, newest first. */
export async function heldRequestsOf(db: Tx, personId: PersonId): Promise<readonly HeldRequestRow[]> {
  return tables(db)
    .selectFrom("held_request")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("asked_at", "desc")
    .orderBy("id", "desc")
    .limit(200)
    .execute();
}

/** Everything that waits in reach, what ends soonest first. */
export async function allHeld(db: Tx, limit: number): Promise<readonly HeldRequestRow[]> {
  return tables(db)
    .selectFrom("held_request")
    .selectAll()
    .where("status", "=", "held")
    .orderBy("due_at")
    .limit(limit)
    .execute();
}

/** Until when a person may take the copy they asked for; null where they may not. */
export async function copyOpenUntil(db: Tx, personId: PersonId, now: Instant): Promise<Instant | null> {
  const found = await tables(db)
    .selectFrom("held_request")
    .select("open_until")
    .where("person_id", "=", personId)
    .where("kind", "=", "own-copy")
    .where("open_until", ">", now)
    .orderBy("open_until", "desc")
    .limit(1)
    .executeTakeFirst();
  return found?.open_until ?? null;
}

/** How something no longer waits; what it said is forgotten. Answers false when it did not wait any more. */
export async function endHeldRow(
  db: Tx,
  id: Id<"held-request">,
  end: {
    readonly status: Exclude<HeldRequestRow["status"], "held">;
    readonly at: Instant;
    readonly by: AccountId | null;
    readonly openUntil?: Instant;
  },
): Promise<boolean> {
  const updated = await tables(db)
    .updateTable("held_request")
    .set({
      status: end.status,
      ended_at: end.at,
      ended_by: end.by,
      content: null,
      open_until: end.openUntil ?? null,
    })
    .where("id", "=", id)
    .where("status", "=", "held")
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Wrong second proofs of a person since a moment, of all the copies asked for: stopping one and asking anew gives no new tries. */
export async function wrongProofsSince(db: Tx, personId: PersonId, since: Instant): Promise<number> {
  const { wrong } = await tables(db)
    .selectFrom("held_request")
    .select(({ fn }) => fn.sum<string | number | null>("tries").as("wrong"))
    .where("person_id", "=", personId)
    .where("kind", "=", "own-copy")
    .where("asked_at", ">", since)
    .executeTakeFirstOrThrow();
  return Number(wrong ?? 0);
}

/** Writes down another second proof, or that one was wrong. */
export async function changeProof(
  db: Tx,
  id: Id<"held-request">,
  change: { readonly content: Uint8Array } | { readonly tries: number },
): Promise<void> {
  await tables(db).updateTable("held_request").set(change).where("id", "=", id).execute();
}
