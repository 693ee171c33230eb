import type { Instrument } from "../instrument.ts";

/**
 * Generalized Anxiety Disorder-2.
 * Licence  No permission required to reproduce, translate, display or distribute (phqscreeners.com).
 * Source   Kroenke 2007
 */
export const instrument: Instrument = {
  id: "gad2",
  version: "1",
  shortName: "GAD-2",
  name: { en: "Generalized Anxiety Disorder-2", fr: "GAD-2" },
  construct: "anxiety symptoms",
  higherIs: "worse",
  uses: ["individual-screening"],
  population: "adults",
  modes: ["self", "interview"],
  recall: "last 2 weeks",
  minutes: 0.5,
  intro: {
    en: "Over the last 2 weeks, how often have you been bothered by any of the following problems?",
    fr: "Au cours des 2 dernières semaines, selon quelle fréquence avez-vous été gêné(e) par les problèmes suivants ?",
  },
  items: [
    {
      linkId: "gad2-1",
      text: {
        en: "Feeling nervous, anxious or on edge",
        fr: "Un sentiment de nervosité, d'anxiété ou de tension",
      },
      options: "f4",
      loinc: "69725-0",
    },
    {
      linkId: "gad2-2",
      text: {
        en: "Not being able to stop or control worrying",
        fr: "Une incapacité à arrêter de s'inquiéter ou à contrôler ses inquiétudes",
      },
      options: "f4",
      loinc: "68509-9",
    },
  ],
  optionSets: {
    f4: {
      kind: "choice",
      options: [
        { code: 0, text: { en: "Not at all", fr: "Jamais" } },
        { code: 1, text: { en: "Several days", fr: "Plusieurs jours" } },
        { code: 2, text: { en: "More than half the days", fr: "Plus de la moitié du temps" } },
        { code: 3, text: { en: "Nearly every day", fr: "Presque tous les jours" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: { kind: "sum", items: ["gad2-1", "gad2-2"], missing: "required" },
    subscores: {},
    bands: [
      { band: "negative", min: 0, max: 2, label: { fr: "négatif" } },
      { band: "positive", min: 3, max: 6, label: { fr: "positif" } },
    ],
    flags: [],
  },
  range: [0, 6],
  scoringNote: "Sum 0-6.",
  missingNote: "Both required.",
  bandNote: ">=3",
  wordings: {
    en: { version: "en-1", status: "verified", source: "as GAD-7" },
    fr: { version: "fr-1", status: "verified", source: "as GAD-7" },
  },
  psychometrics: {
    reliabilityNote: "-",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: ["69725-0", "68509-9"], snomed: [] },
  licence: {
    status: "free",
    canShipItems: true,
    text: "No permission required to reproduce, translate, display or distribute (phqscreeners.com).",
    attribution:
      "Développé par les Dr Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke et leurs collègues grâce à une allocation d'études de Pfizer Inc.",
  },
  citation: ["Kroenke 2007"],
  evidence: {
    itemsEn: { status: "verified", where: "as GAD-7" },
    itemsFr: { status: "verified", where: "as GAD-7" },
    options: { status: "verified", where: "-" },
    scoring: { status: "verified", where: "sfdrmg.org" },
    cutoffs: { status: "verified", where: "sfdrmg.org: >=3" },
    licence: { status: "verified", where: "as GAD-7" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: true,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
