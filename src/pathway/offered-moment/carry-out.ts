import { localDateAt, type Instant } from "#base";
import type { Tx } from "#storage";
import { territoryTimeZone } from "../on-call/store.ts";
import { sendOwnLinkAgain } from "../own-page/send-link.ts";
import { moveOn, type MoveOrder, type Moving } from "../referral/carry-out.ts";
import type { FileKey } from "../referral/content.ts";
import { canMove } from "../referral/moves.ts";
import { noteAsked, type ReferralRow } from "../referral/store.ts";
import { timeZone as countryTimeZone } from "../services.ts";
import { setTimer } from "../timer/store.ts";
import { offeredMomentErrors } from "./errors.ts";
import { readMoments, stillOpen, type TypedMoment } from "./moment.ts";
import { insertMoment, lockMoment, markChosen, momentsInForce, type OfferedMomentRow } from "./store.ts";

/** A referral, which must be locked, with the key of its file. */
interface Locked {
  readonly row: ReferralRow;
  readonly file: FileKey;
}

/** Who acts. */
type By<P extends MoveOrder["party"]> = { readonly party: P; readonly byId: string | null };

/** Time zone by whose clocks a territory offers moments. */
export async function momentsTimeZone(db: Tx): Promise<string> {
  return (await territoryTimeZone(db)) ?? countryTimeZone;
}

/**
 * Offers moments in the place of those before, and lets the person be told where they have a page of their own; else the worker is
 * to tell them. A receiver who has not accepted yet does so by it.
 * @throws pathway.momentsInvalid, pathway.moveNotAllowed
 */
export async function offer(
  moving: Moving,
  { row: found, file }: Locked,
  { typed, ...by }: By<"receiver" | "worker"> & { readonly typed: readonly TypedMoment[] },
): Promise<ReferralRow> {
  const { db, vault, now, newId } = moving;
  const read = readMoments(typed, { now, timeZone: await momentsTimeZone(db) });
  if ("issues" in read) throw offeredMomentErrors.momentsInvalid({}, { issues: read.issues });
  const accepts = by.party === "receiver" && canMove("accept", found.status, by.party);
  const row = accepts
    ? await moveOn(moving, { row: found, file }, { name: "accept", ...by, details: {} })
    : found;
  const moved = await moveOn(moving, { row, file }, { name: "offer-moments", ...by, details: {} });
  const { tenant_id, controller_id, person_id, id: referral_id } = moved;
  const common = { tenant_id, controller_id, person_id, referral_id, offered_at: now, offered_by: by.party };
  for (const moment of read.moments)
    await insertMoment(db, vault, file, { ...common, id: newId<"offeredMoment">(), moment });
  const [first] = read.moments;
  if (first)
    await setTimer(db, { tenant_id, controller_id, kind: "moments-past", id: referral_id }, first.startsAt);
  if (!(await sendOwnLinkAgain(moving, person_id))) await noteAsked(db, moved, { moments_to_tell_at: now });
  return moved;
}

/**
 * Chooses a moment, once: it is the day of the meeting, the others end, and the receiver and whoever accompanies are told.
 * @throws pathway.momentGone when it is not offered any more, pathway.referralNotFound
 */
export async function choose(
  moving: Moving,
  { row, file }: Locked,
  { momentId, ...by }: By<"person" | "worker"> & { readonly momentId: OfferedMomentRow["id"] },
): Promise<ReferralRow> {
  const { db, now } = moving;
  const moment = await lockMoment(db, momentId);
  const open = await openMomentsOf(db, row, now);
  if (moment === null || !open.some(({ id }) => id === moment.id)) throw offeredMomentErrors.momentGone({});
  await markChosen(db, moment, now);
  const meetingOn = localDateAt(moment.starts_at, await momentsTimeZone(db));
  const moved = await moveOn(moving, { row, file }, { name: "choose-moment", ...by, details: { meetingOn } });
  await letWorkerBeTold(db, moved, { ...by, now });
  return moved;
}

/**
 * None of the moments suits the person, who wants to be called: it waits in the queue of whoever accompanies.
 * @throws pathway.momentGone when none is offered any more
 */
export async function refuseAll(
  moving: Moving,
  { row, file }: Locked,
  by: By<"person" | "worker">,
): Promise<ReferralRow> {
  const { db, now } = moving;
  if ((await openMomentsOf(db, row, now)).length === 0) throw offeredMomentErrors.momentGone({});
  const moved = await moveOn(moving, { row, file }, { name: "no-moment", ...by, details: {} });
  await noteAsked(db, moved, { moments_unsuited_at: now });
  await letWorkerBeTold(db, moved, { ...by, now });
  return moved;
}

/** The moments of a referral that can still be chosen. */
export async function openMomentsOf(
  db: Tx,
  row: Pick<ReferralRow, "id">,
  now: Instant,
): Promise<readonly OfferedMomentRow[]> {
  const inForce = await momentsInForce(db, [row.id]);
  return stillOpen(
    inForce.filter(({ status }) => status === "offered"),
    now,
  );
}

/** Whoever follows the referral gets a neutral word, unless they noted it themselves. */
async function letWorkerBeTold(
  db: Tx,
  { tenant_id, controller_id, id }: ReferralRow,
  { party, now }: By<"person" | "worker"> & { readonly now: Instant },
): Promise<void> {
  if (party === "person") await setTimer(db, { tenant_id, controller_id, kind: "moment-told", id }, now);
}
