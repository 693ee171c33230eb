import { localDateAt, type Id } from "#base";
import type { NoticeServices } from "../on-call/timer-effects.ts";
import { findReferral, noteAsked } from "../referral/store.ts";
import type { TimerEffect } from "../timer/work.ts";
import { momentsTimeZone } from "./carry-out.ts";
import { endMoments, momentsInForce } from "./store.ts";

/** The first of the moments offered is past and none was chosen: they end, and the queue says so. */
export const endPastMoments: TimerEffect = async (db, timer, { now }) => {
  const row = await findReferral(db, timer.id as Id<"referral">, "for update");
  if (row === null) return;
  const offered = (await momentsInForce(db, [row.id])).filter(({ status }) => status === "offered");
  if (!offered.some(({ starts_at }) => starts_at <= now)) return;
  await endMoments(db, row.id, { keepsChosen: true, now });
  await noteAsked(db, row, { moments_past_at: now, moments_to_tell_at: null });
};

/**
 * Tells whoever follows a referral that the person chose a moment, or that none suits: no name, no matter, no organisation, a link behind
 * which one signs in. Tried until it goes or does not matter any more: the queue and the page of the referral say it too.
 */
export function tellOfMoment(services: NoticeServices): TimerEffect {
  return async (db, timer, { now }) => {
    const row = await findReferral(db, timer.id as Id<"referral">);
    if (row === null) return;
    const today = localDateAt(now, await momentsTimeZone(db));
    const isChosen = row.meeting_on !== null && row.meeting_on >= today;
    if (!isChosen && row.moments_unsuited_at === null) return;
    const to = await services.accountAddress(row.owner_id);
    if (to === null) return;
    const link = `${services.baseUrl}/pro/orientations/${row.id}`;
    const say = (part: string): string => services.sentence("fr", `pro.message.moment.${part}`, { link });
    await services.sendMessage({
      channel: "email",
      to,
      subject: say("subject"),
      text: say("text"),
      template: "moment-told",
    });
  };
}
