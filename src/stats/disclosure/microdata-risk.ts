/** How easily single records of a file could be found again by what others may know of a person. */
export interface MicrodataRisk {
  /** Combinations of the keys that occur. */
  readonly keys: number;
  /** Records alone with their combination. */
  readonly uniques: number;
  /** Records that share their combination with at most one other, and with at most three others. */
  readonly recordsBelow3: number;
  readonly recordsBelow5: number;
  /** Persons of the universe behind the rarest combination. */
  readonly smallestWeight: number;
  /** Combinations in which everybody gave the same sensitive answer, or nobody gave one. */
  readonly withoutDiversity: number;
  /** Expected number of records found again by somebody who knows the keys of everybody in the universe. */
  readonly expectedMatches: number;
}

/** A file to judge: one entry for each record in every column. */
export interface Microdata {
  /** The columns that others may know, such as region, age band, sex. */
  readonly keys: readonly (readonly string[])[];
  /** Persons of the universe for whom a record stands. */
  readonly weights: readonly number[];
  /** The answer to protect; null when not given. */
  readonly sensitive: readonly (string | null)[];
}

interface KeyGroup {
  records: number;
  weight: number;
  readonly answers: Set<string>;
}

/**
 * Judges a file: k-anonymity, uniques, l-diversity, expected matches.
 * Shapes   every key, `weights` and `sensitive`: one entry a record.
 * Missing  a sensitive answer of null is none.
 * Source   Hundepool et al., Statistical Disclosure Control (2012), chapter 3. Witness: reference case E06.
 * @example
 * const keys = [["north", "north", "south"], ["F", "F", "H"]];
 * microdataRisk({ keys, weights: [50, 50, 20], sensitive: ["yes", "no", "no"] }).uniques; // 1
 */
export function microdataRisk({ keys, weights, sensitive }: Microdata): MicrodataRisk {
  const groups = new Map<string, KeyGroup>();
  for (const [row, weight] of weights.entries()) {
    const key = JSON.stringify(keys.map((column) => column[row]));
    const group = groups.get(key) ?? { records: 0, weight: 0, answers: new Set<string>() };
    group.records += 1;
    group.weight += weight;
    const answer = sensitive[row] ?? null;
    if (answer !== null) group.answers.add(answer);
    groups.set(key, group);
  }
  const all = [...groups.values()];
  const recordsBelow = (k: number): number =>
    all.filter(({ records }) => records < k).reduce((sum, { records }) => sum + records, 0);
  return {
    keys: all.length,
    uniques: recordsBelow(2),
    recordsBelow3: recordsBelow(3),
    recordsBelow5: recordsBelow(5),
    smallestWeight: all.reduce((least, { weight }) => Math.min(least, weight), Number.POSITIVE_INFINITY),
    withoutDiversity: all.filter(({ answers }) => answers.size <= 1).length,
    expectedMatches: all.reduce((sum, { records, weight }) => sum + records / weight, 0),
  };
}
