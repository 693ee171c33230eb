import { betaQuantile } from "./beta-distribution.ts";
import { demandOption } from "./errors.ts";
import { demandIntervalOptions, type ConfidenceInterval, type IntervalMethod } from "./estimate.ts";
import { bisect } from "./root.ts";
import { studentQuantile } from "./student-distribution.ts";

/** Methods for the interval of a proportion. */
export type ProportionIntervalMethod = Exclude<IntervalMethod, "student" | "woodruff" | "score">;

/** A proportion with what its interval is made of. */
export interface ProportionFacts {
  /** In [0, 1]. */
  readonly value: number;
  /** Design-based variance. */
  readonly variance: number;
  /** Respondents, unweighted. */
  readonly n: number;
  /** Degrees of freedom of the design; Infinity allowed. */
  readonly df: number;
  /** Coverage aimed at. */
  readonly level: number;
  /** Dispersion of the binomial model, for `likelihood` only; n / (n − 1) by default. */
  readonly dispersion?: number;
}

/** An interval by the method of Korn and Graubard with the effective n that it used. */
export interface KornGraubardInterval extends ConfidenceInterval {
  readonly effectiveN: number;
}

/** Sample size of the simple random sample as precise as the design; n itself when nobody or everybody said yes. */
function effectiveSize({ value, variance, n }: ProportionFacts): number {
  return value <= 0 || value >= 1 || !(variance > 0) ? n : (value * (1 - value)) / variance;
}

/** Facts that are no proportion. @throws stats.optionUnusable */
function demandFacts(facts: ProportionFacts): void {
  demandOption(facts.value >= 0 && facts.value <= 1, "value");
  demandOption(facts.variance >= 0, "variance");
  demandOption(facts.n > 0, "n");
  demandIntervalOptions(facts);
}

function adjustment({ n, df, level }: ProportionFacts): number {
  const tail = (1 - level) / 2;
  return (studentQuantile(tail, n - 1) / studentQuantile(tail, df)) ** 2;
}

function clopperPearson(value: number, size: number, level: number): { low: number; high: number } {
  const tail = (1 - level) / 2;
  const yes = value * size;
  return {
    low: yes <= 0 ? 0 : betaQuantile(tail, yes, size - yes + 1),
    high: yes >= size ? 1 : betaQuantile(1 - tail, yes + 1, size - yes),
  };
}

/**
 * Exact binomial interval on an effective n adjusted for degrees of freedom and never above n.
 * An all-zero or all-one domain has the effective n of its respondents (none of 100: [0, 0.0362]).
 * Errors  stats.optionUnusable: `value` outside [0, 1], `variance`, `n`, `level`, `df`.
 * Source  Korn and Graubard (1998); NCHS Series 2 no. 175. Witness: fixtures/A03, A16.
 * @example
 * kornGraubard({ value: 0, variance: 0, n: 100, df: 20, level: 0.95 }).high; // 0.03621669264517646
 */
export function kornGraubard(facts: ProportionFacts): KornGraubardInterval {
  demandFacts(facts);
  const { value, variance, n, level } = facts;
  const isExtreme = value <= 0 || value >= 1 || !(variance > 0);
  const effectiveN = isExtreme ? n : Math.min(n, effectiveSize(facts) * adjustment(facts));
  return { ...clopperPearson(value, effectiveN, level), level, method: "korn-graubard", effectiveN };
}

/** As `kornGraubard`, with an effective n that may be above n (R `svyciprop(method = "beta")`). */
function betaInterval(facts: ProportionFacts): { low: number; high: number } {
  return clopperPearson(facts.value, effectiveSize(facts) * adjustment(facts), facts.level);
}

/** Student's interval on another scale, by the slope of the scale at the proportion. */
function transformed(
  facts: ProportionFacts,
  scale: { to: number; slope: number; back: (x: number) => number },
): { low: number; high: number } {
  const reach =
    studentQuantile(1 - (1 - facts.level) / 2, facts.df) * Math.sqrt(facts.variance) * Math.abs(scale.slope);
  return { low: scale.back(scale.to - reach), high: scale.back(scale.to + reach) };
}

