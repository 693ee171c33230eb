import {
  independenceTest,
  meanTest,
  rankTest,
  regression,
  waldTest,
  type GroupTest,
  type IndependenceStatistic,
  type RegressionFamily,
} from "#stats";
import { define, demandKind, type Given } from "./define.ts";
import { asDesign, codesOf, columnOf, matrixOf, numericTerm, termsOf } from "./survey-design.ts";
import { deparse, type Expression } from "./syntax.ts";
import { namedList, nothing, scalar, text, UnsupportedR, vector } from "./value.ts";
import type { RDesign, RFunction, RModel, RValue } from "./value.ts";

/** A design, the part of it that answered, and the two sides of a formula. */
interface TwoSides {
  readonly survey: RDesign;
  readonly left: Expression;
  readonly right: Expression;
}

function sidesOf(given: Given): TwoSides {
  const survey = asDesign(given.value("design"));
  const { left, right } = demandKind(given.value("formula"), "formula");
  if (left === null) throw new UnsupportedR("a formula without a left side");
  return { survey, left, right };
}

const families: readonly RegressionFamily[] = ["gaussian", "quasibinomial", "quasipoisson"];

function svyglm(given: Given): RModel {
  const { survey, left, right } = sidesOf(given);
  const asked = given.has("family") ? text(given.value("family")) : "gaussian";
  const family = families.find((name) => name === asked);
  if (family === undefined) throw new UnsupportedR(`the family ${asked}`);
  const { scope } = given.call;
  const model = {
    y: numericTerm(left, survey.frame, scope),
    x: matrixOf(right, survey.frame, scope),
    family,
  };
  const fit = regression(survey.design, model, survey.mask === null ? {} : { domain: survey.mask });
  return { kind: "model", fit, family, frame: survey.frame, terms: termsOf(right) };
}

function summary(given: Given): RValue {
  const { fit } = demandKind(given.value("object"), "model");
  const values = fit.estimates.map(({ value, standardError }, place) => [
    value,
    standardError,
    value! / standardError!,
    fit.pValues[place] ?? null,
  ]);
  return namedList({
    dispersion: vector([fit.dispersion]),
    coefficients: {
      kind: "matrix",
      rows: fit.labels,
      columns: ["Estimate", "Std. Error", "t value", "Pr(>|t|)"],
      values,
    },
  });
}

function regTermTest(given: Given): RValue {
  const { fit } = demandKind(given.value("model"), "model");
  const [term] = termsOf(demandKind(given.value("test.terms"), "formula").right);
  if (term === undefined) throw new UnsupportedR("a test of nothing");
  const test = waldTest(fit, deparse(term), given.has("df") ? { df: scalar(given.value("df")) } : {});
  return namedList({
    [test.denominatorDf === Infinity ? "chisq" : "Ftest"]: vector([test.statistic]),
    df: vector([test.df]),
    ddf: vector([test.denominatorDf]),
    p: vector([test.p]),
  });
}

const inverseLinks: Readonly<Record<string, (eta: number) => number>> = {
  gaussian: (eta) => eta,
  quasibinomial: (eta) => 1 / (1 + Math.exp(-eta)),
  quasipoisson: Math.exp,
};

function predict(given: Given): RValue {
  const { fit, family, terms } = demandKind(given.value("object"), "model");
  const frame = demandKind(given.value("newdata"), "frame");
  if (terms.length + 1 !== fit.labels.length) throw new UnsupportedR("predictions with groups");
  const columns = terms.map((term) => numericTerm(term, frame, given.call.scope));
  const inverse = text(given.value("type")) === "response" ? inverseLinks[family] : inverseLinks["gaussian"];
  const [intercept = 0, ...slopes] = fit.coefficients;
  const values = Array.from({ length: frame.rows }, (_none, row) => {
    const eta = slopes.reduce((sum, slope, place) => sum + slope * columns[place]![row]!, intercept);
    return inverse?.(eta) ?? eta;
  });
  return vector(values);
}

