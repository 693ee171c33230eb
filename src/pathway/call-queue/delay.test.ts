import { addMilliseconds, toInstant } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { trueDelay } from "./delay.ts";

const now = toInstant(new Date("2026-11-21T08:30:00Z"));
const hour = 3_600_000;
const nothing = { promisedDays: 3, handled: 0, waitSeconds: null, oldestAt: null };

describe("the delay that is told", () => {
  test("is the promise while nothing was measured", () => {
    expect(trueDelay(nothing, now)).toEqual({ kind: "promised", days: 3 });
  });

  test("is what was measured, better or worse than the promise, in whole days", () => {
    expect(trueDelay({ ...nothing, handled: 5, waitSeconds: 5 * 3600 }, now)).toEqual({
      kind: "measured",
      days: 1,
    });
    expect(trueDelay({ ...nothing, handled: 5, waitSeconds: 6.2 * 86_400 }, now)).toEqual({
      kind: "measured",
      days: 7,
    });
  });

  test("is never better than the wait of the oldest request", () => {
    const oldestAt = addMilliseconds(now, -(4 * 24 + 1) * hour);
    expect(trueDelay({ ...nothing, oldestAt }, now)).toEqual({ kind: "waiting", days: 5 });
    expect(trueDelay({ ...nothing, handled: 9, waitSeconds: 60, oldestAt }, now).days).toBe(5);
    expect(trueDelay({ ...nothing, handled: 9, waitSeconds: 8 * 86_400, oldestAt }, now).kind).toBe(
      "measured",
    );
  });

  test("covers the oldest wait and is at least a day, whatever the figures", () => {
    const figures = fc.record({
      promisedDays: fc.integer({ min: 1, max: 60 }),
      handled: fc.nat(500),
      waitSeconds: fc.option(fc.nat(10_000_000)),
      age: fc.option(fc.nat(4000)),
    });
    fc.assert(
      fc.property(figures, ({ age, ...rest }) => {
        const oldestAt = age === null ? null : addMilliseconds(now, -age * hour);
        const { days } = trueDelay({ ...rest, oldestAt }, now);
        expect(Number.isInteger(days)).toBe(true);
        expect(days).toBeGreaterThanOrEqual(Math.max(1, (age ?? 0) / 24));
      }),
      { numRuns: 300 },
    );
  });
});
