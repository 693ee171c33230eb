import type { Indicator } from "../indicator.ts";

/** Share who meet their family, outside the household, at least once a week. */
export const familyWeekly: Indicator = {
  id: "family-weekly",
  measure: "share",
  range: [0, 1],
  questions: ["credoc-famille"],
  universe: "credoc-famille",
  valueOf: (wave, row) => {
    const code = wave.answers["credoc-famille"]?.[row] ?? -1;
    return code >= 1 ? Number(code === 1) : Number.NaN;
  },
  companions: [],
  incomparable: ["other-wording", "other-universe", "other-sampling"],
};
