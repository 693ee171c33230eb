import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { circleCodes, type Circle } from "./alter-codes.ts";
import { anyNetwork, crowd, mapOf, person } from "./fixtures/people.ts";
import { labelWidth, shortLabel } from "./label-width.ts";
import { areTouching, circleAt, layoutCircles, type CirclesLayout } from "./layout-circles.ts";

const names: Readonly<Record<Circle, string>> = {
  inner: "Les plus proches",
  middle: "Proches",
  outer: "Un peu plus loin",
  around: "Autour : on se salue",
};

/** Sentences for all that would make a picture hard to read. */
function faultsOf(layout: CirclesLayout): readonly string[] {
  const { places, width, height } = layout;
  const covered = places.flatMap((place, position) =>
    places
      .slice(position + 1)
      .filter((other) => areTouching(place.box, other.box))
      .map((other) => `${place.label} covers ${other.label}`),
  );
  const outside = places
    .filter(({ box }) => box.left < 0 || box.top < 0 || box.right > width || box.bottom > height)
    .map(({ label }) => `${label} is cut off`);
  const astray = places.filter((place) => circleAt(layout, place) !== place.circle);
  return [...covered, ...outside, ...astray.map(({ label }) => `${label} stands in another circle`)];
}

describe.each([0, 1, 2, 7, 15, 40, 80])("a picture of %i people", (size) => {
  test.each([
    ["over all circles", circleCodes],
    ["all in the inner circle", ["inner"]],
    ["all around", ["around"]],
    ["in the middle and the outer circle", ["middle", "outer"]],
  ] as const)("%s has no label on another, none cut off, everybody in their circle", (_where, circles) => {
    for (const direction of ["ltr", "rtl"] as const) {
      const layout = layoutCircles(crowd(size, circles), { direction, names });
      expect(layout.places).toHaveLength(size);
      expect(faultsOf(layout)).toEqual([]);
    }
  });
});

test("a crowd of 40 stays of a size that a page can hold", () => {
  expect(layoutCircles(crowd(40), { names }).width).toBeLessThan(760);
  expect(layoutCircles(crowd(7), { names }).width).toBeLessThan(560);
});

test("any map is legible", () => {
  fc.assert(
    fc.property(anyNetwork(40), (network) => {
      expect(faultsOf(layoutCircles(network, { names }))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("the same map gives the same picture, and right to left is its mirror", () => {
  const [one, two] = [1, 2].map(() => layoutCircles(crowd(12), { names }));
  expect(one).toEqual(two);
  const mirrored = layoutCircles(crowd(12), { names, direction: "rtl" });
  expect(mirrored.places.map(({ x, y }) => [Math.round(100 * (mirrored.width - x)) / 100, y])).toEqual(
    one?.places.map(({ x, y }) => [x, y]),
  );
});

test("the name of a circle is under nobody's label", () => {
  const layout = layoutCircles(crowd(30), { names });
  for (const { x, y, text } of layout.names) {
    const half = labelWidth(text) * 6;
    const box = { left: x - half, right: x + half, top: y - 10, bottom: y + 2 };
    expect(layout.places.filter((place) => areTouching(place.box, box)).map(({ label }) => label)).toEqual(
      [],
    );
  }
});

test("people of one role stand side by side", () => {
  const network = mapOf(
    "2026-03-02",
    ...["a", "b", "c", "d"].map((name, position) =>
      person(name, { circle: "inner", role: position % 2 === 0 ? "friend" : "child" }),
    ),
  );
  expect(layoutCircles(network).places.map(({ label }) => label)).toEqual(["b", "d", "a", "c"]);
});

test("a point tells its circle", () => {
  const layout = layoutCircles(crowd(4));
  const right = (distance: number) => circleAt(layout, { x: layout.centre.x + distance, y: layout.centre.y });
  const { inner, middle, outer } = layout.radii;
  expect([0, inner - 1, inner + 1, middle + 1, outer + 1].map(right)).toEqual([
    "inner",
    "inner",
    "middle",
    "outer",
    "around",
  ]);
});

test("a long name is cut, a short one is not, and a family picture is one sign", () => {
  expect(shortLabel("Mo", 8)).toBe("Mo");
  expect(shortLabel("Tante Fatoumata du 3e", 8)).toMatch(/^Tante F\S*…$/);
  expect(labelWidth(shortLabel("MMMMMMMMMMMMMMM", 8))).toBeLessThanOrEqual(8);
  expect(labelWidth("é".normalize("NFD"))).toBe(labelWidth("e"));
});
