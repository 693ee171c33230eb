import { defineCodeList, localDateAt, type Instant } from "#base";
import type { ReferralRow } from "../referral/store.ts";
import { daysLater, workingDaysLater } from "../timer/delays.ts";

/**
 * Why something waits for a worker, most urgent first, by what is done with it: somebody is waiting for an answer, something came to
 * an end that asks for another way, something is to be completed.
 */
export const waitingGroups = {
  answer: [
    "danger-review",
    "call-asked",
    "change-held",
    "copy-held",
    "moments-unsuited",
    "moments-to-tell",
    "information-asked",
    "delivery-failed",
  ],
  resume: [
    "refused",
    "not-possible",
    "no-answer",
    "first-contact-late",
    "moments-past",
    "tried-in-vain",
    "contact-again",
    "waitlist-unconfirmed",
  ],
  finish: [
    "letter-to-print",
    "receiver-to-call",
    "agreement-late",
    "agreement-to-ask",
    "danger-telling",
    "completion-told",
    "attendance-to-ask",
    "review-due",
    "outcome-unknown",
    "reassessment-due",
    "plan-review",
    "contact-rules",
    "document-ending",
  ],
} as const;
/** Why something waits for a worker, most urgent first. */
export const waitingReason = defineCodeList(
  "waitingReason",
  "Tisser, from spec/pathway.md §4.3",
  Object.values(waitingGroups).flat(),
);
/** Why something waits. */
export type WaitingReason = (typeof waitingReason.codes)[number];

/** Name of a group of reasons. */
export type WaitingGroup = keyof typeof waitingGroups;
/** Groups, most urgent first. */
export const waitingGroupNames = Object.keys(waitingGroups) as readonly WaitingGroup[];

/** The group of a reason. */
export function waitingGroupOf(reason: WaitingReason): WaitingGroup {
  const found = waitingGroupNames.find((name) => (waitingGroups[name] as readonly string[]).includes(reason));
  return found ?? "finish";
}

/** Somebody waits for an answer, for a first call, or to be told. */
const urgent: ReadonlySet<WaitingReason> = new Set([
  ...waitingGroups.answer,
  "first-contact-late",
  "danger-telling",
]);

/**
 * Whether something may be set aside, alone or with others: nobody waits for an answer or a first call meanwhile. A message
 * that did not reach the person may, one that did not reach a receiver may not, since the referral then stands still.
 */
export function mayBeSetAside(
  reason: WaitingReason,
  { isReferral }: { readonly isReferral: boolean },
): boolean {
  return !urgent.has(reason) || (reason === "delivery-failed" && !isReferral);
}

/** Days during which an end that asks for another way is shown, and a loop closed as unknown. */
const shownDays = 60;

/** What is known of a referral when one asks whether it waits for somebody. */
export interface WaitingQuestion {
  readonly row: Pick<
    ReferralRow,
    | "status"
    | "loop"
    | "last_act_at"
    | "review_asked_at"
    | "waitlist_asked_at"
    | "unconfirmed_from"
    | "completion_told_at"
    | "draft_nudged_at"
    | "attendance_asked_at"
    | "expected_on"
    | "moments_past_at"
    | "moments_unsuited_at"
    | "moments_to_tell_at"
  >;
  readonly hasFailedDelivery: boolean;
  /** Whether no message about it went to the receiver: they are told by word of mouth. */
  readonly isByWord: boolean;
  readonly now: Instant;
  readonly timeZone: string;
  /** Within how many working days the person is reached after an acceptance. */
  readonly firstContactWorkingDays: number;
}

/** Why a referral waits for a worker; null when it waits for somebody else, or for nobody. */
export function whyWaiting(question: WaitingQuestion): WaitingReason | null {
  const { row, hasFailedDelivery, isByWord, now, timeZone, firstContactWorkingDays } = question;
  const isShown = now < daysLater(row.last_act_at, shownDays);
  if (row.completion_told_at !== null) return "completion-told";
  if (row.review_asked_at !== null) return "review-due";
  if (row.loop === "closed_unknown")
    return now < daysLater(row.last_act_at, 2 * shownDays) ? "outcome-unknown" : null;
  const ofMoments = whyOfMoments(row);
  if (ofMoments !== null) return ofMoments;
  switch (row.status) {
    case "needs_info":
      return "information-asked";
    case "refused":
      return isShown ? "refused" : null;
    case "not_completed":
      return isShown ? "not-possible" : null;
    case "expired":
      return isShown ? "no-answer" : null;
    case "awaiting_consent":
    case "draft":
      return row.draft_nudged_at === null ? "agreement-to-ask" : "agreement-late";
    case "contacted":
      return row.attendance_asked_at === null ? null : "attendance-to-ask";
    case "waitlisted":
      return isUnconfirmed(question) ? "waitlist-unconfirmed" : null;
    // Nobody but the worker can say what a receiver answers who was told by word of mouth.
    case "sent":
      if (hasFailedDelivery) return "delivery-failed";
      return isByWord && !isToAnswerLater(question) ? "receiver-to-call" : null;
    case "accepted":
      return now > workingDaysLater(row.last_act_at, firstContactWorkingDays, timeZone)
        ? "first-contact-late"
        : null;
    default:
      return null;
  }
}

/** What is to be done about moments that were offered for a meeting. */
function whyOfMoments(row: WaitingQuestion["row"]): WaitingReason | null {
  if (row.moments_unsuited_at !== null) return "moments-unsuited";
  if (row.moments_past_at !== null) return "moments-past";
  return row.moments_to_tell_at === null ? null : "moments-to-tell";
}

/** Whether the receiver said that they answer later, and that day is still to come. */
function isToAnswerLater({ row, now, timeZone }: WaitingQuestion): boolean {
  return row.expected_on !== null && localDateAt(now, timeZone) < row.expected_on;
}

/** Whether the receiver was asked if the person still waits for a place, and did not say in time or could not be reached. */
function isUnconfirmed({ row, hasFailedDelivery, now }: WaitingQuestion): boolean {
  if (row.waitlist_asked_at === null || row.unconfirmed_from === null) return false;
  return hasFailedDelivery || now >= row.unconfirmed_from;
}
