import type { ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";

/** A message that waits or went; address and words are in `content`, sealed, and forgotten once it ended. */
export interface MessageTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"message">;
  readonly person_id: PersonId;
  readonly referral_id: Id<"referral"> | null;
  /** The questions to which it brings a link; null for a message about a referral. */
  readonly reassessment_id: Id<"reassessment"> | null;
  readonly to_kind: "receiver" | "person";
  readonly template: string;
  readonly channel: "email" | "sms";
  readonly status: "waiting" | "sent" | "withheld" | "failed";
  readonly made_at: Instant;
  readonly due_at: Instant;
  readonly attempts: number;
  readonly ended_at: Instant | null;
  readonly content: Uint8Array | null;
}
/** A message as read. */
export type MessageRow = Selectable<MessageTable>;

const tables = (db: Tx) => db.withTables<{ message: MessageTable }>();

/** Writes down a message that waits. */
export async function insertMessage(db: Tx, row: MessageRow): Promise<void> {
  await tables(db).insertInto("message").values(row).execute();
}

/** A message, locked until the end of the transaction, so that a withdrawal and its sending exclude each other. */
export async function lockMessage(db: Tx, id: Id<"message">): Promise<MessageRow | null> {
  return (
    (await tables(db)
      .selectFrom("message")
      .selectAll()
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirst()) ?? null
  );
}

/** Whether a message of a template about a person waits to go. */
export async function hasWaitingMessage(db: Tx, personId: PersonId, template: string): Promise<boolean> {
  const found = await tables(db)
    .selectFrom("message")
    .select("id")
    .where("person_id", "=", personId)
    .where("template", "=", template)
    .where("status", "=", "waiting")
    .executeTakeFirst();
  return found !== undefined;
}

/** Messages that wait to go to a person. */
export async function waitingToPerson(
  db: Tx,
  personId: PersonId,
): Promise<readonly Pick<MessageRow, "tenant_id" | "controller_id" | "id">[]> {
  return tables(db)
    .selectFrom("message")
    .select(["tenant_id", "controller_id", "id"])
    .where("person_id", "=", personId)
    .where("to_kind", "=", "person")
    .where("status", "=", "waiting")
    .execute();
}

/** How a message ended; its address and words are forgotten. */
export async function endMessage(
  db: Tx,
  id: Id<"message">,
  end: { readonly status: "sent" | "withheld" | "failed"; readonly now: Instant },
): Promise<void> {
  await tables(db)
    .updateTable("message")
    .set({ status: end.status, ended_at: end.now, content: null })
    .where("id", "=", id)
    .execute();
}

/** Withholds every message about a referral that still waits. */
export async function withholdMessages(db: Tx, referralId: Id<"referral">, now: Instant): Promise<void> {
  await tables(db)
    .updateTable("message")
    .set({ status: "withheld", ended_at: now, content: null })
    .where("referral_id", "=", referralId)
    .where("status", "=", "waiting")
    .execute();
}

/** Withholds every message with a link to questions that still waits. */
export async function withholdInvitations(db: Tx, id: Id<"reassessment">, now: Instant): Promise<void> {
  await tables(db)
    .updateTable("message")
    .set({ status: "withheld", ended_at: now, content: null })
    .where("reassessment_id", "=", id)
    .where("status", "=", "waiting")
    .execute();
}

/** Withholds every message about a person that still waits, to whomever. Answers how many. */
export async function withholdAllMessages(db: Tx, personId: PersonId, now: Instant): Promise<number> {
  const updated = await tables(db)
    .updateTable("message")
    .set({ status: "withheld", ended_at: now, content: null })
    .where("person_id", "=", personId)
    .where("status", "=", "waiting")
    .executeTakeFirst();
  return Number(updated.numUpdatedRows);
}

/** Of whom a message is, which never changes; null when there is none. */
export async function personOfMessage(db: Tx, id: Id<"message">): Promise<PersonId | null> {
  const row = await tables(db)
    .selectFrom("message")
    .select("person_id")
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

/** How the newest message with a link to questions fares, by the questions. */
export async function invitationDeliveries(
  db: Tx,
  ids: readonly Id<"reassessment">[],
): Promise<ReadonlyMap<string, MessageRow["status"]>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom("message")
    .select(["reassessment_id", "status"])
    .where("reassessment_id", "in", [...ids])
    .orderBy("made_at")
    .orderBy("id")
    .execute();
  return new Map(rows.map((row) => [row.reassessment_id ?? "", row.status]));
}

/** How the newest message to the receiver of each referral fares. */
export async function deliveriesOf(
  db: Tx,
  referralIds: readonly Id<"referral">[],
): Promise<ReadonlyMap<string, MessageRow["status"]>> {
  if (referralIds.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom("message")
    .select(["referral_id", "status"])
    .where("referral_id", "in", [...referralIds])
    .where("to_kind", "=", "receiver")
    .orderBy("made_at")
    .orderBy("id")
    .execute();
  return new Map(rows.map((row) => [row.referral_id ?? "", row.status]));
}

/** Persons whom the newest message to them did not reach, of those made since a moment: it was given up after its tries. */
export async function failedToPersons(
  db: Tx,
  { since, limit }: { readonly since: Instant; readonly limit: number },
): Promise<readonly { readonly personId: PersonId; readonly since: Instant }[]> {
  const newest = tables(db)
    .selectFrom("message")
    .select(["tenant_id", "person_id", "status", "made_at", "ended_at"])
    .distinctOn(["tenant_id", "person_id"])
    .where("to_kind", "=", "person")
    .where("made_at", ">=", since)
    .orderBy("tenant_id")
    .orderBy("person_id")
    .orderBy("made_at", "desc");
  const rows = await tables(db)
    .selectFrom(newest.as("newest"))
    .select(["person_id", "made_at", "ended_at"])
    .where("status", "=", "failed")
    .orderBy("made_at")
    .limit(limit)
    .execute();
  return rows.map(({ person_id, made_at, ended_at }) => ({
    personId: person_id,
    since: ended_at ?? made_at,
  }));
}
