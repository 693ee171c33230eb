import type { Locale } from "#base";
import type { Vault } from "#storage";
import { findPerson } from "../store.ts";
import { endedStatuses } from "../referral/status.ts";
import { findReferral } from "../referral/store.ts";
import type { TimerEffect } from "../timer/work.ts";
import { openMessage } from "./outgoing.ts";
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
    const referral = row.referral_id === null ? null : await findReferral(db, row.referral_id);
    const content = file === null ? null : openMessage(services.vault, file, row);
    const isOver = referral === null || endedStatuses.has(referral.status);
    if (content === null || (isOver && row.template !== "nothing-to-do")) {
      await endMessage(db, row.id, { status: "withheld", now });
      return;
    }
    const { locale, to, link, phone } = content;
    const say = (part: string): string =>
      services.sentence(locale, `message.${row.template}.${part}`, { link, phone });
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
