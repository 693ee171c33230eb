import type { MatchCautionCode, MatchReasonCode, MatchUnknownCode, LeftOutReasonCode } from "#directory";
import type { OfferSummary } from "#directory/actions";

/** A code with the values of its sentence. */
export interface Said<Code extends string> {
  readonly code: Code;
  readonly params: Readonly<Record<string, string | number>>;
}

/** An offer proposed to a person, and why. */
export interface Proposal {
  readonly offer: OfferSummary;
  readonly reasons: readonly Said<MatchReasonCode>[];
  readonly cautions: readonly Said<MatchCautionCode>[];
  readonly unknown: readonly MatchUnknownCode[];
}

/** Something near that is not proposed, and why not. */
export interface LeftOut {
  readonly id: string;
  readonly name: string;
  readonly reason: Said<LeftOutReasonCode>;
  readonly distanceMetres: number | null;
}

/** What is proposed, best first, and what is not. */
export interface Proposals {
  readonly offers: readonly Proposal[];
  readonly leftOut: readonly LeftOut[];
}
