import type { Id } from "#base";
import type { NoticeServices } from "../on-call/timer-effects.ts";
import { setTimer } from "../timer/store.ts";
import type { TimerEffect } from "../timer/work.ts";
import { nextAskingAt, whomToAsk } from "./review-steps.ts";
import { endNotice, findAct, insertNotice, lockNotice, noteStep, secondPersons } from "./store.ts";

/** After so many tries in vain a notice is given up; the next step asks again. */
const mostTries = 8;

/** One step of asking for the review of an act, under its lock: nobody is asked once it was reviewed. */
export const askForReview: TimerEffect = async (db, timer, { now, newId }) => {
  const act = await findAct(db, timer.id as Id<"danger-act">, "for update");
  if (act === null || act.reviewed_at !== null) return;
  const { tenant_id, controller_id, id, acted_by, acted_at } = act;
  // Recorded after the fact, a review may be late at once.
  const step = Math.max(act.steps + 1, act.review_due_at <= now ? 3 : 1);
  const colleagues = await secondPersons(db, controller_id);
  const asked = whomToAsk({ step, reviewerId: act.reviewer_id, actedBy: acted_by, colleagues });
  for (const accountId of asked) {
    const noticeId = newId<"danger-notice">();
    const isNew = await insertNotice(db, {
      tenant_id,
      controller_id,
      id: noticeId,
      act_id: id,
      account_id: accountId,
      step,
      status: "waiting",
      made_at: now,
      ended_at: null,
    });
    if (isNew)
      await setTimer(db, { tenant_id, controller_id, kind: "danger-notice", id: noticeId }, now, now);
  }
  await noteStep(db, id, step);
  await setTimer(db, timer, nextAskingAt(step, acted_at, now), now);
};

/** Sends a notice: no name, no matter, no organisation; a link behind which one signs in. */
export function sendDangerNotice(services: NoticeServices): TimerEffect {
  return async (db, timer, { now }) => {
    const notice = await lockNotice(db, timer.id as Id<"danger-notice">);
    if (notice?.status !== "waiting") return;
    const act = await findAct(db, notice.act_id);
    if (act === null || act.reviewed_at !== null) {
      await endNotice(db, notice.id, { status: "withheld", now });
      return;
    }
    const to = await services.accountAddress(notice.account_id);
    if (to === null) {
      await endNotice(db, notice.id, { status: "failed", now });
      return;
    }
    const link = `${services.baseUrl}/pro`;
    const say = (part: string): string => services.sentence("fr", `pro.message.danger.${part}`, { link });
    const message = { channel: "email", to, subject: say("subject"), text: say("text") } as const;
    try {
      await services.sendMessage({ ...message, template: "danger-review" });
    } catch (error) {
      if (timer.attempts < mostTries) throw error;
      await endNotice(db, notice.id, { status: "failed", now });
      return;
    }
    await endNotice(db, notice.id, { status: "sent", now });
  };
}
