import {
  combineSets,
  contrast,
  covarianceMatrix,
  makeDomains,
  mean,
  meanBy,
  proportion,
  proportionInterval,
  quantile,
  ratioBy,
  replicateMeanBy,
  replicateRatio,
  replicateTotal,
  standardisedRates,
  totalBy,
  withReplicates,
  type Domains,
  type Estimate,
  type EstimateSet,
  type QuantileRule,
} from "#stats";
import { define, demandKind, type Given } from "./define.ts";
import { asDesign, codesOf, columnOf, freedomOf, isText, numericTerm, termsOf } from "./survey-design.ts";
import { deparse } from "./syntax.ts";
import { atoms, isTrue, numbers, scalar, text, UnsupportedR, vector } from "./value.ts";
import type { RDesign, RFunction, RList, RMatrix, RStatistic, RValue } from "./value.ts";

/** A variable of a formula with the name that R gives to its figure. */
interface Variable {
  readonly name: string;
  readonly values: Float64Array;
}

/** The variables of the right side of a formula; a text becomes one variable a level. */
function variablesIn(given: Given, parameter: string, survey: RDesign): Variable[] {
  const formula = demandKind(given.value(parameter), "formula");
  return termsOf(formula.right).flatMap((term): Variable[] => {
    const column = columnOf(term, survey.frame, given.call.scope);
    if (!isText(column))
      return [{ name: deparse(term), values: numericTerm(term, survey.frame, given.call.scope) }];
    const { codes, labels } = makeDomains(codesOf(column));
    return labels.map((label, level) => ({
      name: `${deparse(term)}${label}`,
      values: Float64Array.from(codes, (code) => (code < 0 ? NaN : Number(code === level))),
    }));
  });
}

/** Respondents of a subset with an answer to every variable, as R keeps them. */
function answering(survey: RDesign, variables: readonly Variable[]): boolean[] {
  return Array.from(
    { length: survey.frame.rows },
    (_none, row) =>
      (survey.mask?.[row] ?? true) && variables.every(({ values }) => !Number.isNaN(values[row])),
  );
}

function deffOption(given: Given) {
  const isReplaced = given.has("deff") && text(given.value("deff")) === "replace";
  return { deff: isReplaced ? "with-replacement" : "without-replacement" } as const;
}

/** Figures of a set as R holds them. */
export function statisticOf(set: EstimateSet): RStatistic {
  return {
    ...figures(set.labels, set.estimates),
    covariance: () => covarianceMatrix(set),
    set,
  };
}

function figures(names: readonly string[], estimates: readonly Estimate[]): RStatistic {
  const errors = estimates.map(({ standardError }) => standardError ?? NaN);
  return {
    kind: "statistic",
    names,
    values: estimates.map(({ value }) => value ?? NaN),
    errors,
    deff: estimates.map(({ deff }) => deff),
    covariance: () =>
      errors.map((error, row) => errors.map((_other, column) => (row === column ? error ** 2 : NaN))),
    set: null,
  };
}

/** One domain under a name. */
function domainNamed(label: string, rows: number): Domains {
  return { codes: new Int32Array(rows), labels: [label], keys: [[]] };
}

function linear(estimator: typeof meanBy): (given: Given) => RValue {
  return (given) => {
    const survey = asDesign(given.value("design"));
    const variables = variablesIn(given, "x", survey);
    const domain = answering(survey, variables);
    if (survey.standard !== undefined) return standardisedFigure(given, survey);
    if (survey.replicates !== null)
      return replicated(survey, { variables, domain, isTotal: estimator === totalBy });
    const sets = variables.map(({ name, values }) =>
      estimator(survey.design, values, domainNamed(name, survey.frame.rows), {
        domain,
        ...deffOption(given),
      }),
    );
    return statisticOf(combineSets(...sets));
  };
}

function replicated(
  { replicates }: RDesign,
  {
    variables,
    domain,
    isTotal,
  }: { variables: readonly Variable[]; domain: readonly boolean[]; isTotal: boolean },
): RStatistic {
  if (replicates === null) throw new UnsupportedR("no replicates");
  const estimates = variables.map(({ values }) =>
    isTotal
      ? replicateTotal(replicates, values, { domain })
      : replicateMeanBy(replicates, { y: values, by: null }, { domain }).estimates[0]!,
  );
  return figures(
    variables.map(({ name }) => name),
    estimates,
  );
}

