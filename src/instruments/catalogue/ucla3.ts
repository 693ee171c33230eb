import type { Instrument } from "../instrument.ts";

/**
 * Three-Item Loneliness Scale (from R-UCLA).
 * Licence  Free to use with citation; part of UK national loneliness indicators (ONS, Open Government Licence v3).
 * Source   Hughes ME et al. 2004, Research on Aging 26(6):655-672; Gosling CJ et al. 2024, Psychol Med, doi:10.1017/S0033291724002083; ONS, Measuring loneliness: guidance for use of the national indicators on surveys (2018)
 */
export const instrument: Instrument = {
  id: "ucla3",
  version: "1",
  shortName: "UCLA-3",
  name: { en: "Three-Item Loneliness Scale (from R-UCLA)", fr: "Échelle de solitude UCLA en 3 items" },
  construct: "loneliness",
  higherIs: "worse",
  uses: ["individual-screening", "population-survey", "outcome"],
  population: "adults (16+ in ONS surveys; built for telephone survey of adults 50+)",
  modes: ["self", "interview", "telephone"],
  recall: "no fixed period (general frequency)",
  minutes: 1,
  items: [
    {
      linkId: "ucla3-1",
      text: {
        en: "How often do you feel that you lack companionship?",
        fr: "À quelle fréquence avez-vous le sentiment de manquer de compagnie ?",
      },
      options: "f3",
    },
    {
      linkId: "ucla3-2",
      text: {
        en: "How often do you feel left out?",
        fr: "À quelle fréquence vous sentez-vous mis(e) à l'écart ?",
      },
      options: "f3",
    },
    {
      linkId: "ucla3-3",
      text: {
        en: "How often do you feel isolated from others?",
        fr: "À quelle fréquence vous sentez-vous isolé(e) des autres ?",
      },
      options: "f3",
      loinc: "66867-3",
    },
  ],
  optionSets: {
    f3: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "Hardly ever or never", fr: "Presque jamais ou jamais" } },
        { code: 2, text: { en: "Some of the time", fr: "Parfois" } },
        { code: 3, text: { en: "Often", fr: "Souvent" } },
      ],
    },
  },
  rule: {
    kind: "scale",
    total: { kind: "sum", items: ["ucla3-1", "ucla3-2", "ucla3-3"], missing: "required" },
    subscores: {},
    bands: [
      { band: "not-lonely", min: 3, max: 5, label: { fr: "pas de solitude marquée" } },
      { band: "lonely", min: 6, max: 9, label: { fr: "solitude" } },
    ],
    flags: [],
  },
  range: [3, 9],
  scoringNote: "Sum of the 3 codes (no reverse item).",
  missingNote:
    "All 3 items required, otherwise no score (platform policy: no published imputation rule was found).",
  bandNote:
    "ONS publishes no official threshold; >=6 is the convention (Steptoe et al. 2013). Gosling et al. 2024 (n=1742 midwifery students, French team): dimensional scores of UCLA-3 are as good as UCLA-20, but sensitivity/specificity of the dichotomised UCLA-3 is below acceptable whatever the cut-off, and prevalence varies strikingly with it. => screen with it, never label; report the mean AND >=6 AND >=7 side by side.",
  wordings: {
    en: {
      version: "en-1",
      status: "verified",
      source: "campaigntoendloneliness.org/evaluation (table of ONS recommended measures); loinc.org/66867-3",
    },
    fr: {
      version: "fr-1",
      status: "not-verifiable",
      source:
        "no public text found; French is a working translation; a French version was presumably used by Gosling 2024 (ask the authors)",
    },
  },
  psychometrics: {
    reliabilityNote:
      "Cronbach alpha .72 (Hughes 2004) - memory; head-to-head study reports internal reliability of similar magnitude to UCLA-20 (verified abstract)",
    reliability: {
      value: 0.72,
      kind: "alpha",
      source: "Hughes et al. 2004, Research on Aging 26:655-672 (from memory, to be confirmed in the paper)",
    },
    standardDeviation: {
      value: 1.6,
      population: "adults, order of magnitude of the surveys that use the scale",
      source: "reference/instruments/ucla3.json, derived; to be replaced by the survey of the territory",
    },
    mean: null,
    importantChange: null,
  },
  codes: { loinc: ["106418-7 (panel, answers LL6899-0)", "66867-3 (isolated from others)"], snomed: [] },
  licence: {
    status: "free",
    canShipItems: true,
    text: "Free to use with citation; part of UK national loneliness indicators (ONS, Open Government Licence v3).",
    attribution: "Hughes ME, Waite LJ, Hawkley LC, Cacioppo JT. Res Aging 2004;26:655-672.",
  },
  citation: [
    "Hughes ME et al. 2004, Research on Aging 26(6):655-672",
    "Gosling CJ et al. 2024, Psychol Med, doi:10.1017/S0033291724002083",
    "ONS, Measuring loneliness: guidance for use of the national indicators on surveys (2018)",
  ],
  evidence: {
    itemsEn: {
      status: "verified",
      where: "campaigntoendloneliness.org/evaluation (table of ONS recommended measures); loinc.org/66867-3",
    },
    itemsFr: {
      status: "not-verifiable",
      where:
        "no public text found; French is a working translation; a French version was presumably used by Gosling 2024 (ask the authors)",
    },
    options: {
      status: "verified",
      where: "campaigntoendloneliness.org/evaluation; LOINC 106418-7 description (1/2/3 coding)",
    },
    scoring: { status: "verified", where: "LOINC 106418-7 description: 3-point scale, all items summed" },
    missing: { status: "policy", where: "-" },
    cutoffs: {
      status: "partly-verified",
      where:
        "threshold 6 seen in public code; caution verified in Gosling abstract (m.booksci.cn/literature/142547080)",
    },
    loinc: { status: "verified", where: "loinc.org/66867-3; healthassure LOINC 106418-7" },
    licence: { status: "partly-verified", where: "ONS guidance page" },
  },
  checkedOn: "2026-11-20",
  isOnByDefault: true,
  needsPurpose: false,
  isAssistedOnly: false,
  isOutcomeOnly: false,
};