function logitInterval(facts: ProportionFacts): { low: number; high: number } {
  const p = facts.value;
  const back = (x: number) => 1 / (1 + Math.exp(-x));
  return transformed(facts, { to: Math.log(p / (1 - p)), slope: 1 / (p * (1 - p)), back });
}

function arcsineInterval(facts: ProportionFacts): { low: number; high: number } {
  const p = facts.value;
  const back = (x: number) => Math.sin(Math.min(Math.PI / 2, Math.max(0, x))) ** 2;
  return transformed(facts, { to: Math.asin(Math.sqrt(p)), slope: 0.5 / Math.sqrt(p * (1 - p)), back });
}

/**
 * Wilson's interval on the effective sample size p(1 − p)/v, by the normal distribution.
 * Source  Wilson (1927); Franco et al. (2019), section 2. Witness: fixtures/A03.
 */
function wilsonInterval(facts: ProportionFacts): { low: number; high: number } {
  const p = facts.value;
  const size = effectiveSize(facts);
  const z = studentQuantile(1 - (1 - facts.level) / 2, Infinity);
  const middle = (p + z ** 2 / (2 * size)) / (1 + z ** 2 / size);
  const reach = (z / (1 + z ** 2 / size)) * Math.sqrt((p * (1 - p)) / size + z ** 2 / (4 * size ** 2));
  return { low: middle - reach, high: middle + reach };
}

/** Proportions whose scaled drop of the binomial log-likelihood is below the square of Student's quantile. */
function likelihoodInterval(facts: ProportionFacts): { low: number; high: number } {
  const { value: p, variance, n, df, level } = facts;
  const q = 1 - p;
  const { dispersion = n / (n - 1) } = facts;
  const allowed = ((studentQuantile(1 - (1 - level) / 2, df) ** 2 * variance) / (p * q)) * dispersion;
  const excess = (x: number) => 2 * (p * Math.log(p / x) + q * Math.log(q / (1 - x))) - allowed;
  return { low: bisect(excess, 1e-300, p), high: bisect(excess, p, 1 - 2 ** -53) };
}

function meanInterval(facts: ProportionFacts): { low: number; high: number } {
  return transformed(facts, { to: facts.value, slope: 1, back: (x) => x });
}

const methods: Readonly<
  Record<
    Exclude<ProportionIntervalMethod, "korn-graubard">,
    (facts: ProportionFacts) => { low: number; high: number }
  >
> = {
  logit: logitInterval,
  xlogit: logitInterval,
  likelihood: likelihoodInterval,
  beta: betaInterval,
  wilson: wilsonInterval,
  asin: arcsineInterval,
  mean: meanInterval,
};

/**
 * Confidence interval of a proportion by a method. `logit` and `xlogit`: Student's interval of the log-odds;
 * `likelihood`: profile of the binomial likelihood scaled by the design; `beta` and `korn-graubard`: exact binomial on
 * an effective n, without and with a cap at n; `wilson`: on the effective n; `asin`: variance-stabilised; `mean`: plain.
 * Where nobody or everybody said yes only the exact interval exists: every method gives `korn-graubard` and says so.
 * Missing  null without degrees of freedom, or with fewer than two respondents.
 * Errors   stats.optionUnusable: `interval` that is not one of these, `value` outside [0, 1], `variance`, `n`, `level`, `df`.
 * Source   Korn and Graubard (1998); R `svyciprop`. Witness: fixtures/A03, A05.
 * @example
 * proportionInterval("wilson", { value: 0.5, variance: 0.0025, n: 100, df: 50, level: 0.95 })?.low; // 0.40383153036599667
 */
export function proportionInterval(
  method: ProportionIntervalMethod,
  facts: ProportionFacts,
): ConfidenceInterval | null {
  demandFacts(facts);
  demandOption(method === "korn-graubard" || Object.hasOwn(methods, method), "interval");
  if (!(facts.df > 0) || facts.n < 2) return null;
  const isExtreme = facts.value <= 0 || facts.value >= 1 || !(facts.variance > 0);
  if (method === "korn-graubard" || isExtreme) {
    const { low, high, level } = kornGraubard(facts);
    return { low, high, level, method: "korn-graubard" };
  }
  return { ...methods[method](facts), level: facts.level, method };
}
