import type { Instrument } from "../instrument.ts";

/**
 * Lubben Social Network Scale-6.
 * Licence  PhenX Toolkit public protocol; Boston College asks for citation. Obtain a written confirmation before shipping.
 * Source   Lubben et al. 2006, The Gerontologist 46(4):503-513
 */
export const instrument: Instrument = {
  id: "lsns6",
  version: "1",
  shortName: "LSNS-6",
  name: { en: "Lubben Social Network Scale-6", fr: "Échelle abrégée du réseau social de Lubben" },
  construct: "social isolation (structural + perceived availability)",
  higherIs: "better",
  uses: ["individual-screening", "population-survey", "outcome"],
  population: "older adults (65+; used 60+)",
  modes: ["self", "interview", "telephone"],
  recall: "current (contacts: at least monthly)",
  minutes: 2,
  intro: {
    en: "FAMILY: considering the people to whom you are related by birth, marriage, adoption, etc. / FRIENDSHIPS: considering all of your friends including those who live in your neighbourhood.",
    fr: "FAMILLE : les personnes auxquelles vous êtes lié(e) par la naissance, le mariage, l'adoption… / AMIS : tous vos ami(e)s, y compris dans votre quartier. (traduction de travail)",
  },
  items: [
    {
      linkId: "lsns6-1",
      text: {
        en: "How many relatives do you see or hear from at least once a month?",
        fr: "Combien de membres de votre famille voyez-vous, ou avez-vous des nouvelles de, au moins une fois par mois ?",
      },
      options: "n6",
    },
    {
      linkId: "lsns6-2",
      text: {
        en: "How many relatives do you feel at ease with that you can talk about private matters?",
        fr: "Avec combien de membres de votre famille vous sentez-vous assez à l'aise pour parler de choses personnelles ?",
      },
      options: "n6",
    },
    {
      linkId: "lsns6-3",
      text: {
        en: "How many relatives do you feel close to such that you could call on them for help?",
        fr: "De combien de membres de votre famille vous sentez-vous assez proche pour leur demander de l'aide ?",
      },
      options: "n6",
    },
    {
      linkId: "lsns6-4",
      text: {
        en: "How many of your friends do you see or hear from at least once a month?",
        fr: "Combien d'ami(e)s voyez-vous, ou avez-vous des nouvelles de, au moins une fois par mois ?",
      },
      options: "n6",
    },
    {
      linkId: "lsns6-5",
      text: {
        en: "How many friends do you feel at ease with that you can talk about private matters?",
        fr: "Avec combien d'ami(e)s vous sentez-vous assez à l'aise pour parler de choses personnelles ?",
      },
      options: "n6",
    },
    {
      linkId: "lsns6-6",
      text: {
        en: "How many friends do you feel close to such that you could call on them for help?",
        fr: "De combien d'ami(e)s vous sentez-vous assez proche pour leur demander de l'aide ?",
      },
      options: "n6",
    },
  ],
  optionSets: {
    n6: {
      kind: "choice",
      options: [
        { code: 0, text: { en: "None", fr: "Aucun" } },
        { code: 1, text: { en: "One", fr: "Un" } },
        { code: 2, text: { en: "Two", fr: "Deux" } },
        { code: 3, text: { en: "Three or four", fr: "Trois ou quatre" } },
        { code: 4, text: { en: "Five through eight", fr: "Cinq à huit" } },
        { code: 5, text: { en: "Nine or more", fr: "Neuf ou plus" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: {
      kind: "sum",
      items: ["lsns6-1", "lsns6-2", "lsns6-3", "lsns6-4", "lsns6-5", "lsns6-6"],
      missing: "required",
    },
    subscores: {
      family: { measure: { kind: "sum", items: ["lsns6-1", "lsns6-2", "lsns6-3"], missing: "required" } },
      friends: { measure: { kind: "sum", items: ["lsns6-4", "lsns6-5", "lsns6-6"], missing: "required" } },
    },
    bands: [
      { band: "at-risk", min: 0, max: 11, label: { fr: "risque d'isolement social" } },
      { band: "not-at-risk", min: 12, max: 30, label: { fr: "pas de risque repéré" } },
    ],
    flags: [
      { flag: "marginal-family", when: [{ subscore: "family", is: { atMost: 5 } }], evenIfIncomplete: true },
      {
        flag: "marginal-friends",
        when: [{ subscore: "friends", is: { atMost: 5 } }],
        evenIfIncomplete: true,
      },
    ],
  },
  range: [0, 30],
  scoringNote: "Sum of 6 codes (0-30); family = items 1-3 (0-15); friends = items 4-6 (0-15).",
  missingNote: "Policy: total needs 6 answers, each subscale its 3 (no published imputation rule seen).",
  bandNote:
    "<12 at risk (fewer than two persons per aspect on average); marginal family ties <6, marginal friendship ties <6 (flags).",
  wordings: {
    en: {
      version: "en-1",
      status: "verified",
      source:
        "PhenX supplemental information (docslib 13799609): items 1-3 in full, 4 start; LSNS-R text on studylib for 4-6",
    },
    fr: {
      version: "fr-1",
      status: "not-verifiable",
      source: "working translation; a Swiss French version was used in the Solothurn/Lausanne cohorts",
    },
  },
  psychometrics: {
    reliabilityNote:
      "alpha .83, family .84-.89, friends .80-.82 (Lubben 2006) - memory; 'high levels of internal consistency' verified abstract",
    reliability: {
      value: 0.83,
      kind: "alpha",
      source: "Lubben et al. 2006, The Gerontologist 46:503-513 (from memory)",
    },
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: [], snomed: ["422650009 social isolation (finding) for the resulting concern"] },
  licence: {
    status: "free-with-attribution",
    canShipItems: true,
    text: "PhenX Toolkit public protocol; Boston College asks for citation. Obtain a written confirmation before shipping.",
    attribution: "Lubben J et al. Gerontologist 2006;46:503-513",
  },
  citation: ["Lubben et al. 2006, The Gerontologist 46(4):503-513"],
  evidence: {
    itemsEn: {
      status: "verified",
      where:
        "PhenX supplemental information (docslib 13799609): items 1-3 in full, 4 start; LSNS-R text on studylib for 4-6",
    },
    itemsFr: {
      status: "not-verifiable",
      where: "working translation; a Swiss French version was used in the Solothurn/Lausanne cohorts",
    },
    options: { status: "verified", where: "PhenX" },
    scoring: { status: "verified", where: "PhenX / Lubben 2006 abstract" },
    missing: { status: "policy", where: "-" },
    cutoffs: {
      status: "partly-verified",
      where:
        "total <12 verified (republic-of-fenerbahce text quoting Lubben 2006: threshold 12; 11-20% classified at risk); subscale <6 memory",
    },
    licence: { status: "partly-verified", where: "bc.edu Lubben site exists; terms not seen" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: true,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
