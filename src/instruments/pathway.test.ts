import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  callBackOffer,
  canOfferSelfCheck,
  checkPathway,
  defaultPathway,
  evaluatePathway,
  packOfFrance,
  pathwayFaultCodes,
  readPathway,
  type Pathway,
  type PathwayInput,
} from "./index.ts";

const calm: PathwayInput = {
  age: 45,
  mode: "self",
  clinician: false,
  wantsContact: false,
  ucla3: 3,
  onsDirect: 5,
  credoc: "non-isole",
  who5: null,
  phq2: null,
  gad2: null,
  phq9: null,
  phq9item9: null,
  cssrs: null,
  k6: null,
  caregiver: false,
  danger: false,
};
const withClinician = { mode: "assisted", clinician: true } as const;
const follow = (part: Partial<PathwayInput>) => evaluatePathway(defaultPathway, { ...calm, ...part });

/** Anybody: each fact anywhere on its scale, or missing. */
const anybody: fc.Arbitrary<PathwayInput> = fc.record({
  age: fc.option(fc.integer({ min: 8, max: 100 }), { nil: null }),
  mode: fc.constantFrom("self", "assisted"),
  clinician: fc.boolean(),
  wantsContact: fc.constantFrom(true, false, null),
  ucla3: fc.option(fc.integer({ min: 3, max: 9 }), { nil: null }),
  onsDirect: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  credoc: fc.constantFrom("isole", "un-seul-reseau", "non-isole", null),
  who5: fc.option(
    fc.integer({ min: 0, max: 25 }).map((raw) => raw * 4),
    { nil: null },
  ),
  phq2: fc.option(fc.integer({ min: 0, max: 6 }), { nil: null }),
  gad2: fc.option(fc.integer({ min: 0, max: 6 }), { nil: null }),
  phq9: fc.option(fc.integer({ min: 0, max: 27 }), { nil: null }),
  phq9item9: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
  cssrs: fc.constantFrom("none", "low", "moderate", "high", "indeterminate", null),
  k6: fc.option(fc.integer({ min: 0, max: 24 }), { nil: null }),
  caregiver: fc.constantFrom(true, false, null),
  danger: fc.constantFrom(true, false, null),
});

/** The answer that says least is wrong, fact by fact. */
const best: Partial<PathwayInput> = {
  wantsContact: false,
  ucla3: 3,
  onsDirect: 5,
  credoc: "non-isole",
  who5: 100,
  phq9: 0,
  phq9item9: 0,
  cssrs: "none",
  k6: 0,
  danger: false,
};
const rank = { negative: 0, watch: 1, positive: 2 } as const;

