import * as fc from "fast-check";
import { expect, test } from "vitest";
import { alterRoleCodes, frequencyCodes } from "./alter-codes.ts";
import { rememberAlter, withKnowing } from "./edit-network.ts";
import { toEgoNetworkAnswer } from "./ego-network-answer.ts";
import vectors from "./fixtures/ego-network.json" with { type: "json" };
import { anyNetwork, crowd, mapOf, person } from "./fixtures/people.ts";
import { firstSignOf, isWeakTie, measureNetwork, signsOf } from "./measure-network.ts";
import type { Network } from "./network.ts";

/** A map that says what a reference case says; its one frequency stands for meeting in person. */
function mapOfCase(alters: (typeof vectors.cases)[number]["input"]["alters"]): Network {
  return mapOf(
    "2026-03-02",
    ...alters.map(({ circle, role, contact, confidant, help }, position) =>
      person(`number ${position}`, {
        circle: (["inner", "middle", "outer"] as const)[circle - 1] ?? null,
        role: alterRoleCodes.find((code) => code === role) ?? null,
        inPerson: frequencyCodes[contact - 1] ?? null,
        confidant,
        help,
      }),
    ),
  );
}

test.each(vectors.cases)(
  "reference case $id ($label) gives its counts and signs",
  ({ input, expect: wanted }) => {
    const measures = measureNetwork(mapOfCase(input.alters));
    const { structure, function: support } = measures;
    expect({
      size: structure.size,
      inner: structure.byCircle.inner,
      middle: structure.byCircle.middle,
      outer: structure.byCircle.outer,
      weekly: structure.weekly.count,
      confidants: support.confidants.count,
      helpers: support.practicalHelp.count,
      roles: structure.roles,
      kinShare: structure.kinShare,
      nonProfessional: structure.nonProfessional.count,
    }).toEqual(wanted.subscores);
    expect(signsOf(measures)).toEqual(wanted.flags);
  },
);

test.each(vectors.cases)("reference case $id comes back as it was answered", ({ input }) => {
  expect(toEgoNetworkAnswer(mapOfCase(input.alters))).toEqual({ alters: input.alters });
});

test("the instrument is told the more frequent of the two ways, and nobody from around the circles", () => {
  const { alters } = toEgoNetworkAnswer(
    mapOf(
      "2026-03-02",
      person("A", { circle: "inner", inPerson: "less", remote: "daily" }),
      person("B", { circle: "outer", inPerson: "never", remote: null, role: "acquaintance" }),
      person("C", { circle: "around", inPerson: "daily" }),
      person("D"),
    ),
  );
  expect(alters.map(({ circle, contact, role }) => [circle, contact, role])).toEqual([
    [1, 1, null],
    [3, 4, null],
    [null, null, null],
  ]);
});

test("an open answer is neither a yes nor a no", () => {
  const {
    structure,
    function: support,
    quality,
  } = measureNetwork(mapOf("2026-03-02", person("A"), person("B")));
  expect(support.confidants).toEqual({ count: 0, unknown: 2 });
  expect(support.practicalHelp).toEqual({ count: 0, unknown: 2 });
  expect(quality.burdensome).toEqual({ count: 0, unknown: 2 });
  expect(structure.weekly).toEqual({ count: 0, unknown: 2 });
  expect(structure.weakTies).toEqual({ count: 0, unknown: 2 });
  expect(structure.nonProfessional).toEqual({ count: 2, unknown: 2 });
  expect(structure).toMatchObject({ unplaced: 2, roles: 0, kinShare: 0, density: null });
});

test("in person and from afar are told apart, and either makes a week", () => {
  const { structure } = measureNetwork(
    mapOf(
      "2026-03-02",
      person("A", { inPerson: "never", remote: "weekly" }),
      person("B", { inPerson: "daily" }),
      person("C", { inPerson: "monthly", remote: "less" }),
    ),
  );
  expect(structure.weekly).toEqual({ count: 2, unknown: 0 });
  expect(structure.weeklyInPerson).toEqual({ count: 1, unknown: 0 });
  expect(structure.weeklyRemote).toEqual({ count: 1, unknown: 1 });
});

