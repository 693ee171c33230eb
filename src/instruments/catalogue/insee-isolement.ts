import type { Instrument } from "../instrument.ts";

/**
 * Isolation from family and entourage (Insee, SRCV).
 * Licence  public definition, wording ours
 * Source   Gleizes, Grobon, Legleye 2019, Insee Première 1770
 */
export const instrument: Instrument = {
  id: "insee-isolement",
  version: "1",
  shortName: "Isolement Insee",
  name: {
    en: "Isolation from family and entourage (Insee, SRCV)",
    fr: "Isolement vis-à-vis de la famille et de l'entourage (Insee)",
  },
  construct: "relational isolation (in person + remote)",
  higherIs: "worse",
  uses: ["population-survey"],
  population: "16+",
  modes: ["interview"],
  recall: "usual",
  minutes: 1,
  items: [
    {
      linkId: "insee-fam-p",
      text: {
        en: "Physical meetings per month with family outside the household",
        fr: "Rencontres physiques par mois avec la famille (hors ménage)",
      },
      options: "int/month",
    },
    {
      linkId: "insee-fam-d",
      text: { en: "Remote contacts per month with family", fr: "Contacts distants par mois avec la famille" },
      options: "int/month",
    },
    {
      linkId: "insee-ent-p",
      text: {
        en: "Physical meetings per month with friends, neighbours, colleagues",
        fr: "Rencontres physiques par mois avec l'entourage (amis, voisins, collègues)",
      },
      options: "int/month",
    },
    {
      linkId: "insee-ent-d",
      text: {
        en: "Remote contacts per month with friends, neighbours, colleagues",
        fr: "Contacts distants par mois avec l'entourage",
      },
      options: "int/month",
    },
  ],
  optionSets: { "int/month": { kind: "number", min: 0, per: "month" } },
  rule: {
    kind: "scale",
    total: { kind: "total", of: ["family", "entourage"], missing: "bounds" },
    subscores: {
      family: {
        measure: { kind: "threshold", items: ["insee-fam-p", "insee-fam-d"], passes: { atMost: 1 } },
      },
      entourage: {
        measure: { kind: "threshold", items: ["insee-ent-p", "insee-ent-d"], passes: { atMost: 1 } },
      },
    },
    bands: [
      { band: "non-isole", min: 0, max: 0, label: { fr: "ni l'un ni l'autre" } },
      { band: "isole-partiel", min: 1, max: 1, label: { fr: "isolé de la famille ou de l'entourage" } },
      { band: "isole", min: 2, max: 2, label: { fr: "isolé des deux" } },
    ],
    flags: [],
  },
  range: [0, 2],
  scoringNote:
    "Isolated from family when meetings + remote contacts with family <= 1 per month; same for entourage; isolated = both.",
  missingNote: "bounds rule (policy)",
  bandNote:
    "3% in 2015, stable since 2006; 8% lonely all/most of the time, 62% of whom are isolated from neither.",
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
    text: "public definition, wording ours",
    attribution: "Insee Première 1770",
  },
  citation: ["Gleizes, Grobon, Legleye 2019, Insee Première 1770"],
  evidence: {
    itemsEn: { status: "own-wording", where: "-" },
    itemsFr: { status: "own-wording", where: "-" },
    scoring: {
      status: "partly-verified",
      where:
        "insee.fr/fr/statistiques/4205228: 'au plus une rencontre physique ou un contact distant par mois'; the sum reading is ours",
    },
    licence: { status: "verified", where: "Insee open licence" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
