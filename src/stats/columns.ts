import { statsErrors } from "./errors.ts";

/** Numbers, one a row; null and NaN are missing. Typed arrays are read as they are, without a copy where possible. */
export type NumericColumn = ArrayLike<number | null>;

/** Codes, one a row (strata, units, groups); null, NaN and the empty text are missing. */
export type CodeColumn = ArrayLike<string | number | null>;

/** Codes as dense whole numbers from 0 in order of first sight; −1 where missing. */
export interface DenseCodes {
  readonly codes: Int32Array;
  /** The codes as they were given, by dense number. */
  readonly labels: readonly (string | number)[];
}

/** Whether a code counts as missing. */
function isMissingCode(value: string | number | null | undefined): boolean {
  return value === null || value === undefined || value === "" || Number.isNaN(value);
}

/** Gives dense numbers to codes. */
export function denseCodes(column: CodeColumn): DenseCodes {
  const codes = new Int32Array(column.length);
  const seen = new Map<string | number, number>();
  for (let row = 0; row < codes.length; row++) {
    const value = column[row];
    if (value === null || value === undefined || isMissingCode(value)) {
      codes[row] = -1;
      continue;
    }
    let code = seen.get(value);
    if (code === undefined) {
      code = seen.size;
      seen.set(value, code);
    }
    codes[row] = code;
  }
  return { codes, labels: [...seen.keys()] };
}

/** Dense codes of a column in which nothing may be missing. */
export function completeCodes(column: CodeColumn, name: string): DenseCodes {
  const dense = denseCodes(column);
  const row = dense.codes.indexOf(-1);
  if (row >= 0) throw statsErrors.designMissing({ column: name, row });
  return dense;
}

/** Numbers with NaN for what is missing; a column of doubles is given back itself. */
export function numbersOf(column: NumericColumn): Float64Array {
  if (column instanceof Float64Array) return column;
  const numbers = new Float64Array(column.length);
  for (let row = 0; row < numbers.length; row++) {
    const value = column[row];
    numbers[row] = value === null || value === undefined ? NaN : value;
  }
  return numbers;
}

/** Refuses a column that does not have one entry a row. */
export function demandLength(column: ArrayLike<unknown>, expected: number, name: string): void {
  if (column.length !== expected)
    throw statsErrors.lengthsDiffer({ column: name, rows: column.length, expected });
}
