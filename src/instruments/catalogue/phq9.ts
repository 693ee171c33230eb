import type { Instrument } from "../instrument.ts";

/**
 * Patient Health Questionnaire-9.
 * Licence  No permission required to reproduce, translate, display or distribute (phqscreeners.com).
 * Source   Kroenke K, Spitzer RL, Williams JBW. J Gen Intern Med 2001;16:606-613
 */
export const instrument: Instrument = {
  id: "phq9",
  version: "1",
  shortName: "PHQ-9",
  name: { en: "Patient Health Questionnaire-9", fr: "Questionnaire sur la santé du patient-9" },
  construct: "depressive symptoms",
  higherIs: "worse",
  uses: ["individual-screening (professional present)", "outcome"],
  population: "adults",
  modes: ["self", "interview", "telephone"],
  recall: "last 2 weeks",
  minutes: 3,
  intro: {
    en: "Over the last 2 weeks, how often have you been bothered by any of the following problems?",
    fr: "Au cours des 2 dernières semaines, selon quelle fréquence avez-vous été gêné(e) par les problèmes suivants ?",
  },
  items: [
    {
      linkId: "phq9-1",
      text: {
        en: "Little interest or pleasure in doing things",
        fr: "Peu d'intérêt ou de plaisir à faire les choses",
      },
      options: "f4",
      loinc: "44250-9",
    },
    {
      linkId: "phq9-2",
      text: { en: "Feeling down, depressed, or hopeless", fr: "Être triste, déprimé(e) ou désespéré(e)" },
      options: "f4",
      loinc: "44255-8",
    },
    {
      linkId: "phq9-3",
      text: {
        en: "Trouble falling or staying asleep, or sleeping too much",
        fr: "Difficultés à s'endormir ou à rester endormi(e), ou dormir trop",
      },
      options: "f4",
      loinc: "44259-0",
    },
    {
      linkId: "phq9-4",
      text: { en: "Feeling tired or having little energy", fr: "Se sentir fatigué(e) ou manquer d'énergie" },
      options: "f4",
      loinc: "44254-1",
    },
    {
      linkId: "phq9-5",
      text: { en: "Poor appetite or overeating", fr: "Avoir peu d'appétit ou manger trop" },
      options: "f4",
      loinc: "44251-7",
    },
    {
      linkId: "phq9-6",
      text: {
        en: "Feeling bad about yourself - or that you are a failure or have let yourself or your family down",
        fr: "Avoir une mauvaise opinion de soi-même, ou avoir le sentiment d'être nul(le), ou d'avoir déçu sa famille ou s'être déçu(e) soi-même",
      },
      options: "f4",
      loinc: "44258-2",
    },
    {
      linkId: "phq9-7",
      text: {
        en: "Trouble concentrating on things, such as reading the newspaper or watching television",
        fr: "Avoir du mal à se concentrer, par exemple, pour lire le journal ou regarder la télévision",
      },
      options: "f4",
      loinc: "44252-5",
    },
    {
      linkId: "phq9-8",
      text: {
        en: "Moving or speaking so slowly that other people could have noticed. Or the opposite - being so fidgety or restless that you have been moving around a lot more than usual",
        fr: "Bouger ou parler si lentement que les autres auraient pu le remarquer. Ou au contraire, être si agité(e) que vous avez eu du mal à tenir en place par rapport à d'habitude",
      },
      options: "f4",
      loinc: "44253-3",
    },
    {
      linkId: "phq9-9",
      text: {
        en: "Thoughts that you would be better off dead, or of hurting yourself in some way",
        fr: "Penser qu'il vaudrait mieux mourir ou envisager de vous faire du mal d'une manière ou d'une autre",
      },
      options: "f4",
      isSuicidalRisk: true,
      loinc: "44260-8",
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
      items: ["phq9-1", "phq9-2", "phq9-3", "phq9-4", "phq9-5", "phq9-6", "phq9-7", "phq9-8", "phq9-9"],
      missing: { prorate: 2 },
    },
    subscores: {},
    bands: [
      { band: "minimal", min: 0, max: 4, label: { fr: "minimale" } },
      { band: "mild", min: 5, max: 9, label: { fr: "légère" } },
      { band: "moderate", min: 10, max: 14, label: { fr: "modérée" } },
      { band: "moderately-severe", min: 15, max: 19, label: { fr: "modérément sévère" } },
      { band: "severe", min: 20, max: 27, label: { fr: "sévère" } },
    ],
    flags: [
      { flag: "item9-missing", when: [{ item: "phq9-9", isMissing: true }], evenIfIncomplete: true },
      { flag: "item9-positive", when: [{ item: "phq9-9", is: { atLeast: 1 } }], evenIfIncomplete: true },
    ],
  },
  range: [0, 27],
  scoringNote: "Sum of 9 codes 0-27. Item 9 >= 1 raises flag item9-positive whatever the total.",
  missingNote:
    "At most 2 missing: total = round-half-up(sum / answered x 9); more: no score. Item 9 is never inferred: when missing, flag item9-missing.",
  bandNote:
    ">=10: sensitivity 88%, specificity 88% for major depression (Kroenke 2001). Screening, not diagnosis.",
  wordings: {
    en: { version: "en-1", status: "verified", source: "loinc.org/LL358-3, 69729-2; INSPQ questionnaire 2" },
    fr: {
      version: "fr-1",
      status: "verified",
      source:
        "French-for-France text extracted from the official phqscreeners.com PDF in a public repository file; same text in 5+ files. (The INSPQ Canadian French differs: do not mix.)",
    },
  },
  psychometrics: {
    reliabilityNote: "alpha .86-.89 (memory)",
    reliability: null,
    standardDeviation: null,
    mean: null,
    importantChange: { points: 5, source: "Löwe 2004; Kroenke (from memory)" },
  },
  codes: {
    loinc: [
      "44249-1 (panel)",
      "44261-6 (total) - total code from memory",
      "LL358-3 (answers)",
      "LL382-3 (bands)",
      "44260-8 (item 9)",
    ],
    snomed: [],
  },
  licence: {
    status: "free",
    canShipItems: true,
    text: "No permission required to reproduce, translate, display or distribute (phqscreeners.com).",
    attribution:
      "Développé par les Dr Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke et leurs collègues grâce à une allocation d'études de Pfizer Inc.",
  },
  citation: ["Kroenke K, Spitzer RL, Williams JBW. J Gen Intern Med 2001;16:606-613"],
  evidence: {
    itemsEn: { status: "verified", where: "loinc.org/LL358-3, 69729-2; INSPQ questionnaire 2" },
    itemsFr: {
      status: "verified",
      where:
        "French-for-France text extracted from the official phqscreeners.com PDF in a public repository file; same text in 5+ files. (The INSPQ Canadian French differs: do not mix.)",
    },
    options: { status: "verified", where: "same" },
    scoring: { status: "verified", where: "loinc LL382-3; PHQ manual" },
    missing: {
      status: "memory-unverified",
      where: "<=2 missing prorated: usual practice, manual text not seen",
    },
    cutoffs: { status: "verified", where: "loinc.org/LL382-3" },
    loinc: { status: "verified", where: "loinc.org/69729-2, LL358-3" },
    licence: {
      status: "verified",
      where: "public file quoting phqscreeners.com; scribd 443684417 'Aucune permission requise…'",
    },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: false,
  needsPurpose: true,
  isAssistedOnly: true,
  isOutcomeOnly: false,
};
