import { describe, expect, test } from "vitest";
import { shadeOf, stepsOf } from "./map-picture.tsx";

const area = (value: number | null) => ({
  code: "33",
  name: "Gironde",
  column: 0,
  row: 0,
  path: null,
  cell: {
    category: "33",
    status: value === null ? ("suppressed" as const) : ("published" as const),
    reason: null,
    value,
    low: null,
    high: null,
    n: null,
    effectiveN: null,
    isUncertain: false,
  },
});

describe("the shades of a map", () => {
  test("are equal parts between the smallest and the largest figure shown", () => {
    const steps = stepsOf([area(10), area(null), area(20)]);
    expect(steps).toEqual([10, 12, 14, 16, 18, 20]);
    expect([10, 11.9, 12, 19, 20].map((value) => shadeOf(value, steps))).toEqual([1, 1, 2, 5, 5]);
  });

  test("are none when nothing is shown", () => {
    expect(stepsOf([area(null)])).toEqual([]);
  });
});
