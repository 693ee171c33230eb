import type { Instrument } from "../instrument.ts";

/**
 * ONS personal well-being (four questions).
 * Licence  Open Government Licence; cite ONS
 * Source   gss.civilservice.gov.uk personal well-being harmonised standard
 */
export const instrument: Instrument = {
  id: "ons4",
  version: "1",
  shortName: "ONS4",
  name: { en: "ONS personal well-being (four questions)", fr: "Bien-être personnel ONS (4 questions)" },
  construct: "subjective well-being",
  higherIs: "descriptive",
  uses: ["population-survey", "outcome"],
  population: "16+",
  modes: ["interview", "self"],
  recall: "nowadays / yesterday",
  minutes: 1,
  items: [
    {
      linkId: "ons4-sat",
      text: {
        en: "Overall, how satisfied are you with your life nowadays?",
        fr: "Globalement, dans quelle mesure êtes-vous satisfait(e) de votre vie actuelle ?",
      },
      options: "0-10",
    },
    {
      linkId: "ons4-worth",
      text: {
        en: "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
        fr: "Globalement, dans quelle mesure avez-vous le sentiment que ce que vous faites dans votre vie a du sens ?",
      },
      options: "0-10",
    },
    {
      linkId: "ons4-happy",
      text: {
        en: "Overall, how happy did you feel yesterday?",
        fr: "Globalement, à quel point vous êtes-vous senti(e) heureux(se) hier ?",
      },
      options: "0-10",
    },
    {
      linkId: "ons4-anx",
      text: {
        en: "Overall, how anxious did you feel yesterday?",
        fr: "Globalement, à quel point vous êtes-vous senti(e) anxieux(se) hier ?",
      },
      options: "0-10",
    },
  ],
  optionSets: {
    "0-10": {
      kind: "scale",
      min: 0,
      max: 10,
      minText: { en: "Not at all", fr: "Pas du tout" },
      maxText: { en: "Completely", fr: "Tout à fait" },
    },
  },
  rule: {
    kind: "scale",
    total: null,
    subscores: {
      sat: {
        measure: { kind: "sum", items: ["ons4-sat"], missing: "required" },
        bands: [
          { band: "low", min: 0, max: 4, label: { fr: "bas" } },
          { band: "medium", min: 5, max: 6, label: { fr: "moyen" } },
          { band: "high", min: 7, max: 8, label: { fr: "élevé" } },
          { band: "very-high", min: 9, max: 10, label: { fr: "très élevé" } },
        ],
      },
      worth: {
        measure: { kind: "sum", items: ["ons4-worth"], missing: "required" },
        bands: [
          { band: "low", min: 0, max: 4, label: { fr: "bas" } },
          { band: "medium", min: 5, max: 6, label: { fr: "moyen" } },
          { band: "high", min: 7, max: 8, label: { fr: "élevé" } },
          { band: "very-high", min: 9, max: 10, label: { fr: "très élevé" } },
        ],
      },
      happy: {
        measure: { kind: "sum", items: ["ons4-happy"], missing: "required" },
        bands: [
          { band: "low", min: 0, max: 4, label: { fr: "bas" } },
          { band: "medium", min: 5, max: 6, label: { fr: "moyen" } },
          { band: "high", min: 7, max: 8, label: { fr: "élevé" } },
          { band: "very-high", min: 9, max: 10, label: { fr: "très élevé" } },
        ],
      },
      anx: {
        measure: { kind: "sum", items: ["ons4-anx"], missing: "required" },
        bands: [
          { band: "very-low", min: 0, max: 1, label: { fr: "très basse" } },
          { band: "low", min: 2, max: 3, label: { fr: "basse" } },
          { band: "medium", min: 4, max: 5, label: { fr: "moyenne" } },
          { band: "high", min: 6, max: 10, label: { fr: "élevée" } },
        ],
      },
    },
    bands: [],
    flags: [],
  },
  range: [null, null],
  scoringNote: "Four separate items, NEVER combined.",
  missingNote: "item by item",
  bandNote: "ONS thresholds",
  wordings: {
    en: {
      version: "en-1",
      status: "verified",
      source: "gss.civilservice.gov.uk/policy-store/personal-well-being",
    },
    fr: { version: "fr-1", status: "not-verifiable", source: "working translation" },
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
    status: "free",
    canShipItems: true,
    text: "Open Government Licence; cite ONS",
    attribution: "Office for National Statistics",
  },
  citation: ["gss.civilservice.gov.uk personal well-being harmonised standard"],
  evidence: {
    itemsEn: { status: "verified", where: "gss.civilservice.gov.uk/policy-store/personal-well-being" },
    itemsFr: { status: "not-verifiable", where: "working translation" },
    options: { status: "verified", where: "same" },
    scoring: { status: "verified", where: "corc.uk.net: treated separately" },
    cutoffs: { status: "verified", where: "ONS FOI reply (cy.ons.gov.uk)" },
    licence: { status: "verified", where: "corc.uk.net: free, cite" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
