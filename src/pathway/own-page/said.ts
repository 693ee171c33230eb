import { instrumentSummaries, readingFor } from "#instruments";
import type { OutputOf } from "#base";
import type { OpenResponse } from "../screening/sealing.ts";
import type { readOwnPage } from "./actions.ts";

type Said = OutputOf<typeof readOwnPage>["said"];

/** What is explained together with somebody, and never read alone: scales of symptoms, and whatever may tell of suicidal risk. */
const explainedTogether: ReadonlySet<string> = new Set(
  instrumentSummaries
    .filter(({ needsPurpose, hasSuicidalRiskItem }) => needsPurpose || hasSuicidalRiskItem)
    .map(({ id }) => id),
);

/** The newest answers of each questionnaire in sentences for the person, newest first. */
export function saidOf(responses: readonly OpenResponse[]): Said {
  const newest = new Map<string, OpenResponse>();
  for (const response of responses.toReversed()) {
    const { instrument } = response.row;
    if (!response.isReplaced && !explainedTogether.has(instrument) && !newest.has(instrument))
      newest.set(instrument, response);
  }
  return [...newest.values()].slice(0, 40).map(({ row, result }) => {
    const { person, values } = readingFor(result);
    return { askedAt: row.asked_at, sentences: person, ...values };
  });
}
