import { describe, expect, it } from "vitest";
import {
  change,
  loadInstrument,
  score,
  type Change,
  type Instrument,
  type ScoreContext,
  type ScoreResult,
} from "./index.ts";

const osss3 = await loadInstrument("osss3");
const ucla3 = await loadInstrument("ucla3");
const lsns6 = await loadInstrument("lsns6");
const who5 = await loadInstrument("who5");
const french: ScoreContext = { language: "fr", mode: "self" };

/** A result with a given score, so that examples of papers can be computed. */
function scored(instrument: Instrument, value: number): ScoreResult {
  return {
    status: "scored",
    instrument: instrument.id,
    version: instrument.version,
    wording: "fr-1",
    language: "fr",
    mode: "self",
    score: value,
    band: null,
    isProrated: false,
    subscores: {},
    subscoreBands: {},
    flags: [],
    answered: 1,
    missing: [],
  };
}

function compared(...parts: Parameters<typeof change>): Change {
  const result = change(...parts);
  if (result.status !== "compared") throw new Error(result.reason);
  return result;
}

/** The scale of the worked example in Jacobson & Truax 1991, p. 14: dyadic adjustment, r = .80, s = 7.5, higher is better. */
const dyadic: Instrument = {
  ...osss3,
  psychometrics: {
    ...osss3.psychometrics,
    reliability: { value: 0.8, kind: "test-retest", source: "Jacobson & Truax 1991" },
    standardDeviation: { value: 7.5, population: "couples", source: "Jacobson & Truax 1991" },
  },
};

describe("a change", () => {
  it("gives back the worked example of Jacobson and Truax: 32.5 then 47.5 is 3.16 standard errors", () => {
    const result = compared(dyadic, scored(dyadic, 32.5), scored(dyadic, 47.5));
    expect(result.difference).toBe(15);
    expect(result.standardError).toBeCloseTo(4.74, 2);
    expect(result.reliableChangeIndex).toBeCloseTo(3.16, 2);
    expect(result.verdict).toBe("improved");
    const [low, high] = result.ci95 ?? [NaN, NaN];
    expect(low).toBeCloseTo(15 - 1.96 * 4.743, 2);
    expect(high).toBeCloseTo(15 + 1.96 * 4.743, 2);
  });

  it("of two points on the UCLA-3 is not told from error, of three points it is", () => {
    expect(compared(ucla3, scored(ucla3, 8), scored(ucla3, 6)).verdict).toBe("no-reliable-change");
    expect(compared(ucla3, scored(ucla3, 8), scored(ucla3, 5)).verdict).toBe("improved");
    expect(compared(ucla3, scored(ucla3, 5), scored(ucla3, 8)).verdict).toBe("worsened");
  });

  it("cannot be told where no reliability or no standard deviation is published", () => {
    const result = compared(lsns6, scored(lsns6, 3), scored(lsns6, 25));
    expect(result).toMatchObject({ verdict: "cannot-tell", standardError: null, ci95: null, difference: 22 });
  });

  it("is told with the spread that a survey of the territory found", () => {
    const survey = { standardDeviation: 6, mean: 16, source: "survey of the territory" };
    const result = compared(lsns6, scored(lsns6, 3), scored(lsns6, 25), survey);
    expect(result.verdict).toBe("improved");
    expect(result.sources).toContain("survey of the territory");
  });

  it("says whether the smallest change that matters to people was reached", () => {
    expect(compared(who5, scored(who5, 40), scored(who5, 52)).importantChange).toMatchObject({
      points: 10,
      isReached: true,
    });
    expect(compared(who5, scored(who5, 40), scored(who5, 48)).importantChange?.isReached).toBe(false);
  });

  it("towards the mean is expected without anything having happened, as repeated measures show", () => {
    const { reliability, standardDeviation, mean } = osss3.psychometrics;
    const [r, s, m] = [reliability?.value ?? NaN, standardDeviation?.value ?? NaN, mean?.value ?? NaN];
    const expected = compared(osss3, scored(osss3, 6), scored(osss3, 6)).expectedFromRegression ?? NaN;
    const low = repeatedMeasures(r, s, m).filter(([before]) => Math.abs(before - 6) < 0.25);
    const seen = low.reduce((sum, [before, after]) => sum + after - before, 0) / low.length;
    expect(low.length).toBeGreaterThan(1500);
    expect(Math.abs(expected - seen)).toBeLessThan(0.1);
    expect(expected).toBeGreaterThan(1);
  });
});

/** Two measures of invented people who do not change: a true value and two independent errors (classical test theory). */
function repeatedMeasures(
  reliability: number,
  spread: number,
  mean: number,
): readonly (readonly [number, number])[] {
  let state = 20_261_120;
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return Array.from({ length: 120_000 }, () => {
    const truth = mean + spread * Math.sqrt(reliability) * normal();
    const error = spread * Math.sqrt(1 - reliability);
    return [truth + error * normal(), truth + error * normal()];
  });
}

describe("two results do not compare", () => {
  const before = score(ucla3, { "ucla3-1": 3, "ucla3-2": 3, "ucla3-3": 2 }, french);
  const half = score(ucla3, { "ucla3-1": 3 }, french);
  it.each<[string, Partial<ScoreResult>, string]>([
    ["across instruments", { instrument: "osss3" }, "different-instrument"],
    ["across versions", { version: "2" }, "different-version"],
    ["across languages", { language: "en" }, "different-language"],
    ["across words", { wording: "fr-2" }, "different-wording"],
    ["across modes", { mode: "telephone" }, "different-mode"],
  ])("%s", (_what, part, reason) => {
    const other = { ...before, ...part } as ScoreResult;
    expect(change(ucla3, before, other)).toEqual({ status: "refused", reason });
    expect(change(ucla3, other, before)).toEqual({ status: "refused", reason });
  });

  it("when both are of another instrument than the one at hand", () => {
    expect(change(osss3, before, before)).toEqual({ status: "refused", reason: "different-instrument" });
  });

  it("when one is incomplete", () => {
    expect(change(ucla3, before, half)).toEqual({ status: "refused", reason: "not-scored" });
  });

  it("when there is a band but no number", async () => {
    const credoc5 = await loadInstrument("credoc5");
    const band = score(credoc5, { "credoc-famille": 1, "credoc-amis": 1 }, french);
    expect(band).toMatchObject({ status: "scored", score: null, band: "non-isole" });
    expect(change(credoc5, band, band)).toEqual({ status: "refused", reason: "no-number" });
  });
});
