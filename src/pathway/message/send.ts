import { addMilliseconds, type Instant, type Locale } from "#base";
import type { Tx, Vault } from "#storage";
import { rulesStateOf } from "../contact/confirmed-store.ts";
import { mayWrite, mustBeSilent, type Sending } from "../contact/may-write.ts";
import { isToldWrong } from "../contact-log/wrong-address.ts";
import { heldOf } from "../held/store.ts";
import { openPerson } from "../file-sealing.ts";
import { timeZone } from "../services.ts";
import { lockPerson, type PersonRow } from "../store.ts";
import { setTimer } from "../timer/store.ts";
import { endedStatuses } from "../referral/status.ts";
import { findReferral } from "../referral/store.ts";
import type { TimerEffect } from "../timer/work.ts";
import { askTogetherInstead } from "../re-assessment/carry-out.ts";
import { findReassessment } from "../re-assessment/store.ts";
import { openMessage, type MessageContent } from "./outgoing.ts";
import { endMessage, lockMessage, personOfMessage, type MessageRow } from "./store.ts";

/** A message as the program sends it. */
export interface ReadyMessage {
  readonly channel: "email" | "sms";
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly template: string;
}

/** What sending needs from the program. */
export interface MessageServices {
  readonly vault: Vault;
  /** The sentence of a key in a language. */
  readonly sentence: (
    locale: Locale,
    key: string,
    params?: Readonly<Record<string, string | number>>,
  ) => string;
  /** Hands a message to the mail or SMS gateway. Throws when it is not taken. */
  readonly sendMessage: (message: ReadyMessage) => Promise<void>;
}

/** After so many tries in vain a message is given up, and waits as such for the worker. */
const mostTries = 8;
const quarter = 15 * 60_000;

/**
 * Sends a message that is due. What may be sent is looked at now, under the lock of its row, not when it was written: after
 * a withdrawal or an end nothing goes but the word that there is nothing left to do.
 */
export function sendDueMessage(services: MessageServices): TimerEffect {
  return async (db, timer, { now }) => {
    const id = timer.id as MessageRow["id"];
    // The file first, then the message, as whoever stops messages does: what is stopped first does not go.
    const personId = await personOfMessage(db, id);
    const file = personId === null ? null : await lockPerson(db, personId, "for share");
    const row = await lockMessage(db, id);
    if (row?.status !== "waiting") return;
    const content = file === null ? null : openMessage(services.vault, file, row);
    const sending =
      file === null || content === null
        ? never
        : await maySend(db, services.vault, { row, file, content, now });
    if (sending.kind === "wait") {
      await setTimer(db, timer, sending.until);
      return;
    }
    if (content === null || sending.kind !== "go") {
      const status = sending.kind === "undeliverable" ? "failed" : "withheld";
      await endMessage(db, row.id, { status, now });
      if (row.reassessment_id !== null) await askTogetherInstead(db, row.reassessment_id, now);
      return;
    }
    const { locale, to, link, phone, name = "", code = "" } = content;
    const say = (part: string): string =>
      services.sentence(locale, `message.${row.template}.${part}`, { link, phone, name, code });
    const message = {
      channel: row.channel,
      to,
      subject: say("subject"),
      text: say(row.channel === "sms" ? "sms" : "text"),
      template: row.template,
    };
    try {
      await services.sendMessage(message);
    } catch (error) {
      if (timer.attempts < mostTries) throw error;
      await endMessage(db, row.id, { status: "failed", now });
      return;
    }
    await endMessage(db, row.id, { status: "sent", now });
  };
}

/** Whether a message may go, or would reach somebody else. */
type Delivery = Sending | { readonly kind: "undeliverable" };

const never: Sending = { kind: "never" };
const go: Sending = { kind: "go" };

interface Question {
  readonly row: MessageRow;
  readonly file: PersonRow;
  readonly content: MessageContent;
  readonly now: Instant;
}

/**
 * Whether a message may go now: to the person by a way and at a time that they agree to today; to a receiver about a referral
 * that is under way, unless nobody may be told anything. That there is nothing left to do may always be said.
 */
async function maySend(db: Tx, vault: Vault, { row, file, content, now }: Question): Promise<Delivery> {
  const person = openPerson(vault, file);
  if (row.to_kind === "person") {
    const asked = row.reassessment_id === null ? null : await findReassessment(db, row.reassessment_id);
    if (asked !== null && asked.status !== "sent") return never;
    if (await isToldWrong(db, vault, file, content.to)) return { kind: "undeliverable" };
    // Nobody knows any more who reads it: whoever accompanies sees that the rules are to be confirmed.
    if ((await rulesStateOf(db, file, now)) === "late") return never;
    // While a change of how they are reached waits, neither the address before nor the one to come is known to be theirs.
    const held = row.template === "call-back" ? null : await heldOf(db, file.id, "contact-change");
    if (held !== null) {
      const soon = addMilliseconds(now, quarter);
      return { kind: "wait", until: held.due_at > soon ? held.due_at : soon };
    }
    return mayWrite(person, { channel: row.channel, to: content.to }, { now, timeZone });
  }
  if (row.template === "nothing-to-do" || row.template === "on-hold") return go;
  const referral = row.referral_id === null ? null : await findReferral(db, row.referral_id);
  // Whoever still holds what was taken back is asked to erase it, whatever the person said of being written to.
  if (row.template === "erasure-reminder") return referral?.erasure_answer === null ? go : never;
  const isOver = referral === null || endedStatuses.has(referral.status);
  return isOver || mustBeSilent(person) ? never : go;
}
