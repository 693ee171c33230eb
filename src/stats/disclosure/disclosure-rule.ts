/** The figures of one cell on which the rule looks: unweighted numbers of respondents or persons. */
export interface CellCounts {
  /** Denominator. */
  readonly n: number;
  /** Numerator; null for a mean, which has none. */
  readonly numerator: number | null;
}

/** A primary rule of disclosure control, as data. */
export interface DisclosureRule {
  /** Smallest denominator that may be shown. */
  readonly minimumN: number;
  /** Smallest numerator, and smallest rest of the denominator, that may be shown; a whole of 0 % or 100 % is small too. */
  readonly minimumCell: number;
  /**
   * What nobody may be able to work out of a withheld number: the interval of values that agree with everything
   * published must reach from 0 to at least this number.
   */
  readonly protectedUpTo: number;
}

/** Sample surveys of a large territory (reference `indicators.json`, rule `suppress`). */
export const sampleSurveyRule: DisclosureRule = { minimumN: 30, minimumCell: 5, protectedUpTo: 11 };

/** Sample surveys that are local, or of which more than one person in twenty of the universe answered. */
export const localSurveyRule: DisclosureRule = { minimumN: 30, minimumCell: 11, protectedUpTo: 22 };

/** Complete counts: directory, attendance, care. */
export const completeCountRule: DisclosureRule = { minimumN: 11, minimumCell: 11, protectedUpTo: 22 };

/** Share of the universe above which a sample is as telling as a local one. */
const tellingSamplingFraction = 0.05;

/**
 * The rule of a sample survey. `samplingFraction` is the share of the universe that answered.
 * Units    `samplingFraction` in [0, 1].
 * @example
 * surveyRuleFor(0.001, false).minimumCell; // 5
 * surveyRuleFor(0.06, false).minimumCell; // 11
 */
export function surveyRuleFor(samplingFraction: number, isLocal: boolean): DisclosureRule {
  return isLocal || samplingFraction > tellingSamplingFraction ? localSurveyRule : sampleSurveyRule;
}

/**
 * Whether a cell is too small to be shown by itself. Zero is as small as one: otherwise a reader could tell them apart.
 * Missing  a numerator of null (a mean) is not looked at.
 * @example
 * isTooSmall({ n: 40, numerator: 0 }, sampleSurveyRule); // true
 * isTooSmall({ n: 40, numerator: 12 }, sampleSurveyRule); // false
 */
export function isTooSmall({ n, numerator }: CellCounts, rule: DisclosureRule): boolean {
  if (n < rule.minimumN) return true;
  return numerator !== null && (numerator < rule.minimumCell || n - numerator < rule.minimumCell);
}
