import type { Pathway } from "../pathway-rule.ts";

/**
 * The default screening pathway, before a territory edits it.
 * Source  reference/screening-pathway.json, 2026-11-20. Ours: the level-2 rule "C-SSRS indeterminate, item 9 unknown",
 *         because a missing answer never lowers the urgency, and the names of the advice.
 */
export const defaultPathway: Pathway = {
  id: "parcours-reperage-v1",
  version: "1",
  origin: "reference/screening-pathway.json, 2026-11-20; rules and bounds of Tisser",
  country: "FR",
  minimumAge: 16,
  tiers: [
    { id: "T1", minutes: 2.5, instruments: ["ucla3", "ons-direct", "credoc5"] },
    {
      id: "T2",
      minutes: 4,
      instruments: ["osss3", "who5", "lsns6", "mini-zarit", "illectronisme", "bsmas", "ego-network"],
    },
    { id: "T3", minutes: 4, instruments: ["phq2", "gad2", "phq9", "gad7"] },
    { id: "T4", minutes: 2, instruments: ["cssrs-screener"] },
  ],
  positive: [
    [{ fact: "wantsContact", is: [true] }],
    [{ fact: "ucla3", atLeast: 6 }],
    [{ fact: "onsDirect", is: [1] }],
    [{ fact: "credoc", is: ["isole"] }],
  ],
  watch: [
    [{ fact: "ucla3", is: [5] }],
    [{ fact: "onsDirect", is: [2] }],
    [{ fact: "credoc", is: ["un-seul-reseau"] }],
    [{ fact: "ucla3", isMissing: true }],
    [{ fact: "onsDirect", isMissing: true }],
    [{ fact: "credoc", isMissing: true }],
  ],
  proposals: [
    { instrument: "osss3", when: [[{ fact: "t1", is: ["watch", "positive"] }]] },
    { instrument: "who5", when: [[{ fact: "t1", is: ["positive"] }]] },
    {
      instrument: "lsns6",
      when: [
        [
          { fact: "t1", is: ["positive"] },
          { fact: "age", atLeast: 60 },
        ],
      ],
    },
    {
      instrument: "mini-zarit",
      when: [
        [
          { fact: "t1", is: ["watch", "positive"] },
          { fact: "caregiver", is: [true] },
        ],
      ],
    },
    {
      instrument: "illectronisme",
      when: [
        [
          { fact: "t1", is: ["watch", "positive"] },
          { fact: "needsDigitalHelp", is: [true] },
        ],
      ],
    },
    {
      instrument: "bsmas",
      when: [
        [
          { fact: "t1", is: ["watch", "positive"] },
          { fact: "age", atLeast: 16, atMost: 25 },
          { fact: "asksAboutSocialMedia", is: [true] },
        ],
      ],
    },
    {
      instrument: "ego-network",
      when: [
        [
          { fact: "t1", is: ["watch", "positive"] },
          { fact: "mode", is: ["assisted"] },
          { fact: "buildsLinkPlan", is: [true] },
        ],
      ],
    },
    {
      instrument: "phq2",
      when: [
        [
          { fact: "mode", is: ["assisted"] },
          { fact: "clinician", is: [true] },
          { fact: "who5", atMost: 50 },
        ],
      ],
    },
    {
      instrument: "gad2",
      when: [
        [
          { fact: "mode", is: ["assisted"] },
          { fact: "clinician", is: [true] },
          { fact: "who5", atMost: 50 },
        ],
      ],
    },
    {
      instrument: "phq9",
      when: [
        [
          { fact: "mode", is: ["assisted"] },
          { fact: "clinician", is: [true] },
          { fact: "who5", atMost: 50 },
          { fact: "phq2", atLeast: 3 },
        ],
        [
          { fact: "mode", is: ["assisted"] },
          { fact: "clinician", is: [true] },
          { fact: "who5", atMost: 28 },
        ],
      ],
    },
    {
      instrument: "gad7",
      when: [
        [
          { fact: "mode", is: ["assisted"] },
          { fact: "clinician", is: [true] },
          { fact: "who5", atMost: 50 },
          { fact: "gad2", atLeast: 3 },
        ],
        [
          { fact: "mode", is: ["assisted"] },
          { fact: "clinician", is: [true] },
          { fact: "who5", atMost: 28 },
        ],
      ],
    },
    {
      instrument: "cssrs-screener",
      when: [
        [
          { fact: "mode", is: ["assisted"] },
          { fact: "phq9item9", atLeast: 1 },
        ],
        [
          { fact: "mode", is: ["assisted"] },
          { fact: "danger", is: [true] },
        ],
      ],
    },
  ],
  levels: [
    {
      level: 0,
      name: "always",
      when: [],
      lines: [{ line: "3114" }, { line: "15" }, { line: "112" }, { line: "114" }],
    },
    {
      level: 1,
      name: "support",
      when: [
        [
          { fact: "ucla3", atLeast: 6 },
          { fact: "onsDirect", is: [1] },
        ],
        [{ fact: "who5", atMost: 28 }],
        [{ fact: "phq9", atLeast: 15 }],
        [{ fact: "k6", atLeast: 13 }],
      ],
      lines: [
        { line: "3114" },
        { line: "sos-amitie" },
        { line: "solitudecoute", when: [[{ fact: "age", atLeast: 50 }]] },
        { line: "fil-sante-jeunes", when: [[{ fact: "age", atMost: 25 }]] },
      ],
    },
    {
      level: 2,
      name: "risk",
      when: [
        [{ fact: "phq9item9", atLeast: 1 }],
        [{ fact: "cssrs", is: ["low", "moderate"] }],
        [
          { fact: "cssrs", is: ["indeterminate"] },
          { fact: "phq9item9", isMissing: true },
        ],
      ],
      lines: [{ line: "3114" }, { line: "15" }, { line: "112" }],
    },
    {
      level: 3,
      name: "immediate-danger",
      when: [[{ fact: "cssrs", is: ["high"] }], [{ fact: "danger", is: [true] }]],
      lines: [{ line: "15" }, { line: "112" }, { line: "3114" }],
    },
  ],
  underAgeLines: ["fil-sante-jeunes"],
  advice: [
    { advice: "call-with-the-person", when: [[{ fact: "level", atLeast: 3 }]] },
    { advice: "same-day-contact", when: [[{ fact: "level", is: [2] }]] },
    { advice: "medical-same-day", when: [[{ fact: "phq9", atLeast: 20 }]] },
    { advice: "medical-48-hours", when: [[{ fact: "phq9", atLeast: 15, atMost: 19 }]] },
    {
      advice: "see-a-doctor",
      when: [
        [
          { fact: "who5", atMost: 50 },
          { fact: "mode", is: ["self"] },
        ],
        [
          { fact: "who5", atMost: 50 },
          { fact: "clinician", is: [false] },
        ],
      ],
    },
    {
      advice: "offer-a-call",
      when: [
        [
          { fact: "wantsContact", is: [true] },
          { fact: "age", atLeast: 18 },
        ],
        [
          { fact: "wantsContact", is: [true] },
          { fact: "age", isMissing: true },
        ],
        [
          { fact: "level", is: [1] },
          { fact: "age", atLeast: 18 },
        ],
        [
          { fact: "level", is: [1] },
          { fact: "age", isMissing: true },
        ],
      ],
    },
    {
      advice: "offer-youth-contact",
      when: [
        [
          { fact: "wantsContact", is: [true] },
          { fact: "age", atMost: 17 },
        ],
        [
          { fact: "level", is: [1] },
          { fact: "age", atMost: 17 },
        ],
      ],
    },
    { advice: "propose-link-worker", when: [[{ fact: "t1", is: ["positive"] }]] },
    { advice: "suggest-directory", when: [[{ fact: "t1", is: ["negative", "watch", "positive"] }]] },
  ],
  reassess: {
    negativeMonths: 12,
    watchMonths: 3,
    positiveWeeks: 12,
    positiveWindowWeeks: [10, 14],
    positiveMonths: 6,
  },
};
