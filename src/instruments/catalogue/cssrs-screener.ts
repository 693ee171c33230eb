import type { Instrument } from "../instrument.ts";

/**
 * Columbia-Suicide Severity Rating Scale, screener (recent).
 * Licence  Free for community and healthcare use from the Columbia Lighthouse Project, copyright kept; use the official (incl. French) form unmodified. Items not reproduced.
 * Source   Posner 2011
 */
export const instrument: Instrument = {
  id: "cssrs-screener",
  version: "1",
  shortName: "C-SSRS screener",
  name: {
    en: "Columbia-Suicide Severity Rating Scale, screener (recent)",
    fr: "Échelle de Columbia, version dépistage",
  },
  construct: "suicidal ideation and behaviour",
  higherIs: "worse",
  uses: ["human-administered triage only"],
  population: "6+ / 11+ with a trained person",
  modes: ["interview"],
  recall: "past month (Q1-5); lifetime and past 3 months (Q6)",
  minutes: 2,
  items: [
    { linkId: "cssrs-1", text: {}, options: "yn", isSuicidalRisk: true, topic: "wish to be dead" },
    {
      linkId: "cssrs-2",
      text: {},
      options: "yn",
      isSuicidalRisk: true,
      topic: "non-specific active thoughts",
    },
    { linkId: "cssrs-3", text: {}, options: "yn", isSuicidalRisk: true, topic: "thoughts with method" },
    { linkId: "cssrs-4", text: {}, options: "yn", isSuicidalRisk: true, topic: "some intent, no plan" },
    { linkId: "cssrs-5", text: {}, options: "yn", isSuicidalRisk: true, topic: "plan and intent" },
    { linkId: "cssrs-6", text: {}, options: "yn", isSuicidalRisk: true, topic: "behaviour, lifetime" },
    { linkId: "cssrs-6b", text: {}, options: "yn", isSuicidalRisk: true, topic: "behaviour, past 3 months" },
  ],
  optionSets: {
    yn: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "Yes", fr: "Oui" } },
        { code: 0, text: { en: "No", fr: "Non" } },
      ],
    },
  },
  rule: {
    kind: "levels",
    askedWhen: {
      "cssrs-3": [{ item: "cssrs-2", is: { in: [1] } }],
      "cssrs-4": [{ item: "cssrs-2", is: { in: [1] } }],
      "cssrs-5": [{ item: "cssrs-2", is: { in: [1] } }],
      "cssrs-6b": [{ item: "cssrs-6", is: { in: [1] } }],
    },
    levels: [
      {
        band: "high",
        whenAny: [
          { item: "cssrs-4", is: { in: [1] } },
          { item: "cssrs-5", is: { in: [1] } },
          { item: "cssrs-6b", is: { in: [1] } },
        ],
      },
      {
        band: "moderate",
        whenAny: [
          { item: "cssrs-3", is: { in: [1] } },
          { item: "cssrs-6", is: { in: [1] } },
        ],
      },
      {
        band: "low",
        whenAny: [
          { item: "cssrs-1", is: { in: [1] } },
          { item: "cssrs-2", is: { in: [1] } },
        ],
      },
    ],
    otherwise: "none",
    undecided: "indeterminate",
    incompleteFlag: "incomplete",
    flags: [],
  },
  range: [null, null],
  scoringNote:
    "Branching: ask 1 and 2; if 2 = yes ask 3,4,5; always ask 6; if 6 = yes ask 6b. Level = high when 4 or 5 or 6b is yes; else moderate when 3 or 6 is yes; else low when 1 or 2 is yes; else none.",
  missingNote:
    "A missing required answer never yields 'none': level = highest level proven by the given answers with flag incomplete; when nothing is yes and something required is missing, level = indeterminate.",
  bandNote:
    "Local protocol decides; high = immediate care (15/112, 3114 professional line), never left alone.",
  wordings: {
    en: { version: "operator", status: "restricted", source: "-" },
    fr: { version: "operator", status: "restricted", source: "-" },
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
    status: "metadata-only",
    canShipItems: false,
    text: "Free for community and healthcare use from the Columbia Lighthouse Project, copyright kept; use the official (incl. French) form unmodified. Items not reproduced.",
    attribution: "Posner K et al. Am J Psychiatry 2011;168:1266-1277",
  },
  citation: ["Posner 2011"],
  evidence: {
    itemsEn: { status: "not-reproduced", where: "-" },
    itemsFr: { status: "not-reproduced", where: "-" },
    scoring: {
      status: "verified",
      where:
        "blueprint-health help (Q1-2 low, Q3/6 medium, Q4/5/6b high), rula (branching), docsbay triage guidelines (Q4/5 past month or behaviour past 3 months = severe)",
    },
    missing: { status: "policy", where: "-" },
    licence: { status: "partly-verified", where: "NINDS CDE: available in over 100 languages" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: false,
  isAssistedOnly: true,
  isOutcomeOnly: false,
};
