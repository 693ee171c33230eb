import { demandLength, numbersOf, type CodeColumn, type NumericColumn } from "./columns.ts";
import { designVariance, designVariances, isReadAtOnce, unitTotals } from "./design-variance.ts";
import type { DesignFrame, SurveyDesign } from "./design.ts";
import { belongs, makeDomains, oneDomain, restricted } from "./domains.ts";
import type { DomainMask, Domains } from "./domains.ts";
import type { EstimateSet } from "./estimate-set.ts";
import { coefficientOfVariation, notEstimable, studentInterval } from "./estimate.ts";
import type { Estimate, EstimateReason } from "./estimate.ts";
import { judgeQuantity, type PublicationRule } from "./publication-rule.ts";
import {
  cellsByDomain,
  combinedByUnit,
  degreesByDomain,
  sufficientSums,
  totalsByDomain,
  type DomainTotals,
  type SufficientSums,
} from "./sufficient-sums.ts";
import { codeRanges } from "./unit-order.ts";

/** What every estimator may be told. */
export interface EstimateOptions {
  /** Only these respondents; the design stays whole. */
  readonly domain?: DomainMask;
  /** Coverage of the interval; 0.95 by default. */
  readonly level?: number;
  /** Degrees of freedom of the interval; by default those of the domain. Infinity for the normal distribution. */
  readonly df?: number;
  /**
   * What the design effect compares with: simple random sampling without replacement (default; with replacement all
   * the same where the weights add up to no more than n) or with replacement.
   */
  readonly deff?: "without-replacement" | "with-replacement";
  /** Rule of publication; `publicationRule` by default. */
  readonly rule?: PublicationRule;
}

/** Groups for figures by domain: a column of codes, several columns, or domains made before. */
export type By = CodeColumn | readonly CodeColumn[] | Domains;

/** Domains from what the caller gave, restricted by the option `domain`. */
export function domainsOf(design: SurveyDesign, by: By | null, options: EstimateOptions): Domains {
  const { domain } = options;
  if (by === null) return oneDomain(design.rows, domain);
  const made = "labels" in by ? by : isColumns(by) ? makeDomains(...by) : makeDomains(by);
  demandLength(made.codes, design.rows, "by");
  if (domain === undefined) return made;
  demandLength(domain, design.rows, "domain");
  return restricted(made, (row) => belongs(domain[row]));
}

function isColumns(by: CodeColumn | readonly CodeColumn[]): by is readonly CodeColumn[] {
  const first = by[0];
  return typeof first === "object" && first !== null;
}

/** Sums of one domain over its units, after the shift. */
export interface DomainSums extends DomainTotals {
  /** Primary units with answers less strata with answers. */
  readonly df: number;
  /** Taken off every y before it was summed. */
  readonly shift: number;
}

/** A figure that is linear in the sums of its domain: linearised value of a respondent = alpha × shifted y + beta. */
export interface LinearForm {
  readonly value: number;
  readonly alpha: number;
  readonly beta: number;
  /** What the figure becomes when y grows by 1 for everybody: 1 for a mean, sum of weights for a total. */
  readonly scale: number;
}

/** A figure as a form of the sums of its domain, or the reason why there is none. */
export type FormOf = (sums: DomainSums, domain: number) => LinearForm | EstimateReason;

/** What is estimated: the variable, the domains, and the figure. */
export interface LinearTask {
  readonly y: NumericColumn;
  readonly domains: Domains;
  readonly form: FormOf;
}

/** Estimates a linear figure for each domain from one pass over the respondents. */
export function estimateLinear(
  design: SurveyDesign,
  task: LinearTask,
  options: EstimateOptions,
): EstimateSet {
  const { domains, form } = task;
  demandLength(task.y, design.rows, "y");
  const y = numbersOf(task.y);
  const sums = sufficientSums(design, y, domains);
  const linear: SummedTask = { sums, domains, form };
  if (design.calibrations.length === 0) return estimateFromSums(design, linear, options);
  const totalsFor = (domain: number, one: LinearForm): Float64Array =>
    totalsFromRows(design, { y, domains, domain, form: one, shift: sums.shift });
  return estimateFromSums(design, { ...linear, totalsFor }, options);
}

/** What is estimated from sums that were made before, in memory or by another engine. */
export interface SummedTask {
  readonly sums: SufficientSums;
  readonly domains: Pick<Domains, "labels" | "keys">;
  readonly form: FormOf;
  /** Linearised values of a domain by unit where the sums do not tell them: calibrated weights. */
  readonly totalsFor?: (domain: number, form: LinearForm) => Float64Array;
}

