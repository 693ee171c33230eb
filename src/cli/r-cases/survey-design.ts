import {
  calibrate,
  degreesOfFreedom,
  givenReplicates,
  makeDesign,
  makeReplicates,
  modelMatrix,
  postStratify,
  rake,
  statsErrors,
  trimWeights,
  type DesignColumns,
  type LonelyPsuRule,
  type Margin,
  type ModelMatrix,
  type ModelTerm,
  type ReplicateType,
} from "#stats";
import { define, demandKind, type Given } from "./define.ts";
import { evaluate } from "./evaluate.ts";
import { deparse, type Expression } from "./syntax.ts";
import { atoms, isTrue, nothing, numbers, scalar, Scope, text, UnsupportedR, vector } from "./value.ts";
import type { Atom, RDesign, RFormula, RFrame, RFunction, RValue } from "./value.ts";

/**
 * A value as a design, under the rule for lonely units of the moment: R looks for it when it estimates, not before.
 * A table stands for the design that its case describes.
 */
export function asDesign(value: RValue): RDesign {
  const isTable = value.kind === "frame" && value.survey !== undefined;
  const survey = isTable ? value.survey() : demandKind(value, "design");
  const rule = lonelyRules[survey.lonely()] ?? "fail";
  const { first } = survey.design;
  const lonely = first.unitsInGroup.findIndex((units, group) => units === 1 && first.fraction[group]! < 1);
  if (rule === "fail" && lonely >= 0 && survey.replicates === null)
    throw statsErrors.lonelyPsu({ stratum: first.groupLabels[lonely]!, stage: 1 });
  return { ...survey, design: { ...survey.design, lonelyPsu: rule } };
}

/** R's names of the rules, in ours. */
const lonelyRules: Readonly<Record<string, LonelyPsuRule>> = {
  fail: "fail",
  remove: "remove",
  certainty: "remove",
  adjust: "adjust-r",
  average: "average",
};

/** What R calls its option, kept among the names of the case. */
export const lonelyOption = "survey.lonely.psu";

/** The terms of the right side of a formula; empty for `~1`. */
export function termsOf(right: Expression): Expression[] {
  if (right.kind === "binary" && right.operator === "+")
    return [...termsOf(right.left), ...termsOf(right.right)];
  return right.kind === "number" && right.value <= 1 ? [] : [right];
}

/** A term evaluated on the columns of a table, one entry a respondent. */
export function columnOf(term: Expression, frame: RFrame, scope: Scope): readonly Atom[] {
  const values = atoms(evaluate(term, new Scope(scope, frame)));
  return values.length === 1 && frame.rows > 1
    ? Array.from({ length: frame.rows }, () => values[0] ?? null)
    : values;
}

/** A column as numbers, NaN where missing. */
export function numericTerm(term: Expression, frame: RFrame, scope: Scope): Float64Array {
  return Float64Array.from(columnOf(term, frame, scope), (atom) => (atom === null ? NaN : Number(atom)));
}

/** Whether a column holds texts. */
export function isText(column: readonly Atom[]): boolean {
  return column.some((atom) => typeof atom === "string");
}

/** Codes for strata, units and groups; truth values as texts. */
export function codesOf(column: readonly Atom[]): (string | number | null)[] {
  return column.map((atom) => (typeof atom === "boolean" ? String(atom) : atom));
}

function formulaTerms(value: RValue): readonly Expression[] {
  return value.kind === "formula" ? termsOf(value.right) : [];
}

function svydesign(given: Given): RValue {
  const frame = demandKind(given.value("data"), "frame");
  const scope = given.call.scope;
  const [psu, ssu] = given.has("ids") ? formulaTerms(given.value("ids")) : formulaTerms(given.value("id"));
  const [stratum] = formulaTerms(given.value("strata"));
  const [fpc, fpc2] = formulaTerms(given.value("fpc"));
  const codes = (term: Expression | undefined) =>
    term === undefined ? undefined : codesOf(columnOf(term, frame, scope));
  const number = (term: Expression | undefined) =>
    term === undefined ? undefined : numericTerm(term, frame, scope);
  const columns = {
    weights: weightsIn(given, frame),
    rows: frame.rows,
    strata: codes(stratum),
    psu: codes(psu),
    ssu: codes(ssu),
    fpc: number(fpc),
    fpc2: number(fpc2),
    nested: isTrue(given.value("nest")) ? true : undefined,
  };
  const named = Object.entries(columns).filter(([, column]) => column !== undefined);
  return surveyOf(frame, Object.fromEntries(named), scope);
}

