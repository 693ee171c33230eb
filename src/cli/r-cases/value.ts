import type { EstimateSet, Regression, ReplicateDesign, SurveyDesign } from "#stats";
import type { Argument, Expression } from "./syntax.ts";

/** One entry of a vector; null is NA. */
export type Atom = number | string | boolean | null;

/** Vector of R, with names where it has them. */
export interface RVector {
  readonly kind: "vector";
  readonly values: readonly Atom[];
  readonly names: readonly string[] | null;
}

/** List of R. */
export interface RList {
  readonly kind: "list";
  readonly values: readonly RValue[];
  readonly names: readonly string[] | null;
}

/** Matrix of numbers with names of rows and columns. */
export interface RMatrix {
  readonly kind: "matrix";
  readonly rows: readonly string[] | null;
  readonly columns: readonly string[] | null;
  /** Row by row. */
  readonly values: readonly (readonly Atom[])[];
}

/** Table of columns of one length; `survey` makes the design that the case describes, for names that the case leaves open. */
export interface RFrame {
  readonly kind: "frame";
  readonly columns: ReadonlyMap<string, readonly Atom[]>;
  readonly rows: number;
  readonly survey?: () => RDesign;
}

/** A survey design with its data, or the part of it that a subset keeps. */
export interface RDesign {
  readonly kind: "design";
  readonly frame: RFrame;
  readonly design: SurveyDesign;
  /** Respondents kept by subsets; null for all. */
  readonly mask: readonly boolean[] | null;
  readonly replicates: ReplicateDesign | null;
  /** What `options(survey.lonely.psu = …)` says at the moment. */
  readonly lonely: () => string;
  /** Set by `svystandardize`: what figures are standardised by. */
  readonly standard?: {
    readonly by: string;
    readonly over: string | null;
    readonly shares: Readonly<Record<string, number>>;
  };
}

/** Figures with their errors and covariance, as svymean and its relatives give them. */
export interface RStatistic {
  readonly kind: "statistic";
  readonly names: readonly string[];
  readonly values: readonly number[];
  readonly errors: readonly number[];
  readonly deff: readonly (number | null)[];
  readonly covariance: () => readonly (readonly number[])[];
  readonly set: EstimateSet | null;
  /** Columns of group values, for svyby. */
  readonly groups?: ReadonlyMap<string, readonly string[]>;
  /** Interval, for svyciprop. */
  readonly interval?: readonly [number, number];
}

/** A fitted model. */
export interface RModel {
  readonly kind: "model";
  readonly fit: Regression;
  readonly family: string;
  readonly frame: RFrame;
  /** Names of the variables that stand for themselves in the model, for predictions. */
  readonly terms: readonly Expression[];
}

/** A formula with its expressions unevaluated. */
export interface RFormula {
  readonly kind: "formula";
  readonly left: Expression | null;
  readonly right: Expression;
}

/** What a call hands to a function: its arguments, evaluated when they are asked for. */
export interface Call {
  readonly args: readonly Argument[];
  readonly scope: Scope;
  readonly evaluate: (expression: Expression, scope: Scope) => RValue;
  readonly apply: (callee: RValue, values: readonly { name: string | null; value: RValue }[]) => RValue;
}

/** A function of R: one of ours, or one defined in the case. */
export interface RFunction {
  readonly kind: "function";
  readonly name: string;
  readonly run: (call: Call) => RValue;
}

/** Any value of R that a case can hold. */
export type RValue =
  | RVector
  | RList
  | RMatrix
  | RFrame
  | RDesign
  | RStatistic
  | RModel
  | RFormula
  | RFunction
  | { readonly kind: "null" };

/** Names with their values, looked for outwards. */
export class Scope {
  private readonly values = new Map<string, RValue>();
  private readonly outer: Scope | null;
  private readonly columns: RFrame | null;

  constructor(outer: Scope | null, columns: RFrame | null = null) {
    this.outer = outer;
    this.columns = columns;
  }

  get(name: string): RValue | null {
    const column = this.columns?.columns.get(name);
    if (column !== undefined) return vector(column);
    return this.values.get(name) ?? this.outer?.get(name) ?? null;
  }

  set(name: string, value: RValue): void {
    this.values.set(name, value);
  }

  /** The outermost names: those of the case. */
  root(): Scope {
    return this.outer === null ? this : this.outer.root();
  }
}

/** The value NULL. */
export const nothing: RValue = { kind: "null" };

/** A vector. */
export function vector(values: readonly Atom[], names: readonly string[] | null = null): RVector {
  return { kind: "vector", values, names };
}

/** A list with names, in the order of the object. */
export function namedList(values: Readonly<Record<string, RValue>>): RList {
  return { kind: "list", values: Object.values(values), names: Object.keys(values) };
}

/** A case went beyond what is computed here. */
export class UnsupportedR extends Error {}

/** The entries of an atomic value. */
export function atoms(value: RValue): readonly Atom[] {
  if (value.kind === "vector") return value.values;
  if (value.kind === "matrix") {
    const width = value.values[0]?.length ?? 0;
    return Array.from({ length: width }, (_none, column) =>
      value.values.map((row) => row[column] ?? null),
    ).flat();
  }
  if (value.kind === "list") return value.values.flatMap(atoms);
  if (value.kind === "statistic") return value.values;
  if (value.kind === "null") return [];
  throw new UnsupportedR(`a ${value.kind} where a vector is needed`);
}

/** The entries as numbers, NaN for NA. */
export function numbers(value: RValue): number[] {
  return atoms(value).map((atom) => (atom === null ? NaN : Number(atom)));
}

/** One number. */
export function scalar(value: RValue): number {
  return numbers(value)[0] ?? NaN;
}

/** One text. */
export function text(value: RValue): string {
  return String(atoms(value)[0] ?? "");
}

/** One truth value. */
export function isTrue(value: RValue): boolean {
  return atoms(value)[0] === true || scalar(value) > 0;
}

/** The names of a value, where it has them. */
export function namesOf(value: RValue): readonly string[] | null {
  if (value.kind === "vector" || value.kind === "list" || value.kind === "statistic") return value.names;
  if (value.kind === "frame") return [...value.columns.keys()];
  return null;
}

/** Arguments of a call in the order of a function's parameters: by name first, then by place; `extra` keeps the rest. */
export function matchArguments(
  args: readonly Argument[],
  parameters: readonly string[],
): { readonly found: ReadonlyMap<string, Expression>; readonly extra: readonly Argument[] } {
  const found = new Map<string, Expression>();
  const rest: Argument[] = [];
  for (const argument of args) {
    const { name, value } = argument;
    const full =
      name === null
        ? undefined
        : (parameters.find((p) => p === name) ?? parameters.find((p) => p.startsWith(name)));
    if (full !== undefined && value !== null) found.set(full, value);
    else rest.push(argument);
  }
  const free = parameters.filter((parameter) => !found.has(parameter));
  const extra: Argument[] = [];
  for (const argument of rest) {
    const parameter = argument.name === null && argument.value !== null ? free.shift() : undefined;
    if (parameter !== undefined && argument.value !== null) found.set(parameter, argument.value);
    else extra.push(argument);
  }
  return { found, extra };
}