/** Estimates a linear figure for each domain without a look at the respondents. */
export function estimateFromSums(
  design: DesignFrame,
  { sums, domains, form: formOf, totalsFor }: SummedTask,
  options: EstimateOptions,
): EstimateSet {
  const cells = cellsByDomain(sums);
  const degrees = degreesByDomain(sums, cells, design);
  const figures = totalsByDomain(sums).map((totals, domain) => {
    const total: DomainSums = { ...totals, df: degrees[domain]!, shift: sums.shift };
    const reason = reasonAgainst(total);
    return { total, form: reason ?? formOf(total, domain) };
  });
  const totalsInto = (totals: Float64Array, domain: number): Float64Array => {
    const { form } = figures[domain]!;
    if (typeof form === "string") return totals.fill(0);
    return totalsFor?.(domain, form) ?? combinedByUnit(sums, cells, domain, { ...form, totals });
  };
  const variances =
    totalsFor === undefined
      ? variancesAtOnce(
          design,
          sums,
          figures.map(({ form }) => form),
        )
      : null;
  const scratch = new Float64Array(variances === null ? design.unitCount : 0);
  const varianceOf = (domain: number): number =>
    variances?.[domain] ?? designVariance(design, totalsInto(scratch, domain));
  return {
    design,
    labels: domains.labels,
    keys: domains.keys,
    estimates: figures.map(({ total, form }, domain) =>
      typeof form === "string"
        ? notEstimable(form, total)
        : finished(total, { form, variance: varianceOf(domain) }, options),
    ),
    unitTotals: (domain) => totalsInto(new Float64Array(design.unitCount), domain),
  };
}

/** Variances of all domains from one reading of the cells; null where the design or their order does not allow it. */
function variancesAtOnce(
  design: DesignFrame,
  sums: SufficientSums,
  forms: readonly (LinearForm | EstimateReason)[],
): Float64Array | null {
  if (!isReadAtOnce(design, sums.domains)) return null;
  const { order, start } = codeRanges(sums.unitOfCell, design.unitCount);
  if (order !== null) return null;
  const [alpha, beta] = (["alpha", "beta"] as const).map((name) =>
    Float64Array.from(forms, (form) => (typeof form === "string" ? 0 : form[name])),
  );
  const { w, wy, domainOfCell } = sums;
  const valueOf = new Float64Array(w.length);
  for (let cell = 0; cell < w.length; cell++) {
    const domain = domainOfCell[cell]!;
    valueOf[cell] = alpha![domain]! * wy[cell]! + beta![domain]! * w[cell]!;
  }
  return designVariances(design, { estimates: sums.domains, start, estimateOfCell: domainOfCell, valueOf });
}

/** Why a domain gives no figure at all; null when it does. */
function reasonAgainst({ n, missing, wy }: DomainSums): EstimateReason | null {
  if (n === 0) return missing === 0 ? "empty-domain" : "all-missing";
  if (n === 1) return "one-record";
  return Number.isFinite(wy) ? null : "not-finite";
}

function totalsFromRows(
  design: SurveyDesign,
  task: { y: Float64Array; domains: Domains; domain: number; form: LinearForm; shift: number },
): Float64Array {
  const { y, domains, domain, form, shift } = task;
  const weighted = new Float64Array(design.rows);
  for (let row = 0; row < design.rows; row++) {
    const value = y[row]! - shift;
    if (domains.codes[row] !== domain || Number.isNaN(value)) continue;
    weighted[row] = design.weights[row]! * (form.alpha * value + form.beta);
  }
  return unitTotals(design, weighted);
}

/** Variance of y in the universe as the sample shows it (denominator: sum of weights). */
function spreadOf({ w, wy, wyy }: DomainSums): number {
  return Math.max(0, wyy / w - (wy / w) ** 2);
}

function finished(
  total: DomainSums,
  { form, variance }: { form: LinearForm; variance: number },
  options: EstimateOptions,
): Estimate {
  const { n, missing } = total;
  const standardError = Math.sqrt(Math.max(0, variance));
  const df = options.df ?? total.df;
  const cv = coefficientOfVariation(form.value, standardError);
  const spread = spreadOf(total) * form.scale ** 2;
  if (!(df > 0) && variance === 0) return withoutError(form.value, total);
  return {
    value: form.value,
    standardError,
    df,
    ci: studentInterval(form.value, standardError, { df, level: options.level ?? 0.95 }),
    n,
    effectiveN: effectiveNumber({ n, spread, variance }),
    deff: spread > 0 ? variance / (spread / (n - 1)) / finiteShare(total, options) : null,
    cv,
    missing,
    ...judgeQuantity({ n, df: total.df, cv }, options.rule),
  };
}

/** Respondents of the simple random sample that would be as precise; null for a figure of what never varies (a count of people). */
function effectiveNumber({
  n,
  spread,
  variance,
}: {
  n: number;
  spread: number;
  variance: number;
}): number | null {
  if (!(variance > 0)) return n;
  return spread > 0 ? spread / variance : null;
}

/** A figure whose units, each alone in its stratum or its domain, say nothing of its error: no error, rather than 0. */
function withoutError(value: number, { n, missing, df }: DomainSums): Estimate {
  const verdict = judgeQuantity({ n, df, cv: null });
  return {
    value,
    standardError: null,
    df,
    ci: null,
    n,
    effectiveN: null,
    deff: null,
    cv: null,
    missing,
    ...verdict,
  };
}

/** Share of the universe that a simple random sample without replacement would leave out; 1 with replacement. */
function finiteShare({ w, n }: DomainSums, { deff }: EstimateOptions): number {
  return deff === "with-replacement" || w <= n ? 1 : (w - n) / w;
}
