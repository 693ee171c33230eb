import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isResultFigure, openFigure, pathInterval, pathStep, tieTold } from "./codes.ts";
import { endPlaces, isFigure, resultPlaces, stepPlaces, type FigureAsked } from "./counted.ts";
import { figuresOf } from "./figures.ts";
import type { PersonHistory, YearRecords } from "./person-history.ts";
import { together } from "./protect.ts";

const instruments = ["ucla3", "djg6"] as const;
const ends = [
  "open",
  "unanswered",
  "unknown",
  "no-capacity",
  "no-show",
  "met-someone-seen-again",
  "declined",
] as const;
/** Of each time: its days, begun without end, or not begun. */
const times = fc.tuple(
  ...pathInterval.codes.map(() =>
    fc.oneof(fc.integer({ min: 0, max: 90 }), fc.constantFrom("not-yet" as const, "not-begun" as const)),
  ),
);
const stepsOfTimes = times.map((all) => ({
  days: Object.fromEntries(
    pathInterval.codes.flatMap((code, at) => (typeof all[at] === "number" ? [[code, all[at]]] : [])),
  ),
  notYet: pathInterval.codes.filter((_, at) => all[at] === "not-yet"),
}));

const rest = fc.record({
  groups: fc.record({
    age: fc.constantFrom("60-74", "75+"),
    sex: fc.constantFrom("woman", "man", "unknown"),
    place: fc.constant("73"),
    channel: fc.constantFrom("file", "call-request"),
  }),
  reached: fc.constantFrom(...pathStep.codes),
  newTies: fc.option(fc.integer({ min: 0, max: 3 })),
  asked: fc.subarray([...instruments]).chain((ids) =>
    fc.tuple(
      ...ids.map((instrument) =>
        fc.option(fc.integer({ min: -3, max: 3 })).map((difference) => ({
          instrument,
          change: difference === null ? null : { difference, expected: -0.5 },
        })),
      ),
    ),
  ),
});
const person: fc.Arbitrary<PersonHistory> = fc
  .tuple(rest, stepsOfTimes)
  .map(([own, steps]) => ({ ...own, ...steps }));
const year: fc.Arbitrary<YearRecords> = fc.record({
  persons: fc.array(person, { maxLength: 120, size: "max" }),
  ends: fc.array(fc.constantFrom(...ends), { maxLength: 120, size: "max" }),
});

/** Places of those behind a figure, as the list takes them. */
function placesBehind({ persons, ends: all }: YearRecords, { figure, code }: FigureAsked): readonly number[] {
  if (figure === "partner") return [];
  if (figure === "ended") return endPlaces(all, code);
  return isResultFigure(figure) ? resultPlaces(persons, figure, code) : stepPlaces(persons, figure, code);
}

/** Every count that the dashboard shows, by the figure that opens it. */
function shownCounts(records: YearRecords): readonly (readonly [FigureAsked, number | null])[] {
  const { funnel, ends: table, intervals, ties, changes } = figuresOf([records]);
  const living = ties.n === null || ties.share === null ? null : Math.round(ties.n * ties.share);
  const unknown = ties.unknownShare === null ? null : Math.round(ties.unknownShare * records.persons.length);
  return [
    ...funnel.map(({ step, count }) => [{ figure: "reached", code: step }, count] as const),
    ...table.map(({ code, count }) => [{ figure: "ended", code }, count] as const),
    ...intervals.map(({ interval, n }) => [{ figure: "between", code: interval }, n] as const),
    ...intervals.map(({ interval, notYet }) => [{ figure: "not-yet", code: interval }, notYet] as const),
    [{ figure: "ties", code: "known" }, ties.n],
    [{ figure: "ties", code: "living" }, living],
    [{ figure: "ties", code: "unknown" }, unknown],
    ...changes.map(({ instrument, n }) => [{ figure: "compared", code: instrument }, n] as const),
    ...changes.map(({ instrument, dropOut }) => {
      const asked = records.persons.filter((one) => one.asked.some((own) => own.instrument === instrument));
      const dropped = dropOut === null ? null : Math.round(dropOut * asked.length);
      return [{ figure: "not-compared", code: instrument }, dropped] as const;
    }),
  ];
}

describe("the list behind a figure", () => {
  test("is as long as the figure, for every figure that is shown of any year", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(year, (records) => {
        for (const [asked, count] of shownCounts(records)) {
          expect(isFigure(asked)).toBe(true);
          if (count === null) continue;
          seen.add(asked.figure);
          expect([asked, placesBehind(records, asked).length]).toEqual([asked, count]);
        }
      }),
      { numRuns: 300 },
    );
    expect([...seen].toSorted()).toEqual(openFigure.codes.filter((code) => code !== "partner").toSorted());
  });

  test("of what stands together and each end on its own holds every referral once", () => {
    fc.assert(
      fc.property(year, (records) => {
        const shown = figuresOf([records]).ends.map(({ code }) => code);
        const listed = shown.flatMap((code) => placesBehind(records, { figure: "ended", code }));
        expect(listed.toSorted((a, b) => a - b)).toEqual(records.ends.map((_, at) => at));
        if (!shown.includes(together)) return;
        const small = [...new Set(records.ends)].filter((code) => !shown.includes(code));
        const each = small.flatMap((code) => placesBehind(records, { figure: "ended", code }));
        expect(each.toSorted((a, b) => a - b)).toEqual(
          placesBehind(records, { figure: "ended", code: together }),
        );
      }),
    );
  });

  test("of a step holds whoever came that far or further, and nobody who did not", () => {
    fc.assert(
      fc.property(year, (records) => {
        for (const [at, code] of pathStep.codes.entries()) {
          const places = placesBehind(records, { figure: "reached", code });
          const reached = records.persons.map((one) => pathStep.codes.indexOf(one.reached) >= at);
          expect(places).toEqual(reached.flatMap((isThere, place) => (isThere ? [place] : [])));
        }
      }),
    );
  });
});

test("no figure has another code than its own, and none is made of age, sex, place or way in", () => {
  const codes = [
    ...pathStep.codes,
    ...pathInterval.codes,
    ...tieTold.codes,
    "ucla3",
    "no-capacity",
    together,
  ];
  const known = openFigure.codes.flatMap((figure) =>
    codes.filter((code) => isFigure({ figure, code })).map((code) => `${figure} ${code}`),
  );
  expect(known).toEqual([
    ...pathStep.codes.map((code) => `reached ${code}`),
    // a state in which a referral may stand has the name of a step
    "ended accepted",
    "ended unknown",
    "ended no-capacity",
    "ended together",
    ...pathInterval.codes.map((code) => `between ${code}`),
    ...pathInterval.codes.map((code) => `not-yet ${code}`),
    ...tieTold.codes.map((code) => `ties ${code}`),
    "compared ucla3",
    "not-compared ucla3",
  ]);
  for (const code of ["woman", "75+", "73", "call-request"])
    expect(openFigure.codes.filter((figure) => isFigure({ figure, code }))).toEqual([]);
  expect(isFigure({ figure: "partner", code: "Café des voisins" })).toBe(false);
});
