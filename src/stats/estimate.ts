import { defineCodeList } from "#base";
import { demandOption } from "./errors.ts";
import { studentQuantile } from "./student-distribution.ts";

/** What may be done with a figure: publish it, have it looked at first, keep it back; or there is none. */
export const estimateStatus = defineCodeList("estimateStatus", "Tisser, after NCHS Series 2 no. 175", [
  "publishable",
  "review",
  "suppressed",
  "not-estimable",
]);

/** A code of `estimateStatus`. */
export type EstimateStatus = (typeof estimateStatus.codes)[number];

/** Why a figure is not simply publishable. */
export const estimateReason = defineCodeList("estimateReason", "Tisser, after NCHS Series 2 no. 175", [
  "empty-domain",
  "all-missing",
  "one-record",
  "not-finite",
  "zero-denominator",
  "adjust-undefined-for-total",
  "no-degrees-of-freedom",
  "small-sample",
  "small-effective-sample",
  "wide-interval",
  "wide-relative-interval",
  "imprecise",
  "few-degrees-of-freedom",
  "none-or-all",
  "not-measured",
]);

/** A code of `estimateReason`. */
export type EstimateReason = (typeof estimateReason.codes)[number];

/** How the bounds of an interval were found. */
export type IntervalMethod =
  | "student"
  | "logit"
  | "likelihood"
  | "korn-graubard"
  | "beta"
  | "wilson"
  | "asin"
  | "xlogit"
  | "mean"
  | "woodruff"
  | "score";

/** A confidence interval. */
export interface ConfidenceInterval {
  readonly low: number;
  readonly high: number;
  /** Coverage aimed at, for instance 0.95. */
  readonly level: number;
  readonly method: IntervalMethod;
}

/** A figure with everything that must stay beside it. A figure that cannot be estimated holds null, never a number. */
export interface Estimate {
  /** The figure, in the unit of the variable; null when not estimable. */
  readonly value: number | null;
  /** Design-based standard error; null when not estimable, or when no two units of a stratum can be compared. */
  readonly standardError: number | null;
  /** Degrees of freedom of the design within the domain: primary units with answers less strata with answers. */
  readonly df: number | null;
  /** Confidence interval; null when not estimable or without degrees of freedom. */
  readonly ci: ConfidenceInterval | null;
  /** Respondents on whom the figure rests, unweighted. */
  readonly n: number;
  /** Size of the simple random sample that would be as precise; n when all answers are equal. */
  readonly effectiveN: number | null;
  /** Design effect: variance over that of a simple random sample of n; null when all answers are equal. */
  readonly deff: number | null;
  /** Standard error over the absolute value; null when the value is 0. */
  readonly cv: number | null;
  /** Respondents of the domain without an answer. */
  readonly missing: number;
  readonly status: EstimateStatus;
  /** Codes of `estimateReason`; empty when publishable. */
  readonly reasons: readonly EstimateReason[];
}

/** The answer when there is no figure: null everywhere, with the reason. */
export function notEstimable(reason: EstimateReason, counts: { n: number; missing: number }): Estimate {
  return {
    value: null,
    standardError: null,
    df: null,
    ci: null,
    n: counts.n,
    effectiveN: null,
    deff: null,
    cv: null,
    missing: counts.missing,
    status: "not-estimable",
    reasons: [reason],
  };
}

/** Refuses a coverage or degrees of freedom of which no interval can be made. Errors: stats.optionUnusable. */
export function demandIntervalOptions({ level, df }: { readonly level: number; readonly df: number }): void {
  demandOption(level > 0 && level < 1, "level");
  demandOption(df >= 0 || df < 0, "df");
}

/** Symmetric interval by Student's distribution; null without degrees of freedom. Errors: stats.optionUnusable. */
export function studentInterval(
  value: number,
  standardError: number,
  { df, level }: { readonly df: number; readonly level: number },
): ConfidenceInterval | null {
  demandIntervalOptions({ level, df });
  if (!(df > 0)) return null;
  const reach = studentQuantile(1 - (1 - level) / 2, df) * standardError;
  return { low: value - reach, high: value + reach, level, method: "student" };
}

/** Standard error relative to the value; null when the value is 0. */
export function coefficientOfVariation(value: number, standardError: number): number | null {
  return value === 0 ? null : standardError / Math.abs(value);
}
