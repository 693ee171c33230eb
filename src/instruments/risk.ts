import type { Instrument } from "./instrument.ts";

/** Answers as they are given: a code, or anything else where there is none. */
export type GivenAnswers = Readonly<Record<string, unknown>>;

/**
 * The items whose answers tell of thoughts of death or of hurting oneself: any code above 0 of such an item, whatever the
 * score, and whether or not the rest was answered. An empty list says nothing of anybody's safety: among inpatients at
 * risk 62.9 % had not endorsed PHQ-9 item 9 (PMC8258235), so it is never shown as reassurance.
 * Source  notes/reliability.md §1 and §3 (K-b, K-g).
 */
export function riskItems({ items }: Pick<Instrument, "items">, answers: GivenAnswers): readonly string[] {
  return items
    .filter(({ isSuicidalRisk, linkId }) => {
      const value = answers[linkId];
      return isSuicidalRisk === true && typeof value === "number" && value > 0;
    })
    .map(({ linkId }) => linkId);
}