function standardisedFigure(given: Given, survey: RDesign, over: string | null = null): RValue {
  const { standard, frame, mask, design } = survey;
  const [variable] = variablesIn(given, given.has("formula") ? "formula" : "x", survey);
  if (standard === undefined || variable === undefined || standard.over !== over)
    throw new UnsupportedR("standardised figures over other groups");
  const named = (name: string) => codesOf(frame.columns.get(name) ?? []);
  const task = { y: variable.values, age: named(standard.by), standard: standard.shares };
  const result = standardisedRates(
    design,
    over === null ? task : { ...task, over: named(over) },
    mask === null ? {} : { domain: mask },
  );
  const groups = over === null ? {} : { groups: new Map([[over, result.labels]]) };
  return { ...figures(result.labels, result.estimates), ...groups };
}

/** Variance of a variable: mean of its squared distances from its mean, n / (n − 1) times. */
function svyvar(given: Given): RValue {
  const survey = asDesign(given.value("design"));
  const [variable] = variablesIn(given, "x", survey);
  if (variable === undefined) throw new UnsupportedR("a variance of nothing");
  const domain = answering(survey, [variable]);
  const whole = mean(survey.design, variable.values, { domain });
  const factor = whole.n / (whole.n - 1);
  const squares = variable.values.map((value) => (value - whole.value!) ** 2 * factor);
  return statisticOf(
    meanBy(survey.design, squares, domainNamed(variable.name, survey.frame.rows), { domain }),
  );
}

function svyratio(given: Given): RValue {
  const survey = asDesign(given.value("design"));
  const above = variablesIn(given, "numerator", survey);
  const below = variablesIn(given, "denominator", survey);
  const domain = answering(survey, [...above, ...below]);
  const pairs = below.flatMap((denominator) => above.map((numerator) => ({ numerator, denominator })));
  const names = pairs.map(({ numerator, denominator }) => `${numerator.name}/${denominator.name}`);
  const columns = pairs.map(({ numerator, denominator }) => ({
    numerator: numerator.values,
    denominator: denominator.values,
  }));
  const { replicates } = survey;
  if (replicates !== null)
    return figures(
      names,
      columns.map((pair) => replicateRatio(replicates, pair, { domain })),
    );
  const sets = columns.map((pair, place) =>
    ratioBy(survey.design, pair, domainNamed(names[place] ?? "", survey.frame.rows), { domain }),
  );
  return statisticOf(combineSets(...sets));
}

function svyby(given: Given): RValue {
  const survey = asDesign(given.value("design"));
  const terms = termsOf(demandKind(given.value("by"), "formula").right);
  const names = terms.map(deparse);
  const estimator = demandKind(given.value("FUN"), "function").name;
  if (survey.standard !== undefined) return standardisedFigure(given, survey, names[0] ?? null);
  const columns = terms.map((term) => codesOf(columnOf(term, survey.frame, given.call.scope)));
  const variables = variablesIn(given, "formula", survey);
  const [variable] = variables;
  if (variable === undefined || variables.length !== 1) throw new UnsupportedR("groups of several variables");
  const domain = answering(survey, [variable]);
  const domains = makeDomains(...columns);
  const groups = new Map(names.map((name, place) => [name, domains.keys.map((key) => String(key[place]))]));
  if (survey.replicates !== null) {
    const { estimates } = replicateMeanBy(survey.replicates, { y: variable.values, by: domains }, { domain });
    return { ...figures(domains.labels, estimates), groups };
  }
  const isTotal = estimator === "svytotal";
  const set = (isTotal ? totalBy : meanBy)(survey.design, variable.values, domains, { domain });
  if (estimator !== "unwtd.count") return { ...statisticOf(set), groups };
  return {
    ...statisticOf(set),
    values: set.estimates.map(({ n }) => n),
    errors: set.estimates.map(() => 0),
    groups,
  };
}

function svycontrast(given: Given): RValue {
  const { set } = demandKind(given.value("stat"), "statistic");
  const contrasts = given.value("contrasts");
  if (set === null) throw new UnsupportedR("contrasts of replicate figures");
  const rows = contrasts.kind === "list" ? contrasts.values : [contrasts];
  const names = (contrasts.kind === "list" ? contrasts.names : null) ?? rows.map(() => "contrast");
  return figures(
    names,
    rows.map((row) => contrast(set, numbers(row))),
  );
}

