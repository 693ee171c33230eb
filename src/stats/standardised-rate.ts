import type { CodeColumn, NumericColumn } from "./columns.ts";
import type { SurveyDesign } from "./design.ts";
import { belongs } from "./domains.ts";
import { statsErrors } from "./errors.ts";
import { contrast, type EstimateSet } from "./estimate-set.ts";
import { notEstimable, type Estimate } from "./estimate.ts";
import type { EstimateOptions } from "./linear-estimate.ts";
import { mean, meanBy } from "./mean.ts";

/** What is standardised, by what, and for whom. */
export interface StandardisedTask {
  /** The variable: 0 and 1 for a rate. */
  readonly y: NumericColumn;
  /** Age group of each respondent. */
  readonly age: CodeColumn;
  /** Share of each age group in the standard population; brought to a sum of 1. */
  readonly standard: Readonly<Record<string, number>>;
  /** Groups that are compared; all respondents together when left out. */
  readonly over?: CodeColumn;
}

/** Standardised figures with the rates that went into them. */
export interface StandardisedRates {
  readonly labels: readonly string[];
  readonly estimates: readonly Estimate[];
  /** Rates by age within groups, for comparisons of standardised rates by `contrast`. */
  readonly rates: EstimateSet;
  /** Coefficients of each standardised rate on `rates`. */
  readonly coefficients: readonly (readonly number[])[];
}

/**
 * Direct standardisation: what the rate of each group would be if all had the ages of the standard population.
 * Missing  respondents without answer, age or group are left out. A group without answers in an age group of the
 *          standard is not estimable.
 * Errors   stats.marginsUnknown when an age group has no share; stats.lengthsDiffer.
 * Source   Korn and Graubard (1999), 3.5: a linear combination of domain means. Witness: fixtures/A13 (R `svystandardize`).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1, 1, 1, 1, 1] });
 * const age = ["old", "old", "young", "young", "old", "old", "young", "young"];
 * const task = { y: [1, 1, 0, 0, 1, 0, 0, 1], age, standard: { old: 0.25, young: 0.75 } };
 * standardisedRates(design, task).estimates[0]?.value; // 0.375
 */
export function standardisedRates(
  design: SurveyDesign,
  task: StandardisedTask,
  options: EstimateOptions = {},
): StandardisedRates {
  const over = task.over ?? Array.from({ length: design.rows }, () => "all");
  const rates = meanBy(design, task.y, [task.age, over], options);
  const shares = sharesOf(task.standard);
  const unknown = rates.keys.find(([age]) => !shares.has(String(age)));
  if (unknown !== undefined) throw statsErrors.marginsUnknown({ margin: String(unknown[0]) });
  const labels = [...new Set(rates.keys.map(([, group]) => String(group)))];
  const coefficients = labels.map((label) =>
    rates.keys.map(([age, group]) => (String(group) === label ? (shares.get(String(age)) ?? 0) : 0)),
  );
  const estimates = labels.map((label, index) => {
    const present = rates.keys.filter(([, group]) => String(group) === label);
    const lacking = [...shares.keys()].some((age) => !present.some(([seen]) => String(seen) === age));
    const domain = Array.from(over, (group, row) => String(group) === label && isWanted(options, row));
    const whole = mean(design, task.y, { ...options, domain });
    if (lacking) return notEstimable("empty-domain", whole);
    const figure = contrast(rates, coefficients[index]!, optionsOf(options, whole));
    return { ...figure, missing: whole.missing };
  });
  return { labels, estimates, rates, coefficients };
}

function isWanted({ domain }: EstimateOptions, row: number): boolean {
  return domain === undefined || belongs(domain[row]);
}

function optionsOf({ level }: EstimateOptions, whole: Estimate): { level?: number; df?: number } {
  return { ...(level === undefined ? {} : { level }), ...(whole.df === null ? {} : { df: whole.df }) };
}

function sharesOf(standard: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  const total = Object.values(standard).reduce((sum, share) => sum + share, 0);
  if (!(total > 0)) throw statsErrors.optionUnusable({ option: "standard" });
  return new Map(
    Object.entries(standard)
      .filter(([, share]) => share > 0)
      .map(([age, share]) => [age, share / total]),
  );
}
