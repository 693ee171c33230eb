import type { Instrument } from "../instrument.ts";

/**
 * Relational isolation, five networks (Fondation de France / Crédoc definition).
 * Licence  Public definition; item wording here is ours, NOT the Crédoc questionnaire wording (not public in our sources). Ask Crédoc for the exact wording before claiming comparability.
 * Source   Fondation de France, Étude Solitudes 2025 (fondationdefrance.org, 2 Feb 2026); Europe 1 / AFP 23 Jan 2024
 */
export const instrument: Instrument = {
  id: "credoc5",
  version: "1",
  shortName: "Isolement relationnel (5 réseaux)",
  name: {
    en: "Relational isolation, five networks (Fondation de France / Crédoc definition)",
    fr: "Isolement relationnel, cinq réseaux (définition Fondation de France / Crédoc)",
  },
  construct: "relational isolation (face-to-face)",
  higherIs: "better",
  uses: ["population-survey", "individual-screening"],
  population: "15+",
  modes: ["self", "interview"],
  recall: "usual frequency of physical meetings",
  minutes: 1.5,
  items: [
    {
      linkId: "credoc-famille",
      text: {
        en: "How often do you physically meet your family outside the household?",
        fr: "À quelle fréquence rencontrez-vous physiquement des membres de votre famille (hors foyer) ?",
      },
      options: "fr4",
    },
    {
      linkId: "credoc-amis",
      text: {
        en: "How often do you physically meet friends?",
        fr: "À quelle fréquence rencontrez-vous physiquement des amis ?",
      },
      options: "fr4",
    },
    {
      linkId: "credoc-voisins",
      text: {
        en: "How often do you physically meet neighbours?",
        fr: "À quelle fréquence rencontrez-vous physiquement des voisins ?",
      },
      options: "fr4",
    },
    {
      linkId: "credoc-collegues",
      text: {
        en: "How often do you physically meet work colleagues (outside strict work)?",
        fr: "À quelle fréquence rencontrez-vous physiquement des collègues, en dehors du cadre strict du travail ?",
      },
      options: "fr4",
    },
    {
      linkId: "credoc-association",
      text: {
        en: "How often do you physically meet people of an association, club or group?",
        fr: "À quelle fréquence rencontrez-vous physiquement des personnes d'une association, d'un club ou d'un groupe ?",
      },
      options: "fr4",
    },
  ],
  optionSets: {
    fr4: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "Once or several times a week", fr: "Une ou plusieurs fois par semaine" } },
        { code: 2, text: { en: "Once or several times a month", fr: "Une ou plusieurs fois par mois" } },
        { code: 3, text: { en: "A few times a year", fr: "Quelques fois dans l'année" } },
        { code: 4, text: { en: "Less often or never", fr: "Moins souvent ou jamais" } },
        { code: 9, text: { en: "Not concerned / no such network", fr: "Pas concerné / n'a pas ce réseau" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: {
      kind: "count",
      items: ["credoc-famille", "credoc-amis", "credoc-voisins", "credoc-collegues", "credoc-association"],
      counts: { in: [1, 2] },
      missing: "bounds",
    },
    subscores: {
      activeKnown: {
        measure: {
          kind: "count",
          items: [
            "credoc-famille",
            "credoc-amis",
            "credoc-voisins",
            "credoc-collegues",
            "credoc-association",
          ],
          counts: { in: [1, 2] },
          missing: "known",
        },
      },
    },
    bands: [
      { band: "isole", min: 0, max: 0, label: { fr: "isolé(e)" } },
      { band: "un-seul-reseau", min: 1, max: 1, label: { fr: "un seul réseau" } },
      { band: "non-isole", min: 2, max: 5, label: { fr: "au moins deux réseaux" } },
    ],
    flags: [{ flag: "fragilite-relationnelle", when: [{ bands: ["isole", "un-seul-reseau"] }] }],
  },
  range: [0, 5],
  scoringNote:
    "A network is ACTIVE when physical meetings are more frequent than 'a few times a year' (codes 1-2). Count active networks 0-5: 0 = isolé; 1 = un seul réseau; isolé + un seul réseau = 'fragilité relationnelle'. Code 9 counts as inactive.",
  missingNote:
    "Bounds rule (policy): with k active and m unanswered networks, the band is given only when every possible completion gives the same band; otherwise not scorable.",
  bandNote:
    "Series: isolated 12% (2024), 11% (2025); isolated or single network 32% (2025). Persons 15+, ~3,000 quota-sample respondents per wave.",
  wordings: {
    en: { version: "en-1", status: "own-wording", source: "-" },
    fr: { version: "fr-1", status: "own-wording", source: "five networks verified; sentence ours" },
  },
  psychometrics: {
    reliabilityNote: "definition, not a scale",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: [], snomed: ["422650009"] },
  licence: {
    status: "definition",
    canShipItems: true,
    text: "Public definition; item wording here is ours, NOT the Crédoc questionnaire wording (not public in our sources). Ask Crédoc for the exact wording before claiming comparability.",
    attribution: "Fondation de France / Crédoc, Études Solitudes",
  },
  citation: [
    "Fondation de France, Étude Solitudes 2025 (fondationdefrance.org, 2 Feb 2026)",
    "Europe 1 / AFP 23 Jan 2024",
  ],
  evidence: {
    itemsEn: { status: "own-wording", where: "-" },
    itemsFr: { status: "own-wording", where: "five networks verified; sentence ours" },
    options: {
      status: "partly-verified",
      where:
        "'une ou plusieurs fois par semaine' (seed lecture fig. 7), 'quelques fois dans l'année' (AFP); other labels ours",
    },
    scoring: {
      status: "verified",
      where:
        "AFP/Europe1: aucun ou très peu (quelques fois dans l'année seulement) de contact physique avec les cinq réseaux; FdF 2026: isolated + single network = 32%",
    },
    missing: { status: "policy", where: "-" },
    cutoffs: { status: "verified", where: "FdF page 2 Feb 2026; credoc.fr" },
    licence: { status: "memory-unverified", where: "-" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: true,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
