import type { Instrument } from "../instrument.ts";

/**
 * Kessler Psychological Distress Scale (6 items).
 * Licence  Public domain, source must be mentioned (INSPQ sheet 11)
 * Source   Kessler 2003 Arch Gen Psychiatry 60:184-189; Kessler 2010 PMC3659799; Prochaska 2012 doi:10.1002/mpr.1349
 */
export const instrument: Instrument = {
  id: "k6",
  version: "1",
  shortName: "K6",
  name: {
    en: "Kessler Psychological Distress Scale (6 items)",
    fr: "Échelle de détresse psychologique de Kessler (6 items)",
  },
  construct: "non-specific psychological distress",
  higherIs: "worse",
  uses: ["population-survey"],
  population: "adolescents, adults",
  modes: ["self", "interview", "telephone"],
  recall: "past 30 days",
  minutes: 1.5,
  intro: {
    en: "During the past 30 days, about how often did you feel…",
    fr: "Au cours des 30 derniers jours, à quelle fréquence vous êtes-vous senti(e)…",
  },
  items: [
    { linkId: "k6-1", text: { en: "nervous", fr: "nerveux(se)" }, options: "k5", loinc: "65189-3" },
    { linkId: "k6-2", text: { en: "hopeless", fr: "désespéré(e)" }, options: "k5", loinc: "65190-1" },
    {
      linkId: "k6-3",
      text: { en: "restless or fidgety", fr: "agité(e) ou incapable de tenir en place" },
      options: "k5",
      loinc: "65191-9",
    },
    {
      linkId: "k6-4",
      text: {
        en: "so depressed that nothing could cheer you up",
        fr: "si déprimé(e) que plus rien ne pouvait vous faire sourire",
      },
      options: "k5",
      loinc: "65192-7",
    },
    {
      linkId: "k6-5",
      text: { en: "that everything was an effort", fr: "que tout était un effort" },
      options: "k5",
    },
    { linkId: "k6-6", text: { en: "worthless", fr: "bon(ne) à rien" }, options: "k5" },
  ],
  optionSets: {
    k5: {
      kind: "choice",
      options: [
        { code: 4, text: { en: "All of the time", fr: "Tout le temps" } },
        { code: 3, text: { en: "Most of the time", fr: "La plupart du temps" } },
        { code: 2, text: { en: "Some of the time", fr: "Parfois" } },
        { code: 1, text: { en: "A little of the time", fr: "Rarement" } },
        { code: 0, text: { en: "None of the time", fr: "Jamais" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: { kind: "sum", items: ["k6-1", "k6-2", "k6-3", "k6-4", "k6-5", "k6-6"], missing: "required" },
    subscores: {},
    bands: [
      { band: "low", min: 0, max: 4, label: { fr: "faible" } },
      { band: "moderate", min: 5, max: 12, label: { fr: "modérée" } },
      { band: "serious", min: 13, max: 24, label: { fr: "sévère" } },
    ],
    flags: [],
  },
  range: [0, 24],
  scoringNote: "Sum of 6 codes 0-24.",
  missingNote: "All 6 required (policy).",
  bandNote:
    ">=13 probable serious mental illness; >=5 moderate distress (Prochaska 2012). WMH: median AUC 0.83 in 14 countries.",
  wordings: {
    en: {
      version: "en-1",
      status: "partly-verified",
      source: "loinc.org/62746-3 gives items 1-4; 5-6 memory",
    },
    fr: {
      version: "fr-1",
      status: "not-verifiable",
      source: "INSPQ has an official French questionnaire 8; wording not seen, text here from memory",
    },
  },
  psychometrics: {
    reliabilityNote: "AUC 0.76-0.89",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: ["62746-3 (PhenX protocol)"], snomed: [] },
  licence: {
    status: "free",
    canShipItems: true,
    text: "Public domain, source must be mentioned (INSPQ sheet 11)",
    attribution: "Kessler RC et al. 2003",
  },
  citation: [
    "Kessler 2003 Arch Gen Psychiatry 60:184-189",
    "Kessler 2010 PMC3659799",
    "Prochaska 2012 doi:10.1002/mpr.1349",
  ],
  evidence: {
    itemsEn: { status: "partly-verified", where: "loinc.org/62746-3 gives items 1-4; 5-6 memory" },
    itemsFr: {
      status: "not-verifiable",
      where: "INSPQ has an official French questionnaire 8; wording not seen, text here from memory",
    },
    options: { status: "partly-verified", where: "five-point, max 24 (INSPQ)" },
    scoring: { status: "verified", where: "INSPQ sheet 11" },
    cutoffs: { status: "verified", where: "INSPQ; Prochaska abstract" },
    loinc: { status: "verified", where: "loinc.org/62746-3" },
    licence: { status: "verified", where: "INSPQ sheet 11" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: true,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
