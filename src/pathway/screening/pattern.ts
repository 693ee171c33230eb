import type { ScoreResult } from "#instruments";
import type { NeedProfile } from "#directory";

/**
 * Which of the two a person lives, by their newest answers: isolation by the five networks, loneliness by UCLA-3 or the
 * direct question. The two are never averaged. Only for choosing among kinds of offers; it labels nobody.
 * Missing  null when the newest answers say neither, or there are none.
 * Source   reference/screening-pathway.json, tier T1 positive rules.
 */
export function patternOf(results: readonly ScoreResult[]): NeedProfile["pattern"] {
  const newest = (instrument: string): ScoreResult | undefined =>
    results.findLast((result) => result.instrument === instrument);
  const isIsolated = newest("credoc5")?.band === "isole";
  const isLonely = (scoreOf(newest("ucla3")) ?? 0) >= 6 || scoreOf(newest("ons-direct")) === 1;
  if (isIsolated && isLonely) return "both";
  if (isIsolated) return "isolation";
  return isLonely ? "loneliness" : null;
}

function scoreOf(result: ScoreResult | undefined): number | null {
  return result?.status === "scored" ? result.score : null;
}
