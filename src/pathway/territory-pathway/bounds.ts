/** What a territory may set of a number of the pathway: the values, the catalogue's, and why there are no others. */
export interface ThresholdBound {
  /** Values that are safe, the catalogue's among them. */
  readonly values: readonly number[];
  /** The catalogue's. */
  readonly usual: number;
  /** Of two territories that share pages, the value that leaves nobody out. */
  readonly widest: "lowest" | "highest";
}

/** Numbers of the pathway that can be chosen. The reason of each bound is in the text files, under its name. */
export const thresholdNames = [
  "uclaFrom",
  "uclaWatchFrom",
  "directUpTo",
  "directWatchUpTo",
  "wellBeingUpTo",
  "wellBeingSupportUpTo",
  "olderFrom",
] as const;
/** One of {@link thresholdNames}. */
export type ThresholdName = (typeof thresholdNames)[number];

/**
 * The safe bounds: a territory may care for more people than the catalogue, never for fewer. UCLA-3 runs from 3 to 9: at 3
 * everybody would be called. The direct question is 1 (often or always) to 5 (never): code 4 is "hardly ever". WHO-5 goes
 * in steps of 4 from 0 to 100; above 60 lies the mean of the population, and a doctor would be proposed to most people.
 * LSNS-6 was made for 60 and more, and is read from 50 with care.
 * Source  reference/screening-pathway.json, T1 and T3 (the catalogue's values); reference/instruments (ranges and cut-offs).
 */
export const thresholdBounds: Readonly<Record<ThresholdName, ThresholdBound>> = {
  uclaFrom: { values: [4, 5, 6], usual: 6, widest: "lowest" },
  uclaWatchFrom: { values: [4, 5], usual: 5, widest: "lowest" },
  directUpTo: { values: [1, 2], usual: 1, widest: "highest" },
  directWatchUpTo: { values: [2, 3], usual: 2, widest: "highest" },
  wellBeingUpTo: { values: [50, 52, 56, 60], usual: 50, widest: "highest" },
  wellBeingSupportUpTo: { values: [28, 32, 36, 40, 44, 48, 50], usual: 28, widest: "highest" },
  olderFrom: { values: [50, 55, 60], usual: 60, widest: "lowest" },
};

/** Thresholds, each with its value. */
export type Thresholds = Readonly<Record<ThresholdName, number>>;

/** The catalogue's thresholds. */
export const usualThresholds = fromBounds(({ usual }) => usual);

/** The thresholds that leave nobody out whom one of several territories would see. */
export function widestThresholds(all: readonly Thresholds[]): Thresholds {
  return fromBounds(({ widest, usual }, name) => {
    const values = all.map((one) => one[name]);
    if (values.length === 0) return usual;
    return widest === "lowest" ? Math.min(...values) : Math.max(...values);
  });
}

/** The thresholds that are not among the safe values. */
export function thresholdsOutOfBounds(thresholds: Thresholds): readonly ThresholdName[] {
  return thresholdNames.filter((name) => !thresholdBounds[name].values.includes(thresholds[name]));
}

function fromBounds(valueOf: (bound: ThresholdBound, name: ThresholdName) => number): Thresholds {
  return Object.fromEntries(
    thresholdNames.map((name) => [name, valueOf(thresholdBounds[name], name)]),
  ) as Record<ThresholdName, number>;
}
