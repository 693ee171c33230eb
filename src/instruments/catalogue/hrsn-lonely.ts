import type { Instrument } from "../instrument.ts";

/**
 * AHC-HRSN item: lonely or isolated.
 * Licence  US federal tool (CMS AHC HRSN supplemental), public domain
 * Source   CMS Accountable Health Communities HRSN tool
 */
export const instrument: Instrument = {
  id: "hrsn-lonely",
  version: "1",
  shortName: "AHC-HRSN loneliness",
  name: { en: "AHC-HRSN item: lonely or isolated", fr: "Question AHC-HRSN : seul(e) ou isolé(e)" },
  construct: "loneliness",
  higherIs: "worse",
  uses: ["interoperable-screening"],
  population: "adults",
  modes: ["self", "interview"],
  recall: "none",
  minutes: 0.2,
  items: [
    {
      linkId: "hrsn-1",
      text: {
        en: "How often do you feel lonely or isolated from those around you?",
        fr: "À quelle fréquence vous sentez-vous seul(e) ou isolé(e) de votre entourage ?",
      },
      options: "f5b",
      loinc: "93159-2",
    },
  ],
  optionSets: {
    f5b: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "Never", fr: "Jamais" } },
        { code: 2, text: { en: "Rarely", fr: "Rarement" } },
        { code: 3, text: { en: "Sometimes", fr: "Parfois" } },
        { code: 4, text: { en: "Often", fr: "Souvent" } },
        { code: 5, text: { en: "Always", fr: "Toujours" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: { kind: "sum", items: ["hrsn-1"], missing: "required" },
    subscores: {},
    bands: [
      { band: "negative", min: 1, max: 3, label: { fr: "négatif" } },
      { band: "positive", min: 4, max: 5, label: { fr: "positif" } },
    ],
    flags: [],
  },
  range: [1, 5],
  scoringNote: "Positive when code >= 4.",
  missingNote: "no score",
  bandNote: "threshold from memory of the AHC tool",
  wordings: {
    en: {
      version: "en-1",
      status: "verified",
      source: "US Core example AHC-HRSN-item-example-93159-2 (public FHIR JSON)",
    },
    fr: { version: "fr-1", status: "not-verifiable", source: "working translation" },
  },
  psychometrics: {
    reliabilityNote: "single item",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: ["93159-2"], snomed: [] },
  licence: {
    status: "free",
    canShipItems: true,
    text: "US federal tool (CMS AHC HRSN supplemental), public domain",
    attribution: "CMS",
  },
  citation: ["CMS Accountable Health Communities HRSN tool"],
  evidence: {
    itemsEn: {
      status: "verified",
      where: "US Core example AHC-HRSN-item-example-93159-2 (public FHIR JSON)",
    },
    itemsFr: { status: "not-verifiable", where: "working translation" },
    options: { status: "memory-unverified", where: "-" },
    cutoffs: { status: "memory-unverified", where: "-" },
    loinc: { status: "verified", where: "same" },
    licence: { status: "memory-unverified", where: "-" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
