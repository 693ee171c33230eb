import type { Instrument } from "../instrument.ts";

/**
 * Digital exclusion (Insee definition).
 * Licence  public definition; items ours (the real TIC survey asks activities per domain)
 * Source   insee.fr/fr/statistiques/7633654; insee.fr/fr/statistiques/4241397
 */
export const instrument: Instrument = {
  id: "illectronisme",
  version: "1",
  shortName: "Illectronisme (Insee)",
  name: {
    en: "Digital exclusion (Insee definition)",
    fr: "Illectronisme et capacités numériques (Insee, TIC ménages)",
  },
  construct: "digital exclusion",
  higherIs: "worse",
  uses: ["population-survey (OP1(3 bis))", "individual-context"],
  population: "15+",
  modes: ["interview", "paper", "telephone"],
  recall: "last 3 months",
  minutes: 2,
  items: [
    {
      linkId: "ill-use",
      text: {
        en: "Have you used the Internet in the last three months?",
        fr: "Avez-vous utilisé Internet au cours des trois derniers mois ?",
      },
      options: "yn",
    },
    {
      linkId: "ill-info",
      text: {
        en: "Has basic skills: information search",
        fr: "Compétence de base : recherche d'information",
      },
      options: "yn",
    },
    {
      linkId: "ill-com",
      text: {
        en: "Has basic skills: online communication",
        fr: "Compétence de base : communication en ligne",
      },
      options: "yn",
    },
    {
      linkId: "ill-soft",
      text: { en: "Has basic skills: software use", fr: "Compétence de base : utilisation de logiciels" },
      options: "yn",
    },
    {
      linkId: "ill-priv",
      text: {
        en: "Has basic skills: privacy protection",
        fr: "Compétence de base : protection de la vie privée",
      },
      options: "yn",
    },
    {
      linkId: "ill-prob",
      text: {
        en: "Has basic skills: online problem solving",
        fr: "Compétence de base : résolution de problèmes en ligne",
      },
      options: "yn",
    },
  ],
  optionSets: {
    yn: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "Yes", fr: "Oui" } },
        { code: 0, text: { en: "No", fr: "Non" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: {
      kind: "count",
      items: ["ill-info", "ill-com", "ill-soft", "ill-priv", "ill-prob"],
      counts: { in: [0] },
      missing: "bounds",
    },
    subscores: {},
    bands: [
      { band: "at-least-basic", min: 0, max: 0, label: { fr: "capacités de base ou plus" } },
      { band: "weak", min: 1, max: 3, label: { fr: "capacités numériques faibles" } },
      { band: "illectronisme", min: 4, max: 5, label: { fr: "illectronisme" } },
    ],
    flags: [],
    settledBy: { item: "ill-use", when: { in: [0] }, band: "illectronisme" },
  },
  range: [0, 5],
  scoringNote:
    "No use in the last 3 months -> illectronisme. Otherwise count missing domains among 5: 0 -> at-least-basic; 1-3 -> weak; 4-5 -> illectronisme.",
  missingNote: "Use unanswered: not scorable. For users: bounds rule on unanswered domains.",
  bandNote:
    "17% (2019, 4 domains, use in the YEAR), 15.4% (2021, 5 domains, use in 3 months: 13.9% non-users + 1.5% without skills; 28% of users weak). The seed's '17% in 2022' is the 2019 figure: never compare across the two definitions.",
  wordings: {
    en: { version: "en-1", status: "own-wording", source: "-" },
    fr: { version: "fr-1", status: "own-wording", source: "-" },
  },
  psychometrics: {
    reliabilityNote: "definition",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: [], snomed: [] },
  licence: {
    status: "definition",
    canShipItems: true,
    text: "public definition; items ours (the real TIC survey asks activities per domain)",
    attribution: "Insee Première 1953 (2023), 1780 (2019)",
  },
  citation: ["insee.fr/fr/statistiques/7633654", "insee.fr/fr/statistiques/4241397"],
  evidence: {
    itemsEn: { status: "own-wording", where: "-" },
    itemsFr: { status: "own-wording", where: "-" },
    scoring: {
      status: "partly-verified",
      where:
        "Insee 7633654: 1-3 missing of five = weak; non-use or no basic skills = illectronisme; '4-5 missing' is the complement (DSI 2.0, memory)",
    },
    cutoffs: { status: "verified", where: "Insee 7633654, 4241397; senat.fr" },
    licence: { status: "verified", where: "Insee open licence" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: true,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
