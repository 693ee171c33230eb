import type { Locale } from "#base";
import type { Tx, Vault } from "#storage";
import { openPerson } from "../file-sealing.ts";
import { findPerson, type PersonRow } from "../store.ts";
import { endedStatuses } from "../referral/status.ts";
import { findReferral } from "../referral/store.ts";
import type { TimerEffect } from "../timer/work.ts";
import { askTogetherInstead } from "../re-assessment/carry-out.ts";
import { safeAddress } from "../re-assessment/safe-address.ts";
import { findReassessment } from "../re-assessment/store.ts";
import { openMessage, type MessageContent } from "./outgoing.ts";
import { endMessage, lockMessage, type MessageRow } from "./store.ts";

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

/**
 * Sends a message that is due. What may be sent is looked at now, under the lock of its row, not when it was written: after
 * a withdrawal or an end nothing goes but the word that there is nothing left to do.
 */
export function sendDueMessage(services: MessageServices): TimerEffect {
  return async (db, timer, { now }) => {
    const row = await lockMessage(db, timer.id as MessageRow["id"]);
    if (row?.status !== "waiting") return;
    const file = await findPerson(db, row.person_id);
    const content = file === null ? null : openMessage(services.vault, file, row);
    if (file === null || content === null || !(await mayGo(db, services.vault, { row, file, content }))) {
      await endMessage(db, row.id, { status: "withheld", now });
      if (row.reassessment_id !== null) await askTogetherInstead(db, row.reassessment_id, now);
      return;
    }
    const { locale, to, link, phone, name = "" } = content;
    const say = (part: string): string =>
      services.sentence(locale, `message.${row.template}.${part}`, { link, phone, name });
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

interface Question {
  readonly row: MessageRow;
  readonly file: PersonRow;
  readonly content: MessageContent;
}

/** Whether a message may go now: about a referral that is under way, or to the person by a way that they agree to today. */
async function mayGo(db: Tx, vault: Vault, { row, file, content }: Question): Promise<boolean> {
  if (row.reassessment_id !== null) {
    const asked = await findReassessment(db, row.reassessment_id);
    const address = safeAddress(openPerson(vault, file), row.channel);
    // The address as it is today: whoever changed it meanwhile is not written to at the old one.
    return asked?.status === "sent" && address === content.to;
  }
  const referral = row.referral_id === null ? null : await findReferral(db, row.referral_id);
  const isOver = referral === null || endedStatuses.has(referral.status);
  return !isOver || row.template === "nothing-to-do";
}
