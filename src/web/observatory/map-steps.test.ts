import { describe, expect, test } from "vitest";
import { shadeOf, stepsOf } from "./map-steps.ts";

const cell = (value: number | null) => ({
  category: "33",
  status: value === null ? ("suppressed" as const) : ("published" as const),
  reason: null,
  value,
  low: null,
  high: null,
  n: null,
  effectiveN: null,
  isUncertain: false,
});

describe("the shades of a map", () => {
  test("are equal parts between the smallest and the largest figure shown", () => {
    const steps = stepsOf([cell(10), cell(null), cell(20)]);
    expect(steps).toEqual([10, 12, 14, 16, 18, 20]);
    expect([10, 11.9, 12, 19, 20].map((value) => shadeOf(value, steps))).toEqual([1, 1, 2, 5, 5]);
  });

  test("are none when nothing is shown", () => {
    expect(stepsOf([cell(null)])).toEqual([]);
  });
});
