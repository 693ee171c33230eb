import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { openSolver } from "../../observatory/highs-solver.ts";
import {
  auditRelease,
  completeCountRule,
  countsBehindPercent,
  impliedByDifference,
  isTooSmall,
  localSurveyRule,
  magnitudeRisk,
  microdataRisk,
  roundTogether,
  sampleSurveyRule,
  suppress,
  surveyRuleFor,
  unitsWithheldFirst,
  type ProtectedSystem,
  type SolveLinear,
} from "./index.ts";

/** Invented tables: few here, 500 by `TISSER_DISCLOSURE_TABLES=500`. */
const tables = Number(process.env["TISSER_DISCLOSURE_TABLES"] ?? 20);

let solve: SolveLinear;
beforeAll(async () => {
  solve = await openSolver();
});

/** A table of counts with margins; small cells must span 0 to 11, and nobody may tell them apart from 0. */
function tableOf(inner: readonly (readonly number[])[]): ProtectedSystem {
  const width = (inner[0] ?? []).length;
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const withTotals = inner.map((row) => [...row, sum(row)]);
  const foot = Array.from({ length: width + 1 }, (_, column) =>
    sum(withTotals.map((row) => row[column] ?? 0)),
  );
  const values = [...withTotals, foot].flat();
  const stride = width + 1;
  const lines = [...withTotals, foot].map((_, row) =>
    Array.from({ length: stride }, (_x, column) => ({
      column: row * stride + column,
      coefficient: column === width ? -1 : 1,
    })),
  );
  const posts = Array.from({ length: stride }, (_, column) =>
    Array.from({ length: inner.length + 1 }, (_x, row) => ({
      column: row * stride + column,
      coefficient: row === inner.length ? -1 : 1,
    })),
  );
  return {
    cells: values.map((value, unit) => ({
      value,
      bounds: [0, sum(foot)],
      unit,
      mustSpan: value < 11 ? [0, 11] : null,
    })),
    units: values.map((value) => ({ cost: 1 + value })),
    equations: [...lines, ...posts],
  };
}

const counts = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 11, max: 90 })), {
        minLength: columns,
        maxLength: columns,
      }),
      {
        minLength: rows,
        maxLength: rows,
      },
    ),
  );

describe("a system that contradicts itself", () => {
  const sound = tableOf([
    [40, 3],
    [25, 60],
  ]);

  test("is refused by suppression and by the audit, which name the cell or the equation", () => {
    const [first, ...others] = sound.cells;
    if (first === undefined) throw new Error("no cell");
    const outside = { ...sound, cells: [{ ...first, bounds: [0, 39] as const }, ...others] };
    const uneven = { ...sound, cells: [{ ...first, value: 41 }, ...others] };
    for (const attempt of [
      (system: ProtectedSystem) => suppress(system, solve),
      (system: ProtectedSystem) => auditRelease(system, [], { solve }),
    ]) {
      expect(() => attempt(outside)).toThrow("cell 0 is 40, outside its bounds 0 to 39");
      expect(() => attempt(uneven)).toThrow("equation 0 sums to 1 and not to 0");
      expect(() => attempt(sound)).not.toThrow();
    }
  });
});

test("of 120 places asked locally, what is large enough stays shown but for what the small ones need", () => {
  const random = fc.sample(
    fc.tuple(fc.integer({ min: 12, max: 172 }), fc.double({ min: 0.1, max: 0.5, noNaN: true })),
    {
      seed: 20_261_128,
      numRuns: 120,
    },
  );
  const inner = random.map(([n, share]) => [Math.round(n * share), n - Math.round(n * share)] as const);
  const { cells, units, equations } = tableOf(inner);
  const local = cells.map((cell) => ({
    ...cell,
    mustSpan: cell.value < localSurveyRule.minimumCell ? ([0, localSurveyRule.protectedUpTo] as const) : null,
  }));
  const found = suppress({ cells: local, units, equations }, solve);
  const large = inner.flatMap(([inside, outside], row) => (inside + outside >= 30 ? [row] : []));
  const kept = large.filter((row) => !found?.withheld[row * 3] && !found?.withheld[row * 3 + 1]);
  const fit = large.filter((row) =>
    (inner[row] ?? []).every((count) => count >= localSurveyRule.minimumCell),
  );
  expect(large.length).toBeGreaterThan(80);
  expect(kept.length / fit.length).toBeGreaterThan(0.95);
});

describe("withholding small cells", () => {
  test("no small number of an invented table can be narrowed down inside 0 to 11", () => {
    fc.assert(
      fc.property(counts, (inner) => {
        const system = tableOf(inner);
        const best = suppress(system, solve);
        if (best === null) {
          // Nothing protects a table whose whole is that small.
          expect(
            auditRelease(
              system,
              system.units.map(() => true),
              { solve },
            ).some((line) => !line.isSafe),
          ).toBe(true);
          return;
        }
        for (const { cell, lower, upper } of auditRelease(system, best.withheld, { solve })) {
          if (system.cells[cell]?.mustSpan === null) continue;
          expect(lower).toBeLessThanOrEqual(1e-6);
          expect(upper).toBeGreaterThanOrEqual(11 - 1e-6);
        }
      }),
      { numRuns: tables, seed: 7 },
    );
  }, 600_000);

  test("the search given up early is as safe, and no cheaper", () => {
    fc.assert(
      fc.property(counts, (inner) => {
        const system = tableOf(inner);
        const best = suppress(system, solve);
        const quick = suppress(system, solve, { maximumRounds: 0 });
        expect(quick === null).toBe(best === null);
        if (best === null || quick === null) return;
        expect(quick.status).toBe("heuristic");
        expect(quick.cost).toBeGreaterThanOrEqual(best.cost - 1e-9);
        expect(auditRelease(system, quick.withheld, { solve }).every(({ isSafe }) => isSafe)).toBe(true);
      }),
      { numRuns: 12, seed: 11 },
    );
  });

  test("a table without small cells is published whole", () => {
    const best = suppress(
      tableOf([
        [20, 30],
        [40, 50],
      ]),
      solve,
    );
    expect(best?.withheld).toEqual(Array.from({ length: 9 }, () => false));
    expect(best?.cost).toBe(0);
  });

  test("withholding the small cell alone gives it away from the total", () => {
    const system = tableOf([
      [4, 30],
      [40, 50],
    ]);
    const [line] = auditRelease(system, unitsWithheldFirst(system), { solve });
    expect(line).toMatchObject({ cell: 0, lower: 4, upper: 4, isSafe: false });
  });

  test("units that carry others take them along", () => {
    const system = tableOf([
      [4, 30],
      [40, 50],
    ]);
    const units = system.units.map((unit, position) => (position === 0 ? { ...unit, carries: [8] } : unit));
    const best = suppress({ ...system, units }, solve);
    expect(best?.withheld[8]).toBe(true);
  });
});

