import type { ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Database, Tx } from "#storage";

/** A link by which somebody without account answers. */
export interface AnswerLinkTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"answerLink">;
  /** The referral it leads to; null for a link to questions. */
  readonly referral_id: Id<"referral"> | null;
  /** The questions it leads to; null for a link to a referral. */
  readonly reassessment_id: Id<"reassessment"> | null;
  /** The person to whose own page it leads; null for any other link. */
  readonly own_person_id: PersonId | null;
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

/** What a link leads to. */
export type LinkAim =
  | { readonly referralId: Id<"referral"> }
  | { readonly reassessmentId: Id<"reassessment"> }
  | { readonly ownPersonId: PersonId };

function columnOf(aim: LinkAim) {
  if ("referralId" in aim) return ["referral_id", aim.referralId] as const;
  if ("reassessmentId" in aim) return ["reassessment_id", aim.reassessmentId] as const;
  return ["own_person_id", aim.ownPersonId] as const;
}

/**
 * Closes the links of a referral, or to questions, that nobody opened yet: a new one takes their place. A session that is
 * open goes on to its own end, since asking for a new link is everybody's who holds an old one.
 */
export async function revokeLinks(db: Tx, aim: LinkAim, now: Instant): Promise<void> {
  const [column, id] = columnOf(aim);
  await tables(db)
    .updateTable("answer_link")
    .set({ revoked_at: now })
    .where(column, "=", id)
    .where("revoked_at", "is", null)
    .where("used_at", "is", null)
    .execute();
}

/** How many links of a referral, or to questions, were made since a moment: a renewal cannot be used to flood an address. */
export async function countLinksSince(db: Tx, aim: LinkAim, since: Instant): Promise<number> {
  const [column, id] = columnOf(aim);
  const { total } = await tables(db)
    .selectFrom("answer_link")
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .where(column, "=", id)
    .where("made_at", ">", since)
    .executeTakeFirstOrThrow();
  return total;
}
