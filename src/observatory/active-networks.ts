import type { SurveyWave } from "./survey.ts";

/** The questions of the five networks: family, friends, neighbours, colleagues outside work, association. */
export const networkQuestions = [
  "credoc-famille",
  "credoc-amis",
  "credoc-voisins",
  "credoc-collegues",
  "credoc-association",
] as const;

/** How many networks are active, as far as it matters: none, one, or at least two. */
export type NetworkBand = 0 | 1 | 2;

/** Code of "no such network": as inactive as never. */
const noSuchNetwork = 9;

/**
 * The band of a respondent. A network is active when one meets at least monthly (codes 1 and 2).
 * Missing  null when the unanswered questions could change the band (bounds rule of the reference `credoc5`).
 */
export function networkBand(wave: SurveyWave, row: number): NetworkBand | null {
  let [active, unanswered] = [0, 0];
  for (const question of networkQuestions) {
    const code = wave.answers[question]?.[row] ?? -1;
    if (code === 1 || code === 2) active += 1;
    else if (!(code === 3 || code === 4 || code === noSuchNetwork)) unanswered += 1;
  }
  if (active >= 2) return 2;
  if (unanswered > 0) return null;
  return active === 1 ? 1 : 0;
}
