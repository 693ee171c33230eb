import { demandLength, denseCodes, type CodeColumn } from "./columns.ts";
import type { DesignFrame, SurveyDesign } from "./design.ts";

/** Groups of respondents for which figures are wanted; they do not overlap. */
export interface Domains {
  /** Domain of each respondent, from 0; −1 for respondents in none. */
  readonly codes: Int32Array;
  /** Name of each domain; the values of several columns are joined by ".". */
  readonly labels: readonly string[];
  /** The values that make each domain, one a column. */
  readonly keys: readonly (readonly (string | number)[])[];
}

/** Respondents that belong (true, or a number other than 0) and those that do not (also missing). */
export type DomainMask = ArrayLike<boolean | number | null>;

/** Order of the values of a column: numbers by size, texts by code point. */
function compareValues(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

/**
 * Domains made by the values of one or several columns; the first column varies fastest, and only combinations that
 * occur are kept. A respondent with a missing value belongs to none.
 * Shapes   every column: one entry a respondent.
 * Errors   stats.lengthsDiffer when two columns differ.
 * @example
 * makeDomains(["F", "H", "F"], [1, 1, 2]).labels; // ["F.1", "H.1", "F.2"]
 */
export function makeDomains(...columns: readonly CodeColumn[]): Domains {
  const parts = columns.map((column) => denseCodes(column));
  const rows = columns[0]?.length ?? 0;
  for (const column of columns) demandLength(column, rows, "by");
  const ranked = parts.map(rankedCodes);
  const combined = new Float64Array(rows);
  let width = 1;
  for (const { codes, labels } of ranked) {
    for (let row = 0; row < rows; row++) combined[row]! += codes[row]! < 0 ? NaN : codes[row]! * width;
    width *= Math.max(1, labels.length);
  }
  return inOrder(
    combined,
    ranked.map(({ labels }) => labels),
  );
}

/** Dense codes renumbered in the order of their values. */
function rankedCodes({ codes, labels }: ReturnType<typeof denseCodes>): ReturnType<typeof denseCodes> {
  const order = labels.map((_label, code) => code).toSorted((a, b) => compareValues(labels[a]!, labels[b]!));
  const rank = new Int32Array(labels.length);
  for (const [position, code] of order.entries()) rank[code] = position;
  return {
    codes: codes.map((code) => (code < 0 ? -1 : rank[code]!)),
    labels: order.map((code) => labels[code]!),
  };
}

function inOrder(combined: Float64Array, labelLists: readonly (readonly (string | number)[])[]): Domains {
  const dense = denseCodes(combined);
  const { codes, labels } = rankedCodes(dense);
  const keys = labels.map((label) => {
    let rest = Number(label);
    return labelLists.map((list) => {
      const value = list[rest % list.length]!;
      rest = Math.floor(rest / list.length);
      return value;
    });
  });
  return { codes, labels: keys.map((key) => key.join(".")), keys };
}

/** One domain: all respondents, or those of a mask. */
export function oneDomain(rows: number, mask?: DomainMask): Domains {
  const codes = new Int32Array(rows);
  if (mask !== undefined) {
    demandLength(mask, rows, "domain");
    for (let row = 0; row < rows; row++) codes[row] = belongs(mask[row]) ? 0 : -1;
  }
  return { codes, labels: ["all"], keys: [[]] };
}

/** Whether an entry of a mask says that the respondent belongs. */
export function belongs(entry: boolean | number | null | undefined): boolean {
  return entry === true || (typeof entry === "number" && entry !== 0 && !Number.isNaN(entry));
}

/** Domains without the respondents outside a mask or with a missing value in one of the columns. */
export function restricted(domains: Domains, isIn: (row: number) => boolean): Domains {
  return { ...domains, codes: domains.codes.map((code, row) => (code >= 0 && isIn(row) ? code : -1)) };
}

/**
 * Degrees of freedom of a design or of a part of it: primary units that occur less strata that occur.
 * Errors   stats.lengthsDiffer for a mask of another length.
 * @example
 * const design = makeDesign({ weights: [10, 20, 10, 20], strata: ["a", "a", "b", "b"] });
 * degreesOfFreedom(design); // 2
 * degreesOfFreedom(design, [true, true, false, false]); // 1
 */
export function degreesOfFreedom(design: SurveyDesign, mask?: DomainMask): number {
  if (mask !== undefined) demandLength(mask, design.rows, "mask");
  const seen = new Uint8Array(design.first.groupOfUnit.length);
  for (let row = 0; row < design.rows; row++)
    if (mask === undefined || belongs(mask[row])) seen[design.psuOf[row]!] = 1;
  return unitsLessGroups(design, seen);
}

/** Primary units marked less the strata in which they lie. */
export function unitsLessGroups(design: DesignFrame, marked: Uint8Array): number {
  const groups = new Uint8Array(design.first.unitsInGroup.length);
  let difference = 0;
  for (let psu = 0; psu < marked.length; psu++) {
    if (marked[psu] === 0) continue;
    difference += 1;
    const group = design.first.groupOfUnit[psu]!;
    if (groups[group] === 0) difference -= 1;
    groups[group] = 1;
  }
  return difference;
}
