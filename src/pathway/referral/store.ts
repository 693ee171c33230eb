import type { AccountId, ControllerId, Id, Instant, LocalDate, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";
import type { KeepingGround } from "../receiver-erasure/erasure.ts";
import type { MoveName, ReferralParty } from "./moves.ts";
import type { ReferralLoop, ReferralStatus } from "./status.ts";

/** A referral's row; what tells of the person or the receiver is in `content`, sealed. */
export interface ReferralTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"referral">;
  readonly person_id: PersonId;
  readonly plan_item_id: Id<"planItem"> | null;
  readonly agreement_id: Id<"agreement"> | null;
  readonly offer_id: Id<"offer">;
  readonly part_of_id: Id<"referral"> | null;
  readonly status: ReferralStatus;
  readonly loop: ReferralLoop;
  readonly priority: "routine" | "priority";
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly next_step: string | null;
  readonly owner_id: AccountId;
  readonly created_at: Instant;
  readonly sent_at: Instant | null;
  readonly last_act_at: Instant;
  /** When it was time to ask how a started referral is going; null until then, and again after any act. */
  readonly review_asked_at: Instant | null;
  /** When the receiver was last asked whether the person still waits for a place; null until then, and again after any act. */
  readonly waitlist_asked_at: Instant | null;
  /** From when the worker is asked, since the receiver did not say or could not be asked. */
  readonly unconfirmed_from: Instant | null;
  /** When it was brought forward that it was prepared and not sent; null until then, and again after any act. */
  readonly draft_nudged_at: Instant | null;
  /** Day of the meeting with the receiver; null where none is known, and after any other act. */
  readonly meeting_on: LocalDate | null;
  /** Day by which the receiver said that they answer, or about which they expect a place; null where they did not. */
  readonly expected_on: LocalDate | null;
  /** When it was asked whether somebody came; null until then, and again after any act. */
  readonly attendance_asked_at: Instant | null;
  /** When it ended so that the person should hear of it by a call; null once they were reached, and after any act. */
  readonly person_to_tell_at: Instant | null;
  /** When the moments offered for a meeting ended because nobody chose one in time; null after any act. */
  readonly moments_past_at: Instant | null;
  /** When the person said that none of them suits; null after any act. */
  readonly moments_unsuited_at: Instant | null;
  /** When they were offered to somebody whom no message could tell; null after any act. */
  readonly moments_to_tell_at: Instant | null;
  /** When somebody else told that it is completed; null where nobody did, and once a worker acknowledged or disputed it. */
  readonly completion_told_at: Instant | null;
  readonly version: number;
  /** When the receiver was asked to erase what they had received; null while there was nothing to ask. */
  readonly erasure_asked_at: Instant | null;
  readonly erasure_reminders: number;
  readonly erasure_answer: "erased" | "kept" | null;
  readonly erasure_ground: KeepingGround | null;
  readonly erasure_answered_at: Instant | null;
  readonly erasure_answered_by: "receiver" | "worker" | null;
  readonly content: Uint8Array;
}
/** A referral's row as read. */
export type ReferralRow = Selectable<ReferralTable>;

/** One event; never changed. */
export interface ReferralEventTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"referralEvent">;
  readonly referral_id: Id<"referral">;
  readonly position: number;
  readonly at: Instant;
  readonly by_kind: ReferralParty;
  readonly by_id: string | null;
  readonly move: MoveName | "close-unknown" | "create";
  readonly from_status: ReferralStatus | null;
  readonly to_status: ReferralStatus;
  readonly code: string | null;
  readonly next_step: string | null;
  readonly note: Uint8Array | null;
}
/** One event as read. */
export type ReferralEventRow = Selectable<ReferralEventTable>;

const tables = (db: Tx) =>
  db.withTables<{
    referral: ReferralTable;
    referral_event: ReferralEventTable;
  }>();

