import type { Instrument } from "../instrument.ts";

/**
 * Oslo Social Support Scale (3 items).
 * Licence  free with citation; items printed in an open-access CC BY article
 * Source   doi:10.1186/s40359-018-0249-9; Obsan indicator 'Soutien social' (Swiss Health Survey)
 */
export const instrument: Instrument = {
  id: "osss3",
  version: "1",
  shortName: "OSSS-3",
  name: { en: "Oslo Social Support Scale (3 items)", fr: "Échelle de soutien social d'Oslo (3 items)" },
  construct: "perceived social support",
  higherIs: "better",
  uses: ["individual-screening", "population-survey", "outcome"],
  population: "adults (EHIS 15+)",
  modes: ["self", "interview", "telephone"],
  recall: "current",
  minutes: 1,
  items: [
    {
      linkId: "osss-1",
      text: {
        en: "How many people are so close to you that you can count on them if you have great personal problems?",
        fr: "Combien de personnes vous sont suffisamment proches pour que vous puissiez compter sur elles en cas de problèmes personnels sérieux ?",
      },
      options: "o1",
    },
    {
      linkId: "osss-2",
      text: {
        en: "How much interest and concern do people show in what you do?",
        fr: "Dans quelle mesure les gens montrent-ils de l'intérêt pour ce que vous faites ?",
      },
      options: "o2",
    },
    {
      linkId: "osss-3",
      text: {
        en: "How easy is it to get practical help from neighbours if you should need it?",
        fr: "Pouvez-vous facilement obtenir de l'aide de vos voisins en cas de besoin ?",
      },
      options: "o3",
    },
  ],
  optionSets: {
    o1: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "None", fr: "0" } },
        { code: 2, text: { en: "1-2", fr: "1-2" } },
        { code: 3, text: { en: "3-5", fr: "3-5" } },
        { code: 4, text: { en: "5+ (6 or more in EHIS)", fr: "6 ou plus" } },
      ],
    },
    o2: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "None", fr: "pas du tout" } },
        { code: 2, text: { en: "Little", fr: "peu" } },
        { code: 3, text: { en: "Uncertain", fr: "plus ou moins" } },
        { code: 4, text: { en: "Some", fr: "assez" } },
        { code: 5, text: { en: "A lot", fr: "beaucoup" } },
      ],
    },
    o3: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "Very difficult", fr: "très difficilement" } },
        { code: 2, text: { en: "Difficult", fr: "difficilement" } },
        { code: 3, text: { en: "Possible", fr: "possible" } },
        { code: 4, text: { en: "Easy", fr: "facilement" } },
        { code: 5, text: { en: "Very easy", fr: "très facilement" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: { kind: "sum", items: ["osss-1", "osss-2", "osss-3"], missing: "required" },
    subscores: {},
    bands: [
      { band: "poor", min: 3, max: 8, label: { fr: "soutien faible" } },
      { band: "moderate", min: 9, max: 11, label: { fr: "soutien moyen" } },
      { band: "strong", min: 12, max: 14, label: { fr: "soutien fort" } },
    ],
    flags: [],
  },
  range: [3, 14],
  scoringNote:
    "Sum of 3 codes, coded so that high = support (in EHIS forms items 2-3 are printed in the reverse order: recode 6 - code).",
  missingNote: "All 3 items required (policy).",
  bandNote: "German norms 2008: mean 10.1 (SD 2.3) men, 10.2 (2.2) women, n=2524.",
  wordings: {
    en: { version: "en-1", status: "verified", source: "emerge.ucsd.edu/?p=23634" },
    fr: {
      version: "fr-1",
      status: "verified",
      source:
        "ind.obsan.admin.ch/fr/indicator/obsan/soutien-social (official Swiss French wording and options)",
    },
  },
  psychometrics: {
    reliabilityNote: "alpha .64 (Kocalevent 2018) - memory; one-factor structure verified",
    reliability: {
      value: 0.64,
      kind: "alpha",
      source: "Kocalevent et al. 2018, doi:10.1186/s40359-018-0249-9 (from memory)",
    },
    standardDeviation: {
      value: 2.25,
      population: "German adults, 2008, n = 2524: 2.3 men, 2.2 women; middle of both",
      source: "Kocalevent et al. 2018, doi:10.1186/s40359-018-0249-9",
    },
    mean: {
      value: 10.15,
      population: "German adults, 2008, n = 2524: 10.1 men, 10.2 women; middle of both",
      source: "Kocalevent et al. 2018, doi:10.1186/s40359-018-0249-9",
    },
    importantChange: null,
  },
  codes: { loinc: [], snomed: [] },
  licence: {
    status: "free-with-attribution",
    canShipItems: true,
    text: "free with citation; items printed in an open-access CC BY article",
    attribution: "Kocalevent R-D et al. BMC Psychology 2018;6:31; Dalgard",
  },
  citation: ["doi:10.1186/s40359-018-0249-9", "Obsan indicator 'Soutien social' (Swiss Health Survey)"],
  evidence: {
    itemsEn: { status: "verified", where: "emerge.ucsd.edu/?p=23634" },
    itemsFr: {
      status: "verified",
      where:
        "ind.obsan.admin.ch/fr/indicator/obsan/soutien-social (official Swiss French wording and options)",
    },
    options: { status: "verified", where: "same" },
    scoring: { status: "verified", where: "emerge.ucsd.edu; sciensano.be (reversal of items 2-3)" },
    missing: { status: "policy", where: "-" },
    cutoffs: { status: "verified", where: "emerge.ucsd.edu, obsan" },
    licence: { status: "partly-verified", where: "achawaqat.com 'free with citation'; CC BY article" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: true,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
