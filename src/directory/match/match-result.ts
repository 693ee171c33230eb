import type { Instant } from "#base";
import type { InterventionType } from "../taxonomy.ts";
import type { MatchableOffer } from "./matchable.ts";
import type { MatchWeights } from "./weights.ts";
import type { LeftOutReasonCode, MatchCautionCode, MatchReasonCode, MatchUnknownCode } from "./reasons.ts";

/** What matching is told besides the need. */
export interface MatchOptions {
  /** Moment of the question. */
  readonly now: Instant;
  /** Offers wanted, 10 unless told. */
  readonly limit?: number;
  /** How well each type of intervention is shown to help with the person's pattern, 0 to 1; nothing counts as nothing known. */
  readonly evidence?: Partial<Readonly<Record<InterventionType, number>>>;
  /**
   * How soon whoever holds an offer answers referrals, 0 to 1 by id of the offer: for professionals alone, whose own referrals say so.
   * Missing  nothing is known, which counts as nothing.
   */
  readonly answering?: ReadonlyMap<string, number>;
  /** What each part counts; the defaults unless a territory chose others. */
  readonly weights?: MatchWeights;
}

/** A code with what its sentence names. */
export interface CodedReason<Code extends string> {
  readonly code: Code;
  /** Values for the sentence: codes, numbers and names as they stand in the data. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** The parts of which a score is the sum; see docs/matching.md. */
export interface ScoreParts {
  readonly need: number;
  readonly wish: number;
  readonly situation: number;
  readonly words: number;
  readonly distance: number;
  readonly comfort: number;
  readonly quality: number;
  readonly evidence: number;
}

/** An offer proposed. */
export interface RankedOffer {
  readonly offer: MatchableOffer;
  readonly score: number;
  readonly parts: ScoreParts;
  readonly reasons: readonly CodedReason<MatchReasonCode>[];
  readonly cautions: readonly CodedReason<MatchCautionCode>[];
  readonly unknown: readonly MatchUnknownCode[];
  /** Straight line in metres; null when the offer comes to the person or has no place. */
  readonly distanceMetres: number | null;
  /** Ids of other entries that are the same thing and are not shown. */
  readonly sameAs: readonly string[];
}

/** An offer that would have been among the first, and why it is not. */
export interface LeftOutOffer {
  readonly offer: MatchableOffer;
  readonly reason: CodedReason<LeftOutReasonCode>;
  readonly distanceMetres: number | null;
}

/** What is proposed, best first, and what is not. */
export interface MatchResult {
  readonly offers: readonly RankedOffer[];
  /** Nearest to being proposed first; at most ten. */
  readonly leftOut: readonly LeftOutOffer[];
}
