import type { Instrument } from "../instrument.ts";

/**
 * De Jong Gierveld Loneliness Scale, 11 items.
 * Licence  as DJGLS-6
 * Source   de Jong Gierveld & Kamphuis 1985, Appl Psychol Meas 9:289-299; van Tilburg & de Jong Gierveld 1999
 */
export const instrument: Instrument = {
  id: "djg11",
  version: "1",
  shortName: "DJGLS-11",
  name: {
    en: "De Jong Gierveld Loneliness Scale, 11 items",
    fr: "Échelle de solitude de De Jong Gierveld, 11 items",
  },
  construct: "loneliness (emotional + social)",
  higherIs: "worse",
  uses: ["population-survey", "research-outcome"],
  population: "18+",
  modes: ["self", "interview", "telephone"],
  recall: "now / in general",
  minutes: 3,
  items: [
    {
      linkId: "djg11-1",
      text: {
        en: "There is always someone I can talk to about my day-to-day problems",
        fr: "Il y a toujours quelqu'un à qui je peux parler de mes problèmes quotidiens",
      },
      options: "y3",
      isReversed: true,
    },
    {
      linkId: "djg11-2",
      text: { en: "I miss having a really close friend", fr: "Un(e) véritable ami(e) proche me manque" },
      options: "y3",
    },
    {
      linkId: "djg11-3",
      text: { en: "I experience a general sense of emptiness", fr: "J'éprouve un sentiment général de vide" },
      options: "y3",
    },
    {
      linkId: "djg11-4",
      text: {
        en: "There are plenty of people I can lean on when I have problems",
        fr: "Il y a suffisamment de personnes sur qui je peux compter en cas de problème",
      },
      options: "y3",
      isReversed: true,
    },
    {
      linkId: "djg11-5",
      text: {
        en: "I miss the pleasure of the company of others",
        fr: "Le plaisir de la compagnie des autres me manque",
      },
      options: "y3",
    },
    {
      linkId: "djg11-6",
      text: {
        en: "I find my circle of friends and acquaintances too limited",
        fr: "Je trouve mon cercle d'amis et de connaissances trop restreint",
      },
      options: "y3",
    },
    {
      linkId: "djg11-7",
      text: {
        en: "There are many people I can trust completely",
        fr: "Il y a beaucoup de personnes en qui je peux avoir entièrement confiance",
      },
      options: "y3",
      isReversed: true,
    },
    {
      linkId: "djg11-8",
      text: {
        en: "There are enough people I feel close to",
        fr: "Il y a suffisamment de personnes dont je me sens proche",
      },
      options: "y3",
      isReversed: true,
    },
    {
      linkId: "djg11-9",
      text: { en: "I miss having people around", fr: "Avoir du monde autour de moi me manque" },
      options: "y3",
    },
    {
      linkId: "djg11-10",
      text: { en: "I often feel rejected", fr: "Je me sens souvent rejeté(e)" },
      options: "y3",
    },
    {
      linkId: "djg11-11",
      text: {
        en: "I can call on my friends whenever I need them",
        fr: "Je peux faire appel à mes amis chaque fois que j'en ai besoin",
      },
      options: "y3",
      isReversed: true,
    },
  ],
  optionSets: {
    y3: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "No", fr: "Non" } },
        { code: 2, text: { en: "More or less", fr: "Plus ou moins" } },
        { code: 3, text: { en: "Yes", fr: "Oui" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: {
      kind: "count",
      items: [
        "djg11-1",
        "djg11-2",
        "djg11-3",
        "djg11-4",
        "djg11-5",
        "djg11-6",
        "djg11-7",
        "djg11-8",
        "djg11-9",
        "djg11-10",
        "djg11-11",
      ],
      counts: { atLeast: 2 },
      missing: { ignore: 1 },
    },
    subscores: {
      emotional: {
        measure: {
          kind: "count",
          items: ["djg11-2", "djg11-3", "djg11-5", "djg11-6", "djg11-9", "djg11-10"],
          counts: { atLeast: 2 },
          missing: "required",
        },
      },
      social: {
        measure: {
          kind: "count",
          items: ["djg11-1", "djg11-4", "djg11-7", "djg11-8", "djg11-11"],
          counts: { atLeast: 2 },
          missing: "required",
        },
      },
    },
    bands: [
      { band: "not-lonely", min: 0, max: 2, label: { fr: "pas de solitude" } },
      { band: "moderate", min: 3, max: 8, label: { fr: "solitude modérée" } },
      { band: "severe", min: 9, max: 10, label: { fr: "solitude forte" } },
      { band: "very-severe", min: 11, max: 11, label: { fr: "solitude très forte" } },
    ],
    flags: [],
  },
  range: [0, 11],
  scoringNote:
    "Emotional items 2,3,5,6,9,10: code 2 or 3 counts 1. Social items 1,4,7,8,11 (reverse): code 1 or 2 counts 1. Total 0-11, emotional 0-6, social 0-5.",
  missingNote:
    "Total valid with at most 1 missing item, not prorated; a subscale needs all its items (mirrors the verified 6-item rule).",
  bandNote: "van Tilburg & de Jong Gierveld 1999",
  wordings: {
    en: {
      version: "en-1",
      status: "partly-verified",
      source: "PMC8437504 Table 1 (items 1-5, 7, 8, 11 and start of 6); manual for 9-10",
    },
    fr: { version: "fr-1", status: "not-verifiable", source: "working translation" },
  },
  psychometrics: {
    reliabilityNote: "alpha .80-.90 in most surveys (memory)",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: [], snomed: [] },
  licence: {
    status: "free-with-attribution",
    canShipItems: true,
    text: "as DJGLS-6",
    attribution: "de Jong Gierveld & Kamphuis 1985; cut-offs van Tilburg & de Jong Gierveld 1999",
  },
  citation: [
    "de Jong Gierveld & Kamphuis 1985, Appl Psychol Meas 9:289-299",
    "van Tilburg & de Jong Gierveld 1999",
  ],
  evidence: {
    itemsEn: {
      status: "partly-verified",
      where: "PMC8437504 Table 1 (items 1-5, 7, 8, 11 and start of 6); manual for 9-10",
    },
    itemsFr: { status: "not-verifiable", where: "working translation" },
    options: { status: "verified", where: "manual" },
    scoring: {
      status: "partly-verified",
      where: "rule verified for the 6-item subset; sub-scale membership verified PMC8437504",
    },
    missing: { status: "memory-unverified", where: "11-item rule not seen" },
    cutoffs: {
      status: "memory-unverified",
      where: "0-2/3-8/9-10/11 not seen in text, cited by the manual as van Tilburg & DJG 1999",
    },
    licence: { status: "verified", where: "manual section 1" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
