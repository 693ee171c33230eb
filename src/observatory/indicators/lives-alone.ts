import type { Indicator } from "../indicator.ts";

/** Share who live alone. Living alone is not being isolated, nor feeling lonely. */
export const livesAlone: Indicator = {
  id: "lives-alone",
  measure: "share",
  range: [0, 1],
  questions: ["household"],
  universe: "household",
  valueOf: (wave, row) => {
    const code = wave.answers["household"]?.[row] ?? -1;
    return code >= 0 ? Number(code === 0) : Number.NaN;
  },
  companions: [],
  without: ["household"],
  incomparable: ["other-universe", "other-sampling"],
};
