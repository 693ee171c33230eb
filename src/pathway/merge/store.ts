import type { AccountId, ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Selectable } from "kysely";
import { z } from "zod";
import { movedSchema, type MovedRows } from "./moved-rows-store.ts";

/** What stood in the kept file before: codes and names of fields, nothing sealed. */
export const beforeSchema = z.strictObject({
  contactChannels: z.array(z.string().max(40)).max(6),
  contactMoments: z.array(z.string().max(40)).max(4),
  mayLeaveVoicemail: z.boolean().nullable(),
  statisticsUse: z.string().max(40),
  /** Fields that were empty and were taken from the other file. */
  filled: z.array(z.string().max(40)).max(10),
  /** Whether words on being in touch were joined. */
  joined: z.array(z.enum(["contactHours", "contactWords"])).max(2),
  /** Accounts that accompany the person because of the other file. */
  companions: z.array(z.guid()).max(500),
});
/** What stood in the kept file before. */
export type Before = z.output<typeof beforeSchema>;

/** A merge of two files, proposed, done or over. */
export interface MergeTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"person-merge">;
  readonly kept_id: PersonId;
  readonly merged_id: PersonId;
  readonly proposed_at: Instant;
  readonly proposed_by: AccountId;
  readonly confirmed_at: Instant | null;
  readonly confirmed_by: AccountId | null;
  readonly ended_at: Instant | null;
  readonly ended_by: AccountId | null;
  readonly kept_version: number | null;
  readonly moved: unknown;
  readonly before: unknown;
}
/** A merge as read. */
export type MergeRow = Selectable<MergeTable>;

const tables = (db: Tx) =>
  db.withTables<{
    person_merge: MergeTable;
    person: { tenant_id: TenantId; controller_id: ControllerId; id: PersonId; merged_into: PersonId | null };
    companion: { id: Id<"companion">; person_id: PersonId; account_id: AccountId; ended_at: Instant | null };
  }>();

/** Writes down a proposal. Answers false when the file to take in is part of one already. */
export async function insertMerge(
  db: Tx,
  row: Omit<
    MergeRow,
    "confirmed_at" | "confirmed_by" | "ended_at" | "ended_by" | "kept_version" | "moved" | "before"
  >,
): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("person_merge")
    .values({
      ...row,
      confirmed_at: null,
      confirmed_by: null,
      ended_at: null,
      ended_by: null,
      kept_version: null,
      moved: null,
      before: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** A merge that row security lets through, locked until the end of the transaction. */
export async function lockMerge(db: Tx, id: Id<"person-merge">): Promise<MergeRow | null> {
  const row = await tables(db)
    .selectFrom("person_merge")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Open proposals, and merges done since a moment that stand, newest first. */
export async function mergesSince(db: Tx, since: Instant): Promise<readonly MergeRow[]> {
  return tables(db)
    .selectFrom("person_merge")
    .selectAll()
    .where("ended_at", "is", null)
    .where((where) => where.or([where("confirmed_at", "is", null), where("confirmed_at", ">=", since)]))
    .orderBy("proposed_at", "desc")
    .orderBy("id")
    .limit(200)
    .execute();
}

/** Files that take part in a proposal or in a merge that stands: no file is taken in that took another in, or is about to. */
export async function standingOf(db: Tx, ids: readonly PersonId[]): Promise<readonly MergeRow[]> {
  return tables(db)
    .selectFrom("person_merge")
    .selectAll()
    .where("ended_at", "is", null)
    .where((where) => where.or([where("kept_id", "in", [...ids]), where("merged_id", "in", [...ids])]))
    .execute();
}

/** The merge is done: what moved, and what stood before. */
export async function confirmMergeRow(
  db: Tx,
  id: Id<"person-merge">,
  done: {
    readonly at: Instant;
    readonly by: AccountId;
    readonly keptVersion: number;
    readonly moved: MovedRows;
    readonly before: Before;
  },
): Promise<void> {
  await tables(db)
    .updateTable("person_merge")
    .set({
      confirmed_at: done.at,
      confirmed_by: done.by,
      kept_version: done.keptVersion,
      moved: JSON.stringify(movedSchema.parse(done.moved)),
      before: JSON.stringify(beforeSchema.parse(done.before)),
    })
    .where("id", "=", id)
    .execute();
}

/** The proposal is dropped, or the merge undone. */
export async function endMergeRow(
  db: Tx,
  id: Id<"person-merge">,
  end: { readonly at: Instant; readonly by: AccountId | null },
): Promise<void> {
  await tables(db)
    .updateTable("person_merge")
    .set({ ended_at: end.at, ended_by: end.by })
    .where("id", "=", id)
    .execute();
}

/** Makes a file lead to another, or, with null, stand for itself again. */
export async function leadTo(db: Tx, mergedId: PersonId, keptId: PersonId | null): Promise<void> {
  await tables(db).updateTable("person").set({ merged_into: keptId }).where("id", "=", mergedId).execute();
}

/** The file to which a file that was taken in leads; null for one that stands for itself, or is out of reach. */
export async function keptInsteadOf(db: Tx, personId: PersonId): Promise<PersonId | null> {
  const row = await tables(db)
    .selectFrom("person")
    .select("merged_into")
    .where("id", "=", personId)
    .executeTakeFirst();
  return row?.merged_into ?? null;
}

/** Files that were taken in by a file: ids and names of their keys. */
export async function takenInBy(
  db: Tx,
  keptId: PersonId,
): Promise<readonly { readonly id: PersonId; readonly key_id: PersonId }[]> {
  const { rows } = await sql<{ id: PersonId; key_id: PersonId }>`
    select id, key_id from person where merged_into = ${keptId} order by id`.execute(db);
  return rows;
}

/** Takes away accounts that accompany a person. */
export async function forgetCompanions(
  db: Tx,
  personId: PersonId,
  accountIds: readonly string[],
): Promise<void> {
  if (accountIds.length === 0) return;
  await tables(db)
    .deleteFrom("companion")
    .where("person_id", "=", personId)
    .where("account_id", "in", accountIds as readonly AccountId[])
    .execute();
}
