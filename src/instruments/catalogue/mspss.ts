import type { Instrument } from "../instrument.ts";

/**
 * Multidimensional Scale of Perceived Social Support.
 * Licence  free to use with credit (author); linguistically validated translations via TransPerfect
 * Source   Zimet 1988; Denis, Callahan & Bouvard 2015 (French) - memory
 */
export const instrument: Instrument = {
  id: "mspss",
  version: "1",
  shortName: "MSPSS",
  name: {
    en: "Multidimensional Scale of Perceived Social Support",
    fr: "Échelle multidimensionnelle du soutien social perçu",
  },
  construct: "perceived social support",
  higherIs: "better",
  uses: ["assessment", "outcome"],
  population: "adolescents, adults",
  modes: ["self"],
  recall: "current",
  minutes: 3,
  items: [
    {
      linkId: "mspss-1",
      text: { en: "There is a special person who is around when I am in need." },
      options: "l7",
    },
    {
      linkId: "mspss-2",
      text: { en: "There is a special person with whom I can share my joys and sorrows." },
      options: "l7",
    },
    { linkId: "mspss-3", text: { en: "My family really tries to help me." }, options: "l7" },
    {
      linkId: "mspss-4",
      text: { en: "I get the emotional help and support I need from my family." },
      options: "l7",
    },
    {
      linkId: "mspss-5",
      text: { en: "I have a special person who is a real source of comfort to me." },
      options: "l7",
    },
    { linkId: "mspss-6", text: { en: "My friends really try to help me." }, options: "l7" },
    { linkId: "mspss-7", text: { en: "I can count on my friends when things go wrong." }, options: "l7" },
    { linkId: "mspss-8", text: { en: "I can talk about my problems with my family." }, options: "l7" },
    {
      linkId: "mspss-9",
      text: { en: "I have friends with whom I can share my joys and sorrows." },
      options: "l7",
    },
    {
      linkId: "mspss-10",
      text: { en: "There is a special person in my life who cares about my feelings." },
      options: "l7",
    },
    { linkId: "mspss-11", text: { en: "My family is willing to help me make decisions." }, options: "l7" },
    { linkId: "mspss-12", text: { en: "I can talk about my problems with my friends." }, options: "l7" },
  ],
  optionSets: {
    l7: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "Very strongly disagree" } },
        { code: 2, text: { en: "Strongly disagree" } },
        { code: 3, text: { en: "Mildly disagree" } },
        { code: 4, text: { en: "Neutral" } },
        { code: 5, text: { en: "Mildly agree" } },
        { code: 6, text: { en: "Strongly agree" } },
        { code: 7, text: { en: "Very strongly agree" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: {
      kind: "mean",
      items: [
        "mspss-1",
        "mspss-2",
        "mspss-3",
        "mspss-4",
        "mspss-5",
        "mspss-6",
        "mspss-7",
        "mspss-8",
        "mspss-9",
        "mspss-10",
        "mspss-11",
        "mspss-12",
      ],
      missing: "subscores",
      decimals: 2,
    },
    subscores: {
      so: {
        measure: {
          kind: "mean",
          items: ["mspss-1", "mspss-2", "mspss-5", "mspss-10"],
          missing: { prorate: 1 },
          decimals: 2,
        },
      },
      fam: {
        measure: {
          kind: "mean",
          items: ["mspss-3", "mspss-4", "mspss-8", "mspss-11"],
          missing: { prorate: 1 },
          decimals: 2,
        },
      },
      fri: {
        measure: {
          kind: "mean",
          items: ["mspss-6", "mspss-7", "mspss-9", "mspss-12"],
          missing: { prorate: 1 },
          decimals: 2,
        },
      },
    },
    bands: [
      { band: "low", min: 1, max: 2.99, label: { fr: "faible" } },
      { band: "moderate", min: 3, max: 5, label: { fr: "moyen" } },
      { band: "high", min: 5.01, max: 7, label: { fr: "élevé" } },
    ],
    flags: [],
  },
  range: [1, 7],
  scoringNote:
    "Means: significant other = items 1,2,5,10; family = 3,4,8,11; friends = 6,7,9,12; total = mean of 12. Rounded half-up to 2 decimals.",
  missingNote:
    "Policy: subscale mean from the answered items when at least 3 of 4 are answered; total only when the three subscales are scorable (mean of answered items).",
  bandNote:
    "Author: no population norms; suggested mean 1-2.9 low, 3-5 moderate, 5.1-7 high (policy for the gaps: <3 low, <=5 moderate, >5 high).",
  wordings: { en: { version: "en-1", status: "unverified", source: "text from memory" } },
  psychometrics: {
    reliabilityNote: "alpha .88, test-retest .85 (Zimet 1988)",
    reliability: { value: 0.85, kind: "test-retest", source: "Zimet et al. 1988, J Pers Assess 52:30-41" },
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: [], snomed: [] },
  licence: {
    status: "free-with-attribution",
    canShipItems: true,
    text: "free to use with credit (author); linguistically validated translations via TransPerfect",
    attribution: "Zimet GD, Dahlem NW, Zimet SG, Farley GK. J Pers Assess 1988;52:30-41",
  },
  citation: ["Zimet 1988", "Denis, Callahan & Bouvard 2015 (French) - memory"],
  evidence: {
    itemsEn: { status: "memory-unverified", where: "text from memory" },
    itemsFr: {
      status: "not-verifiable",
      where: "French version exists (psychologyroots list); wording not seen",
    },
    options: { status: "partly-verified", where: "1 very strongly disagree … 7 very strongly agree" },
    scoring: { status: "verified", where: "psychologyroots.com, scribd 464100848 (Zimet document)" },
    cutoffs: { status: "partly-verified", where: "trichotomy approach verified; 1-2.9/3-5/5.1-7 memory" },
    licence: { status: "partly-verified", where: "platform.self-management.eu 'Licence needed: No'" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
