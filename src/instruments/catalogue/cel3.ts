import type { Instrument } from "../instrument.ts";

/**
 * Campaign to End Loneliness Measurement Tool.
 * Licence  Published for free use by services
 * Source   Campaign to End Loneliness 2015
 */
export const instrument: Instrument = {
  id: "cel3",
  version: "1",
  shortName: "CEL",
  name: {
    en: "Campaign to End Loneliness Measurement Tool",
    fr: "Outil de mesure de la Campaign to End Loneliness",
  },
  construct: "loneliness (positively worded)",
  higherIs: "worse",
  uses: ["outcome-of-services"],
  population: "older adults, service users",
  modes: ["self", "interview"],
  recall: "none",
  minutes: 1,
  items: [
    {
      linkId: "cel-1",
      text: {
        en: "I am content with my friendships and relationships",
        fr: "Je suis satisfait(e) de mes amitiés et de mes relations",
      },
      options: "ag",
    },
    {
      linkId: "cel-2",
      text: {
        en: "I have enough people I feel comfortable asking for help at any time",
        fr: "J'ai suffisamment de personnes à qui je peux demander de l'aide sans gêne à tout moment",
      },
      options: "ag",
    },
    {
      linkId: "cel-3",
      text: {
        en: "My relationships are as satisfying as I would want them to be",
        fr: "Mes relations sont aussi satisfaisantes que je le souhaite",
      },
      options: "ag",
    },
  ],
  optionSets: {
    ag: {
      kind: "choice",
      options: [
        { code: 4, text: { en: "Strongly disagree", fr: "Pas du tout d'accord" } },
        { code: 3, text: { en: "Disagree", fr: "Plutôt pas d'accord" } },
        { code: 2, text: { en: "Neutral", fr: "Ni d'accord ni pas d'accord" } },
        { code: 1, text: { en: "Agree", fr: "Plutôt d'accord" } },
        { code: 0, text: { en: "Strongly agree", fr: "Tout à fait d'accord" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: { kind: "sum", items: ["cel-1", "cel-2", "cel-3"], missing: "required" },
    subscores: {},
    bands: [
      { band: "least-lonely", min: 0, max: 3, label: { fr: "faible" } },
      { band: "intermediate", min: 4, max: 9, label: { fr: "intermédiaire" } },
      { band: "most-lonely", min: 10, max: 12, label: { fr: "forte" } },
    ],
    flags: [],
  },
  range: [0, 12],
  scoringNote: "Sum of 3 codes (strongly disagree 4 ... strongly agree 0).",
  missingNote: "All 3 items required (policy).",
  bandNote:
    "The owner states it is NOT a screening tool and must not set eligibility: use only before/after a service.",
  wordings: {
    en: {
      version: "en-1",
      status: "verified",
      source: "measure-wellbeing.org/measures-bank/cel-loneliness; campaigntoendloneliness.org FAQ",
    },
    fr: { version: "fr-1", status: "not-verifiable", source: "working translation" },
  },
  psychometrics: {
    reliabilityNote: "not seen",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: [], snomed: [] },
  licence: {
    status: "free-with-attribution",
    canShipItems: true,
    text: "Published for free use by services",
    attribution: "Campaign to End Loneliness, Measuring your impact on loneliness in later life (2015)",
  },
  citation: ["Campaign to End Loneliness 2015"],
  evidence: {
    itemsEn: {
      status: "verified",
      where: "measure-wellbeing.org/measures-bank/cel-loneliness; campaigntoendloneliness.org FAQ",
    },
    itemsFr: { status: "not-verifiable", where: "working translation" },
    options: { status: "verified", where: "measure-wellbeing.org" },
    scoring: { status: "memory-unverified", where: "0-4 codes and 0-12 sum" },
    cutoffs: { status: "memory-unverified", where: "-" },
    licence: { status: "partly-verified", where: "measure-wellbeing.org" },
    notAScreeningTool: { status: "verified", where: "measure-wellbeing.org" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: true,
};
