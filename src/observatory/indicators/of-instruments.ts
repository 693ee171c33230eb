import type { Derivation } from "../derivation.ts";
import type { Indicator } from "../indicator.ts";
import { defineIndicator } from "./define-indicator.ts";

/** A share that has a denominator of its own unless it counts whoever answered an instrument. */
function share(
  id: Indicator["id"],
  derivation: Derivation,
  {
    universe = id,
    without = [],
  }: { readonly universe?: string; readonly without?: Indicator["without"] } = {},
): Indicator {
  return defineIndicator({
    id,
    measure: "share",
    range: [0, 1],
    universe,
    derivation,
    companions: [],
    without,
    incomparable: [],
  });
}

type OfInstrument = Exclude<Derivation, { readonly kind: "code" | "both" | "among" }>;

/** A share of those who answered an instrument. */
function shareOf(
  id: Indicator["id"],
  derivation: OfInstrument,
  without: Indicator["without"] = [],
): Indicator {
  return share(id, derivation, { universe: derivation.instrument, without });
}

/**
 * Indicators that are a share of one instrument of the catalogue, by the definitions of the reference. The synthetic survey
 * of the demonstration asks none of them; they are there for surveys that are brought in.
 */
export const instrumentIndicators: readonly Indicator[] = [
  shareOf("lon-02", { kind: "band", instrument: "credoc-solitude", bands: ["seul"] }),
  shareOf("lon-03", { kind: "band", instrument: "silc-lonely", bands: ["most-or-all"] }),
  // Emotional or social loneliness: one of the two sub-scales of De Jong Gierveld is at least 1 (reference LON-06). It needs
  // all six answers and the total only five, so that the two do not count the same respondents.
  share("lon-06", {
    kind: "subscores",
    instrument: "djg6",
    of: ["emotional", "social"],
    passes: { atLeast: 1 },
  }),
  shareOf("lon-07", { kind: "score", instrument: "djg6", passes: { atLeast: 5 } }),
  shareOf("iso-03", { kind: "band", instrument: "insee-isolement", bands: ["isole"] }),
  // From 60 on: the ages for which the cut-off of LSNS-6 was made (Lubben 2006).
  share("iso-04", {
    kind: "among",
    question: "age",
    is: { atLeast: 60 },
    value: { kind: "score", instrument: "lsns6", passes: { atMost: 11 } },
  }),
  shareOf("iso-09", { kind: "score", instrument: "sni4", passes: { atMost: 1 } }),
  shareOf("sup-01", { kind: "score", instrument: "osss3", passes: { atMost: 8 } }),
  share("sup-02", { kind: "code", question: "osss-1", valid: { atLeast: 0 }, counts: { atLeast: 2 } }),
  share("sup-07", { kind: "code", question: "osss-3", valid: { atLeast: 0 }, counts: { atLeast: 4 } }),
  shareOf("dig-01", { kind: "band", instrument: "illectronisme", bands: ["illectronisme"] }, ["digital-use"]),
  // Weak skills among those who use the Internet: the band is of users alone.
  share(
    "dig-02",
    {
      kind: "among",
      question: "ill-use",
      is: { atLeast: 1 },
      value: { kind: "band", instrument: "illectronisme", bands: ["weak"] },
    },
    { without: ["digital-use"] },
  ),
  shareOf("dig-07", { kind: "score", instrument: "bsmas", passes: { atLeast: 24 } }),
  shareOf("wel-01", { kind: "score", instrument: "who5", passes: { atMost: 50 } }),
  shareOf("wel-02", { kind: "score", instrument: "k6", passes: { atLeast: 13 } }),
];
