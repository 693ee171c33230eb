import type { AccountId, ControllerId, Id, Instant, LocalDate, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";
import type { Representation } from "./who-agrees.ts";
import type { RepresentativeEvidence, RepresentativeKind, RepresentativeScope } from "./codes.ts";

/** Who speaks for a person; the name is sealed. */
interface RepresentativeTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"representative">;
  readonly person_id: PersonId;
  readonly kind: RepresentativeKind;
  readonly scope: RepresentativeScope;
  readonly evidence: RepresentativeEvidence;
  readonly since: LocalDate;
  readonly until: LocalDate | null;
  readonly ended_at: Instant | null;
  readonly ended_by: AccountId | null;
  readonly recorded_at: Instant;
  readonly recorded_by: AccountId | null;
  readonly content: Uint8Array;
}
/** Who speaks for a person, as read. */
export type RepresentativeRow = Selectable<RepresentativeTable>;

const tables = (db: Tx) => db.withTables<{ representative: RepresentativeTable }>();

/** Adds a representative. Answers false when the organisation has one of that id already. */
export async function insertRepresentative(db: Tx, row: RepresentativeRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("representative")
    .values(row)
    .onConflict((conflict) => conflict.columns(["tenant_id", "controller_id", "id"]).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Everybody who speaks or spoke for a person, first come first. */
export async function representativesOf(db: Tx, personId: PersonId): Promise<readonly RepresentativeRow[]> {
  return tables(db)
    .selectFrom("representative")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("since")
    .orderBy("id")
    .limit(50)
    .execute();
}

/** Representatives by their ids. */
export async function findRepresentatives(
  db: Tx,
  ids: readonly Id<"representative">[],
): Promise<readonly RepresentativeRow[]> {
  if (ids.length === 0) return [];
  return tables(db)
    .selectFrom("representative")
    .selectAll()
    .where("id", "in", [...ids])
    .execute();
}

/** A representative as the rules look at one. */
export function representationOf(row: RepresentativeRow): Representation {
  const { id, kind, scope, since, until, ended_at } = row;
  return { id, kind, scope, since, until, isEnded: ended_at !== null };
}

/** Ends a representation of a person. Answers false when there is none of that id, or it ended already. */
export async function endRepresentativeRow(
  db: Tx,
  { id, personId }: { readonly id: Id<"representative">; readonly personId: PersonId },
  end: { readonly now: Instant; readonly by: AccountId | null },
): Promise<boolean> {
  const ended = await tables(db)
    .updateTable("representative")
    .set({ ended_at: end.now, ended_by: end.by })
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}
