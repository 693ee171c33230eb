import { instrumentSummaries } from "./catalogue/summaries.ts";
import type { ScoreResult } from "./score-result.ts";

/** Where to find what a result means, in words. */
export interface Reading {
  /** Text key of the sentences for the person: what the answers say, never what the person is. */
  readonly person: string;
  /** Text key of the sentences for the professional who asked. */
  readonly professional: string;
  /** Values that both texts may show. */
  readonly values: { readonly instrument: string; readonly missing: number };
}

/** Instruments whose bands have sentences of their own. */
const worded: ReadonlySet<string> = new Set(
  instrumentSummaries.filter(({ isOnByDefault }) => isOnByDefault).map(({ id }) => id),
);

/**
 * The texts that tell a result. No sentence for the person names a band, a score or a threshold, and none reassures:
 * an incomplete result thanks and leaves the door open. Texts: `texts/`, keys `reading.…` and `pro.reading.…`.
 */
export function readingFor(result: ScoreResult): Reading {
  const name = nameOf(result);
  const shortName = instrumentSummaries.find(({ id }) => id === result.instrument)?.shortName;
  return {
    person: `reading.${name}`,
    professional: `pro.reading.${name}`,
    values: { instrument: shortName ?? result.instrument, missing: result.missing.length },
  };
}

function nameOf(result: ScoreResult): string {
  if (result.status === "incomplete") return "incomplete";
  if (!worded.has(result.instrument)) return "other";
  return `${result.instrument}.${result.band ?? networkStateOf(result.flags)}`;
}

/** What a network map shows first. It has no bands: nobody's number of people is judged. */
function networkStateOf(flags: readonly string[]): string {
  const states = ["empty", "professionals-only", "no-confidant"];
  return states.find((state) => flags.includes(state)) ?? "people";
}
