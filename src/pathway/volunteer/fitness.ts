import type { LocalDate } from "#base";
import type { CheckKind, EngagementPurpose, TrainingKind, UnfitReason, VolunteerStatus } from "./codes.ts";

/** What a mission asks of those who carry it out. */
export interface MissionPolicy {
  readonly needsCharter: boolean;
  readonly checks: readonly CheckKind[];
  readonly trainings: readonly TrainingKind[];
}

/**
 * What is asked while an organisation has said nothing: an interview, references and the charter.
 * Source  spec/legal.md, volunteers.
 */
export const policyUnlessTold: Readonly<Record<EngagementPurpose, MissionPolicy>> = {
  visit: { needsCharter: true, checks: ["interview", "references"], trainings: ["welcome"] },
  telephone: { needsCharter: true, checks: ["interview"], trainings: ["listening"] },
  mentoring: { needsCharter: true, checks: ["interview", "references"], trainings: ["welcome"] },
  "peer-support": { needsCharter: true, checks: ["interview"], trainings: ["listening"] },
  hours: { needsCharter: true, checks: ["interview", "references"], trainings: [] },
};

/** What is known of somebody. */
export interface VolunteerFacts {
  readonly status: VolunteerStatus;
  readonly charterSignedOn: LocalDate | null;
  /** Oldest first: the newest of a kind counts. */
  readonly checks: readonly {
    readonly kind: CheckKind;
    readonly isFit: boolean;
    readonly checkedOn: LocalDate;
    readonly expiresOn: LocalDate | null;
  }[];
  readonly trainings: readonly {
    readonly kind: TrainingKind;
    readonly doneOn: LocalDate;
    readonly expiresOn: LocalDate | null;
  }[];
}

/** Something missing for a mission, with the kind of check or training where it is one. */
export interface Unfitness {
  readonly reason: UnfitReason;
  readonly kind: CheckKind | TrainingKind | null;
}

/** What is missing for a mission on a day; empty when somebody may be proposed. What expires on a day holds until its end. */
export function unfitnessFor(
  policy: MissionPolicy,
  facts: VolunteerFacts,
  today: LocalDate,
): readonly Unfitness[] {
  const missing: Unfitness[] = [];
  if (facts.status !== "active") missing.push({ reason: "not-active", kind: null });
  if (policy.needsCharter && (facts.charterSignedOn === null || facts.charterSignedOn > today))
    missing.push({ reason: "charter", kind: null });
  for (const kind of policy.checks) {
    const newest = facts.checks.findLast((check) => check.kind === kind && check.checkedOn <= today);
    if (newest === undefined) missing.push({ reason: "check-missing", kind });
    else if (!newest.isFit) missing.push({ reason: "check-unfit", kind });
    else if (isOver(newest.expiresOn, today)) missing.push({ reason: "check-expired", kind });
  }
  // A check that said no stands against every mission, whether or not this one asks for it.
  for (const check of facts.checks) {
    const newest = facts.checks.findLast(({ kind }) => kind === check.kind);
    if (newest === check && !check.isFit && !policy.checks.includes(check.kind))
      missing.push({ reason: "check-unfit", kind: check.kind });
  }
  for (const kind of policy.trainings) {
    const own = facts.trainings.filter((training) => training.kind === kind && training.doneOn <= today);
    if (own.length === 0) missing.push({ reason: "training-missing", kind });
    else if (own.every(({ expiresOn }) => isOver(expiresOn, today)))
      missing.push({ reason: "training-expired", kind });
  }
  return missing;
}

const isOver = (expiresOn: LocalDate | null, today: LocalDate): boolean =>
  expiresOn !== null && expiresOn < today;
