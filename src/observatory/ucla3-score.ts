import type { SurveyWave } from "./survey.ts";

/** The three questions of UCLA-3. */
export const ucla3Questions = ["ucla3-1", "ucla3-2", "ucla3-3"] as const;

/**
 * The UCLA-3 score of a respondent: the sum of three codes, from 3 to 9.
 * Missing  NaN unless all three are answered (reference instrument `ucla3`: no published rule of imputation).
 * Source   Hughes et al., Research on Aging 26 (2004) 655–672.
 */
export function ucla3Score(wave: SurveyWave, row: number): number {
  let sum = 0;
  for (const question of ucla3Questions) {
    const code = wave.answers[question]?.[row] ?? -1;
    if (code < 1 || code > 3) return Number.NaN;
    sum += code;
  }
  return sum;
}
