import type { Instrument } from "../instrument.ts";

/**
 * Social Isolation Index (Steptoe / ELSA).
 * Licence  public index definition; wording ours
 * Source   Steptoe 2013
 */
export const instrument: Instrument = {
  id: "elsa-sii",
  version: "1",
  shortName: "ELSA SII",
  name: { en: "Social Isolation Index (Steptoe / ELSA)", fr: "Indice d'isolement social (Steptoe / ELSA)" },
  construct: "social isolation (structural)",
  higherIs: "worse",
  uses: ["population-survey", "health-risk"],
  population: "50+ (usable in adults)",
  modes: ["self", "interview"],
  recall: "usual",
  minutes: 1,
  items: [
    {
      linkId: "sii-partner",
      text: { en: "Married or cohabiting with a partner", fr: "Marié(e) ou vivant avec un(e) partenaire" },
      options: "yn",
      isReversed: true,
    },
    {
      linkId: "sii-children",
      text: {
        en: "Contact with children at least monthly (meeting, phone, writing incl. email)",
        fr: "Contact avec ses enfants au moins une fois par mois (rencontre, téléphone, écrit)",
      },
      options: "yn",
      isReversed: true,
    },
    {
      linkId: "sii-family",
      text: {
        en: "Contact with other family members at least monthly",
        fr: "Contact avec d'autres membres de la famille au moins une fois par mois",
      },
      options: "yn",
      isReversed: true,
    },
    {
      linkId: "sii-friends",
      text: {
        en: "Contact with friends at least monthly",
        fr: "Contact avec des amis au moins une fois par mois",
      },
      options: "yn",
      isReversed: true,
    },
    {
      linkId: "sii-member",
      text: {
        en: "Member of an organisation, club or society",
        fr: "Membre d'une association, d'un club ou d'une organisation",
      },
      options: "yn",
      isReversed: true,
    },
  ],
  optionSets: {
    yn: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "Yes", fr: "Oui" } },
        { code: 0, text: { en: "No / has none", fr: "Non / n'en a pas" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: {
      kind: "sum",
      items: ["sii-partner", "sii-children", "sii-family", "sii-friends", "sii-member"],
      missing: "required",
    },
    subscores: {},
    bands: [
      { band: "not-isolated", min: 0, max: 1, label: { fr: "non isolé" } },
      { band: "isolated", min: 2, max: 5, label: { fr: "isolé socialement" } },
    ],
    flags: [],
  },
  range: [0, 5],
  scoringNote: "One point per 'no' (each item reversed). Sum 0-5.",
  missingNote: "All 5 required (policy).",
  bandNote:
    ">=2 = socially isolated (Steptoe 2013). Secular alternative to SNI-4 where the religion item is off.",
  wordings: {
    en: {
      version: "en-1",
      status: "own-wording",
      source: "components verified: British Red Cross page (relayto)",
    },
    fr: { version: "fr-1", status: "own-wording", source: "-" },
  },
  psychometrics: {
    reliabilityNote: "index",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: [], snomed: ["422650009"] },
  licence: {
    status: "definition",
    canShipItems: true,
    text: "public index definition; wording ours",
    attribution: "Steptoe A et al. PNAS 2013;110:5797-5801",
  },
  citation: ["Steptoe 2013"],
  evidence: {
    itemsEn: { status: "own-wording", where: "components verified: British Red Cross page (relayto)" },
    itemsFr: { status: "own-wording", where: "-" },
    options: { status: "own-wording", where: "-" },
    scoring: { status: "verified", where: "British Red Cross page: five parts, higher = more isolated" },
    cutoffs: {
      status: "partly-verified",
      where:
        "'rating of 2 or even more were thought as socially separated' (rewritten copy of the National Academies report)",
    },
    licence: { status: "memory-unverified", where: "-" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
