import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareNetworks } from "./compare-networks.ts";
import { emptyNetwork, rememberAlter, withAlter } from "./edit-network.ts";
import { anyNetwork, day, mapOf, person } from "./fixtures/people.ts";
import type { Alter, Network } from "./network.ts";

const names = (people: readonly { readonly name: string }[]): readonly string[] =>
  people.map(({ name }) => name);
const spring = "2026-03-02";
const autumn = "2026-09-02";
const later = (network: Network, ...more: readonly Alter[]): Network =>
  more.reduce(withAlter, { ...network, takenOn: day(autumn) });
const friend = { role: "friend", circle: "outer", inPerson: "weekly", remote: "never" } as const;

describe("what changed between two dates", () => {
  const before = mapOf(
    spring,
    person("Ali", { circle: "outer" }),
    person("Bo", { circle: "inner" }),
    person("Cy", { circle: null }),
    person("Didi"),
  );
  const after = later(
    { ...before, alters: before.alters.filter(({ name }) => name !== "Didi") },
    person("Ali", { circle: "middle" }),
    person("Bo", { circle: "around" }),
    person("Cy", { circle: "inner" }),
    person("Eve"),
  );
  const comparison = compareNetworks(before, after);

  test("new, closer, further, no longer named", () => {
    expect(names(comparison.newTies)).toEqual(["Eve"]);
    expect(names(comparison.closer.map((pair) => pair.after))).toEqual(["Ali"]);
    expect(names(comparison.further.map((pair) => pair.after))).toEqual(["Bo"]);
    expect(names(comparison.noLongerNamed)).toEqual(["Didi"]);
    expect(names(comparison.stillNamed.map((pair) => pair.after))).toEqual(["Ali", "Bo", "Cy"]);
  });

  test("who died is remembered, and is not among those no longer named", () => {
    const didi = before.alters.find(({ name }) => name === "Didi");
    const { noLongerNamed, newlyRemembered } = compareNetworks(
      before,
      later(rememberAlter(before, didi?.id ?? "")),
    );
    expect([names(noLongerNamed), names(newlyRemembered)]).toEqual([[], ["Didi"]]);
  });

  test("who was remembered already is not remembered anew", () => {
    const grieving = rememberAlter(before, before.alters[0]?.id ?? "");
    const same = compareNetworks(grieving, later(grieving));
    expect([same.newlyRemembered, same.noLongerNamed, same.newTies]).toEqual([[], [], []]);
  });

  test("the two dates must come one after the other", () => {
    expect(() => compareNetworks(after, before)).toThrow(RangeError);
    expect(() => compareNetworks(before, before)).toThrow(RangeError);
  });
});

describe("new ties that are not professional and are alive", () => {
  const none = mapOf(spring);
  const outcome = (known: Partial<Alter>) => {
    const { newLivingTies } = compareNetworks(none, later(none, person("New", known)));
    return newLivingTies.alters.length === 1
      ? "counted"
      : newLivingTies.unknown.length === 1
        ? "unknown"
        : "not counted";
  };

  test.each([
    ["a friend met each week", friend, "counted"],
    [
      "a friend called each month and never met",
      { ...friend, inPerson: "never", remote: "monthly" },
      "counted",
    ],
    [
      "a friend met each month, calls not answered",
      { ...friend, inPerson: "monthly", remote: null },
      "counted",
    ],
    ["a friend hardly met any more", { ...friend, inPerson: "less" }, "not counted"],
    ["a friend of whom no frequency is known", { role: "friend" }, "unknown"],
    ["a friend hardly met, calls not answered", { ...friend, inPerson: "less", remote: null }, "unknown"],
    ["a home help", { role: "professional", inPerson: "daily" }, "not counted"],
    ["somebody whose work it is", { ...friend, professional: true }, "not counted"],
    ["somebody of an association, paid or not", { ...friend, role: "association" }, "unknown"],
    ["a volunteer of an association", { ...friend, role: "association", professional: false }, "counted"],
    [
      "somebody of an association not met any more",
      { ...friend, role: "association", inPerson: "less" },
      "not counted",
    ],
    [
      "the baker, greeted every day",
      { role: "acquaintance", inPerson: "daily", circle: "around" },
      "counted",
    ],
  ] as const)("%s: %j", (_who, known, wanted) => {
    expect(outcome(known)).toBe(wanted);
  });

  test("those met through an accompaniment are told apart", () => {
    const after = later(
      none,
      person("Eve", { ...friend, metThrough: "accompaniment" }),
      person("Flo", friend),
    );
    const { newLivingTies } = compareNetworks(none, after);
    expect([newLivingTies.alters.length, newLivingTies.throughAccompaniment]).toEqual([2, 1]);
  });

  test("somebody named before is never new, however alive now", () => {
    const before = mapOf(spring, person("Ali", { role: "friend", inPerson: "never" }));
    expect(compareNetworks(before, later(before, person("Ali", friend))).newLivingTies.alters).toEqual([]);
  });
});

describe("who is who on a map drawn anew", () => {
  const redrawn = (name: string, id: string): Alter => ({ ...person(name, friend), id });

  test("is told by a name that is the same but for case and accents", () => {
    const before = mapOf(spring, person("Zoé"), person("J. P."));
    const after = mapOf(autumn, redrawn("ZOE", "other-id-1"), redrawn("Jean", "other-id-2"));
    expect(compareNetworks(before, after).stillNamed.map(({ recognisedBy }) => recognisedBy)).toEqual([
      "name",
    ]);
    expect(names(compareNetworks(before, mapOf(autumn, redrawn("j. p", "other-id-2"))).newTies)).toEqual([]);
  });

  test("is not guessed when a name stands twice", () => {
    const before = mapOf(spring, person("M.", { id: "first-m-1" }), person("m", { id: "second-m-2" }));
    const { newTies, noLongerNamed } = compareNetworks(before, mapOf(autumn, redrawn("M", "third-m-3")));
    expect([newTies.length, noLongerNamed.length]).toEqual([1, 2]);
  });

  test("can be said, against id and name", () => {
    const before = mapOf(spring, person("Ali"), person("Bo"));
    const after = mapOf(autumn, redrawn("Ali", "another-ali"), redrawn("Robert", "robert-id"));
    const [, bo] = before.alters;
    const { stillNamed, newTies } = compareNetworks(before, after, {
      samePeople: new Map([
        ["another-ali", null],
        ["robert-id", bo?.id ?? ""],
      ]),
    });
    expect(names(newTies)).toEqual(["Ali"]);
    expect(stillNamed.map(({ before: past, recognisedBy }) => [past.name, recognisedBy])).toEqual([
      ["Bo", "said"],
    ]);
  });
});

test("everybody is somewhere: new or still named on the later map, still named, remembered or not on the earlier one", () => {
  fc.assert(
    fc.property(anyNetwork(12), anyNetwork(12), (before, drawn) => {
      const after = { ...drawn, takenOn: day(autumn) };
      const { newTies, stillNamed, noLongerNamed } = compareNetworks(before, after);
      expect(newTies.length + stillNamed.length).toBe(after.alters.length);
      expect(noLongerNamed.length + stillNamed.length).toBe(before.alters.length);
      const found = stillNamed.map((pair) => pair.before.id);
      expect(new Set(found).size).toBe(found.length);
    }),
    { numRuns: 200 },
  );
  expect(compareNetworks(emptyNetwork(day(spring)), emptyNetwork(day(autumn))).newTies).toEqual([]);
});
