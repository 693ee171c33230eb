import { demandOption } from "../errors.ts";

/** Primary rules for magnitudes (money, hours): a total that tells of one contributor. */
export interface MagnitudeRule {
  /** Fewest contributors. */
  readonly minimumUnits: number;
  /** Largest share of the total that the largest contributor may have. */
  readonly largestShare: number;
  /** Largest share that the two largest may have together. */
  readonly twoLargestShare: number;
  /** p of the p% rule: nobody may be able to tell the largest contribution to within p percent. */
  readonly percent: number;
}

/** The usual values: three contributors, (1, 70 %), (2, 85 %), p = 10. */
export const magnitudeRule: MagnitudeRule = {
  minimumUnits: 3,
  largestShare: 0.7,
  twoLargestShare: 0.85,
  percent: 10,
};

/** What the rules say of one total. */
export interface MagnitudeRisk {
  readonly n: number;
  readonly total: number;
  /** Shares of the largest, and of the two largest contributors. */
  readonly largestShare: number;
  readonly twoLargestShare: number;
  /** What is left of the total without the two largest, less p percent of the largest; below 0 discloses. */
  readonly percentMargin: number;
  readonly isFew: boolean;
  readonly isDominatedByOne: boolean;
  readonly isDominatedByTwo: boolean;
  readonly failsPercentRule: boolean;
  /** Whether any rule says no. */
  readonly isSensitive: boolean;
}

/**
 * Judges a total by what each contributed.
 * Units    contributions at least 0, in any order.
 * Errors   stats.optionUnusable (contributions) for one below 0 or no number.
 * Source   Hundepool et al., Statistical Disclosure Control (2012), section 4.2. Witness: reference case E03.
 * @example
 * magnitudeRisk([90, 5, 3, 2]).isDominatedByOne; // true
 */
export function magnitudeRisk(
  contributions: readonly number[],
  rule: MagnitudeRule = magnitudeRule,
): MagnitudeRisk {
  demandOption(
    contributions.every((one) => one >= 0 && one < Infinity),
    "contributions",
  );
  const [first = 0, second = 0] = contributions.toSorted((a, b) => b - a);
  const total = contributions.reduce((sum, one) => sum + one, 0);
  const shareOf = (part: number): number => (total === 0 ? 0 : part / total);
  const percentMargin = total - first - second - (rule.percent / 100) * first;
  const verdict = {
    isFew: contributions.length < rule.minimumUnits,
    isDominatedByOne: shareOf(first) > rule.largestShare,
    isDominatedByTwo: shareOf(first + second) > rule.twoLargestShare,
    failsPercentRule: percentMargin < 0,
  };
  return {
    n: contributions.length,
    total,
    largestShare: shareOf(first),
    twoLargestShare: shareOf(first + second),
    percentMargin,
    ...verdict,
    isSensitive: Object.values(verdict).includes(true),
  };
}
