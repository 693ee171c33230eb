import type { Instrument } from "../instrument.ts";

/**
 * Lubben Social Network Scale-Revised (12 items).
 * Licence  items available from Boston College; not reproduced
 * Source   bc.edu Lubben scoring page
 */
export const instrument: Instrument = {
  id: "lsnsr",
  version: "1",
  shortName: "LSNS-R",
  name: {
    en: "Lubben Social Network Scale-Revised (12 items)",
    fr: "Échelle de réseau social de Lubben révisée (12 items)",
  },
  construct: "social isolation",
  higherIs: "better",
  uses: ["assessment"],
  population: "older adults",
  modes: ["self", "interview"],
  recall: "current",
  minutes: 4,
  items: [
    { linkId: "lsnsr-1", text: {}, options: "0-5" },
    { linkId: "lsnsr-2", text: {}, options: "0-5" },
    { linkId: "lsnsr-3", text: {}, options: "0-5" },
    { linkId: "lsnsr-4", text: {}, options: "0-5" },
    { linkId: "lsnsr-5", text: {}, options: "0-5" },
    { linkId: "lsnsr-6", text: {}, options: "0-5" },
    { linkId: "lsnsr-7", text: {}, options: "0-5" },
    { linkId: "lsnsr-8", text: {}, options: "0-5" },
    { linkId: "lsnsr-9", text: {}, options: "0-5" },
    { linkId: "lsnsr-10", text: {}, options: "0-5" },
    { linkId: "lsnsr-11", text: {}, options: "0-5" },
    { linkId: "lsnsr-12", text: {}, options: "0-5" },
  ],
  optionSets: {
    "0-5": {
      kind: "choice",
      options: [
        { code: 0, text: { en: "0", fr: "0" } },
        { code: 1, text: { en: "1", fr: "1" } },
        { code: 2, text: { en: "2", fr: "2" } },
        { code: 3, text: { en: "3", fr: "3" } },
        { code: 4, text: { en: "4", fr: "4" } },
        { code: 5, text: { en: "5", fr: "5" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: {
      kind: "sum",
      items: [
        "lsnsr-1",
        "lsnsr-2",
        "lsnsr-3",
        "lsnsr-4",
        "lsnsr-5",
        "lsnsr-6",
        "lsnsr-7",
        "lsnsr-8",
        "lsnsr-9",
        "lsnsr-10",
        "lsnsr-11",
        "lsnsr-12",
      ],
      missing: "required",
    },
    subscores: {
      family: {
        measure: {
          kind: "sum",
          items: ["lsnsr-1", "lsnsr-2", "lsnsr-3", "lsnsr-4", "lsnsr-5", "lsnsr-6"],
          missing: "required",
        },
      },
      friends: {
        measure: {
          kind: "sum",
          items: ["lsnsr-7", "lsnsr-8", "lsnsr-9", "lsnsr-10", "lsnsr-11", "lsnsr-12"],
          missing: "required",
        },
      },
    },
    bands: [
      { band: "at-risk", min: 0, max: 23, label: { fr: "risque d'isolement" } },
      { band: "not-at-risk", min: 24, max: 60, label: { fr: "pas de risque repéré" } },
    ],
    flags: [],
  },
  range: [0, 60],
  scoringNote: "Sum of 12 codes 0-5 (0-60); family 1-6 (0-30); friends 7-12 (0-30).",
  missingNote: "Policy: total 12/12, subscale 6/6.",
  bandNote:
    "Inferred from the LSNS-6 rule (<2 per item), as the owner's site suggests; published users also cut each subscale at 15/16 (verified example).",
  wordings: {
    en: { version: "operator", status: "restricted", source: "seen on studylib 11164540" },
    fr: { version: "operator", status: "restricted", source: "-" },
  },
  psychometrics: {
    reliabilityNote: "-",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: [], snomed: [] },
  licence: {
    status: "metadata-only",
    canShipItems: false,
    text: "items available from Boston College; not reproduced",
    attribution: "Lubben",
  },
  citation: ["bc.edu Lubben scoring page"],
  evidence: {
    itemsEn: { status: "not-reproduced", where: "seen on studylib 11164540" },
    itemsFr: { status: "not-reproduced", where: "-" },
    options: { status: "verified", where: "studylib 11164540" },
    scoring: { status: "verified", where: "same; range 0-60 with two 0-30 subscales also in a citing paper" },
    cutoffs: {
      status: "inferred",
      where:
        "bc.edu/…/lubben/description/scoring.html: scoring for LSNS-R/-18 'can be inferred' from the 2006 article",
    },
    licence: { status: "memory-unverified", where: "-" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
