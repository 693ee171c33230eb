import {
  baseErrors,
  daysBetween,
  localDateAt,
  type AccountId,
  type Instant,
  type LocalDate,
  type NewId,
} from "#base";
import type { Tx, Vault } from "#storage";
import { makeAnswerLink } from "../answer/link.ts";
import { endTryAgain } from "../contact-log/try-again.ts";
import { pathwayErrors } from "../errors.ts";
import { tellPerson } from "../letter/tell-person.ts";
import { tellBack } from "../message-back/tell-back.ts";
import { queueMessage, type MessageTemplate } from "../message/outgoing.ts";
import { withholdMessages } from "../message/store.ts";
import { endMoments } from "../offered-moment/store.ts";
import { mayShare } from "../sharing/agreement.ts";
import { findAgreement } from "../sharing/store.ts";
import { erasureDelays } from "../receiver-erasure/erasure.ts";
import { sealJson } from "../sealed-json.ts";
import { delaysInForce } from "../territory-delays/store.ts";
import { daysLater } from "../timer/delays.ts";
import { clearTimers, setTimer } from "../timer/store.ts";
import { addressOf, openContent, type FileKey } from "./content.ts";
import {
  after,
  canMove,
  missingFor,
  moveOf,
  takesBack,
  type MoveDetails,
  type MoveName,
  type ReferralParty,
} from "./moves.ts";
import { referralTimerKinds, states, timersAfterAct } from "./states.ts";
import { endedStatuses } from "./status.ts";
import {
  hasOpenReferral,
  insertEvent,
  noteAsked,
  replaceReferral,
  type ReferralEventRow,
  type ReferralRow,
} from "./store.ts";

/** What moving a referral needs beside the referral. */
export interface Moving {
  readonly db: Tx;
  readonly vault: Vault;
  readonly now: Instant;
  readonly newId: NewId;
  /** Address of the site without final slash, for links. */
  readonly baseUrl: string;
  /** Time zone of the territory, for days. */
  readonly timeZone: string;
}

/** A move to make. */
export interface MoveOrder {
  readonly name: MoveName;
  readonly party: ReferralParty;
  readonly byId: string | null;
  readonly details: MoveDetails;
}

/**
 * Moves a referral, which must be locked: checks the table of moves and the ground for sharing, writes state and event,
 * sets the timers anew from this act, and lets wait what must be told to the receiver.
 * @returns the referral as it now stands.
 * @throws pathway.moveNotAllowed, pathway.moveIncomplete, pathway.sharingRefused
 */
export async function moveOn(
  moving: Moving,
  { row, file }: { readonly row: ReferralRow; readonly file: FileKey },
  order: MoveOrder,
): Promise<ReferralRow> {
  const { db, now } = moving;
  await check(moving, row, order);
  const { status, loop } = after(order.name, row.status);
  const { reason = null, nextStep = null } = order.details;
  const isResumed = !endedStatuses.has(status);
  const { isKeepingEnd = false } = moveOf(order.name);
  const moved: ReferralRow = {
    ...row,
    status,
    loop,
    reason: isResumed ? null : (reason ?? row.reason),
    next_step: isResumed ? null : (nextStep ?? row.next_step),
    outcome: outcomeAfter(row, order),
    sent_at: order.name === "send" ? now : row.sent_at,
    last_act_at: isKeepingEnd ? row.last_act_at : now,
    review_asked_at: null,
    waitlist_asked_at: null,
    unconfirmed_from: null,
    draft_nudged_at: null,
    attendance_asked_at: null,
    person_to_tell_at: null,
    moments_past_at: null,
    moments_unsuited_at: null,
    moments_to_tell_at: null,
    meeting_on: setsMeeting.has(order.name) ? (order.details.meetingOn ?? null) : null,
    expected_on: expectedAfter(row, order),
    completion_told_at: order.name === "complete" && order.party !== "worker" ? now : null,
    version: row.version + 1,
    erasure_asked_at: takesBack(order.name, row.status) ? now : row.erasure_asked_at,
  };
  if (!(await replaceReferral(db, moved))) throw baseErrors.versionStale({});
  await noteEvent(moving, file, { before: row, after: moved, order });
  await setTimersOf(moving, moved);
  await endMomentsWith(db, moved, order.name);
  await tellReceiver(moving, { row: moved, file }, { from: row.status, order });
  if (!isKeepingEnd) await tellBack(db, moved, { by: order.byId, now });
  if ("tellsPerson" in states[status] && (await tellPerson(moving, moved.person_id)) === "call")
    await noteAsked(db, moved, { person_to_tell_at: now });
  if (!isResumed) await endWhatServedIt(db, moved);
  return moved;
}