test.each([
  ["the baker one greets", { circle: "around", role: "acquaintance" }, true],
  ["a neighbour of the outer circle", { circle: "outer", role: "neighbour" }, true],
  ["a neighbour in whom one confides", { circle: "outer", role: "neighbour", confidant: true }, false],
  ["a nurse", { circle: "outer", role: "professional" }, false],
  ["a close friend", { circle: "inner", role: "friend" }, false],
  ["a neighbour whom nobody placed", { role: "neighbour" }, null],
  ["somebody of an association, paid or not", { circle: "outer", role: "association" }, null],
] as const)("%s: is it a weak tie?", (_who, known, isWeak) => {
  expect(isWeakTie(person("A", known))).toBe(isWeak);
});

test("the dead are in no measure", () => {
  const before = mapOf("2026-03-02", person("A", { confidant: true, circle: "inner" }), person("B"));
  const after = rememberAlter(before, before.alters[0]?.id ?? "");
  expect(after.remembered.map(({ name }) => name)).toEqual(["A"]);
  expect(measureNetwork(after).structure).toMatchObject({ size: 1, byCircle: { inner: 0 } });
  expect(measureNetwork(after).function.confidants.count).toBe(0);
});

test("density is known only when it was asked who knows whom", () => {
  const people = mapOf("2026-03-02", person("A"), person("B"), person("C"));
  const [a = "", b = "", c = ""] = people.alters.map(({ id }) => id);
  expect(measureNetwork(people).structure.density).toBeNull();
  const one = withKnowing(people, [b, a], true);
  expect(measureNetwork(one).structure.density).toBeCloseTo(1 / 3, 12);
  expect(measureNetwork(withKnowing(one, [a, b], false)).structure.density).toBe(0);
  const all = withKnowing(withKnowing(one, [a, c], true), [c, b], true);
  expect(measureNetwork(all).structure.density).toBe(1);
  expect(measureNetwork({ ...mapOf("2026-03-02", person("A")), ties: [] }).structure.density).toBeNull();
});

test("measures do not depend on the order of naming, and no count exceeds the size", () => {
  fc.assert(
    fc.property(anyNetwork(30), (network) => {
      const measures = measureNetwork(network);
      const reversed = measureNetwork({ ...network, alters: network.alters.toReversed() });
      const { structure, function: support, quality } = measures;
      expect({ ...reversed.structure, byRole: 0, byMetThrough: 0 }).toEqual({
        ...structure,
        byRole: 0,
        byMetThrough: 0,
      });
      const counts = [
        ...Object.values(support),
        ...Object.values(quality),
        structure.weekly,
        structure.weakTies,
      ];
      for (const { count, unknown } of counts) expect(count + unknown).toBeLessThanOrEqual(structure.size);
      const placed = Object.values(structure.byCircle).reduce((sum, one) => sum + one, structure.unplaced);
      expect(placed).toBe(structure.size);
    }),
    { numRuns: 200 },
  );
});

test("kin are a third of a crowd that says so, rounded half up", () => {
  const share = (kin: number, size: number): number | null =>
    measureNetwork({
      ...crowd(size),
      alters: crowd(size).alters.map((alter, position) => ({
        ...alter,
        role: position < kin ? "child" : "friend",
      })),
    }).structure.kinShare;
  expect([share(1, 3), share(1, 8), share(1, 40), share(3, 40)]).toEqual([0.33, 0.13, 0.03, 0.08]);
});

test("what a map shows first is the most telling sign, in the order in which the instrument reads it", () => {
  const first = (...people: Parameters<typeof mapOf> extends [string, ...infer Rest] ? Rest : never) =>
    firstSignOf(measureNetwork(mapOf("2026-03-02", ...people)));
  expect(first()).toBe("empty");
  expect(first(person("A", { role: "professional" }))).toBe("professionals-only");
  expect(first(person("A", { role: "friend", confidant: false }))).toBe("no-confidant");
  expect(first(person("A", { role: "friend", confidant: true }))).toBe("people");
});
