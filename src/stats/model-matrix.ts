import { demandLength, numbersOf, type CodeColumn, type NumericColumn } from "./columns.ts";
import { makeDomains } from "./domains.ts";
import { statsErrors } from "./errors.ts";

/** One variable of a model: numbers as they are, codes as one column of zeros and ones for each level but the first. */
export interface ModelTerm {
  /** Name of the variable, first part of the names of its columns. */
  readonly name: string;
  readonly values: NumericColumn | CodeColumn;
  /** Numbers that are codes; texts always are. */
  readonly isFactor?: boolean;
}

/** The explanatory side of a model. */
export interface ModelMatrix {
  /** Name of each column: `(Intercept)`, `age`, `sexH`. */
  readonly labels: readonly string[];
  /** One column a coefficient, NaN where missing. */
  readonly columns: readonly Float64Array[];
  /** Name of the variable of each column. */
  readonly terms: readonly string[];
}

/**
 * Columns of a model from its variables, with an intercept and treatment contrasts as in R.
 * Missing  null, NaN and the empty text become NaN.
 * Shapes   every term: one entry a respondent (`rows`); one column a number, one a code but the first of a factor.
 * Errors   stats.lengthsDiffer.
 * @example
 * modelMatrix(4, [{ name: "sex", values: ["F", "H", "H", "F"] }]).labels; // ["(Intercept)", "sexH"]
 */
export function modelMatrix(rows: number, terms: readonly ModelTerm[]): ModelMatrix {
  const parts = terms.flatMap((term) => columnsOf(term, rows));
  return {
    labels: ["(Intercept)", ...parts.map(({ label }) => label)],
    columns: [new Float64Array(rows).fill(1), ...parts.map(({ column }) => column)],
    terms: ["(Intercept)", ...parts.map(({ term }) => term)],
  };
}

interface ModelColumn {
  readonly term: string;
  readonly label: string;
  readonly column: Float64Array;
}

function columnsOf({ name, values, isFactor }: ModelTerm, rows: number): ModelColumn[] {
  demandLength(values, rows, name);
  if (isFactor !== true && isNumeric(values)) return [{ term: name, label: name, column: numbersOf(values) }];
  const { codes, labels } = makeDomains(values);
  return labels.slice(1).map((label, index) => ({
    term: name,
    label: `${name}${label}`,
    column: Float64Array.from(codes, (code) => (code < 0 ? NaN : Number(code === index + 1))),
  }));
}

function isNumeric(values: NumericColumn | CodeColumn): values is NumericColumn {
  for (let row = 0; row < values.length; row++) if (typeof values[row] === "string") return false;
  return true;
}

/** Totals of the universe in the order of the columns. Errors: stats.marginsUnknown. */
export function totalsInOrder(x: ModelMatrix, totals: Readonly<Record<string, number>>): number[] {
  const extra = Object.keys(totals).find((label) => !x.labels.includes(label));
  if (extra !== undefined) throw statsErrors.marginsUnknown({ margin: extra });
  return x.labels.map((label) => {
    const total = totals[label];
    if (total === undefined || !Number.isFinite(total)) throw statsErrors.marginsUnknown({ margin: label });
    return total;
  });
}
