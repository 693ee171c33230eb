import type { Instrument } from "../instrument.ts";

/**
 * Social Media Disorder Scale (9 items).
 * Licence  Article CC BY-NC-ND 4.0: no derivatives (a new translation would be one). Items not reproduced.
 * Source   van den Eijnden 2016; Boer 2021 doi:10.1177/10731911211027232
 */
export const instrument: Instrument = {
  id: "smds9",
  version: "1",
  shortName: "SMD-9",
  name: {
    en: "Social Media Disorder Scale (9 items)",
    fr: "Échelle de trouble lié aux réseaux sociaux (9 items)",
  },
  construct: "problematic social-media use",
  higherIs: "worse",
  uses: ["adolescent survey (HBSC)"],
  population: "10-17",
  modes: ["self"],
  recall: "past year",
  minutes: 2,
  items: [
    { linkId: "smd-1", text: {}, options: "yn", topic: "preoccupation" },
    { linkId: "smd-2", text: {}, options: "yn", topic: "tolerance" },
    { linkId: "smd-3", text: {}, options: "yn", topic: "withdrawal" },
    { linkId: "smd-4", text: {}, options: "yn", topic: "persistence" },
    { linkId: "smd-5", text: {}, options: "yn", topic: "displacement" },
    { linkId: "smd-6", text: {}, options: "yn", topic: "problem" },
    { linkId: "smd-7", text: {}, options: "yn", topic: "deception" },
    { linkId: "smd-8", text: {}, options: "yn", topic: "escape" },
    { linkId: "smd-9", text: {}, options: "yn", topic: "conflict" },
  ],
  optionSets: {
    yn: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "Yes", fr: "Oui" } },
        { code: 0, text: { en: "No", fr: "Non" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: {
      kind: "count",
      items: ["smd-1", "smd-2", "smd-3", "smd-4", "smd-5", "smd-6", "smd-7", "smd-8", "smd-9"],
      counts: { in: [1] },
      missing: "required",
    },
    subscores: {},
    bands: [
      { band: "normative", min: 0, max: 1, label: { fr: "normatif" } },
      { band: "risky", min: 2, max: 5, label: { fr: "à risque" } },
      { band: "problematic", min: 6, max: 9, label: { fr: "problématique" } },
    ],
    flags: [{ flag: "threshold5", when: [{ score: { atLeast: 5 } }] }],
  },
  range: [0, 9],
  scoringNote: "Count of yes 0-9; flag threshold5 when >= 5 (original cut-off).",
  missingNote: "All 9 required (policy).",
  bandNote:
    ">=6 = HBSC/Boer 2021 (verified); >=5 = original DSM-like cut (memory); 2-5 risky class (memory).",
  wordings: {
    en: { version: "operator", status: "restricted", source: "topics verified Boer thesis p.107" },
    fr: { version: "operator", status: "restricted", source: "-" },
  },
  psychometrics: {
    reliabilityNote: "alpha .89 (tetrachoric, 44 countries)",
    reliability: {
      value: 0.89,
      kind: "alpha",
      source: "Boer 2021, doi:10.1177/10731911211027232 (tetrachoric, 44 countries)",
    },
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: [], snomed: [] },
  licence: {
    status: "ND",
    canShipItems: false,
    text: "Article CC BY-NC-ND 4.0: no derivatives (a new translation would be one). Items not reproduced.",
    attribution: "van den Eijnden R, Lemmens J, Valkenburg P. Comput Human Behav 2016;61:478-487",
  },
  citation: ["van den Eijnden 2016", "Boer 2021 doi:10.1177/10731911211027232"],
  evidence: {
    itemsEn: { status: "not-reproduced", where: "topics verified Boer thesis p.107" },
    itemsFr: { status: "not-reproduced", where: "-" },
    options: { status: "verified", where: "Boer thesis" },
    scoring: { status: "verified", where: "Boer thesis p.107" },
    cutoffs: { status: "partly-verified", where: ">=6 verified" },
    licence: { status: "verified", where: "article header (CC BY-NC-ND 4.0)" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
