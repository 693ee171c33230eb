import type { Instrument } from "../instrument.ts";

/**
 * Lubben Social Network Scale-18.
 * Licence  not reproduced
 * Source   doi:10.1371/journal.pone.0215523
 */
export const instrument: Instrument = {
  id: "lsns18",
  version: "1",
  shortName: "LSNS-18",
  name: { en: "Lubben Social Network Scale-18", fr: "Échelle de réseau social de Lubben, 18 items" },
  construct: "social isolation",
  higherIs: "better",
  uses: ["research"],
  population: "older adults",
  modes: ["self", "interview"],
  recall: "current",
  minutes: 6,
  items: [
    { linkId: "lsns18-1", text: {}, options: "0-5" },
    { linkId: "lsns18-2", text: {}, options: "0-5" },
    { linkId: "lsns18-3", text: {}, options: "0-5" },
    { linkId: "lsns18-4", text: {}, options: "0-5" },
    { linkId: "lsns18-5", text: {}, options: "0-5" },
    { linkId: "lsns18-6", text: {}, options: "0-5" },
    { linkId: "lsns18-7", text: {}, options: "0-5" },
    { linkId: "lsns18-8", text: {}, options: "0-5" },
    { linkId: "lsns18-9", text: {}, options: "0-5" },
    { linkId: "lsns18-10", text: {}, options: "0-5" },
    { linkId: "lsns18-11", text: {}, options: "0-5" },
    { linkId: "lsns18-12", text: {}, options: "0-5" },
    { linkId: "lsns18-13", text: {}, options: "0-5" },
    { linkId: "lsns18-14", text: {}, options: "0-5" },
    { linkId: "lsns18-15", text: {}, options: "0-5" },
    { linkId: "lsns18-16", text: {}, options: "0-5" },
    { linkId: "lsns18-17", text: {}, options: "0-5" },
    { linkId: "lsns18-18", text: {}, options: "0-5" },
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
        "lsns18-1",
        "lsns18-2",
        "lsns18-3",
        "lsns18-4",
        "lsns18-5",
        "lsns18-6",
        "lsns18-7",
        "lsns18-8",
        "lsns18-9",
        "lsns18-10",
        "lsns18-11",
        "lsns18-12",
        "lsns18-13",
        "lsns18-14",
        "lsns18-15",
        "lsns18-16",
        "lsns18-17",
        "lsns18-18",
      ],
      missing: "required",
    },
    subscores: {
      family: {
        measure: {
          kind: "sum",
          items: ["lsns18-1", "lsns18-2", "lsns18-3", "lsns18-4", "lsns18-5", "lsns18-6"],
          missing: "required",
        },
      },
      neighbours: {
        measure: {
          kind: "sum",
          items: ["lsns18-7", "lsns18-8", "lsns18-9", "lsns18-10", "lsns18-11", "lsns18-12"],
          missing: "required",
        },
      },
      friends: {
        measure: {
          kind: "sum",
          items: ["lsns18-13", "lsns18-14", "lsns18-15", "lsns18-16", "lsns18-17", "lsns18-18"],
          missing: "required",
        },
      },
    },
    bands: [
      { band: "at-risk", min: 0, max: 35, label: { fr: "risque d'isolement" } },
      { band: "not-at-risk", min: 36, max: 90, label: { fr: "pas de risque repéré" } },
    ],
    flags: [],
  },
  range: [0, 90],
  scoringNote: "Sum of 18 codes 0-5 (0-90); family 1-6, neighbours 7-12, friends 13-18 (0-30 each).",
  missingNote: "Policy: total 18/18, subscale 6/6.",
  bandNote: "inferred (<2 per item)",
  wordings: {
    en: { version: "operator", status: "restricted", source: "seen on studylib 11164542" },
    fr: { version: "operator", status: "restricted", source: "-" },
  },
  psychometrics: {
    reliabilityNote: "'excellent internal consistency' in Mongolia (verified abstract)",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: [], snomed: [] },
  licence: { status: "metadata-only", canShipItems: false, text: "not reproduced", attribution: "Lubben" },
  citation: ["doi:10.1371/journal.pone.0215523"],
  evidence: {
    itemsEn: { status: "not-reproduced", where: "seen on studylib 11164542" },
    itemsFr: { status: "not-reproduced", where: "-" },
    options: { status: "verified", where: "studylib 11164542" },
    scoring: { status: "verified", where: "same" },
    cutoffs: { status: "inferred", where: "bc.edu" },
    licence: { status: "memory-unverified", where: "-" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
