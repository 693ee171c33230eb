import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { figuresOf } from "./figures.ts";
import type { PersonHistory } from "./person-history.ts";
import { protectChain, protectShares, protectTable, together } from "./protect.ts";

/** Counts of a single organisation. */
const own = (counts: readonly number[]): readonly (readonly number[])[] => counts.map((count) => [count]);

const person = (given: Partial<PersonHistory> = {}): PersonHistory => ({
  groups: { age: "60-74", sex: "unknown", place: "73", channel: "file" },
  reached: "noticed",
  days: {},
  notYet: [],
  newTies: null,
  asked: [],
  ...given,
});
const many = (count: number, given: Partial<PersonHistory> = {}): PersonHistory[] =>
  Array.from({ length: count }, () => person(given));

describe("a table of counts", () => {
  test("puts small counts together, with the next one when they stay small, and shows no small whole", () => {
    const counts = new Map([
      ["a", [40]],
      ["b", [3]],
      ["c", [12]],
    ]);
    expect(protectTable(counts)).toEqual([
      { code: "a", count: 40 },
      { code: together, count: 15 },
    ]);
    expect(protectTable(new Map([["a", [4]]]))).toEqual([{ code: together, count: null }]);
    expect(protectTable(new Map())).toEqual([]);
  });

  test("never shows a number below eleven, and always adds up to the whole", () => {
    const table = fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(table, (counts) => {
        const given = new Map(Object.entries(counts).map(([code, count]) => [code, [count]]));
        const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
        const shown = protectTable(given);
        expect(shown.every(({ count }) => count === null || count >= 11)).toBe(true);
        if (total >= 11) expect(shown.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(total);
      }),
    );
  });

  test("of steps within steps shows none from which a small loss could be worked out", () => {
    expect(protectChain(own([100, 95, 80, 40, 5]))).toEqual([100, null, 80, 40, null]);
    expect(protectChain(own([10, 5]))).toEqual([null, null]);
    const steps = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(steps, (counts) => {
        const shown = protectChain(own(counts.toSorted((a, b) => b - a))).filter((count) => count !== null);
        for (const [at, count] of shown.entries()) {
          const before = shown[at - 1];
          expect(count).toBeGreaterThanOrEqual(11);
          if (before !== undefined) expect(before - count).toBeGreaterThanOrEqual(11);
        }
      }),
    );
  });
});

describe("shares of groups", () => {
  test("of which one is small hide another, so that the whole does not give it away", () => {
    const shares = protectShares([
      { code: "a", n: [40], numerator: [20] },
      { code: "b", n: [60], numerator: [30] },
      { code: "c", n: [20], numerator: [3] },
    ]);
    expect([...shares]).toEqual([
      ["a", null],
      ["b", 0.5],
      ["c", null],
    ]);
  });
});