describe("primary rules", () => {
  test("a survey shows thirty respondents with five on either side, and not one fewer", () => {
    expect(isTooSmall({ n: 30, numerator: 5 }, sampleSurveyRule)).toBe(false);
    expect(isTooSmall({ n: 29, numerator: 5 }, sampleSurveyRule)).toBe(true);
    expect(isTooSmall({ n: 30, numerator: 4 }, sampleSurveyRule)).toBe(true);
    expect(isTooSmall({ n: 30, numerator: 26 }, sampleSurveyRule)).toBe(true);
    expect(isTooSmall({ n: 30, numerator: null }, sampleSurveyRule)).toBe(false);
  });

  test("nobody at all is as small as one person", () => {
    for (const numerator of [0, 1, 4]) expect(isTooSmall({ n: 400, numerator }, sampleSurveyRule)).toBe(true);
  });

  test("a local survey, or one that asked more than one person in twenty, needs eleven", () => {
    expect(surveyRuleFor(0.0001, false)).toBe(sampleSurveyRule);
    expect(surveyRuleFor(0.0001, true)).toBe(localSurveyRule);
    expect(surveyRuleFor(0.06, false)).toBe(localSurveyRule);
    expect(isTooSmall({ n: 100, numerator: 10 }, localSurveyRule)).toBe(true);
  });

  test("a complete count needs eleven, and never shows 0 % or 100 %", () => {
    expect(isTooSmall({ n: 11, numerator: null }, completeCountRule)).toBe(false);
    expect(isTooSmall({ n: 10, numerator: null }, completeCountRule)).toBe(true);
    expect(isTooSmall({ n: 500, numerator: 500 }, completeCountRule)).toBe(true);
  });
});

describe("other ways to give persons away", () => {
  test("two publications of which one holds the other tell the rest", () => {
    expect(impliedByDifference([31, 44, 58], [29, 44, 47], 10)).toEqual([
      { value: 2, isTooSmall: true },
      { value: 0, isTooSmall: false },
      { value: 11, isTooSmall: false },
    ]);
  });

  test("a percentage with one decimal gives a count away, one without may not", () => {
    expect(countsBehindPercent(3.5, 1, 173)).toEqual([6]);
    expect(countsBehindPercent(3, 0, 400)).toEqual([10, 11, 12, 13, 14]);
    expect(countsBehindPercent(0, 0, 10)).toEqual([0]);
  });

  test("every count is among those behind its percentage", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.nat(5000),
        fc.integer({ min: 0, max: 3 }),
        (total, part, decimals) => {
          const count = part % (total + 1);
          const percent = Number(((100 * count) / total).toFixed(decimals));
          expect(countsBehindPercent(percent, decimals, total)).toContain(count);
        },
      ),
    );
  });

  test("a total that one contributor dominates is sensitive, one of equals is not", () => {
    expect(magnitudeRisk([900, 50, 50]).isSensitive).toBe(true);
    expect(magnitudeRisk([20, 18, 17, 16, 15, 14]).isSensitive).toBe(false);
    expect(magnitudeRisk([]).isFew).toBe(true);
  });

  test("records alone with what others know of them are counted", () => {
    const risk = microdataRisk({
      keys: [
        ["a", "a", "b"],
        ["x", "x", "x"],
      ],
      weights: [10, 10, 5],
      sensitive: ["1", "1", null],
    });
    expect(risk).toMatchObject({
      keys: 2,
      uniques: 1,
      recordsBelow3: 3,
      smallestWeight: 5,
      withoutDiversity: 2,
    });
    expect(risk.expectedMatches).toBeCloseTo(2 / 20 + 1 / 5, 12);
  });

  test("rounding together keeps the sums, and moves nothing by a whole step", () => {
    fc.assert(
      fc.property(counts, (inner) => {
        const { cells, equations } = tableOf(inner);
        const values = cells.map(({ value }) => value);
        const rounded = roundTogether(values, equations, { base: 5, solve })?.values ?? [];
        expect(rounded).toHaveLength(values.length);
        for (const equation of equations) {
          expect(
            equation.reduce((sum, { column, coefficient }) => sum + coefficient * (rounded[column] ?? 0), 0),
          ).toBe(0);
        }
        for (const [position, value] of values.entries()) {
          expect((rounded[position] ?? 0) % 5).toBe(0);
          expect(Math.abs((rounded[position] ?? 0) - value)).toBeLessThan(5);
        }
      }),
      { numRuns: 30, seed: 5 },
    );
  });
});
