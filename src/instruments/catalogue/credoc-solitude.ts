import type { Instrument } from "../instrument.ts";

/**
 * Feeling of loneliness (Crédoc series).
 * Licence  wording ours; numerator definition public
 * Source   banquedesterritoires.fr 27 Jan 2025; carenews Jan 2025; FdF 2 Feb 2026
 */
export const instrument: Instrument = {
  id: "credoc-solitude",
  version: "1",
  shortName: "Sentiment de solitude (Crédoc)",
  name: { en: "Feeling of loneliness (Crédoc series)", fr: "Sentiment de solitude (série Crédoc)" },
  construct: "loneliness",
  higherIs: "better",
  uses: ["population-survey"],
  population: "15+",
  modes: ["self"],
  recall: "none",
  minutes: 0.3,
  items: [
    {
      linkId: "credoc-sol",
      text: { en: "Do you happen to feel lonely?", fr: "Vous arrive-t-il de vous sentir seul(e) ?" },
      options: "s4",
    },
  ],
  optionSets: {
    s4: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "Every day or almost", fr: "Tous les jours ou presque" } },
        { code: 2, text: { en: "Often", fr: "Souvent" } },
        { code: 3, text: { en: "Sometimes", fr: "Parfois" } },
        { code: 4, text: { en: "Never or almost never", fr: "Jamais ou presque jamais" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: { kind: "sum", items: ["credoc-sol"], missing: "required" },
    subscores: {},
    bands: [
      { band: "seul", min: 1, max: 2, label: { fr: "se sent régulièrement seul(e)" } },
      { band: "non-seul", min: 3, max: 4, label: { fr: "ne se sent pas régulièrement seul(e)" } },
    ],
    flags: [],
  },
  range: [1, 4],
  scoringNote: "Lonely = codes 1-2 ('tous les jours ou presque' or 'souvent').",
  missingNote: "no score",
  bandNote: "21% (Jan 2023), 24% (Jul 2024), 24% (2025); 28% in towns of 100,000+ (Jul 2025).",
  wordings: {
    en: { version: "en-1", status: "own-wording", source: "-" },
    fr: { version: "fr-1", status: "own-wording", source: "-" },
  },
  psychometrics: {
    reliabilityNote: "single item",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: null,
  },
  codes: { loinc: [], snomed: [] },
  licence: {
    status: "definition",
    canShipItems: true,
    text: "wording ours; numerator definition public",
    attribution: "Fondation de France / Crédoc",
  },
  citation: ["banquedesterritoires.fr 27 Jan 2025", "carenews Jan 2025", "FdF 2 Feb 2026"],
  evidence: {
    itemsEn: { status: "own-wording", where: "-" },
    itemsFr: { status: "own-wording", where: "-" },
    options: {
      status: "partly-verified",
      where: "codes 1-2 labels verified (banquedesterritoires, minizap); 3-4 ours",
    },
    scoring: { status: "verified", where: "banquedesterritoires.fr" },
    licence: { status: "memory-unverified", where: "-" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