/** A design on a table. */
export function surveyOf(frame: RFrame, columns: DesignColumns, scope: Scope): RDesign {
  const lonely = () => {
    const rule = scope.get(lonelyOption);
    return rule === null ? "fail" : text(rule);
  };
  const design = makeDesign({ ...columns, lonelyPsu: "remove" });
  return { kind: "design", frame, design, mask: null, replicates: null, lonely };
}

function weightsIn(given: Given, frame: RFrame): Float64Array | undefined {
  const one = (value: RValue): Float64Array | undefined => {
    if (value.kind !== "formula")
      return value.kind === "null" ? undefined : Float64Array.from(numbers(value));
    return numericTerm(value.right, frame, given.call.scope);
  };
  const probabilities = one(given.value("prob")) ?? one(given.value("probs"));
  return one(given.value("weights")) ?? probabilities?.map((probability) => 1 / probability);
}

function subset(given: Given): RValue {
  const survey = asDesign(given.value("x"));
  const condition = given.expression("subset");
  if (condition === null) return survey;
  const flags = atoms(evaluate(condition, new Scope(given.call.scope, survey.frame)));
  const mask = Array.from(
    { length: survey.frame.rows },
    (_none, row) => flags[row % flags.length] === true && (survey.mask?.[row] ?? true),
  );
  return { ...survey, mask };
}

function asReplicates(given: Given): RValue {
  const survey = asDesign(given.value("design"));
  const type = replicateType(text(given.value("type")));
  const rho = given.has("fay.rho") ? { rho: scalar(given.value("fay.rho")) } : {};
  const mse = given.has("mse") ? { mse: isTrue(given.value("mse")) } : {};
  return { ...survey, replicates: makeReplicates(survey.design, { type, ...rho, ...mse }) };
}

function replicateType(name: string): ReplicateType {
  const known = (["JK1", "JKn", "BRR", "Fay"] as const).find((type) => type === name);
  if (known === undefined) throw new UnsupportedR(`replicates of type ${name} depend on chance`);
  return known;
}

function svrepdesign(given: Given): RValue {
  const frame = demandKind(given.value("data"), "frame");
  const weights = weightsIn(given, frame) ?? new Float64Array(frame.rows).fill(1);
  const table = demandKind(given.value("repweights"), "frame");
  const replicates = givenReplicates({
    weights,
    replicates: [...table.columns.values()].map((column) => Float64Array.from(column, Number)),
    combined: given.has("combined.weights") ? isTrue(given.value("combined.weights")) : true,
    scale: scalar(given.value("scale")),
    mse: isTrue(given.value("mse")),
    ...(given.has("rscales") ? { rscales: numbers(given.value("rscales")) } : {}),
  });
  return { kind: "design", frame, design: replicates.design, mask: null, replicates, lonely: () => "remove" };
}

function marginOf(formula: RFormula, totals: RValue, survey: RDesign, scope: Scope): Margin {
  const terms = termsOf(formula.right);
  const [term] = terms;
  const table = demandKind(totals, "frame");
  const counts = table.columns.get("Freq") ?? [];
  if (terms.length !== 1 || term === undefined) throw new UnsupportedR("a margin of several variables");
  const classes = [...table.columns.entries()].find(([name]) => name !== "Freq")?.[1] ?? [];
  return {
    codes: codesOf(columnOf(term, survey.frame, scope)).map((code) => String(code)),
    totals: Object.fromEntries(classes.map((label, place) => [String(label), Number(counts[place])])),
  };
}

function postStratified(given: Given): RValue {
  const survey = asDesign(given.value("design"));
  const strata = demandKind(given.value("strata"), "formula");
  const margin = marginOf(strata, given.value("population"), survey, given.call.scope);
  return { ...survey, design: postStratify(survey.design, margin) };
}

function raked(given: Given): RValue {
  const survey = asDesign(given.value("design"));
  const formulas = demandKind(given.value("sample.margins"), "list").values;
  const totals = demandKind(given.value("population.margins"), "list").values;
  const margins = formulas.map((formula, place) =>
    marginOf(demandKind(formula, "formula"), totals[place] ?? vector([]), survey, given.call.scope),
  );
  return { ...survey, design: rake(survey.design, margins) };
}

/** The explanatory side of a formula on a table. */
export function matrixOf(right: Expression, frame: RFrame, scope: Scope): ModelMatrix {
  const terms = termsOf(right).map((term): ModelTerm => {
    const column = columnOf(term, frame, scope);
    const isFactor =
      isText(column) ||
      (term.kind === "call" && term.callee.kind === "name" && term.callee.name === "factor");
    const values = isFactor ? codesOf(column) : column.map((atom) => (atom === null ? NaN : Number(atom)));
    return { name: deparse(term), values, isFactor };
  });
  return modelMatrix(frame.rows, terms);
}