describe("the pathway", () => {
  it("puts a wish to be called before any score", () => {
    expect(follow({ wantsContact: true }).t1).toBe("positive");
    expect(follow({ wantsContact: true }).advice).toContain("offer-a-call");
  });

  it("never takes a missing answer for a good one", () => {
    fc.assert(
      fc.property(anybody, fc.constantFrom(...Object.keys(best)), (person, fact) => {
        const missing = evaluatePathway(defaultPathway, { ...person, [fact]: null });
        const good = evaluatePathway(defaultPathway, { ...person, [fact]: Reflect.get(best, fact) });
        expect(missing.level).toBeGreaterThanOrEqual(good.level);
        if (missing.t1 !== null && good.t1 !== null)
          expect(rank[missing.t1]).toBeGreaterThanOrEqual(rank[good.t1]);
      }),
    );
  });

  it("is not reassured by a refused C-SSRS when item 9 is not known", () => {
    expect(follow({ ...withClinician, cssrs: "indeterminate" }).level).toBe(2);
    expect(follow({ ...withClinician, cssrs: "none", phq9item9: 1 }).level).toBe(2);
  });

  it("scores nobody under 16, and answers a danger all the same", () => {
    fc.assert(
      fc.property(anybody, fc.integer({ min: 0, max: 15 }), (person, age) => {
        const outcome = evaluatePathway(defaultPathway, { ...person, age });
        expect(outcome).toMatchObject({ isEligible: false, t1: null, instruments: [] });
        expect(outcome.lines).toContain("fil-sante-jeunes");
        expect(outcome.level).toBe(person.danger === true ? 3 : 0);
      }),
    );
    expect(follow({ age: 16 }).isEligible).toBe(true);
    expect(follow({ age: 15, ucla3: 9, onsDirect: 1 }).advice).toEqual([]);
  });

  it("proposes symptom scales and the C-SSRS only with somebody there", () => {
    fc.assert(
      fc.property(anybody, (person) => {
        const { instruments } = evaluatePathway(defaultPathway, { ...person, mode: "self" });
        const assisted = ["phq2", "gad2", "phq9", "gad7", "cssrs-screener"];
        expect(instruments.filter((id) => assisted.includes(id))).toEqual([]);
      }),
    );
  });

  it("puts nobody under 18 into the queue of the adults", () => {
    const wish = { wantsContact: true };
    expect(follow({ ...wish, age: 17 })).toMatchObject({ isMinor: true, t1: "positive" });
    expect(follow({ ...wish, age: 17 }).advice).toContain("offer-youth-contact");
    expect(follow({ ...wish, age: 17 }).advice).not.toContain("offer-a-call");
    expect(follow({ ...wish, age: 18 })).toMatchObject({ isMinor: false });
    expect(follow({ ...wish, age: null }).advice).toContain("offer-a-call");
  });

  it("asks nothing more in immediate danger", () => {
    fc.assert(
      fc.property(anybody, (person) => {
        const { instruments, level } = evaluatePathway(defaultPathway, { ...person, danger: true });
        expect(instruments).toEqual([]);
        expect(level).toBe(3);
      }),
    );
  });

  it("fits the module to the person", () => {
    const lonely = { ucla3: 7 };
    expect(follow({ ...lonely, age: 60 }).instruments).toEqual(["osss3", "who5", "lsns6"]);
    expect(follow({ ...lonely, caregiver: true }).instruments).toEqual(["osss3", "who5", "mini-zarit"]);
    expect(follow({ ...lonely, needsDigitalHelp: true }).instruments).toContain("illectronisme");
    expect(follow({ ...lonely, age: 20, asksAboutSocialMedia: true }).instruments).toContain("bsmas");
    expect(follow({ ...lonely, age: 40, asksAboutSocialMedia: true }).instruments).not.toContain("bsmas");
    expect(follow({ ...lonely, mode: "assisted", buildsLinkPlan: true }).instruments).toContain(
      "ego-network",
    );
  });

  it("goes on to PHQ-9 and GAD-7 with a clinician when well-being is very low, whatever the short forms say", () => {
    const { instruments } = follow({ ...withClinician, ucla3: 7, who5: 28, phq2: 0, gad2: 0 });
    expect(instruments).toEqual(["osss3", "who5", "phq2", "gad2", "phq9", "gad7"]);
  });

  it("asks for a doctor the same day from PHQ-9 20, within two days from 15", () => {
    expect(follow({ ...withClinician, phq9: 20 }).advice).toContain("medical-same-day");
    expect(follow({ ...withClinician, phq9: 15 }).advice).toContain("medical-48-hours");
    expect(follow({ ...withClinician, phq9: 14 }).advice).not.toContain("medical-48-hours");
  });
});

