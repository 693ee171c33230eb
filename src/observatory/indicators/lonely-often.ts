import type { Indicator } from "../indicator.ts";

/** Share who often or always feel lonely: the direct question of ONS, asked after the three of UCLA. */
export const lonelyOften: Indicator = {
  id: "lonely-often",
  measure: "share",
  range: [0, 1],
  questions: ["onsd-1"],
  universe: "onsd",
  valueOf: (wave, row) => {
    const code = wave.answers["onsd-1"]?.[row] ?? -1;
    return code >= 1 && code <= 5 ? Number(code === 1) : Number.NaN;
  },
  companions: [],
  incomparable: ["other-wording"],
};