/** Moves with which the day of a meeting is known. */
const setsMeeting: ReadonlySet<MoveName> = new Set(["set-meeting", "choose-moment"]);

/** The moments that were offered for a meeting end with most acts: nobody chooses one of what goes on otherwise. */
async function endMomentsWith(db: Tx, row: ReferralRow, name: MoveName): Promise<void> {
  const { keepsMoments } = moveOf(name);
  if (keepsMoments === "all") return;
  const { tenant_id, controller_id, id, last_act_at: now } = row;
  await endMoments(db, id, { keepsChosen: keepsMoments === "chosen", now });
  await clearTimers(db, { tenant_id, controller_id, id }, ["moments-past"]);
}

/** With the last referral of a person that is open, there is nothing left for which they are to be reached. */
async function endWhatServedIt(db: Tx, row: ReferralRow): Promise<void> {
  if (await hasOpenReferral(db, row.person_id)) return;
  const { tenant_id, controller_id, person_id } = row;
  await endTryAgain(db, { tenant_id, controller_id, id: person_id });
}

/** The outcome that is known: of a referral that goes on after one was told wrongly, none. */
function outcomeAfter(row: ReferralRow, { name, details }: MoveOrder): string | null {
  if (name === "complete") return details.outcome ?? null;
  return name === "dispute" ? null : row.outcome;
}

/** The day that is expected: of an answer or of a place, until something else happens; a place goes on being expected as it was. */
function expectedAfter(row: ReferralRow, { name, details }: MoveOrder): LocalDate | null {
  if (name !== "answer-later" && moveOf(name).mayExpect !== true) return null;
  return details.expectedOn ?? (name === "confirm-waitlist" ? row.expected_on : null);
}

/** Whether a move may be made, beside the state and who makes it. */
export function holdsGuard(name: MoveName, row: Pick<ReferralRow, "completion_told_at">): boolean {
  return moveOf(name).guard !== "told-by-others" || row.completion_told_at !== null;
}

async function check({ db, now, timeZone }: Moving, row: ReferralRow, order: MoveOrder): Promise<void> {
  if (!canMove(order.name, row.status, order.party) || !holdsGuard(order.name, row))
    throw pathwayErrors.moveNotAllowed({ status: row.status });
  const missing = missingFor(order.name, order.party, order.details);
  if (missing.length > 0) {
    throw pathwayErrors.moveIncomplete({}, { issues: missing.map((path) => ({ path, code: "required" })) });
  }
  checkDays(order, localDateAt(now, timeZone));
  if (!moveOf(order.name).isSharing) return;
  const agreement = await findAgreement(db, row.agreement_id);
  const question = { receiverId: row.offer_id, items: agreement?.items ?? [], now, timeZone };
  const refusal = mayShare(agreement, question);
  if (refusal !== null) throw pathwayErrors.sharingRefused({ reason: refusal });
}

/** Most days ahead of what may be told with a move: who answers later does so while the loop is open. */
const mostDaysAhead = { meeting: 366, place: 366, answer: 28 } as const;

/** A meeting and a place are today or within the year, an answer within four weeks. @throws pathway.moveIncomplete */
function checkDays({ name, details }: MoveOrder, today: LocalDate): void {
  if (name === "set-meeting")
    mustBeWithin("meetingOn", details.meetingOn, { today, most: mostDaysAhead.meeting });
  const most = name === "answer-later" ? mostDaysAhead.answer : mostDaysAhead.place;
  if (name === "answer-later" || moveOf(name).mayExpect === true)
    mustBeWithin("expectedOn", details.expectedOn, { today, most });
}

function mustBeWithin(
  path: "meetingOn" | "expectedOn",
  day: LocalDate | null | undefined,
  { today, most }: { readonly today: LocalDate; readonly most: number },
): void {
  if (!day) return;
  const days = daysBetween(today, day);
  if (days < 0 || days > most)
    throw pathwayErrors.moveIncomplete({}, { issues: [{ path, code: "invalid" }] });
}

