import type { Id } from "#base";
import type { NoticeServices } from "../on-call/timer-effects.ts";
import type { TimerEffect } from "../timer/work.ts";
import { lockReferrer, setTold } from "./referrer-store.ts";
import { openReferrer, referenceOf } from "./referrer.ts";
import { findCallRequest } from "./store.ts";

/** After so many tries in vain it is given up, and stands so on the page of the request. */
const mostTries = 8;

/**
 * Tells whoever left a request for somebody how it ended: its reference and one neutral sentence; no name, no organisation, no word
 * of what was written.
 */
export function tellReferrer(services: NoticeServices): TimerEffect {
  return async (db, timer, { now }) => {
    const row = await lockReferrer(db, timer.id as Id<"call-referrer">);
    if (row?.told !== "waiting") return;
    const request = await findCallRequest(db, row.request_id);
    if (request?.outcome == null) {
      await setTold(db, row.id, { told: "withheld", now });
      return;
    }
    const { email, locale } = openReferrer(services.vault, request, row);
    if (email === null) return;
    const say = (part: string, params: Readonly<Record<string, string>> = {}): string =>
      services.sentence(locale, `page.refer.message.${part}`, params);
    const words = {
      reference: referenceOf(row.id),
      outcome: say(`outcome.${request.outcome}`),
    };
    try {
      await services.sendMessage({
        channel: "email",
        to: email,
        subject: say("subject", words),
        text: say("text", words),
        template: "referral-by-form-back",
      });
    } catch (error) {
      if (timer.attempts < mostTries) throw error;
      await setTold(db, row.id, { told: "failed", now });
      return;
    }
    await setTold(db, row.id, { told: "sent", now });
  };
}
