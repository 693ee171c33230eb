import type { Instrument } from "../instrument.ts";

/**
 * Bergen Social Media Addiction Scale.
 * Licence  Published scale, used freely in research; the French text is in a CC BY article (BMC Psychology 2023). Confirm with the University of Bergen.
 * Source   doi:10.1037/adb0000160; doi:10.1186/s40359-023-01141-2 (French validation)
 */
export const instrument: Instrument = {
  id: "bsmas",
  version: "1",
  shortName: "BSMAS",
  name: {
    en: "Bergen Social Media Addiction Scale",
    fr: "Échelle de Bergen de l'addiction aux réseaux sociaux",
  },
  construct: "problematic social-media use",
  higherIs: "worse",
  uses: ["population-survey (OP1(3 bis))", "individual on request, 12-25"],
  population: "adolescents, adults",
  modes: ["self"],
  recall: "last year",
  minutes: 1.5,
  intro: {
    en: "How often during the last year have…",
    fr: "Au cours de la dernière année, à quelle fréquence…",
  },
  items: [
    {
      linkId: "bsmas-1",
      text: { en: "you spent a lot of time thinking about social media or planned use of social media?" },
      options: "b5",
      topic: "salience",
    },
    {
      linkId: "bsmas-2",
      text: { en: "you felt an urge to use social media more and more?" },
      options: "b5",
      topic: "tolerance",
    },
    {
      linkId: "bsmas-3",
      text: { en: "you used social media in order to forget about personal problems?" },
      options: "b5",
      topic: "mood",
    },
    {
      linkId: "bsmas-4",
      text: { en: "you tried to cut down on the use of social media without success?" },
      options: "b5",
      topic: "relapse",
    },
    {
      linkId: "bsmas-5",
      text: { en: "you become restless or troubled if you have been prohibited from using social media?" },
      options: "b5",
      topic: "withdrawal",
    },
    {
      linkId: "bsmas-6",
      text: { en: "you used social media so much that it has had a negative impact on your job/studies?" },
      options: "b5",
      topic: "conflict",
    },
  ],
  optionSets: {
    b5: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "Very rarely", fr: "Très rarement" } },
        { code: 2, text: { en: "Rarely", fr: "Rarement" } },
        { code: 3, text: { en: "Sometimes", fr: "Parfois" } },
        { code: 4, text: { en: "Often", fr: "Souvent" } },
        { code: 5, text: { en: "Very often", fr: "Très souvent" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: {
      kind: "sum",
      items: ["bsmas-1", "bsmas-2", "bsmas-3", "bsmas-4", "bsmas-5", "bsmas-6"],
      missing: "required",
    },
    subscores: {},
    bands: [
      { band: "low", min: 6, max: 18, label: { fr: "faible" } },
      { band: "at-risk", min: 19, max: 23, label: { fr: "à risque" } },
      { band: "problematic", min: 24, max: 30, label: { fr: "problématique" } },
    ],
    flags: [
      {
        flag: "polythetic",
        when: [
          {
            number: 4,
            items: ["bsmas-1", "bsmas-2", "bsmas-3", "bsmas-4", "bsmas-5", "bsmas-6"],
            are: { atLeast: 3 },
          },
        ],
      },
    ],
  },
  range: [6, 30],
  scoringNote: "Sum of 6 codes 6-30; flag polythetic when at least 4 items are >= 3.",
  missingNote: "All 6 required (policy).",
  bandNote:
    "24 = clinical cut-off used in the French-language validation (15.4% of hospitalised, 6.5% of community adolescents); 19 = epidemiological cut-off; polythetic >=3 on >=4 items. Always publish which one.",
  wordings: { en: { version: "en-1", status: "verified", source: "ampsych.pages.dev/assessments/bsmas" } },
  psychometrics: {
    reliabilityNote: "'very good internal consistency' (French version)",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: [], snomed: [] },
  licence: {
    status: "free-unclear",
    canShipItems: true,
    text: "Published scale, used freely in research; the French text is in a CC BY article (BMC Psychology 2023). Confirm with the University of Bergen.",
    attribution: "Andreassen CS et al. Psychol Addict Behav 2016;30:252-262",
  },
  citation: ["doi:10.1037/adb0000160", "doi:10.1186/s40359-023-01141-2 (French validation)"],
  evidence: {
    itemsEn: { status: "verified", where: "ampsych.pages.dev/assessments/bsmas" },
    itemsFr: {
      status: "not-verifiable",
      where: "validated French exists (BMC 2023, CC BY); wording not seen: take it from the article",
    },
    options: { status: "verified", where: "oushi3.upol.cz (1 very rarely … 5 very often)" },
    scoring: { status: "verified", where: "oushi3.upol.cz (6-30, 12 months)" },
    cutoffs: { status: "verified", where: "24: BMC 2023 abstract; 19 and polythetic: ampsych" },
    licence: { status: "memory-unverified", where: "-" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: true,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