function svyciprop(given: Given): RValue {
  const survey = asDesign(given.value("design"));
  const [variable] = variablesIn(given, "formula", survey);
  if (variable === undefined) throw new UnsupportedR("a proportion of nothing");
  const rows = survey.mask === null ? survey.frame.rows : survey.mask.filter(Boolean).length;
  const asked = given.has("method") ? text(given.value("method")) : "logit";
  const method = (["logit", "likelihood", "asin", "beta", "mean", "xlogit"] as const).find(
    (name) => name === asked,
  );
  const df = given.has("df") ? scalar(given.value("df")) : freedomOf(survey);
  const level = given.has("level") ? scalar(given.value("level")) : 0.95;
  if (method === undefined) throw new UnsupportedR(`the interval ${asked}`);
  const domain = survey.mask === null ? {} : { domain: survey.mask };
  const estimate = proportion(survey.design, variable.values, { ...domain, interval: method, df, level });
  const facts = { value: estimate.value!, variance: estimate.standardError! ** 2, n: rows, df, level };
  const ci = method === "beta" ? proportionInterval("beta", facts) : estimate.ci;
  return { ...figures([variable.name], [estimate]), interval: [ci?.low ?? NaN, ci?.high ?? NaN] };
}

const rules: readonly QuantileRule[] = [
  "math",
  "school",
  "shahvaish",
  "hf1",
  "hf2",
  "hf4",
  "hf5",
  "hf6",
  "hf7",
  "hf8",
  "hf9",
];

function svyquantile(given: Given): RList {
  const survey = asDesign(given.value("design"));
  const probabilities = numbers(given.value("quantiles"));
  const interval = (["mean", "beta", "xlogit", "asin", "score"] as const).find(
    (name) => name === text(given.value("interval.type")),
  );
  const quantileRule = rules.find((name) => name === text(given.value("qrule"))) ?? "math";
  const domain = survey.mask === null ? {} : { domain: survey.mask };
  const tables = variablesIn(given, "x", survey).map(({ values }): RMatrix => {
    const rows = probabilities.map((p) =>
      quantile(survey.design, values, p, {
        ...domain,
        quantileRule,
        ...(interval === undefined ? {} : { interval }),
      }),
    );
    return {
      kind: "matrix",
      rows: probabilities.map(String),
      columns: ["quantile", "ci.2.5", "ci.97.5", "se"],
      values: rows.map(({ value, ci, standardError }) => [
        value,
        ci?.low ?? null,
        ci?.high ?? null,
        standardError,
      ]),
    };
  });
  return { kind: "list", values: tables, names: null };
}

function replicateStatistic(given: Given): RValue {
  const survey = asDesign(given.value("design"));
  const theta = given.value("theta");
  if (survey.replicates === null) throw new UnsupportedR("no replicates");
  const run = (weights: Float64Array): RValue =>
    given.call.apply(theta, [
      { name: null, value: vector(Array.from(weights)) },
      { name: null, value: survey.frame },
    ]);
  const whole = demandKind(run(survey.design.weights), "vector");
  return figures(
    whole.names ?? whole.values.map(() => ""),
    withReplicates(survey.replicates, (weights) => numbers(run(weights))),
  );
}

/** Functions of R `survey` that estimate. */
export const surveyFunctions: readonly RFunction[] = [
  define("svymean", ["x", "design", "na.rm", "deff"], linear(meanBy)),
  define("svytotal", ["x", "design", "na.rm", "deff"], linear(totalBy)),
  define("svyvar", ["x", "design", "na.rm"], svyvar),
  define("svyratio", ["numerator", "denominator", "design", "na.rm"], svyratio),
  define("svyby", ["formula", "by", "design", "FUN", "na.rm", "covmat"], svyby),
  define("svycontrast", ["stat", "contrasts"], svycontrast),
  define("svyciprop", ["formula", "design", "method", "level", "df", "na.rm"], svyciprop),
  define(
    "svyquantile",
    ["x", "design", "quantiles", "alpha", "interval.type", "na.rm", "ci", "se", "qrule", "df"],
    svyquantile,
  ),
  define("withReplicates", ["design", "theta"], replicateStatistic),
  define("unwtd.count", ["x", "design"], (given) =>
    vector([answering(asDesign(given.value("design")), []).filter(Boolean).length]),
  ),
  define("as.logical", ["x"], ({ value }) =>
    vector(atoms(value("x")).map((atom) => (atom === null ? null : isTrue(vector([atom]))))),
  ),
];
