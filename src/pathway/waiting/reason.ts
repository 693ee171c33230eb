import { defineCodeList, type Instant } from "#base";
import type { ReferralRow } from "../referral/store.ts";
import { daysLater, delays, workingDaysLater } from "../timer/delays.ts";

/** Why something waits for a worker, most urgent first. */
export const waitingReason = defineCodeList("waitingReason", "Tisser, from spec/pathway.md §4.3", [
  "danger-review",
  "call-asked",
  "information-asked",
  "delivery-failed",
  "refused",
  "not-possible",
  "no-answer",
  "first-contact-late",
  "agreement-to-ask",
  "danger-telling",
  "outcome-unknown",
  "reassessment-due",
]);
/** Why something waits. */
export type WaitingReason = (typeof waitingReason.codes)[number];

/** Days during which an end that asks for another way is shown, and a loop closed as unknown. */
const shownDays = 60;

/** What is known of a referral when one asks whether it waits for somebody. */
export interface WaitingQuestion {
  readonly row: Pick<ReferralRow, "status" | "loop" | "last_act_at">;
  readonly hasFailedDelivery: boolean;
  readonly now: Instant;
  readonly timeZone: string;
}

/** Why a referral waits for a worker; null when it waits for somebody else, or for nobody. */
export function whyWaiting({ row, hasFailedDelivery, now, timeZone }: WaitingQuestion): WaitingReason | null {
  const isShown = now < daysLater(row.last_act_at, shownDays);
  if (row.loop === "closed_unknown")
    return now < daysLater(row.last_act_at, 2 * shownDays) ? "outcome-unknown" : null;
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
      return "agreement-to-ask";
    case "sent":
      return hasFailedDelivery ? "delivery-failed" : null;
    case "accepted":
      return now > workingDaysLater(row.last_act_at, delays.firstContactWorkingDays, timeZone)
        ? "first-contact-late"
        : null;
    default:
      return null;
  }
}