const statistics: Readonly<Record<string, IndependenceStatistic>> = {
  F: "F",
  Chisq: "Chisq",
  Wald: "Wald",
  adjWald: "adjWald",
  saddlepoint: "saddlepoint",
  // Without the package CompQuadForm R computes the exact mixture by the saddlepoint.
  lincom: "saddlepoint",
};

/** The two classifications of a table; respondents outside a subset have none. */
function classesOf(given: Given): readonly (readonly (string | number | null)[])[] {
  const survey = asDesign(given.value("design"));
  const terms = termsOf(demandKind(given.value("formula"), "formula").right);
  if (terms.length !== 2) throw new UnsupportedR("a table of other than two variables");
  return terms.map((term) =>
    codesOf(columnOf(term, survey.frame, given.call.scope)).map((code, row) =>
      survey.mask?.[row] === false ? null : code,
    ),
  );
}

function svychisq(given: Given): RValue {
  const [rows = [], columns = []] = classesOf(given);
  const asked = given.has("statistic") ? text(given.value("statistic")) : "F";
  const statistic = statistics[asked];
  if (statistic === undefined) throw new UnsupportedR(`the statistic ${asked}`);
  const test = independenceTest(asDesign(given.value("design")).design, rows, columns, { statistic });
  const isF = test.denominatorDf !== Infinity;
  const parameter =
    statistic === "saddlepoint" ? nothing : vector(isF ? [test.df, test.denominatorDf] : [test.df]);
  return namedList({ statistic: vector([test.statistic]), parameter, "p.value": vector([test.p]) });
}

function svytable(given: Given): RValue {
  const [rows = [], columns = []] = classesOf(given);
  const test = independenceTest(asDesign(given.value("design")).design, rows, columns);
  return { kind: "matrix", rows: test.rowLabels, columns: test.columnLabels, values: test.table };
}

function groupTest(run: typeof meanTest): (given: Given) => RValue {
  return (given) => {
    const { survey, left, right } = sidesOf(given);
    const y = numericTerm(left, survey.frame, given.call.scope).map((value, row) =>
      survey.mask?.[row] === false ? NaN : value,
    );
    return testList(run(survey.design, y, codesOf(columnOf(right, survey.frame, given.call.scope))));
  };
}

/** R gives the chi-square of several groups as a parameter and its degrees of freedom as the statistic. */
function testList(test: GroupTest): RValue {
  const pValue = vector([test.p]);
  if (test.kind === "F")
    return namedList({
      statistic: vector([test.df]),
      parameter: { kind: "matrix", rows: null, columns: null, values: [[test.statistic * test.df]] },
      ddf: vector([test.denominatorDf]),
      "p.value": pValue,
    });
  return namedList({
    statistic: vector([test.statistic]),
    parameter: vector([test.denominatorDf]),
    estimate: vector([test.difference]),
    "p.value": pValue,
  });
}

/** Functions of R `survey` that fit and test. */
export const modelFunctions: readonly RFunction[] = [
  define("svyglm", ["formula", "design", "subset", "family", "start", "control"], svyglm),
  define("summary", ["object"], summary),
  define("regTermTest", ["model", "test.terms", "null", "df", "method"], regTermTest),
  define("predict", ["object", "newdata", "type", "se.fit"], predict),
  define("model.frame", ["formula"], ({ value }) => {
    const model = value("formula");
    if (model.kind !== "model") return asDesign(model).frame;
    return { kind: "frame", columns: new Map(), rows: model.fit.n };
  }),
  define("svychisq", ["formula", "design", "statistic"], svychisq),
  define("svytable", ["formula", "design"], svytable),
  define("svyttest", ["formula", "design"], groupTest(meanTest)),
  define("svyranktest", ["formula", "design", "test"], groupTest(rankTest)),
  define("glm.control", ["epsilon", "maxit"], () => nothing),
  ...families.map((family) => define(family, ["link"], () => vector([family]))),
];