/** Inserts a referral. Answers false when the organisation has one of that id already. */
export async function insertReferral(db: Tx, row: ReferralRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("referral")
    .values(row)
    .onConflict((conflict) => conflict.columns(["tenant_id", "controller_id", "id"]).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** The referral that row security lets through; locked until the end of the transaction when it is to be moved. */
export async function findReferral(
  db: Tx,
  id: Id<"referral">,
  lock: "for update" | "no lock" = "no lock",
): Promise<ReferralRow | null> {
  const query = tables(db).selectFrom("referral").selectAll().where("id", "=", id);
  return (await (lock === "for update" ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** Referrals by their ids, those that row security lets through. */
export async function findReferrals(db: Tx, ids: readonly Id<"referral">[]): Promise<readonly ReferralRow[]> {
  if (ids.length === 0) return [];
  return tables(db)
    .selectFrom("referral")
    .selectAll()
    .where("id", "in", [...ids])
    .execute();
}

/** Writes a referral anew, if it still has the version before. */
export async function replaceReferral(db: Tx, row: ReferralRow): Promise<boolean> {
  const { tenant_id, controller_id, id, created_at, person_id, offer_id, ...changes } = row;
  const updated = await tables(db)
    .updateTable("referral")
    .set(changes)
    .where("tenant_id", "=", tenant_id)
    .where("controller_id", "=", controller_id)
    .where("id", "=", id)
    .where("version", "=", row.version - 1)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Notes what is asked by a timer: no act of anybody, so whoever reads the referral need not read it anew. */
export async function noteAsked(
  db: Tx,
  row: ReferralRow,
  asked: Partial<
    Pick<
      ReferralRow,
      | "review_asked_at"
      | "waitlist_asked_at"
      | "unconfirmed_from"
      | "draft_nudged_at"
      | "attendance_asked_at"
      | "moments_past_at"
      | "moments_unsuited_at"
      | "moments_to_tell_at"
      | "person_to_tell_at"
    >
  >,
): Promise<void> {
  await tables(db)
    .updateTable("referral")
    .set(asked)
    .where("tenant_id", "=", row.tenant_id)
    .where("controller_id", "=", row.controller_id)
    .where("id", "=", row.id)
    .execute();
}

/** Notes that a person was reached: whatever they were to be told by a call, they were. */
export async function notePersonTold(db: Tx, personId: PersonId): Promise<void> {
  await tables(db)
    .updateTable("referral")
    .set({ person_to_tell_at: null })
    .where("person_id", "=", personId)
    .where("person_to_tell_at", "is not", null)
    .execute();
}

/** Notes how the asking to erase fares. The referral itself does not change, and whoever reads it need not read it anew. */
export async function noteErasure(
  db: Tx,
  row: ReferralRow,
  change: Partial<
    Pick<
      ReferralRow,
      | "erasure_reminders"
      | "erasure_answer"
      | "erasure_ground"
      | "erasure_answered_at"
      | "erasure_answered_by"
    >
  >,
): Promise<void> {
  await tables(db)
    .updateTable("referral")
    .set(change)
    .where("tenant_id", "=", row.tenant_id)
    .where("controller_id", "=", row.controller_id)
    .where("id", "=", row.id)
    .execute();
}

/** Most referrals of one person that are read at once: far above what a life brings, so that none is passed over. */
const mostOfPerson = 1000;

/** The referrals of a person, newest first. */
export async function referralsOf(db: Tx, personId: PersonId): Promise<readonly ReferralRow[]> {
  return tables(db)
    .selectFrom("referral")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(mostOfPerson)
    .execute();
}

/** Where a referral whose loop is open is not under way: nobody is asked for anything yet, or any more. */
export const notUnderWay: readonly ReferralStatus[] = ["draft", "awaiting_consent", "expired"];

/**
 * How many referrals of a person are under way. The person's row is locked first, so that two workers who refer at once
 * are counted one after the other.
 */
export async function countUnderWay(db: Tx, personId: PersonId): Promise<number> {
  await db
    .withTables<{ person: { id: PersonId } }>()
    .selectFrom("person")
    .select("id")
    .where("id", "=", personId)
    .forNoKeyUpdate()
    .execute();
  const { total } = await tables(db)
    .selectFrom("referral")
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .where("person_id", "=", personId)
    .where("loop", "=", "open")
    .where("status", "not in", [...notUnderWay])
    .executeTakeFirstOrThrow();
  return total;
}

/** Whether a referral of a person is open, wherever it stands. */
export async function hasOpenReferral(db: Tx, personId: PersonId): Promise<boolean> {
  const open = await tables(db)
    .selectFrom("referral")
    .select("id")
    .where("person_id", "=", personId)
    .where("loop", "=", "open")
    .limit(1)
    .executeTakeFirst();
  return open !== undefined;
}

/** Referrals whose loop is open or was closed without anybody knowing, of the organisations in reach: oldest act first. */
export async function unfinishedReferrals(
  db: Tx,
  { ownerIds, limit }: { readonly ownerIds: readonly AccountId[] | null; readonly limit: number },
): Promise<readonly ReferralRow[]> {
  let query = tables(db)
    .selectFrom("referral")
    .selectAll()
    .where((where) =>
      where.or([
        where("loop", "=", "open"),
        where("loop", "=", "closed_unknown"),
        where("status", "in", ["refused", "not_completed"]),
        where("completion_told_at", "is not", null),
      ]),
    );
  if (ownerIds !== null) {
    if (ownerIds.length === 0) return [];
    query = query.where("owner_id", "in", [...ownerIds]);
  }
  return query.orderBy("last_act_at").orderBy("id").limit(limit).execute();
}

/** Writes down an event. Two acts at once cannot take the same position: the referral's row was locked. */
export async function insertEvent(db: Tx, row: Omit<ReferralEventRow, "position">): Promise<void> {
  const { last } = await tables(db)
    .selectFrom("referral_event")
    .select(({ fn }) => fn.max("position").as("last"))
    .where("referral_id", "=", row.referral_id)
    .executeTakeFirstOrThrow();
  await tables(db)
    .insertInto("referral_event")
    .values({ ...row, position: (last ?? 0) + 1 })
    .execute();
}

/** The history of referrals, in order. */
export async function eventsOf(
  db: Tx,
  referralIds: readonly Id<"referral">[],
): Promise<readonly ReferralEventRow[]> {
  if (referralIds.length === 0) return [];
  return tables(db)
    .selectFrom("referral_event")
    .selectAll()
    .where("referral_id", "in", [...referralIds])
    .orderBy("referral_id")
    .orderBy("position")
    .execute();
}
