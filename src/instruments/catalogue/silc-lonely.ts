import type { Instrument } from "../instrument.ts";

/**
 * Feeling lonely over the past four weeks (EU-SILC; OECD headline).
 * Licence  Official statistics questionnaire
 * Source   Eurostat EU-SILC 2022 modules; OECD 2025 Social Connections and Loneliness in OECD Countries; Insee Première 1770 (2019)
 */
export const instrument: Instrument = {
  id: "silc-lonely",
  version: "1",
  shortName: "EU-SILC/OECD loneliness",
  name: {
    en: "Feeling lonely over the past four weeks (EU-SILC; OECD headline)",
    fr: "Se sentir seul(e) au cours des quatre dernières semaines (SRCV/EU-SILC)",
  },
  construct: "loneliness",
  higherIs: "better",
  uses: ["population-survey"],
  population: "16+",
  modes: ["interview", "self"],
  recall: "past four weeks",
  minutes: 0.3,
  items: [
    {
      linkId: "silc-1",
      text: {
        en: "How much of the time over the past four weeks have you been feeling lonely?",
        fr: "Au cours des quatre dernières semaines, vous êtes-vous senti(e) seul(e) ?",
      },
      options: "t5",
    },
  ],
  optionSets: {
    t5: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "All of the time", fr: "Tout le temps" } },
        { code: 2, text: { en: "Most of the time", fr: "La plupart du temps" } },
        { code: 3, text: { en: "Some of the time", fr: "Quelquefois" } },
        { code: 4, text: { en: "A little of the time", fr: "Rarement" } },
        { code: 5, text: { en: "None of the time", fr: "Jamais" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: { kind: "sum", items: ["silc-1"], missing: "required" },
    subscores: {},
    bands: [
      { band: "most-or-all", min: 1, max: 2, label: { fr: "la plupart du temps ou tout le temps" } },
      { band: "less", min: 3, max: 5, label: { fr: "moins souvent" } },
    ],
    flags: [],
  },
  range: [1, 5],
  scoringNote: "Headline numerator: codes 1-2 (most or all of the time).",
  missingNote: "item non-response excluded from the denominator and reported",
  bandNote: "OECD: 3%-13% across OECD 25, 6% average of 23 countries (2022-23).",
  wordings: {
    en: {
      version: "en-1",
      status: "partly-verified",
      source:
        "concept and 'most or all of the time / past four weeks' in OECD figure 2.11 (seed lecture) and inr.pt summary; exact SILC sentence not seen",
    },
    fr: {
      version: "fr-1",
      status: "partly-verified",
      source: "Insee Première 1770 quotes the two top modalities",
    },
  },
  psychometrics: {
    reliabilityNote: "single item",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: [], snomed: [] },
  licence: {
    status: "free",
    canShipItems: true,
    text: "Official statistics questionnaire",
    attribution: "Eurostat EU-SILC",
  },
  citation: [
    "Eurostat EU-SILC 2022 modules",
    "OECD 2025 Social Connections and Loneliness in OECD Countries",
    "Insee Première 1770 (2019)",
  ],
  evidence: {
    itemsEn: {
      status: "partly-verified",
      where:
        "concept and 'most or all of the time / past four weeks' in OECD figure 2.11 (seed lecture) and inr.pt summary; exact SILC sentence not seen",
    },
    itemsFr: { status: "partly-verified", where: "Insee Première 1770 quotes the two top modalities" },
    options: { status: "partly-verified", where: "two top modalities seen" },
    scoring: { status: "verified", where: "OECD figure 2.11" },
    licence: { status: "memory-unverified", where: "-" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
