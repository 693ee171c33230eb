import type { Instrument } from "../instrument.ts";

/**
 * Mini-Zarit caregiver burden (French short form).
 * Licence  Zarit Burden Interview is copyrighted (licence via Mapi/ePROVIDE); status of the French short form unclear. Items not reproduced.
 * Source   retraiteplus.fr mini-Zarit; maeker.fr zarit
 */
export const instrument: Instrument = {
  id: "mini-zarit",
  version: "1",
  shortName: "Mini-Zarit",
  name: {
    en: "Mini-Zarit caregiver burden (French short form)",
    fr: "Mini-Zarit (échelle réduite du fardeau de l'aidant)",
  },
  construct: "caregiver burden",
  higherIs: "worse",
  uses: ["individual-context"],
  population: "informal caregivers",
  modes: ["self", "interview"],
  recall: "current",
  minutes: 1.5,
  items: [
    { linkId: "mz-1a", text: {}, options: "z3", topic: "family life" },
    { linkId: "mz-1b", text: {}, options: "z3", topic: "friends, leisure, work" },
    { linkId: "mz-1c", text: {}, options: "z3", topic: "own health" },
    { linkId: "mz-2", text: {}, options: "z3", topic: "no longer recognising the relative" },
    { linkId: "mz-3", text: {}, options: "z3", topic: "fear for the relative's future" },
    { linkId: "mz-4", text: {}, options: "z3", topic: "wish for more help" },
    { linkId: "mz-5", text: {}, options: "z3", topic: "feeling of burden" },
  ],
  optionSets: {
    z3: {
      kind: "choice",
      options: [
        { code: 0, text: { en: "Never", fr: "Jamais" } },
        { code: 0.5, text: { en: "Sometimes", fr: "Parfois" } },
        { code: 1, text: { en: "Often", fr: "Souvent" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: {
      kind: "sum",
      items: ["mz-1a", "mz-1b", "mz-1c", "mz-2", "mz-3", "mz-4", "mz-5"],
      missing: "required",
    },
    subscores: {},
    bands: [
      { band: "none-light", min: 0, max: 1, label: { fr: "absent ou léger" } },
      { band: "light-moderate", min: 1.5, max: 3, label: { fr: "léger à modéré" } },
      { band: "moderate-severe", min: 3.5, max: 5, label: { fr: "modéré à sévère" } },
      { band: "severe", min: 5.5, max: 7, label: { fr: "sévère" } },
    ],
    flags: [],
  },
  range: [0, 7],
  scoringNote: "Sum of 7 codes (0, 0.5, 1): 0-7.",
  missingNote: "All 7 required (policy).",
  bandNote:
    "Published anchors 0/7, 2/7, 4/7, 7/7 (verified) fall one per band; band limits from memory. A different 6-item 'mini-Zarit' coded 0-4 circulates (maeker.fr): do not confuse.",
  wordings: {
    en: { version: "operator", status: "restricted", source: "-" },
    fr: { version: "operator", status: "restricted", source: "seen retraiteplus.fr" },
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
    status: "restricted",
    canShipItems: false,
    text: "Zarit Burden Interview is copyrighted (licence via Mapi/ePROVIDE); status of the French short form unclear. Items not reproduced.",
    attribution: "Zarit SH",
  },
  citation: ["retraiteplus.fr mini-Zarit", "maeker.fr zarit"],
  evidence: {
    itemsEn: { status: "not-reproduced", where: "-" },
    itemsFr: { status: "not-reproduced", where: "seen retraiteplus.fr" },
    options: { status: "partly-verified", where: "Jamais/Parfois/Souvent verified; 0/½/1 memory" },
    scoring: { status: "partly-verified", where: "/7 verified" },
    cutoffs: { status: "partly-verified", where: "anchors verified" },
    licence: { status: "memory-unverified", where: "-" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: true,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
