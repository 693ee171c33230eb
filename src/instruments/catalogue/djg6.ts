import type { Instrument } from "../instrument.ts";

/**
 * De Jong Gierveld Loneliness Scale, 6 items.
 * Licence  Manual: available for scientific research, source must be mentioned, any survey mode incl. electronic; developed for survey research (aggregates), not for individual diagnosis.
 * Source   de Jong Gierveld & van Tilburg 2006; Manual of the Loneliness Scale (update 24-2-2022)
 */
export const instrument: Instrument = {
  id: "djg6",
  version: "1",
  shortName: "DJGLS-6",
  name: {
    en: "De Jong Gierveld Loneliness Scale, 6 items",
    fr: "Échelle de solitude de De Jong Gierveld, 6 items",
  },
  construct: "loneliness (emotional + social)",
  higherIs: "worse",
  uses: ["population-survey", "outcome"],
  population: "18+ (many national surveys)",
  modes: ["self", "interview", "telephone"],
  recall: "now / in general",
  minutes: 1.5,
  items: [
    {
      linkId: "djg6-1",
      text: { en: "I experience a general sense of emptiness", fr: "J'éprouve un sentiment général de vide" },
      options: "y3",
    },
    {
      linkId: "djg6-2",
      text: {
        en: "There are plenty of people I can rely on when I have problems",
        fr: "Il y a suffisamment de personnes sur qui je peux compter en cas de problème",
      },
      options: "y3",
      isReversed: true,
    },
    {
      linkId: "djg6-3",
      text: {
        en: "There are many people I can trust completely",
        fr: "Il y a beaucoup de personnes en qui je peux avoir entièrement confiance",
      },
      options: "y3",
      isReversed: true,
    },
    {
      linkId: "djg6-4",
      text: { en: "I miss having people around me", fr: "Avoir du monde autour de moi me manque" },
      options: "y3",
    },
    {
      linkId: "djg6-5",
      text: {
        en: "There are enough people I feel close to",
        fr: "Il y a suffisamment de personnes dont je me sens proche",
      },
      options: "y3",
      isReversed: true,
    },
    {
      linkId: "djg6-6",
      text: { en: "I often feel rejected", fr: "Je me sens souvent rejeté(e)" },
      options: "y3",
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
      items: ["djg6-1", "djg6-2", "djg6-3", "djg6-4", "djg6-5", "djg6-6"],
      counts: { atLeast: 2 },
      missing: { ignore: 1 },
    },
    subscores: {
      emotional: {
        measure: {
          kind: "count",
          items: ["djg6-1", "djg6-4", "djg6-6"],
          counts: { atLeast: 2 },
          missing: "required",
        },
      },
      social: {
        measure: {
          kind: "count",
          items: ["djg6-2", "djg6-3", "djg6-5"],
          counts: { atLeast: 2 },
          missing: "required",
        },
      },
    },
    bands: [
      { band: "not-lonely", min: 0, max: 1, label: { fr: "pas de solitude" } },
      { band: "moderate", min: 2, max: 4, label: { fr: "solitude modérée" } },
      { band: "severe", min: 5, max: 6, label: { fr: "solitude forte" } },
    ],
    flags: [
      {
        flag: "emotional-lonely",
        when: [{ subscore: "emotional", is: { atLeast: 1 } }],
        evenIfIncomplete: true,
      },
      { flag: "social-lonely", when: [{ subscore: "social", is: { atLeast: 1 } }], evenIfIncomplete: true },
    ],
  },
  range: [0, 6],
  scoringNote:
    "Emotional items (1,4,6): code 2 or 3 counts 1. Social items (2,3,5; positively worded = reverse): code 1 or 2 counts 1. So 'more or less' always counts as lonely. Total = count 0-6; emotional 0-3; social 0-3.",
  missingNote:
    "Total valid with at most 1 missing item (the count is NOT prorated); each subscale needs all 3 items.",
  bandNote: "Subscales: 0 = not lonely, 1-3 = lonely.",
  wordings: {
    en: {
      version: "en-1",
      status: "verified",
      source:
        "VU manual (home.fsw.vu.nl/TG.van.Tilburg/manual_loneliness_scale_1999.html) and CBS technical explanation",
    },
    fr: {
      version: "fr-1",
      status: "not-verifiable",
      source: "working translation; the GGP/Érfi French version should be requested",
    },
  },
  psychometrics: {
    reliabilityNote: "alpha about .70-.76 (memory)",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: [], snomed: [] },
  licence: {
    status: "free-with-attribution",
    canShipItems: true,
    text: "Manual: available for scientific research, source must be mentioned, any survey mode incl. electronic; developed for survey research (aggregates), not for individual diagnosis.",
    attribution:
      "de Jong Gierveld J, van Tilburg TG. Research on Aging 2006;28:582-598 / Manual, Vrije Universiteit Amsterdam",
  },
  citation: ["de Jong Gierveld & van Tilburg 2006", "Manual of the Loneliness Scale (update 24-2-2022)"],
  evidence: {
    itemsEn: {
      status: "verified",
      where:
        "VU manual (home.fsw.vu.nl/TG.van.Tilburg/manual_loneliness_scale_1999.html) and CBS technical explanation",
    },
    itemsFr: {
      status: "not-verifiable",
      where: "working translation; the GGP/Érfi French version should be requested",
    },
    options: { status: "verified", where: "manual: yes / more or less / no" },
    scoring: { status: "verified", where: "manual SPSS syntax (count 2,3 / 1,2)" },
    missing: { status: "verified", where: "manual SPSS syntax (mlones>1, mlonesocs>0)" },
    cutoffs: { status: "verified", where: "manual: 0-1, 2-4, 5-6; subscales 0 / 1-3; CBS same" },
    licence: { status: "verified", where: "manual section 1" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
