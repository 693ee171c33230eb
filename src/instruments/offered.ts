import type { InstrumentSummary } from "./catalogue/summaries.ts";

/** What a territory decided about an instrument. */
export interface InstrumentDecision {
  readonly instrument: string;
  readonly isEnabled: boolean;
  /** Why it is used, written down; needed for symptom scales. */
  readonly intendedPurpose?: string;
  /** Id of the person who answers for that use; needed for symptom scales. */
  readonly answerableFor?: string;
}

/** What is there for an instrument to be asked with. */
export interface InstrumentMeans {
  /** The decision of the territory; null when it took none. */
  readonly decision: InstrumentDecision | null;
  /** Whether the operator loaded words, or the official form is used on paper. */
  readonly hasOperatorText: boolean;
  /** Whether the team has a named on-call person for the whole time in which it may be asked. */
  readonly hasCoveredOnCall: boolean;
}

/** Why an instrument is not offered. */
export const notOfferedReasons = [
  "not-enabled",
  "purpose-not-recorded",
  "text-not-loaded",
  "on-call-not-covered",
] as const;

/**
 * Why an instrument is not offered; null when it is.
 * Source  spec/legal.md, medical device; notes/reliability.md §3 (K-c): an instrument with an item on suicidal risk needs
 *         an active on-call roster.
 */
export function whyNotOffered(
  summary: InstrumentSummary,
  { decision, hasOperatorText, hasCoveredOnCall }: InstrumentMeans,
): (typeof notOfferedReasons)[number] | null {
  if (!(decision?.isEnabled ?? summary.isOnByDefault)) return "not-enabled";
  const isAnswered = Boolean(decision?.intendedPurpose?.trim()) && Boolean(decision?.answerableFor);
  if (summary.needsPurpose && !isAnswered) return "purpose-not-recorded";
  if (!summary.canShipItems && !hasOperatorText) return "text-not-loaded";
  return summary.hasSuicidalRiskItem && !hasCoveredOnCall ? "on-call-not-covered" : null;
}

/**
 * Instruments whose official form alone may be used, on paper, by people trained for it: no item is shipped, loaded or asked
 * here, only the result is recorded.
 * Source  spec/legal.md, medical device: "The C-SSRS is used on its official form by trained people; only the result is
 *         recorded."
 */
export const officialFormOnly: ReadonlySet<string> = new Set(["cssrs-screener"]);
