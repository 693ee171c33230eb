import type { Instrument } from "../instrument.ts";

/**
 * ONS direct measure of loneliness.
 * Licence  Open Government Licence v3 (ONS)
 * Source   ONS 2018 national measurement of loneliness
 */
export const instrument: Instrument = {
  id: "ons-direct",
  version: "1",
  shortName: "ONS-direct",
  name: { en: "ONS direct measure of loneliness", fr: "Question directe sur la solitude (ONS)" },
  construct: "loneliness",
  higherIs: "better",
  uses: ["individual-screening", "population-survey"],
  population: "16+",
  modes: ["self", "interview", "telephone"],
  recall: "none",
  minutes: 0.3,
  items: [
    {
      linkId: "onsd-1",
      text: { en: "How often do you feel lonely?", fr: "À quelle fréquence vous sentez-vous seul(e) ?" },
      options: "f5",
    },
  ],
  optionSets: {
    f5: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "Often/always", fr: "Souvent/toujours" } },
        { code: 2, text: { en: "Some of the time", fr: "Parfois" } },
        { code: 3, text: { en: "Occasionally", fr: "Occasionnellement" } },
        { code: 4, text: { en: "Hardly ever", fr: "Presque jamais" } },
        { code: 5, text: { en: "Never", fr: "Jamais" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: { kind: "sum", items: ["onsd-1"], missing: "required" },
    subscores: {},
    bands: [
      { band: "often", min: 1, max: 1, label: { fr: "solitude fréquente" } },
      { band: "sometimes", min: 2, max: 3, label: { fr: "solitude occasionnelle" } },
      { band: "rarely", min: 4, max: 5, label: { fr: "rarement ou jamais" } },
    ],
    flags: [],
  },
  range: [1, 5],
  scoringNote: "Single item, reported as the distribution; headline = share answering code 1.",
  missingNote: "No score when unanswered.",
  bandNote: "Ask AFTER the three UCLA items (stigma of the word). ONS headline is 'often or always'.",
  wordings: {
    en: { version: "en-1", status: "verified", source: "campaigntoendloneliness.org/evaluation" },
    fr: { version: "fr-1", status: "not-verifiable", source: "working translation" },
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
    text: "Open Government Licence v3 (ONS)",
    attribution: "Office for National Statistics",
  },
  citation: ["ONS 2018 national measurement of loneliness"],
  evidence: {
    itemsEn: { status: "verified", where: "campaigntoendloneliness.org/evaluation" },
    itemsFr: { status: "not-verifiable", where: "working translation" },
    options: { status: "verified", where: "same" },
    scoring: { status: "verified", where: "same" },
    cutoffs: { status: "partly-verified", where: "grouping of codes 2-3 and 4-5 is platform policy" },
    licence: { status: "partly-verified", where: "ONS site" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: true,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
