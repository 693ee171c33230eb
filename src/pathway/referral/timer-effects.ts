import type { Id } from "#base";
import type { Tx, Vault } from "#storage";
import { engagementMissed } from "../engagement/carry-out.ts";
import { tellReferrer } from "../call-queue/tell-referrer.ts";
import { contactAgain } from "../contact-log/try-again.ts";
import { endHandOverTail } from "../companion/handlers.ts";
import { askForReview, sendDangerNotice } from "../danger/timer-effects.ts";
import { fileOf } from "../file-facts.ts";
import { heldRequestDue } from "../held/carry-out.ts";
import { sendToldBack } from "../message-back/send-told-back.ts";
import { sendDueMessage } from "../message/send.ts";
import { sendOwnLinkAgain } from "../own-page/send-link.ts";
import { sendRiskNotice, tellAlert, type NoticeServices } from "../on-call/timer-effects.ts";
import { timeZone } from "../services.ts";
import { delaysInForce } from "../territory-delays/store.ts";
import { daysLater } from "../timer/delays.ts";
import { setTimer, type TimerKind } from "../timer/store.ts";
import type { TimerEffect } from "../timer/work.ts";
import { endPastMoments, tellOfMoment } from "../offered-moment/timer-effects.ts";
import { reassessmentDue } from "../re-assessment/carry-out.ts";
import { erasureDelays } from "../receiver-erasure/erasure.ts";
import { askReceiver, closeUnknown, moveOn, type Moving } from "./carry-out.ts";
import { canMove } from "./moves.ts";
import { referralTimers } from "./states.ts";
import { findReferral, noteAsked, noteErasure } from "./store.ts";

const {
  "referral-reminder": reminder,
  "referral-expiry": expiry,
  "referral-waitlist": waitlist,
  "referral-attendance": attendance,
} = referralTimers;

/** What the timers of the pathway need from the program. */
export type TimerServices = NoticeServices;

/** What happens when a timer of the pathway is due. */
export function timerEffects(services: TimerServices): Readonly<Record<TimerKind, TimerEffect>> {
  const movingOf = (db: Tx, { now, newId }: Pick<Moving, "now" | "newId">): Moving => ({
    db,
    now,
    newId,
    vault: services.vault satisfies Vault,
    baseUrl: services.baseUrl,
    timeZone,
  });
  return {
    message: sendDueMessage(services),
    "risk-alert": tellAlert,
    "risk-notice": sendRiskNotice(services),
    "referral-reminder": async (db, timer, moment) => {
      const row = await findReferral(db, timer.id as Id<"referral">, "for update");
      if (row?.status !== "sent") return;
      const moving = movingOf(db, moment);
      await askReceiver(moving, { row, file: await fileOf(db, row.person_id) }, reminder.tells);
      await setTimer(db, timer, daysLater(moment.now, (await delaysInForce(db))[reminder.after]));
    },
    "referral-expiry": async (db, timer, moment) => {
      const row = await findReferral(db, timer.id as Id<"referral">, "for update");
      if (row === null || !canMove(expiry.makes, row.status, "system")) return;
      const order = { name: expiry.makes, party: "system", byId: null, details: {} } as const;
      await moveOn(movingOf(db, moment), { row, file: await fileOf(db, row.person_id) }, order);
    },
    "held-request": heldRequestDue(services),
    "reassessment-due": reassessmentDue,
    "engagement-missed": engagementMissed,
    "handover-tail": endHandOverTail,
    "message-back": sendToldBack(services),
    "call-referrer": tellReferrer(services),
    "danger-review": askForReview,
    "danger-notice": sendDangerNotice(services),
    "erasure-reminder": async (db, timer, moment) => {
      const row = await findReferral(db, timer.id as Id<"referral">, "for update");
      if (row === null || row.erasure_asked_at === null || row.erasure_answer !== null) return;
      if (row.erasure_reminders >= erasureDelays.mostReminders) return;
      const moving = movingOf(db, moment);
      await askReceiver(moving, { row, file: await fileOf(db, row.person_id) }, "erasure-reminder");
      await noteErasure(db, row, { erasure_reminders: row.erasure_reminders + 1 });
      await setTimer(db, timer, daysLater(moment.now, erasureDelays.reminderDays));
    },
    "referral-draft": async (db, timer, moment) => {
      const row = await findReferral(db, timer.id as Id<"referral">, "for update");
      if (row?.status === "draft" || row?.status === "awaiting_consent")
        await noteAsked(db, row, { draft_nudged_at: moment.now });
    },
    "referral-attendance": async (db, timer, moment) => {
      const row = await findReferral(db, timer.id as Id<"referral">, "for update");
      if (row?.status !== "contacted" || row.loop !== "open") return;
      const moving = movingOf(db, moment);
      await askReceiver(moving, { row, file: await fileOf(db, row.person_id) }, attendance.tells);
      await sendOwnLinkAgain(moving, row.person_id);
      await noteAsked(db, row, { attendance_asked_at: moment.now });
      // Once more a month later, then never again.
      if (row.attendance_asked_at !== null) return;
      await setTimer(db, timer, daysLater(moment.now, (await delaysInForce(db)).attendanceAgainDays));
    },
    "referral-waitlist": async (db, timer, moment) => {
      const row = await findReferral(db, timer.id as Id<"referral">, "for update");
      if (row?.status !== "waitlisted" || row.loop !== "open") return;
      const moving = movingOf(db, moment);
      const isAsked = await askReceiver(
        moving,
        { row, file: await fileOf(db, row.person_id) },
        waitlist.tells,
      );
      const delays = await delaysInForce(db);
      // The receiver answers as long as the link opens; whoever cannot be asked by a message is asked by the worker at once.
      await noteAsked(db, row, {
        waitlist_asked_at: moment.now,
        unconfirmed_from:
          row.unconfirmed_from ?? (isAsked ? daysLater(moment.now, delays.linkDays) : moment.now),
      });
      await setTimer(db, timer, daysLater(moment.now, delays[waitlist.after]));
    },
    "moments-past": endPastMoments,
    "moment-told": tellOfMoment(services),
    "contact-again": contactAgain,
    "referral-review": async (db, timer, moment) => {
      const row = await findReferral(db, timer.id as Id<"referral">, "for update");
      if (row?.status === "started") await noteAsked(db, row, { review_asked_at: moment.now });
    },
    "loop-unknown": async (db, timer, moment) => {
      const row = await findReferral(db, timer.id as Id<"referral">, "for update");
      if (row?.loop !== "open") return;
      await closeUnknown(movingOf(db, moment), row);
    },
  };
}
