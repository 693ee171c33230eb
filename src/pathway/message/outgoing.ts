import type { Id, Instant, NewId, PersonId } from "#base";
import type { Tx, Vault } from "#storage";
import { z } from "zod";
import type { FileKey } from "../referral/content.ts";
import type { ReferralRow } from "../referral/store.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { PersonRow } from "../store.ts";
import { setTimer } from "../timer/store.ts";
import { insertMessage, waitingToPerson, type MessageRow } from "./store.ts";

/** What a message says beside its neutral words: where it goes, the link, a number to call back. Nothing of the person. */
export const messageContent = z.strictObject({
  to: z.string().max(200),
  locale: z.enum(["fr", "en", "es", "ar"]),
  link: z.string().max(400),
  phone: z.string().max(30),
  /** First name that the person will recognise, in a message to the person. */
  name: z.string().max(40).optional(),
  /** What proves that who asks also reads this, in a message to the person. */
  code: z.string().max(6).optional(),
});
/** What a message says beside its neutral words. */
export type MessageContent = z.output<typeof messageContent>;

/** Neutral words of which there are texts in every language, under `message.<template>`. */
export type MessageTemplate =
  | "answer-asked"
  | "answer-reminder"
  | "how-it-went"
  | "still-waiting"
  | "moment-said"
  | "nothing-to-do"
  | "erasure-reminder"
  | "on-hold"
  | "as-agreed"
  | "call-back"
  | "second-proof";

/** A message to make. */
export interface NewMessage {
  readonly template: MessageTemplate;
  readonly channel: MessageRow["channel"];
  readonly content: MessageContent;
  readonly now: Instant;
  readonly newId: NewId;
}

/** Writes down a message about a referral to its receiver, to be sent as soon as this transaction is committed. */
export async function queueMessage(
  db: Tx,
  vault: Vault,
  about: { readonly referral: ReferralRow; readonly file: FileKey },
  message: NewMessage,
): Promise<void> {
  const { referral, file } = about;
  const { tenant_id, controller_id, person_id } = referral;
  const row = { tenant_id, controller_id, person_id, referral_id: referral.id, reassessment_id: null };
  await insertWaiting(db, { ...row, to_kind: "receiver" }, { vault, file, message });
}

/** Writes down a message with a link to questions, to the person. */
export async function queueInvitation(
  db: Tx,
  vault: Vault,
  about: { readonly reassessmentId: Id<"reassessment">; readonly file: PersonRow },
  message: NewMessage,
): Promise<void> {
  const { reassessmentId, file } = about;
  const { tenant_id, controller_id } = file;
  const row = {
    tenant_id,
    controller_id,
    person_id: file.id,
    referral_id: null,
    reassessment_id: reassessmentId,
  };
  await insertWaiting(db, { ...row, to_kind: "person" }, { vault, file, message });
}

/** Writes down a message with a link to their own page, to the person. */
export async function queueToPerson(
  db: Tx,
  vault: Vault,
  file: PersonRow,
  message: NewMessage,
): Promise<void> {
  const { tenant_id, controller_id, id: person_id } = file;
  const row = { tenant_id, controller_id, person_id, referral_id: null, reassessment_id: null };
  await insertWaiting(db, { ...row, to_kind: "person" }, { vault, file, message });
}

/** Looks again at once at what waits to go to a person: what kept it is over. */
export async function wakeMessages(db: Tx, personId: PersonId, now: Instant): Promise<void> {
  for (const { tenant_id, controller_id, id } of await waitingToPerson(db, personId))
    await setTimer(db, { tenant_id, controller_id, kind: "message", id }, now);
}

type Addressed = Pick<
  MessageRow,
  "tenant_id" | "controller_id" | "person_id" | "referral_id" | "reassessment_id" | "to_kind"
>;

async function insertWaiting(
  db: Tx,
  addressed: Addressed,
  given: { readonly vault: Vault; readonly file: FileKey; readonly message: NewMessage },
): Promise<void> {
  const { vault, file, message } = given;
  const id = message.newId<"message">();
  await insertMessage(db, {
    ...addressed,
    id,
    template: message.template,
    channel: message.channel,
    status: "waiting",
    made_at: message.now,
    due_at: message.now,
    attempts: 0,
    ended_at: null,
    content: sealJson(vault, placeOf(file, id), message.content),
  });
  const { tenant_id, controller_id } = addressed;
  await setTimer(db, { tenant_id, controller_id, kind: "message", id }, message.now);
}

/** Opens what a waiting message says. */
export function openMessage(vault: Vault, file: FileKey, row: MessageRow): MessageContent | null {
  return row.content === null
    ? null
    : openJson(vault, placeOf(file, row.id), { bytes: row.content, schema: messageContent });
}

const placeOf = (file: FileKey, id: Id<"message">) =>
  ({ file, table: "message", column: "content", rowId: id }) as const;
