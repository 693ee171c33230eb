import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandOf } from "./scale.ts";
import { loadCatalogue, score, type Answer, type Instrument, type Item, type ScoreContext } from "./index.ts";

const runs = { numRuns: 60 };
const catalogue = await loadCatalogue();
const coded = catalogue.filter(({ rule }) => rule.kind !== "roster");
const summed = coded.filter(({ rule }) => rule.kind === "scale" && rule.total !== null);

function contextOf({ wordings }: Instrument): ScoreContext {
  return { language: Object.keys(wordings)[0] ?? "en", mode: "interview" };
}

function codesOf({ optionSets }: Instrument, { options }: Item): readonly number[] {
  const set = optionSets[options];
  if (set?.kind === "choice") return set.options.map(({ code }) => code);
  const most = set?.kind === "scale" ? set.max : 12;
  return Array.from({ length: most + 1 }, (_, code) => code);
}

/** Answers to an instrument; some left unanswered unless `isComplete`. */
function answersTo(instrument: Instrument, isComplete: boolean): fc.Arbitrary<Answer[]> {
  return fc.tuple(
    ...instrument.items.map((item) => {
      const code = fc.constantFrom(...codesOf(instrument, item));
      const value = isComplete ? code : fc.option(code, { freq: 4, nil: null });
      return value.map((answer) => ({ linkId: item.linkId, value: answer }));
    }),
  );
}

describe.each(coded.map((instrument) => ({ id: instrument.id, instrument })))("$id", ({ instrument }) => {
  const context = contextOf(instrument);

  it("does not depend on the order of the answers, nor on the form in which they come", () => {
    fc.assert(
      fc.property(answersTo(instrument, false), (answers) => {
        const result = score(instrument, answers, context);
        const record = Object.fromEntries(answers.map(({ linkId, value }) => [linkId, value]));
        expect(score(instrument, answers.toReversed(), context)).toEqual(result);
        expect(score(instrument, record, context)).toEqual(result);
      }),
      runs,
    );
  });

  it("comes back whole from JSON", () => {
    fc.assert(
      fc.property(answersTo(instrument, false), (answers) => {
        const result = score(instrument, answers, context);
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      }),
      runs,
    );
  });

  it("counts every item as answered or not, and names the missing ones", () => {
    fc.assert(
      fc.property(answersTo(instrument, false), (answers) => {
        const result = score(instrument, answers, context);
        const open = answers.filter(({ value }) => value === null).map(({ linkId }) => linkId);
        expect(result.answered).toBe(answers.length - open.length);
        expect(open).toEqual(expect.arrayContaining([...result.missing]));
        if (result.status === "incomplete") expect(result.missing.length).toBeGreaterThan(0);
      }),
      runs,
    );
  });
});

describe.each(summed.map((instrument) => ({ id: instrument.id, instrument })))(
  "the score of $id",
  ({ instrument }) => {
    const context = contextOf(instrument);
    const [least, most] = instrument.range;

    it("stays within its range, in the band to which it belongs", () => {
      fc.assert(
        fc.property(answersTo(instrument, false), (answers) => {
          const result = score(instrument, answers, context);
          if (result.status !== "scored" || result.score === null || instrument.rule.kind !== "scale") return;
          expect(result.score).toBeGreaterThanOrEqual(least ?? 0);
          expect(result.score).toBeLessThanOrEqual(most ?? Infinity);
          expect(result.band).toBe(bandOf(instrument.rule.bands, result.score));
          const band = instrument.rule.bands.find(({ band: name }) => name === result.band);
          if (band !== undefined) expect(result.score).toBeLessThanOrEqual(band.max);
        }),
        runs,
      );
    });

    it("reaches both ends of its range", () => {
      const ends = instrument.items.map((item) => {
        const codes = codesOf(instrument, item).filter((code) => isOrdered(instrument, item, code));
        const sorted = codes.toSorted((a, b) => direction(instrument, item) * (a - b));
        return { linkId: item.linkId, low: sorted[0] ?? 0, high: sorted.at(-1) ?? 0 };
      });
      const scoreAt = (end: "low" | "high") => {
        const used = {
          ...Object.fromEntries(ends.map((item) => [item.linkId, item[end]])),
          ...settled(instrument),
        };
        const result = score(instrument, used, context);
        return result.status === "scored" ? result.score : null;
      };
      expect([scoreAt("low"), scoreAt("high")]).toEqual([least, most]);
    });

    it("moves in the documented direction with each answer", () => {
      fc.assert(
        fc.property(answersTo(instrument, true), fc.nat(), (answers, seed) => {
          const item = instrument.items[seed % instrument.items.length];
          if (item === undefined || item.linkId in settled(instrument)) return;
          const scores = codesOf(instrument, item)
            .filter((code) => isOrdered(instrument, item, code))
            .toSorted((a, b) => direction(instrument, item) * (a - b))
            .map((value) => {
              const other = answers.map((answer) =>
                answer.linkId === item.linkId ? { ...answer, value } : answer,
              );
              const fixed = Object.fromEntries(other.map(({ linkId, value: code }) => [linkId, code]));
              const result = score(instrument, { ...fixed, ...settled(instrument) }, context);
              return result.status === "scored" ? (result.score ?? NaN) : NaN;
            });
          expect(scores).toEqual(scores.toSorted((a, b) => a - b));
        }),
        runs,
      );
    });

    it("takes back the band of every completion when it gives a band without a number", () => {
      fc.assert(
        fc.property(answersTo(instrument, false), answersTo(instrument, true), (answers, full) => {
          const result = score(instrument, answers, context);
          if (result.status !== "scored" || result.score !== null) return;
          const completed = answers.map((answer, index) => ({
            ...answer,
            value: answer.value ?? full[index]?.value ?? null,
          }));
          expect(score(instrument, completed, context).band).toBe(result.band);
        }),
        runs,
      );
    });
  },
);

/** 1 when a higher code means a higher score as published, -1 when it means a lower one. */
function direction({ id }: Instrument, { isReversed, linkId }: Item): 1 | -1 {
  if (isReversed) return -1;
  const countsLowCodes = id === "credoc5" || id === "insee-isolement" || id === "illectronisme";
  return countsLowCodes && linkId !== "ill-use" ? -1 : 1;
}

/** Codes without an order: the marital status of the SNI, "not concerned" of the five networks. */
function isOrdered({ id }: Instrument, { linkId }: Item, code: number): boolean {
  if (linkId === "sni-1") return code === 2 || code === 6;
  return id !== "credoc5" || code !== 9;
}

/** The answer that opens the score: somebody who uses the Internet. */
function settled({ id }: Instrument): Readonly<Record<string, number>> {
  return id === "illectronisme" ? { "ill-use": 1 } : {};
}
