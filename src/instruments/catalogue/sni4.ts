import type { Instrument } from "../instrument.ts";

/**
 * Berkman-Syme Social Network Index, NHANES III 4-domain score.
 * Licence  NHANES (US public domain); LOINC licence for the codes
 * Source   Berkman LF, Syme SL. Am J Epidemiol 1979;109:186-204; Pantell M et al. Am J Public Health 2013;103:2056-2062
 */
export const instrument: Instrument = {
  id: "sni4",
  version: "1",
  shortName: "SNI-4",
  name: {
    en: "Berkman-Syme Social Network Index, NHANES III 4-domain score",
    fr: "Indice de réseau social de Berkman-Syme, score NHANES III à 4 domaines",
  },
  construct: "social integration",
  higherIs: "better",
  uses: ["individual-assessment", "population-survey", "health-risk"],
  population: "adults",
  modes: ["self", "interview"],
  recall: "typical week / year",
  minutes: 1.5,
  items: [
    {
      linkId: "sni-1",
      text: {
        en: "Are you now married, widowed, divorced, separated, never married or living with a partner?",
        fr: "Êtes-vous actuellement : marié(e), veuf(ve), divorcé(e), séparé(e), jamais marié(e), vivant avec un(e) partenaire ?",
      },
      options: "ms",
      loinc: "63503-7",
    },
    {
      linkId: "sni-2",
      text: {
        en: "In a typical week, how many times do you talk on the telephone with family, friends, or neighbors?",
        fr: "Au cours d'une semaine habituelle, combien de fois parlez-vous au téléphone avec votre famille, vos amis ou vos voisins ?",
      },
      options: "int/week",
      loinc: "76508-1",
    },
    {
      linkId: "sni-3",
      text: {
        en: "How often do you get together with friends or relatives?",
        fr: "À quelle fréquence rencontrez-vous des amis ou des proches ? (fois par semaine)",
      },
      options: "int/week",
      loinc: "76509-9",
    },
    {
      linkId: "sni-4",
      text: {
        en: "How often do you attend church or religious services?",
        fr: "À quelle fréquence assistez-vous à un office religieux ? (fois par an)",
      },
      options: "int/year",
      loinc: "76510-7",
    },
    {
      linkId: "sni-5",
      text: {
        en: "Do you belong to any clubs or organizations such as church groups, unions, fraternal or athletic groups, or school groups?",
        fr: "Appartenez-vous à une association, un club, un syndicat, un groupe sportif ou religieux ?",
      },
      options: "yn",
      loinc: "76511-5",
    },
  ],
  optionSets: {
    ms: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "Married", fr: "Marié(e)" } },
        { code: 2, text: { en: "Widowed", fr: "Veuf(ve)" } },
        { code: 3, text: { en: "Divorced", fr: "Divorcé(e)" } },
        { code: 4, text: { en: "Separated", fr: "Séparé(e)" } },
        { code: 5, text: { en: "Never married", fr: "Jamais marié(e)" } },
        { code: 6, text: { en: "Living with a partner", fr: "Vit avec un(e) partenaire" } },
      ],
    },
    "int/week": { kind: "number", min: 0, per: "week" },
    "int/year": { kind: "number", min: 0, per: "year" },
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
    total: { kind: "total", of: ["partner", "contacts", "religious", "clubs"], missing: "required" },
    subscores: {
      partner: { measure: { kind: "count", items: ["sni-1"], counts: { in: [1, 6] }, missing: "required" } },
      contacts: { measure: { kind: "threshold", items: ["sni-2", "sni-3"], passes: { atLeast: 3 } } },
      religious: {
        measure: { kind: "count", items: ["sni-4"], counts: { atLeast: 5 }, missing: "required" },
      },
      clubs: { measure: { kind: "count", items: ["sni-5"], counts: { in: [1] }, missing: "required" } },
    },
    bands: [
      { band: "most-isolated", min: 0, max: 1, label: { fr: "le plus isolé" } },
      { band: "moderately-isolated", min: 2, max: 2, label: { fr: "modérément isolé" } },
      { band: "moderately-integrated", min: 3, max: 3, label: { fr: "modérément intégré" } },
      { band: "integrated", min: 4, max: 4, label: { fr: "intégré" } },
    ],
    flags: [],
  },
  range: [0, 4],
  scoringNote:
    "One point each: (a) married or living with partner; (b) phone + get-together contacts average 3 or more per week; (c) religious services more than 4 times a year; (d) belongs to a club or organisation. Sum 0-4.",
  missingNote:
    "All four domains needed. Domain (b) is decided by one answer when that answer alone reaches 3/week; otherwise both are needed.",
  bandNote:
    "FRANCE: the religious-service item collects an art. 9 GDPR special category. Default = item off; then publish the 3-domain score (0-3) under another code, never as SNI-4.",
  wordings: {
    en: { version: "en-1", status: "verified", source: "loinc.org/76506-5" },
    fr: { version: "fr-1", status: "not-verifiable", source: "working translation" },
  },
  psychometrics: {
    reliabilityNote: "index, not a scale",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: ["76506-5 (panel)", "76512-3 (social isolation score [NHANES])"], snomed: [] },
  licence: {
    status: "free",
    canShipItems: true,
    text: "NHANES (US public domain); LOINC licence for the codes",
    attribution: "Berkman & Syme 1979; Pantell et al. 2013 (PMID 24028260); Regenstrief LOINC",
  },
  citation: [
    "Berkman LF, Syme SL. Am J Epidemiol 1979;109:186-204",
    "Pantell M et al. Am J Public Health 2013;103:2056-2062",
  ],
  evidence: {
    itemsEn: { status: "verified", where: "loinc.org/76506-5" },
    itemsFr: { status: "not-verifiable", where: "working translation" },
    options: {
      status: "partly-verified",
      where: "loinc.org/76506-5 (units /wk, /a); marital answer list named",
    },
    scoring: {
      status: "verified",
      where:
        "loinc.org/76506-5: married or partner; >=3 interactions per week; >4 services per year; club; 0 = most isolated, 4 = least",
    },
    missing: { status: "policy", where: "-" },
    cutoffs: {
      status: "verified",
      where: "Loucks 2006 grouping 0-1 / 2 / 3 / 4 (scales.arabpsychology.com)",
    },
    loinc: { status: "verified", where: "loinc.org/76506-5" },
    licence: { status: "memory-unverified", where: "-" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