async function noteEvent(
  { db, vault, now, newId }: Moving,
  file: FileKey,
  step: { readonly before: ReferralRow | null; readonly after: ReferralRow; readonly order: MoveOrder },
): Promise<void> {
  const { details, name, party, byId } = step.order;
  const id = newId<"referralEvent">();
  const event: Omit<ReferralEventRow, "position"> = {
    tenant_id: step.after.tenant_id,
    controller_id: step.after.controller_id,
    id,
    referral_id: step.after.id,
    at: now,
    by_kind: party,
    by_id: byId,
    move: name,
    from_status: step.before?.status ?? null,
    to_status: step.after.status,
    code: details.outcome ?? details.reason ?? null,
    next_step: details.nextStep ?? null,
    note: details.note
      ? sealJson(vault, { file, table: "referral_event", column: "note", rowId: id }, details.note)
      : null,
  };
  await insertEvent(db, event);
}

/** Timers begin again at each act of somebody (spec/pains.md row 13). */
async function setTimersOf({ db, now, timeZone }: Moving, row: ReferralRow): Promise<void> {
  const ref = { tenant_id: row.tenant_id, controller_id: row.controller_id, id: row.id };
  await clearTimers(db, ref, referralTimerKinds);
  const delays = await delaysInForce(db);
  for (const { kind, dueAt } of timersAfterAct(row, { now, delays, timeZone }))
    await setTimer(db, { ...ref, kind }, dueAt);
}

async function tellReceiver(
  moving: Moving,
  referral: { readonly row: ReferralRow; readonly file: FileKey },
  { from, order }: { readonly from: ReferralRow["status"]; readonly order: MoveOrder },
): Promise<void> {
  const { db, now } = moving;
  const { name, party } = order;
  const { tells, isWithholding, isTakingBack } = moveOf(name);
  if (isWithholding) await withholdMessages(db, referral.row.id, now);
  if (tells === undefined || party === "receiver" || (isTakingBack && !takesBack(name, from))) return;
  const isTold = await askReceiver(moving, referral, tells);
  const { tenant_id, controller_id, id } = referral.row;
  if (isTold && isTakingBack)
    await setTimer(
      db,
      { tenant_id, controller_id, kind: "erasure-reminder", id },
      daysLater(now, erasureDelays.reminderDays),
    );
}

/** Lets a neutral message with a new link wait for the receiver, if there is an address. Answers whether there is one. */
export async function askReceiver(
  moving: Moving,
  { row, file }: { readonly row: ReferralRow; readonly file: FileKey },
  template: MessageTemplate,
): Promise<boolean> {
  const { db, vault, now, newId, baseUrl } = moving;
  const content = openContent(vault, file, row);
  const address = addressOf(content);
  if (address === null) return false;
  const link = `${baseUrl}${await makeAnswerLink(db, row, { now, newId })}`;
  await queueMessage(
    db,
    vault,
    { referral: row, file },
    {
      template,
      channel: address.channel,
      content: { to: address.to, locale: content.receiverLocale, link, phone: content.callbackPhone },
      now,
      newId,
    },
  );
  return true;
}

/** Notes the creation of a referral: the first event of its history. */
export async function noteCreation(moving: Moving, row: ReferralRow, byId: AccountId): Promise<void> {
  const { db, newId, now } = moving;
  await insertEvent(db, {
    tenant_id: row.tenant_id,
    controller_id: row.controller_id,
    id: newId<"referralEvent">(),
    referral_id: row.id,
    at: now,
    by_kind: "worker",
    by_id: byId,
    move: "create",
    from_status: null,
    to_status: row.status,
    code: null,
    next_step: null,
    note: null,
  });
  await setTimersOf(moving, row);
}

/** The loop is closed because nothing was heard: counted as unknown, never as success. */
export async function closeUnknown(moving: Moving, row: ReferralRow): Promise<void> {
  const { db, now, newId } = moving;
  const closed: ReferralRow = { ...row, loop: "closed_unknown", version: row.version + 1 };
  if (!(await replaceReferral(db, closed))) throw baseErrors.versionStale({});
  await insertEvent(db, {
    tenant_id: row.tenant_id,
    controller_id: row.controller_id,
    id: newId<"referralEvent">(),
    referral_id: row.id,
    at: now,
    by_kind: "system",
    by_id: null,
    move: "close-unknown",
    from_status: row.status,
    to_status: row.status,
    code: null,
    next_step: null,
    note: null,
  });
  await tellBack(db, closed, { by: null, now });
}
