import type { FhirStatuses } from "./fhir-status.ts";
import type { ReferralParty } from "./moves.ts";
import { states } from "./states.ts";
import type { ReferralStatus } from "./status.ts";

/** What of an event tells how FHIR calls what followed. */
export interface FhirStep {
  readonly by_kind: ReferralParty;
  readonly from_status: ReferralStatus | null;
  readonly to_status: ReferralStatus;
}

/**
 * How FHIR R4 calls where a referral stands. A rerouted one keeps what it had (the new one is `partOf` and `basedOn` it). The
 * request of a completed one stays active until the link worker acknowledges: they do by completing it themselves, or by saying that they know.
 * @param history its events, oldest first.
 * @throws RangeError when a history does not tell where a rerouted referral stood before.
 */
export function fhirStatusesOf(status: ReferralStatus, history: readonly FhirStep[]): FhirStatuses {
  const state = states[status];
  const at = history.findLastIndex((step) => step.to_status === status && step.from_status !== status);
  const step = history[at];
  if (state.fhir === "unchanged") {
    const before = step?.from_status ?? null;
    if (before === null) throw new RangeError(`No history of a referral ${status}`);
    return fhirStatusesOf(before, history.slice(0, at));
  }
  const isAcknowledged = history
    .slice(Math.max(at, 0))
    .some(({ to_status, by_kind }) => to_status === status && by_kind === "worker");
  return "untilAcknowledged" in state && !isAcknowledged
    ? { ...state.fhir, serviceRequest: state.untilAcknowledged }
    : state.fhir;
}