describe("a pathway that a territory edits", () => {
  const edit = (change: (pathway: Pathway) => Partial<Pathway>): Pathway => ({
    ...defaultPathway,
    ...change(defaultPathway),
  });
  const codesOf = (pathway: Pathway) => checkPathway(pathway).map(({ code }) => code);

  it("is sound when nothing was edited, or when it notices more people", () => {
    expect(checkPathway(defaultPathway)).toEqual([]);
    const wider = edit(({ positive }) => ({
      positive: [...positive, [{ fact: "ucla3", atLeast: 5 }]],
      minimumAge: 18,
    }));
    expect(checkPathway(wider)).toEqual([]);
  });

  const without = (fact: string, part: "positive" | "watch") => (pathway: Pathway) => ({
    [part]: pathway[part].filter((conditions) => conditions.every((condition) => condition.fact !== fact)),
  });
  const level = (
    at: number,
    change: (entry: Pathway["levels"][number]) => Partial<Pathway["levels"][number]>,
  ) =>
    edit(({ levels }) => ({
      levels: levels.map((entry) => (entry.level === at ? { ...entry, ...change(entry) } : entry)),
    }));
  const proposing = (instrument: string): Pathway =>
    edit(({ proposals }) => ({
      proposals: [...proposals, { instrument, when: [[{ fact: "t1", is: ["positive"] }]] }],
    }));

  const breaches: readonly (readonly [string, Pathway, (typeof pathwayFaultCodes)[number]])[] = [
    ["scores children", edit(() => ({ minimumAge: 12 })), "minimum-age-lowered"],
    ["asks what does not exist", proposing("horoscope"), "unknown-instrument"],
    ["gates help by an outcome measure", proposing("cel3"), "outcome-only-instrument"],
    ["asks of death alone on a screen", proposing("phq9"), "assistance-not-required"],
    ["lets anybody ask symptom scales", proposing("gad2"), "clinician-not-required"],
    [
      "begins with a symptom scale",
      edit(({ tiers }) => ({
        tiers: tiers.map((tier, index) => (index === 0 ? { ...tier, instruments: ["phq2"] } : tier)),
      })),
      "assistance-not-required",
    ],
    ["calls support something else", level(1, () => ({ name: "risk" })), "levels-changed"],
    ["drops the suicide line", level(2, ({ lines }) => ({ lines: lines.slice(1) })), "line-removed"],
    [
      "shows a line only to some",
      level(1, ({ lines }) => ({
        lines: lines.map((line) => ({ ...line, when: [[{ fact: "age", atLeast: 99 }]] })),
      })),
      "line-removed",
    ],
    ["drops the youth line", edit(() => ({ underAgeLines: [] })), "line-removed"],
    ["ignores the wish to be called", edit(without("wantsContact", "positive")), "wish-for-contact-ignored"],
    ["is reassured by a missing answer", edit(without("credoc", "watch")), "missing-answer-reassures"],
    [
      "raises the threshold of the UCLA-3",
      edit(({ positive }) => ({
        positive: positive.map((conditions) =>
          conditions.map((condition) =>
            condition.fact === "ucla3" ? { ...condition, atLeast: 8 } : condition,
          ),
        ),
      })),
      "tier-less-sensitive",
    ],
    ["lets item 9 pass", level(2, ({ when }) => ({ when: when.slice(1) })), "less-urgent-than-default"],
    [
      "measures again when it suits",
      edit(({ reassess }) => ({ reassess: { ...reassess, positiveWindowWeeks: [4, 30] } })),
      "reassessment-out-of-window",
    ],
  ];

  it.each(breaches.map(([what, pathway, code]) => ({ what, pathway, code })))(
    "is refused when it $what",
    ({ pathway, code }) => {
      expect(codesOf(pathway)).toContain(code);
    },
  );

  it("is refused in every way that is announced", () => {
    expect(new Set(breaches.map(([, , code]) => code))).toEqual(new Set(pathwayFaultCodes));
  });

  it("is read from a file, and a file that is no pathway is refused with the place of the fault", async () => {
    expect(await readPathway(JSON.parse(JSON.stringify(defaultPathway)))).toEqual(defaultPathway);
    const broken = { ...defaultPathway, positive: [[{ fact: "mood", atLeast: 6 }]] };
    await expect(readPathway(broken)).rejects.toMatchObject({
      code: "instruments.pathwayUnreadable",
      params: { path: "positive.0.0.fact" },
    });
  });
});

describe("the self-check", () => {
  const verified = ["3114", "15", "112", "114", "sos-amitie", "solitudecoute", "fil-sante-jeunes"];

  it("is offered with the pack of its country only", () => {
    expect(canOfferSelfCheck(defaultPathway, packOfFrance, verified)).toBe(true);
    expect(canOfferSelfCheck(defaultPathway, null, verified)).toBe(false);
    expect(canOfferSelfCheck(defaultPathway, { ...packOfFrance, country: "BE" }, verified)).toBe(false);
  });

  it("is not offered while the number of a line that everyone needs is unknown", () => {
    for (const line of ["3114", "15", "112", "114", "sos-amitie"])
      expect(
        canOfferSelfCheck(
          defaultPathway,
          packOfFrance,
          verified.filter((id) => id !== line),
        ),
        line,
      ).toBe(false);
  });

  it("offers a call only where somebody can keep the promise, with the true delay", () => {
    const queue = { isStaffed: true, freePlaces: 2, delayHours: 30 };
    expect(callBackOffer(queue, packOfFrance)).toEqual({
      isOffered: true,
      delayHours: 30,
      lines: ["3114", "15"],
    });
    for (const closed of [{ isStaffed: false }, { freePlaces: 0 }, { delayHours: null }]) {
      const offer = callBackOffer({ ...queue, ...closed }, packOfFrance);
      expect(offer).toMatchObject({ isOffered: false, delayHours: null });
      expect(offer.lines).toEqual(expect.arrayContaining(["3114", "15", "sos-amitie"]));
    }
  });
});
