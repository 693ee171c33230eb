import type { Instrument } from "../instrument.ts";

/**
 * Ego-network map: three circles (convoy model) with name generator.
 * Licence  method (Kahn & Antonucci 1980 hierarchical mapping); wording ours
 * Source   Kahn & Antonucci 1980; Dunbar 1992, J Hum Evol 22:469-493
 */
export const instrument: Instrument = {
  id: "ego-network",
  version: "1",
  shortName: "Carte relationnelle",
  name: {
    en: "Ego-network map: three circles (convoy model) with name generator",
    fr: "Carte relationnelle en trois cercles",
  },
  construct: "network structure",
  higherIs: "descriptive",
  uses: ["co-design of the link plan", "outcome"],
  population: "16+, assisted",
  modes: ["interview"],
  recall: "current",
  minutes: 8,
  items: [
    {
      linkId: "ego-gen",
      text: {
        en: "Who are the people important to you? Place first names or initials in the inner circle (so close you can hardly imagine life without them), the middle circle (not quite as close but still very important), the outer circle (close enough and important enough to be placed).",
        fr: "Quelles sont les personnes importantes pour vous ? Placez des prénoms ou initiales : premier cercle (si proches qu'il est difficile d'imaginer la vie sans elles), deuxième cercle (un peu moins proches mais très importantes), troisième cercle (assez proches et importantes pour figurer ici).",
      },
      options: "alters",
    },
  ],
  optionSets: { alters: { kind: "roster" } },
  rule: {
    kind: "roster",
    item: "ego-gen",
    attributes: {
      circle: [1, 2, 3],
      role: [
        "partner",
        "child",
        "parent",
        "sibling",
        "otherkin",
        "friend",
        "neighbour",
        "colleague",
        "association",
        "professional",
      ],
      contact: [1, 2, 3, 4],
      confidant: [true, false],
      help: [true, false],
    },
    counts: {
      inner: { attribute: "circle", in: [1] },
      middle: { attribute: "circle", in: [2] },
      outer: { attribute: "circle", in: [3] },
      weekly: { attribute: "contact", in: [1, 2] },
      confidants: { attribute: "confidant", in: [true] },
      helpers: { attribute: "help", in: [true] },
      nonProfessional: { attribute: "role", notIn: ["professional"] },
    },
    distinct: { roles: "role" },
    shares: {
      kinShare: { attribute: "role", in: ["partner", "child", "parent", "sibling", "otherkin"], decimals: 2 },
    },
    flags: [
      { flag: "empty", when: [{ subscore: "size", is: { atMost: 0 } }] },
      { flag: "no-confidant", when: [{ subscore: "confidants", is: { atMost: 0 } }] },
      { flag: "no-inner", when: [{ subscore: "inner", is: { atMost: 0 } }] },
      {
        flag: "professionals-only",
        when: [
          { subscore: "size", is: { atLeast: 1 } },
          { subscore: "nonProfessional", is: { atMost: 0 } },
        ],
      },
    ],
  },
  range: [0, null],
  scoringNote:
    "Counts: size, inner, middle, outer, weekly (contact 1-2), confidants, helpers, roles (distinct roles), kinShare = kin / size rounded half-up to 2 decimals (null when size 0), nonProfessional = size without professionals. Flags: no-inner (inner=0), no-confidant, professionals-only (size>0 and nonProfessional=0), empty (size=0).",
  missingNote: "alter attributes may be null: null is not counted as true/active",
  bandNote:
    "Not a validated scale. Reference layers (Dunbar): about 5 / 15 / 50 / 150 - descriptive only, never a target. OECD EU-22: 4-5 close friends or relatives on average, 8% none.",
  wordings: {
    en: { version: "en-1", status: "unverified", source: "standard convoy wording from memory" },
    fr: { version: "fr-1", status: "not-verifiable", source: "working translation" },
  },
  psychometrics: {
    reliabilityNote: "-",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: [], snomed: [] },
  licence: {
    status: "free",
    canShipItems: true,
    text: "method (Kahn & Antonucci 1980 hierarchical mapping); wording ours",
    attribution: "Kahn RL, Antonucci TC. Convoys over the life course, 1980",
  },
  citation: ["Kahn & Antonucci 1980", "Dunbar 1992, J Hum Evol 22:469-493"],
  evidence: {
    itemsEn: { status: "memory-unverified", where: "standard convoy wording from memory" },
    itemsFr: { status: "not-verifiable", where: "working translation" },
    scoring: { status: "own-design", where: "-" },
    licence: { status: "memory-unverified", where: "-" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: true,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
