import type { ControllerId, Id, Instant, TenantId } from "#base";
import type { Database, Tx } from "#storage";

/** A link by which somebody without account answers. */
export interface AnswerLinkTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"answerLink">;
  readonly referral_id: Id<"referral">;
  readonly holder: "receiver" | "person";
  readonly made_at: Instant;
  readonly expires_at: Instant;
  readonly used_at: Instant | null;
  readonly revoked_at: Instant | null;
}

/** Where the secret of a link or of a session belongs. */
export interface LinkPlace {
  readonly digest: Uint8Array;
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly link_id: Id<"answerLink">;
  readonly kind: "link" | "session";
  readonly expires_at: Instant;
}

const tables = (db: Tx | Database) =>
  db.withTables<{ answer_link: AnswerLinkTable; link_place: LinkPlace }>();

/** Where a secret belongs, by its digest; null when nobody was given it. Needs no territory. */
export async function findLinkPlace(
  db: Tx | Database,
  digest: Uint8Array,
  kind: LinkPlace["kind"],
): Promise<LinkPlace | null> {
  const found = await tables(db)
    .selectFrom("link_place")
    .selectAll()
    .where("digest", "=", Buffer.from(digest))
    .where("kind", "=", kind)
    .executeTakeFirst();
  return found ?? null;
}

/** Keeps where a secret belongs. */
export async function insertLinkPlace(db: Tx, place: LinkPlace): Promise<void> {
  await tables(db)
    .insertInto("link_place")
    .values({ ...place, digest: Buffer.from(place.digest) })
    .execute();
}

/** Forgets a session, or whatever secrets ended before a moment. */
export async function forgetLinkPlaces(
  db: Tx | Database,
  which: { readonly digest: Uint8Array } | { readonly endedBefore: Instant },
): Promise<void> {
  const query = tables(db).deleteFrom("link_place");
  await (
    "digest" in which
      ? query.where("digest", "=", Buffer.from(which.digest))
      : query.where("expires_at", "<", which.endedBefore)
  ).execute();
}

/** Writes down a link. */
export async function insertLink(db: Tx, row: AnswerLinkTable): Promise<void> {
  await tables(db).insertInto("answer_link").values(row).execute();
}

/** A link of the organisation in reach; locked until the end of the transaction when asked. */
export async function findLink(
  db: Tx,
  id: Id<"answerLink">,
  lock: "for update" | "no lock" = "no lock",
): Promise<AnswerLinkTable | null> {
  const query = tables(db).selectFrom("answer_link").selectAll().where("id", "=", id);
  return (await (lock === "for update" ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** Notes that a link was opened. */
export async function useLink(db: Tx, id: Id<"answerLink">, now: Instant): Promise<void> {
  await tables(db).updateTable("answer_link").set({ used_at: now }).where("id", "=", id).execute();
}

/** Closes every link of a referral and ends the sessions they began: a new one takes their place, and can be asked for by each. */
export async function revokeLinks(db: Tx, referralId: Id<"referral">, now: Instant): Promise<void> {
  const revoked = await tables(db)
    .updateTable("answer_link")
    .set({ revoked_at: now })
    .where("referral_id", "=", referralId)
    .where("revoked_at", "is", null)
    .returning("id")
    .execute();
  if (revoked.length === 0) return;
  await tables(db)
    .deleteFrom("link_place")
    .where("kind", "=", "session")
    .where(
      "link_id",
      "in",
      revoked.map(({ id }) => id),
    )
    .execute();
}

/** How many links of a referral were made since a moment: a renewal cannot be used to flood an address. */
export async function countLinksSince(db: Tx, referralId: Id<"referral">, since: Instant): Promise<number> {
  const { total } = await tables(db)
    .selectFrom("answer_link")
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .where("referral_id", "=", referralId)
    .where("made_at", ">", since)
    .executeTakeFirstOrThrow();
  return total;
}
