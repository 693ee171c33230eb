import type { Id } from "#base";
import type { NoticeServices } from "../on-call/timer-effects.ts";
import { findReferral } from "../referral/store.ts";
import type { TimerEffect } from "../timer/work.ts";
import { endToldBack, lockToldBack } from "./store.ts";
import { isMessageBack } from "./tell-back.ts";

/** After so many tries in vain it is given up, and stands so on the page of the referral. */
const mostTries = 8;

/** Sends the word that a message back is there: no name, no matter, no organisation; a link behind which one signs in. */
export function sendToldBack(services: NoticeServices): TimerEffect {
  return async (db, timer, { now }) => {
    const referralId = timer.id as Id<"referral">;
    const notice = await lockToldBack(db, referralId);
    if (notice?.status !== "waiting") return;
    const row = await findReferral(db, referralId);
    const to = row !== null && isMessageBack(row) ? await services.accountAddress(notice.account_id) : null;
    if (to === null) {
      await endToldBack(db, referralId, { status: row === null ? "withheld" : "failed", now });
      return;
    }
    const link = `${services.baseUrl}/pro/orientations/${referralId}/retour`;
    const say = (part: string): string => services.sentence("fr", `pro.message.back.${part}`, { link });
    try {
      await services.sendMessage({
        channel: "email",
        to,
        subject: say("subject"),
        text: say("text"),
        template: "message-back",
      });
    } catch (error) {
      if (timer.attempts < mostTries) throw error;
      await endToldBack(db, referralId, { status: "failed", now });
      return;
    }
    await endToldBack(db, referralId, { status: "sent", now });
  };
}
