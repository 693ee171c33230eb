import type { ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx, Vault } from "#storage";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { FileKey } from "../referral/content.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { Moment } from "./moment.ts";

/** A moment offered for a meeting. */
export interface OfferedMomentTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"offeredMoment">;
  readonly person_id: PersonId;
  readonly referral_id: Id<"referral">;
  readonly status: "offered" | "chosen" | "ended";
  readonly starts_at: Instant;
  readonly ends_at: Instant | null;
  readonly is_by_phone: boolean;
  /** Sealed; null for a call, and once it ended. */
  readonly place: Uint8Array | null;
  readonly offered_at: Instant;
  readonly offered_by: "receiver" | "worker";
  readonly chosen_at: Instant | null;
  readonly ended_at: Instant | null;
}
/** A moment offered for a meeting, as read. */
export type OfferedMomentRow = Selectable<OfferedMomentTable>;

const tables = (db: Tx) => db.withTables<{ offered_moment: OfferedMomentTable }>();

const placeOf = (file: FileKey, id: Id<"offeredMoment">) =>
  ({ file, table: "offered_moment", column: "place", rowId: id }) as const;

/** A moment to write down. */
export type NewMoment = Pick<
  OfferedMomentRow,
  "tenant_id" | "controller_id" | "id" | "person_id" | "referral_id" | "offered_at" | "offered_by"
> & { readonly moment: Moment };

/** Writes down a moment that is offered. */
export async function insertMoment(
  db: Tx,
  vault: Vault,
  file: FileKey,
  { moment, ...row }: NewMoment,
): Promise<void> {
  const { startsAt, endsAt, place } = moment;
  await tables(db)
    .insertInto("offered_moment")
    .values({
      ...row,
      status: "offered",
      starts_at: startsAt,
      ends_at: endsAt,
      is_by_phone: place === null,
      place: place === null ? null : sealJson(vault, placeOf(file, row.id), place),
      chosen_at: null,
      ended_at: null,
    })
    .execute();
}

/** Where one meets; null for a call. @throws vault.keyDestroyed, vault.sealBroken */
export function openMomentPlace(vault: Vault, file: FileKey, row: OfferedMomentRow): string | null {
  return row.place === null
    ? null
    : openJson(vault, placeOf(file, row.id), { bytes: row.place, schema: z.string().max(200) });
}

/** A moment by its id, locked until the end of the transaction. */
export async function lockMoment(db: Tx, id: Id<"offeredMoment">): Promise<OfferedMomentRow | null> {
  const found = await tables(db)
    .selectFrom("offered_moment")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return found ?? null;
}

/** The moments of referrals that are offered or chosen, in the order of time. */
export async function momentsInForce(
  db: Tx,
  referralIds: readonly Id<"referral">[],
): Promise<readonly OfferedMomentRow[]> {
  if (referralIds.length === 0) return [];
  return tables(db)
    .selectFrom("offered_moment")
    .selectAll()
    .where("referral_id", "in", [...referralIds])
    .where("status", "<>", "ended")
    .orderBy("starts_at")
    .orderBy("id")
    .execute();
}

/** Every moment that was offered to a person, in the order of time. */
export async function momentsOfPerson(db: Tx, personId: PersonId): Promise<readonly OfferedMomentRow[]> {
  return tables(db)
    .selectFrom("offered_moment")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("starts_at")
    .orderBy("id")
    .execute();
}

/** Ends the moments of a referral that are offered, and the chosen one too unless it stays; where one would have met is forgotten. */
export async function endMoments(
  db: Tx,
  referralId: Id<"referral">,
  end: { readonly keepsChosen: boolean; readonly now: Instant },
): Promise<void> {
  await tables(db)
    .updateTable("offered_moment")
    .set({ status: "ended", ended_at: end.now, place: null })
    .where("referral_id", "=", referralId)
    .where("status", "in", end.keepsChosen ? ["offered"] : ["offered", "chosen"])
    .execute();
}

/** Writes down that a moment was chosen; the one that was chosen before it, if any, ended. */
export async function markChosen(db: Tx, row: OfferedMomentRow, now: Instant): Promise<void> {
  await tables(db)
    .updateTable("offered_moment")
    .set({ status: "ended", ended_at: now, place: null })
    .where("referral_id", "=", row.referral_id)
    .where("status", "=", "chosen")
    .execute();
  await tables(db)
    .updateTable("offered_moment")
    .set({ status: "chosen", chosen_at: now })
    .where("id", "=", row.id)
    .execute();
}