describe("the figures of a team", () => {
  test("count how far persons came, and what is unknown beside what is known", () => {
    const persons = [...many(30), ...many(20, { reached: "referred" }), ...many(25, { reached: "attended" })];
    const ends = [
      ...Array.from({ length: 14 }, () => "unknown"),
      ...Array.from({ length: 31 }, () => "open"),
      "no-show",
    ];
    const figures = figuresOf([{ persons, ends }]);
    expect(figures.funnel.map(({ count }) => count)).toEqual([75, 45, 25, null, null]);
    expect(figures.ends).toEqual([
      { code: "open", count: 31 },
      { code: together, count: 15 },
    ]);
  });

  test("give medians, ties with an exact interval, and of whom nothing is known", () => {
    const persons = [
      ...many(12, { newTies: 1, days: { "sent-to-answered": 3 } }),
      ...many(12, { newTies: 0, days: { "sent-to-answered": 8 } }),
      ...many(11, { notYet: ["sent-to-answered"] }),
      ...many(13),
    ];
    const { ties, intervals } = figuresOf([{ persons, ends: [] }]);
    expect(intervals.find(({ interval }) => interval === "sent-to-answered")).toMatchObject({
      n: 24,
      notYet: 11,
      medianDays: 5.5,
    });
    // Clopper–Pearson of 12 in 24: R binom.test(12, 24)$conf.int
    expect(ties).toMatchObject({ n: 24, share: 0.5, unknownShare: 0.5 });
    expect(ties.low).toBeCloseTo(0.2912, 4);
    expect(ties.high).toBeCloseTo(0.7088, 4);
  });

  test("show of a time neither count where the other is small: both began together, and the funnel shows how many", () => {
    const of = (waiting: number) =>
      figuresOf([
        {
          persons: [
            ...many(20, { reached: "referred", days: { "opened-to-referred": 4 } }),
            ...many(waiting, { notYet: ["opened-to-referred"] }),
          ],
          ends: [],
        },
      ]);
    const few = of(3);
    expect(few.funnel.map(({ count }) => count).slice(0, 2)).toEqual([23, null]);
    expect(few.intervals[0]).toMatchObject({ n: null, notYet: null, medianDays: 4 });
    expect(of(11).intervals[0]).toMatchObject({ n: 20, notYet: 11, medianDays: 4 });
  });

  test("show no ties where so few are unknown that the number of persons gives them away", () => {
    const of = (unknown: number) =>
      figuresOf([
        {
          persons: [
            ...many(12, { newTies: 1 }),
            ...many(12, { newTies: 0 }),
            ...many(unknown, { newTies: null }),
          ],
          ends: [],
        },
      ]);
    expect(of(5)).toMatchObject({
      persons: 29,
      ties: { n: null, share: null, low: null, unknownShare: null },
    });
    expect(of(11)).toMatchObject({ persons: 35, ties: { n: 24, share: 0.5 } });
  });

  test("give a mean change with its interval, the change expected anyway, and who was not asked again", () => {
    const asked = (difference: number) => [{ instrument: "ucla3", change: { difference, expected: -0.5 } }];
    const persons = [
      ...[-2, -1, 0, -2, -1, 0, -2, -1, 0, -2, -1, 0].map((difference) =>
        person({ asked: asked(difference) }),
      ),
      ...many(12, { asked: [{ instrument: "ucla3", change: null }] }),
    ];
    const [change] = figuresOf([{ persons, ends: [] }]).changes;
    expect(change).toMatchObject({ n: 12, mean: -1, expectedFromRegression: -0.5, dropOut: 0.5 });
    // R t.test(rep(c(-2,-1,0),4))$conf.int
    expect(change?.low).toBeCloseTo(-1.5418, 3);
    expect(change?.high).toBeCloseTo(-0.4582, 3);
  });

  test("of too few persons are withheld whole", () => {
    const figures = figuresOf([
      { persons: many(10, { reached: "attended", newTies: 1 }), ends: ["unknown"] },
    ]);
    expect(figures.persons).toBeNull();
    expect(JSON.stringify(figures)).not.toMatch(/:(10|1)\b/);
  });
});

describe("the figures of several organisations", () => {
  const groupOf = fc.constantFrom("a", "b", "c");
  const records = fc
    .array(fc.record({ group: groupOf, reached: fc.constantFrom("noticed" as const, "attended" as const) }), {
      maxLength: 60,
    })
    .map((lines) => ({
      persons: lines.map(({ group, reached }) =>
        person({ groups: { age: group, sex: "unknown", place: "73", channel: "file" }, reached }),
      ),
      ends: lines.map(({ group }) => group),
    }));

  test("leave no count below eleven when those of any two are taken away", () => {
    fc.assert(
      fc.property(fc.array(records, { minLength: 3, maxLength: 6 }), (organisations) => {
        const figures = figuresOf(organisations);
        const shown = figures.equity.find(({ dimension }) => dimension === "age")?.groups ?? [];
        const named = new Set(shown.map(({ code }) => code));
        const inCell = (code: string, group: string): boolean =>
          code === together ? !named.has(group) : code === group;
        for (const { code } of shown.filter(({ persons }) => persons !== null))
          for (const one of organisations)
            for (const other of organisations) {
              const left = organisations
                .filter((own) => own !== one && own !== other)
                .flatMap((own) => own.persons)
                .filter(({ groups }) => inCell(code, groups.age));
              expect(left.length).toBeGreaterThanOrEqual(11);
            }
      }),
      { numRuns: 200 },
    );
  });
});
