import type { Instrument } from "./instrument.ts";
import type { Scored, ScoreResult } from "./score-result.ts";

/** Why two results do not compare: first what was asked, then how, then whether there are numbers. */
export const changeRefusals = [
  "different-instrument",
  "different-version",
  "different-language",
  "different-wording",
  "different-mode",
  "not-scored",
  "no-number",
] as const;
/** A reason why two results do not compare. */
export type ChangeRefusal = (typeof changeRefusals)[number];

/** What can be said of a change. `cannot-tell`: no published reliability or standard deviation. */
export const changeVerdicts = [
  "improved",
  "worsened",
  "changed",
  "no-reliable-change",
  "cannot-tell",
] as const;
/** What can be said of a change; `changed` where more is neither better nor worse. */
export type ChangeVerdict = (typeof changeVerdicts)[number];

/** A mean and a standard deviation to read a change against, for instance of the survey of the territory. */
export interface PopulationNorm {
  /** Mean of the score, points. */
  readonly mean?: number;
  /** Standard deviation of the score, points; above 0. */
  readonly standardDeviation?: number;
  /** Where they come from. */
  readonly source: string;
}

/** Two results that do not compare. */
export interface ChangeRefused {
  readonly status: "refused";
  readonly reason: ChangeRefusal;
}

/** The difference between two results of one person. */
export interface Change {
  readonly status: "compared";
  /** After minus before, points. */
  readonly difference: number;
  /** Standard error of the difference, points; null where reliability or standard deviation is not published. */
  readonly standardError: number | null;
  /** 95 % interval of the difference; null with the standard error. */
  readonly ci95: readonly [number, number] | null;
  /** Difference divided by its standard error; null with it. */
  readonly reliableChangeIndex: number | null;
  readonly verdict: ChangeVerdict;
  /**
   * Change to expect from regression to the mean alone, points: a score far from the mean comes closer to it when asked
   * again, without anything having happened. Null where no mean or no reliability is known.
   */
  readonly expectedFromRegression: number | null;
  /** Smallest change found to matter to people, and whether it was reached; null where none is published. */
  readonly importantChange: {
    readonly points: number;
    readonly isReached: boolean;
    readonly source: string;
  } | null;
  /** Sources of reliability, standard deviation and mean that were used. */
  readonly sources: readonly string[];
}

/** 97.5th percentile of the normal distribution. */
const normal975 = 1.959963984540054;

/**
 * Compares two results of one person.
 * Units    points of the score; `norm` replaces the published mean or standard deviation.
 * Errors   none: results that do not compare are refused with a reason.
 * Method   standard error of measurement SE = s √(1 − r); of the difference S = √2 SE; reliable change when
 *          |difference| / S > 1.96 (Jacobson NS, Truax P. J Consult Clin Psychol 1991;59:12-19, p. 14). Expected from
 *          regression alone: (1 − r)(mean − before), from the estimated true score r X + (1 − r) M (Kelley TL.
 *          Fundamentals of Statistics, 1947, p. 409; Barnett AG et al. Int J Epidemiol 2005;34:215-220).
 * Witness  the worked example of Jacobson & Truax: 32.5 → 47.5, s 7.5, r .80 gives SE 3.35, S 4.74, index 3.16.
 */
export function change(
  instrument: Instrument,
  before: ScoreResult,
  after: ScoreResult,
  norm?: PopulationNorm,
): Change | ChangeRefused {
  const reason = refusalOf(instrument, before, after);
  if (reason !== null) return { status: "refused", reason };
  const [first, second] = [numberOf(before), numberOf(after)];
  if (first === null || second === null) return { status: "refused", reason: "no-number" };
  return compare(instrument, first, second, norm);
}

function refusalOf(instrument: Instrument, before: ScoreResult, after: ScoreResult): ChangeRefusal | null {
  if (before.instrument !== after.instrument || after.instrument !== instrument.id)
    return "different-instrument";
  if (before.version !== after.version || after.version !== instrument.version) return "different-version";
  if (before.language !== after.language) return "different-language";
  if (before.wording !== after.wording) return "different-wording";
  if (before.mode !== after.mode) return "different-mode";
  return before.status === "scored" && after.status === "scored" ? null : "not-scored";
}

function numberOf(result: ScoreResult): Scored["score"] {
  return result.status === "scored" ? result.score : null;
}

function compare(
  { psychometrics, higherIs }: Instrument,
  before: number,
  after: number,
  norm: PopulationNorm | undefined,
): Change {
  const { reliability, standardDeviation, mean, importantChange } = psychometrics;
  const difference = after - before;
  const spread = norm?.standardDeviation ?? standardDeviation?.value ?? null;
  const centre = norm?.mean ?? mean?.value ?? null;
  const standardError =
    reliability === null || spread === null ? null : Math.SQRT2 * spread * Math.sqrt(1 - reliability.value);
  const index = standardError === null ? null : difference / standardError;
  return {
    status: "compared",
    difference,
    standardError,
    ci95:
      standardError === null
        ? null
        : [difference - normal975 * standardError, difference + normal975 * standardError],
    reliableChangeIndex: index,
    verdict: verdictOf(index, higherIs),
    expectedFromRegression:
      reliability === null || centre === null ? null : (1 - reliability.value) * (centre - before),
    importantChange:
      importantChange === null
        ? null
        : { ...importantChange, isReached: Math.abs(difference) >= importantChange.points },
    sources: [reliability, standardDeviation, mean, norm].flatMap((fact) => (fact ? [fact.source] : [])),
  };
}

function verdictOf(index: number | null, higherIs: Instrument["higherIs"]): ChangeVerdict {
  if (index === null) return "cannot-tell";
  if (Math.abs(index) <= normal975) return "no-reliable-change";
  if (higherIs === "descriptive") return "changed";
  return index > 0 === (higherIs === "better") ? "improved" : "worsened";
}
