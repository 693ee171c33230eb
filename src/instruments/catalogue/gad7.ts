import type { Instrument } from "../instrument.ts";

/**
 * Generalized Anxiety Disorder-7.
 * Licence  No permission required to reproduce, translate, display or distribute (phqscreeners.com).
 * Source   Spitzer RL et al. Arch Intern Med 2006;166:1092-1097
 */
export const instrument: Instrument = {
  id: "gad7",
  version: "1",
  shortName: "GAD-7",
  name: { en: "Generalized Anxiety Disorder-7", fr: "Échelle d'anxiété généralisée-7" },
  construct: "anxiety symptoms",
  higherIs: "worse",
  uses: ["individual-screening (professional present)", "outcome"],
  population: "adults",
  modes: ["self", "interview", "telephone"],
  recall: "last 2 weeks",
  minutes: 2,
  intro: {
    en: "Over the last 2 weeks, how often have you been bothered by any of the following problems?",
    fr: "Au cours des 2 dernières semaines, selon quelle fréquence avez-vous été gêné(e) par les problèmes suivants ?",
  },
  items: [
    {
      linkId: "gad7-1",
      text: {
        en: "Feeling nervous, anxious or on edge",
        fr: "Un sentiment de nervosité, d'anxiété ou de tension",
      },
      options: "f4",
      loinc: "69725-0",
    },
    {
      linkId: "gad7-2",
      text: {
        en: "Not being able to stop or control worrying",
        fr: "Une incapacité à arrêter de s'inquiéter ou à contrôler ses inquiétudes",
      },
      options: "f4",
      loinc: "68509-9",
    },
    {
      linkId: "gad7-3",
      text: {
        en: "Worrying too much about different things",
        fr: "Une inquiétude excessive à propos de différentes choses",
      },
      options: "f4",
      loinc: "69733-4",
    },
    {
      linkId: "gad7-4",
      text: { en: "Trouble relaxing", fr: "Des difficultés à se détendre" },
      options: "f4",
      loinc: "69734-2",
    },
    {
      linkId: "gad7-5",
      text: {
        en: "Being so restless that it is hard to sit still",
        fr: "Une agitation telle qu'il est difficile à tenir en place",
      },
      options: "f4",
      loinc: "69735-9",
    },
    {
      linkId: "gad7-6",
      text: {
        en: "Becoming easily annoyed or irritable",
        fr: "Une tendance à être facilement contrarié(e) ou irritable",
      },
      options: "f4",
      loinc: "69689-8",
    },
    {
      linkId: "gad7-7",
      text: {
        en: "Feeling afraid as if something awful might happen",
        fr: "Un sentiment de peur comme si quelque chose de terrible risquait de se produire",
      },
      options: "f4",
      loinc: "69736-7",
    },
  ],
  optionSets: {
    f4: {
      kind: "choice",
      options: [
        { code: 0, text: { en: "Not at all", fr: "Jamais" } },
        { code: 1, text: { en: "Several days", fr: "Plusieurs jours" } },
        { code: 2, text: { en: "More than half the days", fr: "Plus de la moitié du temps" } },
        { code: 3, text: { en: "Nearly every day", fr: "Presque tous les jours" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: {
      kind: "sum",
      items: ["gad7-1", "gad7-2", "gad7-3", "gad7-4", "gad7-5", "gad7-6", "gad7-7"],
      missing: { prorate: 2 },
    },
    subscores: {},
    bands: [
      { band: "minimal", min: 0, max: 4, label: { fr: "minimale" } },
      { band: "mild", min: 5, max: 9, label: { fr: "légère" } },
      { band: "moderate", min: 10, max: 14, label: { fr: "modérée" } },
      { band: "severe", min: 15, max: 21, label: { fr: "sévère" } },
    ],
    flags: [],
  },
  range: [0, 21],
  scoringNote: "Sum of 7 codes 0-21.",
  missingNote: "At most 2 missing: round-half-up(sum / answered x 7); more: no score.",
  bandNote: ">=10: sens 89%, spec 82%.",
  wordings: {
    en: { version: "en-1", status: "verified", source: "loinc.org/69729-2" },
    fr: {
      version: "fr-1",
      status: "verified",
      source:
        "French-for-France text in 4 public files, one documenting the two Pfizer French versions (France vs Canada)",
    },
  },
  psychometrics: {
    reliabilityNote: "alpha .92 (memory)",
    reliability: {
      value: 0.92,
      kind: "alpha",
      source: "Spitzer et al. 2006, Arch Intern Med 166:1092-1097 (from memory)",
    },
    standardDeviation: null,
    mean: null,
    importantChange: { points: 4, source: "Toussaint 2020 (from memory)" },
  },
  codes: { loinc: ["69737-5 (panel) - memory", "70274-6 (total score)"], snomed: [] },
  licence: {
    status: "free",
    canShipItems: true,
    text: "No permission required to reproduce, translate, display or distribute (phqscreeners.com).",
    attribution:
      "Développé par les Dr Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke et leurs collègues grâce à une allocation d'études de Pfizer Inc.",
  },
  citation: ["Spitzer RL et al. Arch Intern Med 2006;166:1092-1097"],
  evidence: {
    itemsEn: { status: "verified", where: "loinc.org/69729-2" },
    itemsFr: {
      status: "verified",
      where:
        "French-for-France text in 4 public files, one documenting the two Pfizer French versions (France vs Canada)",
    },
    options: { status: "verified", where: "same" },
    scoring: { status: "verified", where: "fr.patient.info GAD-7" },
    missing: { status: "memory-unverified", where: "-" },
    cutoffs: { status: "verified", where: "fr.patient.info; INSPQ" },
    loinc: { status: "partly-verified", where: "item codes and 70274-6 verified" },
    licence: {
      status: "verified",
      where:
        "public file: 'La reproduction, la traduction, l'affichage ou la distribution de ce document sont autorisés'",
    },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: true,
  isAssistedOnly: true,
  isOutcomeOnly: false,
};
