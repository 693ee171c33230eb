import { concentrationIndices, kornGraubard, proportionInterval, studentQuantile } from "#stats";
import { define, demandKind, type Given } from "./define.ts";
import { atoms, namedList, numbers, scalar, text, UnsupportedR, vector } from "./value.ts";
import type { Atom, RFunction, RMatrix, RValue } from "./value.ts";

/** Figures, errors and names of whatever holds some. */
interface Figures {
  readonly names: readonly string[];
  readonly values: readonly number[];
  readonly errors: readonly number[];
}

function figuresOf(value: RValue): Figures {
  if (value.kind === "statistic") return value;
  if (value.kind === "model")
    return {
      names: value.fit.labels,
      values: value.fit.coefficients,
      errors: value.fit.estimates.map(({ standardError }) => standardError ?? NaN),
    };
  throw new UnsupportedR(`figures of a ${value.kind}`);
}

/** Named numbers as `num` of lib.R gives them: a list from two on. */
function named(values: readonly Atom[], names: readonly string[]): RValue {
  if (values.length < 2) return vector(values);
  return { kind: "list", values: values.map((value) => vector([value])), names };
}

function est({ value }: Given): RValue {
  const { names, values, errors } = figuresOf(value("s"));
  return namedList({ estimate: named(values, names), se: named(errors, names) });
}

function bounds(
  { values, errors }: Figures,
  df: number,
  level: number,
): readonly (readonly [number, number])[] {
  const quantile = studentQuantile(1 - (1 - level) / 2, df);
  return values.map((value, place) => [value - quantile * errors[place]!, value + quantile * errors[place]!]);
}

function estci({ value, has }: Given): RValue {
  const figures = figuresOf(value("s"));
  const df = has("df") ? scalar(value("df")) : Infinity;
  const limits = bounds(figures, df, has("level") ? scalar(value("level")) : 0.95);
  return namedList({
    estimate: named(figures.values, figures.names),
    se: named(figures.errors, figures.names),
    ci_low: named(
      limits.map(([low]) => low),
      figures.names,
    ),
    ci_high: named(
      limits.map(([, high]) => high),
      figures.names,
    ),
    df: vector([df]),
  });
}

function byout({ value }: Given): RValue {
  const by = demandKind(value("b"), "statistic");
  const groups = Object.fromEntries(
    [...(by.groups ?? new Map<string, string[]>())].map(([name, keys]) => [name, vector(keys)]),
  );
  return namedList({
    groups: namedList(groups),
    estimate: vector(by.values),
    se: vector(by.errors),
    names: vector(by.names),
  });
}

function coef({ value }: Given): RValue {
  const object = value("object");
  if (object.kind === "list") return vector(object.values.flatMap((item) => firstColumn(item)));
  const { names, values } = figuresOf(object);
  return vector(values, names);
}

function firstColumn(item: RValue): Atom[] {
  return item.kind === "matrix" ? item.values.map(([value = null]) => value) : [...atoms(item)];
}

function vcov({ value }: Given): RValue {
  const object = value("object");
  const names = figuresOf(object).names;
  const values =
    object.kind === "model" ? object.fit.covariance : demandKind(object, "statistic").covariance();
  return { kind: "matrix", rows: names, columns: names, values };
}

function confint({ value, has }: Given): RValue {
  const object = value("object");
  if (object.kind === "statistic" && object.interval !== undefined) return vector(object.interval);
  const figures = figuresOf(object);
  const df = has("df") ? scalar(value("df")) : object.kind === "model" ? object.fit.df : Infinity;
  const level = has("level") ? scalar(value("level")) : 0.95;
  const edge = (100 * (1 - level)) / 2;
  const matrix: RMatrix = {
    kind: "matrix",
    rows: figures.names,
    columns: [`${edge} %`, `${100 - edge} %`].map((label) => label.replace(/(\.\d*?)0{6,}\d* /, "$1 ")),
    values: bounds(figures, df, level),
  };
  return matrix;
}

function wilson({ value, has }: Given): RValue {
  const level = has("level") ? scalar(value("level")) : 0.95;
  const [p, variance] = [scalar(value("p")), scalar(value("v"))];
  const interval = proportionInterval("wilson", { value: p, variance, n: Infinity, df: Infinity, level });
  return vector([interval?.low ?? null, interval?.high ?? null]);
}

function kgNchs({ value, has }: Given): RValue {
  const level = has("level") ? scalar(value("level")) : 0.95;
  const facts = {
    value: scalar(value("p")),
    variance: scalar(value("v")),
    n: scalar(value("n")),
    df: scalar(value("df")),
    level,
  };
  const { low, high, effectiveN } = kornGraubard(facts);
  const relative = facts.value > 0 ? (100 * (high - low)) / facts.value : null;
  return namedList({
    n_eff: vector([effectiveN]),
    low: vector([low]),
    high: vector([high]),
    abs_width: vector([high - low]),
    rel_width_pct: vector([relative]),
  });
}

function cix({ value, has }: Given): RValue {
  const y = Float64Array.from(numbers(value("y")));
  const rank = atoms(value("r")).map((atom) => (typeof atom === "boolean" ? String(atom) : atom));
  const type = has("type") ? text(value("type")) : "std";
  const limits = [has("lo") ? scalar(value("lo")) : 0, has("hi") ? scalar(value("hi")) : 1] as const;
  const indices = concentrationIndices({ y, rank }, Float64Array.from(numbers(value("w"))), limits);
  return vector([
    type === "erreygers" ? indices.erreygers : type === "wagstaff" ? indices.wagstaff : indices.standard,
  ]);
}

/** Functions that read results, and those of `lib.R` in terms of ours. */
export const resultFunctions: readonly RFunction[] = [
  define("est", ["s"], est),
  define("estci", ["s", "df", "level"], estci),
  define("byout", ["b", "nby"], byout),
  define("coef", ["object"], coef),
  define("SE", ["object"], ({ value }) => {
    const { names, errors } = figuresOf(value("object"));
    return vector(errors, names);
  }),
  define("vcov", ["object"], vcov),
  define("confint", ["object", "parm", "level", "df"], confint),
  define("deff", ["object"], ({ value }) => {
    const { deff, names } = demandKind(value("object"), "statistic");
    return vector(deff, names);
  }),
  define("cv", ["object"], ({ value }) => {
    const { values, errors, names } = figuresOf(value("object"));
    return vector(
      errors.map((error, place) => error / values[place]!),
      names,
    );
  }),
  define("wilson_eff", ["p", "v", "level"], wilson),
  define("kg_nchs", ["p", "v", "n", "df", "level"], kgNchs),
  define("cix", ["y", "r", "w", "type", "lo", "hi"], cix),
];