function calibrated(given: Given): RValue {
  const survey = asDesign(given.value("design"));
  const formula = demandKind(given.value("formula"), "formula");
  const population = demandKind(given.value("population"), "vector");
  const x = matrixOf(formula.right, survey.frame, given.call.scope);
  const names = population.names ?? x.labels;
  const totals = Object.fromEntries(names.map((name, place) => [name, Number(population.values[place])]));
  const [low, high] = given.has("bounds") ? numbers(given.value("bounds")) : [];
  const bounds = low === undefined || high === undefined ? {} : { bounds: [low, high] as const };
  const distance =
    (["raking", "logit"] as const).find((name) => name === text(given.value("calfun"))) ?? "linear";
  return { ...survey, design: calibrate(survey.design, { x, totals }, { distance, ...bounds }) };
}

function trimmed(given: Given): RValue {
  const survey = asDesign(given.value("design"));
  const lower = given.has("lower") ? { lower: scalar(given.value("lower")) } : {};
  const upper = given.has("upper") ? { upper: scalar(given.value("upper")) } : {};
  const strict = { strict: isTrue(given.value("strict")) };
  return { ...survey, design: trimWeights(survey.design, { ...lower, ...upper, ...strict }) };
}

function weightsOf(given: Given): RValue {
  const survey = asDesign(given.value("object"));
  const { replicates } = survey;
  if (replicates === null || text(given.value("type")) !== "analysis")
    return vector(Array.from(survey.design.weights).filter((_weight, row) => survey.mask?.[row] ?? true));
  const columns = Array.from({ length: replicates.count }, (_none, index) => replicates.weightsOf(index));
  const values = Array.from({ length: survey.frame.rows }, (_none, row) =>
    columns.map((column) => column[row] ?? null),
  );
  return { kind: "matrix", rows: null, columns: null, values };
}

function standardised(given: Given): RValue {
  const survey = asDesign(given.value("design"));
  const [by] = formulaTerms(given.value("by"));
  const [over] = formulaTerms(given.value("over"));
  const [excluding] = formulaTerms(given.value("excluding.missing"));
  if (by === undefined) throw new UnsupportedR("standardisation by nothing");
  const groups = [
    ...new Set(
      columnOf(by, survey.frame, given.call.scope)
        .filter((code) => code !== null)
        .map(String),
    ),
  ].toSorted();
  const shares = numbers(given.value("population"));
  const answered = excluding === undefined ? null : columnOf(excluding, survey.frame, given.call.scope);
  const mask = Array.from(
    { length: survey.frame.rows },
    (_none, row) => (survey.mask?.[row] ?? true) && (answered === null || answered[row] !== null),
  );
  const standard = {
    by: deparse(by),
    over: over === undefined ? null : deparse(over),
    shares: Object.fromEntries(groups.map((group, place) => [group, shares[place] ?? 0])),
  };
  return { ...survey, mask, standard };
}

/** Degrees of freedom of a design or of what a subset leaves of it. */
export function freedomOf(survey: RDesign): number {
  if (survey.replicates !== null) return survey.replicates.df;
  return degreesOfFreedom(survey.design, survey.mask ?? undefined);
}

/** Functions of R `survey` that make and change designs. */
export const designFunctions: readonly RFunction[] = [
  define("options", [], ({ extra, call }) => {
    for (const { name, value } of extra())
      if (name === lonelyOption) call.scope.root().set(lonelyOption, value);
    return nothing;
  }),
  define(
    "svydesign",
    ["ids", "probs", "strata", "variables", "fpc", "data", "nest", "check.strata", "weights", "id", "prob"],
    svydesign,
  ),
  define("subset", ["x", "subset"], subset),
  define("as.svrepdesign", ["design", "type", "fay.rho", "mse"], asReplicates),
  define(
    "svrepdesign",
    [
      "variables",
      "repweights",
      "weights",
      "data",
      "degf",
      "type",
      "combined.weights",
      "scale",
      "rscales",
      "mse",
    ],
    svrepdesign,
  ),
  define("postStratify", ["design", "strata", "population"], postStratified),
  define("rake", ["design", "sample.margins", "population.margins", "control"], raked),
  define(
    "calibrate",
    ["design", "formula", "population", "calfun", "bounds", "epsilon", "maxit"],
    calibrated,
  ),
  define("trimWeights", ["design", "upper", "lower", "strict"], trimmed),
  define("weights", ["object", "type"], weightsOf),
  define("svystandardize", ["design", "by", "over", "population", "excluding.missing"], standardised),
  define("degf", ["design"], ({ value }) => vector([freedomOf(asDesign(value("design")))])),
];
