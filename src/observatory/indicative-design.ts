import { TisserError } from "#base";
import { makeDesign, statsErrors, type SurveyDesign } from "#stats";
import type { SurveyWave } from "./survey.ts";

const lonelyPsu = statsErrors.lonelyPsu({ stratum: "", stage: 1 }).code;

/**
 * The design under which the figures of people who were not drawn by lot get an indicative interval. The hypothesis,
 * told wherever such a figure is shown: the units asked are like units drawn at random from everybody, each standing for
 * its weight. Strata and population sizes are left out, because quotas are no strata: they would make the interval
 * narrower by a drawing that never was. Nothing is tested under it.
 * @returns null when there is a single unit.
 */
export function indicativeDesign({ weight, psu }: SurveyWave): SurveyDesign | null {
  try {
    return makeDesign({ weights: weight, strata: new Int32Array(weight.length), psu });
  } catch (error) {
    if (error instanceof TisserError && error.code === lonelyPsu) return null;
    throw error;
  }
}
