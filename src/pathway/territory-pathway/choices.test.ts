import { checkPathway, defaultPathway, evaluatePathway } from "#instruments";
import { helplines } from "#directory";
import { describe, expect, test } from "vitest";
import {
  changedFields,
  checkChoices,
  defaultChoices,
  pathwayOf,
  publicChoices,
  type PathwayChoices,
} from "./choices.ts";
import { thresholdBounds, thresholdNames } from "./bounds.ts";
import { compareExamples } from "./examples.ts";

const lineIds = helplines().lines.map(({ id }) => id);
const faults = (changed: Partial<PathwayChoices>, known = lineIds) => [
  ...new Set(
    checkChoices({ ...defaultChoices, ...changed }, known).map(({ code, path }) => `${code} ${path}`),
  ),
];
const without = (list: readonly string[], ...gone: readonly string[]) =>
  list.filter((one) => !gone.includes(one));

describe("what a territory may choose", () => {
  test("the catalogue itself is within the bounds, and is what the choices of the catalogue give", () => {
    expect(faults({})).toEqual([]);
    expect(pathwayOf(defaultChoices)).toEqual(defaultPathway);
    expect(changedFields(defaultChoices, defaultChoices)).toEqual([]);
  });

  test("nobody under sixteen is asked, and no adult is left out", () => {
    expect(faults({ minimumAge: 15 })).toEqual(["minimum-age-lowered minimumAge"]);
    expect(faults({ minimumAge: 0 })).toEqual(["minimum-age-lowered minimumAge"]);
    expect(faults({ minimumAge: 18 })).toEqual([]);
    expect(faults({ minimumAge: 19 })).toEqual(["adults-left-out minimumAge"]);
  });

  test.each(["phq2", "phq9", "gad2", "gad7", "cssrs-screener"])("%s is never answered alone", (id) => {
    expect(faults({ alone: [...defaultChoices.alone, id] })).toEqual(["assistance-not-required alone"]);
  });

  test("what others answer alone may be asked with somebody there, or by prescribers only", () => {
    const choices = {
      ...defaultChoices,
      alone: without(defaultChoices.alone, "who5"),
      cliniciansOnly: ["who5"],
    };
    expect(checkChoices(choices, lineIds)).toEqual([]);
    const asked = (mode: "self" | "assisted", clinician: boolean) =>
      evaluatePathway(pathwayOf(choices), {
        age: 40,
        mode,
        clinician,
        wantsContact: true,
        ucla3: 7,
        onsDirect: 3,
        credoc: "isole",
        who5: null,
        phq2: null,
        gad2: null,
        phq9: null,
        phq9item9: null,
        cssrs: null,
        k6: null,
        caregiver: false,
        danger: false,
      }).instruments.includes("who5");
    expect([asked("self", false), asked("assisted", false), asked("assisted", true)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test("every questionnaire has one place", () => {
    const { order } = defaultChoices;
    expect(faults({ order: order.toReversed() })).toEqual([]);
    expect(faults({ order: without(order, "osss3") })).toEqual(["order-incomplete order"]);
    expect(faults({ order: [...order, "osss3"] })).toEqual(["order-incomplete order"]);
    expect(faults({ order: [...order, "invented"] })).toEqual([
      "order-incomplete order",
      "unknown-instrument order",
    ]);
  });

  test("a line is added, never dropped, and only where its number is known", () => {
    const { supportLines } = defaultChoices;
    expect(faults({ supportLines: [...supportLines, "croix-rouge-ecoute"] })).toEqual([]);
    expect(faults({ supportLines: without(supportLines, "3114") })).toEqual(["line-removed supportLines"]);
    expect(faults({ supportLines: [...supportLines, "0800-invented"] })).toEqual([
      "line-unknown supportLines",
      "country-pack-missing ",
    ]);
  });

  test("every safe value of every threshold may be taken, alone and with all others, and no other", () => {
    for (const name of thresholdNames) {
      const { values, usual } = thresholdBounds[name];
      expect(values).toContain(usual);
      for (const value of values) expect(faults({ [name]: value })).toEqual([]);
      for (const value of [Math.min(...values) - 1, Math.max(...values) + 1])
        expect(faults({ [name]: value })).toContain(`threshold-out-of-bounds ${name}`);
    }
    const widest = Object.fromEntries(
      thresholdNames.map((name) => {
        const { values, widest: side } = thresholdBounds[name];
        return [name, side === "lowest" ? Math.min(...values) : Math.max(...values)];
      }),
    );
    expect(faults(widest)).toEqual([]);
    // A value too high is refused by what it does to people, too.
    expect(faults({ uclaFrom: 7 })).toEqual(
      expect.arrayContaining(["less-urgent-than-default uclaFrom", "tier-less-sensitive uclaFrom"]),
    );
  });

  test("a lower threshold notices more people, and takes nothing from anybody", () => {
    const changed = compareExamples(defaultPathway, pathwayOf({ ...defaultChoices, uclaFrom: 4 })).filter(
      ({ before, after }) => JSON.stringify(before) !== JSON.stringify(after),
    );
    expect(changed.map(({ id, before, after }) => [id, before.t1, after.t1])).toEqual([
      ["a-little-lonely", "negative", "positive"],
      ["sometimes-lonely", "watch", "positive"],
      ["carer", "watch", "positive"],
    ]);
  });

  test("questionnaires come sooner, never later", () => {
    const sooner = pathwayOf({ ...defaultChoices, fromWatch: ["who5"] });
    const askedAtWatch = (pathway: typeof defaultPathway) =>
      compareExamples(pathway, pathway).find(({ id }) => id === "sometimes-lonely")?.after.instruments;
    expect(askedAtWatch(defaultPathway)).toEqual(["osss3"]);
    expect(askedAtWatch(sooner)).toEqual(["osss3", "who5"]);
    expect(faults({ fromWatch: ["who5", "lsns6"] })).toEqual([]);
    expect(faults({ fromWatch: ["osss3"] })).toEqual(["watch-not-open fromWatch"]);
    expect(faults({ fromWatch: ["phq9"] })).toEqual(["watch-not-open fromWatch"]);
  });

  test("the saved examples lead every way there is, by the catalogue", () => {
    const outcomes = compareExamples(defaultPathway, defaultPathway);
    expect(new Set(outcomes.map(({ after }) => after.t1))).toEqual(
      new Set(["negative", "watch", "positive"]),
    );
    const asked = new Set(outcomes.flatMap(({ after }) => after.instruments));
    expect([...asked]).toEqual(expect.arrayContaining(["osss3", "who5", "mini-zarit", "bsmas"]));
  });

  test("without the lines of the country nobody is asked", () => {
    expect(faults({}, without(lineIds, "3114"))).toEqual(["country-pack-missing "]);
    expect(faults({}, [])).toEqual(["country-pack-missing "]);
  });

  test("the crisis card cannot be taken away, and support is never called a crisis", () => {
    // No choice reaches either: a pathway written by hand is refused by the same check.
    const [always, support, ...others] = defaultPathway.levels;
    if (!always || !support) throw new Error("levels");
    const bare = { ...always, lines: always.lines.filter(({ line }) => line !== "3114") };
    const codes = (levels: (typeof always)[]) =>
      checkPathway({ ...defaultPathway, levels }).map(({ code }) => code);
    expect(codes([bare, support, ...others])).toEqual(["line-removed"]);
    expect(codes([always, { ...support, name: "immediate-danger" }, ...others])).toEqual(["levels-changed"]);
    expect(codes([support, ...others])).toEqual(["levels-changed"]);
  });
});

describe("pages for everybody, where several territories share them", () => {
  const strict = { ...defaultChoices, minimumAge: 18, modules: ["aidants" as const], alone: [] };
  const open = { ...defaultChoices, supportLines: [...defaultChoices.supportLines, "croix-rouge-ecoute"] };

  test("follow the only territory there is, and the catalogue where there is none", () => {
    expect(publicChoices([strict])).toEqual(strict);
    expect(publicChoices([])).toEqual(defaultChoices);
  });

  test("are as careful as the most careful of them in every number", () => {
    const both = publicChoices([
      { ...defaultChoices, uclaFrom: 4 },
      { ...defaultChoices, directUpTo: 2, fromWatch: ["who5"] },
    ]);
    expect(both).toMatchObject({ uclaFrom: 4, directUpTo: 2, fromWatch: ["who5"], olderFrom: 60 });
  });

  test("lower nobody's bound: the highest age, every line, every situation that one of them shows", () => {
    for (const both of [publicChoices([strict, open]), publicChoices([open, strict])]) {
      expect(both.minimumAge).toBe(18);
      expect(both.alone).toEqual([]);
      expect(both.supportLines).toContain("croix-rouge-ecoute");
      expect(both.modules.toSorted()).toEqual(defaultChoices.modules.toSorted());
      expect(checkChoices(both, lineIds)).toEqual([]);
    }
  });
});
