import type { Instrument } from "../instrument.ts";

/**
 * WHO-Five Well-Being Index.
 * Licence  INSPQ sheet: free, source must be mentioned. WHO republished it in 2024 under CC BY-NC-SA 3.0 IGO (memory): ship it as data under its own licence notice, not under the code licence.
 * Source   Topp 2015; psykiatri-regionh.dk WHO-5 page
 */
export const instrument: Instrument = {
  id: "who5",
  version: "1",
  shortName: "WHO-5",
  name: { en: "WHO-Five Well-Being Index", fr: "Indice de bien-être de l'OMS (5 items)" },
  construct: "mental well-being",
  higherIs: "better",
  uses: ["individual-screening", "population-survey", "outcome"],
  population: "9+ (adolescents, adults, older adults)",
  modes: ["self", "interview", "telephone"],
  recall: "last two weeks",
  minutes: 1,
  items: [
    {
      linkId: "who5-1",
      text: {
        en: "I have felt cheerful and in good spirits",
        fr: "Je me suis senti(e) bien et de bonne humeur",
      },
      options: "w6",
    },
    {
      linkId: "who5-2",
      text: { en: "I have felt calm and relaxed", fr: "Je me suis senti(e) calme et tranquille" },
      options: "w6",
    },
    {
      linkId: "who5-3",
      text: {
        en: "I have felt active and vigorous",
        fr: "Je me suis senti(e) plein(e) d'énergie et vigoureux(se)",
      },
      options: "w6",
    },
    {
      linkId: "who5-4",
      text: {
        en: "I woke up feeling fresh and rested",
        fr: "Je me suis réveillé(e) en me sentant frais(che) et dispos(e)",
      },
      options: "w6",
    },
    {
      linkId: "who5-5",
      text: {
        en: "My daily life has been filled with things that interest me",
        fr: "Ma vie quotidienne a été remplie de choses intéressantes",
      },
      options: "w6",
    },
  ],
  optionSets: {
    w6: {
      kind: "choice",
      options: [
        { code: 5, text: { en: "All of the time", fr: "Tout le temps" } },
        { code: 4, text: { en: "Most of the time", fr: "La plupart du temps" } },
        { code: 3, text: { en: "More than half of the time", fr: "Plus de la moitié du temps" } },
        { code: 2, text: { en: "Less than half of the time", fr: "Moins de la moitié du temps" } },
        { code: 1, text: { en: "Some of the time", fr: "De temps en temps" } },
        { code: 0, text: { en: "At no time", fr: "Jamais" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: {
      kind: "sum",
      items: ["who5-1", "who5-2", "who5-3", "who5-4", "who5-5"],
      missing: "required",
      times: 4,
    },
    subscores: {},
    bands: [
      { band: "very-low", min: 0, max: 28, label: { fr: "bien-être très bas" } },
      { band: "low", min: 29, max: 50, label: { fr: "bien-être bas" } },
      { band: "adequate", min: 51, max: 100, label: { fr: "bien-être satisfaisant" } },
    ],
    flags: [],
  },
  range: [0, 100],
  scoringNote: "Raw = sum 0-25; score = raw x 4 (0-100).",
  missingNote: "All 5 items required (policy).",
  bandNote:
    "<=50 (raw <13): propose a depression screen; <=28: stronger indication. Population mean about 70.",
  wordings: {
    en: { version: "en-1", status: "verified", source: "mycctoolkit.com/who-5-list; two public code files" },
    fr: {
      version: "fr-1",
      status: "partly-verified",
      source: "items 1,2,5 identical in three public files; items 3-4 vary between files",
    },
  },
  psychometrics: {
    reliabilityNote: "high clinimetric validity (Topp 2015, 213 articles)",
    reliability: null,
    standardDeviation: null,
    mean: {
      value: 70,
      population: "general population, about",
      source: "Topp et al. 2015; INSPQ information sheet 14",
    },
    importantChange: { points: 10, source: "Topp et al. 2015, Psychother Psychosom 84:167-176" },
  },
  codes: { loinc: [], snomed: [] },
  licence: {
    status: "free-NC-SA",
    canShipItems: true,
    text: "INSPQ sheet: free, source must be mentioned. WHO republished it in 2024 under CC BY-NC-SA 3.0 IGO (memory): ship it as data under its own licence notice, not under the code licence.",
    attribution: "World Health Organization; Topp CW et al. Psychother Psychosom 2015;84:167-176",
  },
  citation: ["Topp 2015", "psykiatri-regionh.dk WHO-5 page"],
  evidence: {
    itemsEn: { status: "verified", where: "mycctoolkit.com/who-5-list; two public code files" },
    itemsFr: {
      status: "partly-verified",
      where: "items 1,2,5 identical in three public files; items 3-4 vary between files",
    },
    options: { status: "verified", where: "same files" },
    scoring: { status: "verified", where: "help.valant.com; INSPQ information sheet 14" },
    missing: { status: "policy", where: "-" },
    cutoffs: { status: "verified", where: "INSPQ (<=50); <=28 seen in public tool descriptions" },
    licence: { status: "partly-verified", where: "INSPQ sheet 14; WHO 2024 licence not seen" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: true,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
