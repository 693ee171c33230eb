import type { Instrument } from "../instrument.ts";

/**
 * Patient Health Questionnaire-2.
 * Licence  No permission required to reproduce, translate, display or distribute (phqscreeners.com).
 * Source   Kroenke 2003; Arroll 2010, PMC2906530
 */
export const instrument: Instrument = {
  id: "phq2",
  version: "1",
  shortName: "PHQ-2",
  name: { en: "Patient Health Questionnaire-2", fr: "PHQ-2" },
  construct: "depressive symptoms",
  higherIs: "worse",
  uses: ["individual-screening"],
  population: "adults",
  modes: ["self", "interview", "telephone"],
  recall: "last 2 weeks",
  minutes: 0.5,
  intro: {
    en: "Over the last 2 weeks, how often have you been bothered by any of the following problems?",
    fr: "Au cours des 2 dernières semaines, selon quelle fréquence avez-vous été gêné(e) par les problèmes suivants ?",
  },
  items: [
    {
      linkId: "phq2-1",
      text: {
        en: "Little interest or pleasure in doing things",
        fr: "Peu d'intérêt ou de plaisir à faire les choses",
      },
      options: "f4",
      loinc: "44250-9",
    },
    {
      linkId: "phq2-2",
      text: { en: "Feeling down, depressed, or hopeless", fr: "Être triste, déprimé(e) ou désespéré(e)" },
      options: "f4",
      loinc: "44255-8",
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
    total: { kind: "sum", items: ["phq2-1", "phq2-2"], missing: "required" },
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
  bandNote:
    ">=3: sens 61%, spec 92%; >=2: sens 86%, spec 78% (Arroll 2010, n=2642, primary care). Use >=2 when the aim is not to miss anybody.",
  wordings: {
    en: { version: "en-1", status: "verified", source: "loinc.org/55757-9" },
    fr: { version: "fr-1", status: "verified", source: "as PHQ-9" },
  },
  psychometrics: {
    reliabilityNote: "-",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: ["55757-9 (panel)", "55758-7 (score)"], snomed: [] },
  licence: {
    status: "free",
    canShipItems: true,
    text: "No permission required to reproduce, translate, display or distribute (phqscreeners.com).",
    attribution:
      "Développé par les Dr Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke et leurs collègues grâce à une allocation d'études de Pfizer Inc.",
  },
  citation: ["Kroenke 2003", "Arroll 2010, PMC2906530"],
  evidence: {
    itemsEn: { status: "verified", where: "loinc.org/55757-9" },
    itemsFr: { status: "verified", where: "as PHQ-9" },
    options: { status: "verified", where: "LL358-3" },
    scoring: { status: "verified", where: "loinc.org/55757-9" },
    cutoffs: { status: "verified", where: "PMC2906530" },
    loinc: { status: "verified", where: "loinc.org/55757-9" },
    licence: { status: "verified", where: "as PHQ-9" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: true,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
