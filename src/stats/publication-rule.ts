import type { EstimateReason, EstimateStatus } from "./estimate.ts";

/** When a figure is precise enough to be shown. Small cells that could name somebody are another matter: `disclosure`. */
export interface PublicationRule {
  /** Fewest respondents, unweighted. */
  readonly minN: number;
  /** Fewest respondents of the simple random sample that would be as precise. */
  readonly minEffectiveN: number;
  /** An interval of a proportion as wide as this is too wide. */
  readonly maxAbsoluteWidth: number;
  /** An interval of a proportion as narrow as this is always good enough. */
  readonly okAbsoluteWidth: number;
  /** Between the two: largest width of the interval in percent of the proportion. */
  readonly maxRelativeWidthPct: number;
  /** Fewer degrees of freedom than this call for a second look. */
  readonly reviewDf: number;
  /** A mean, total or ratio with a larger coefficient of variation calls for a second look. */
  readonly maxCv: number;
}

/**
 * Proportions: presentation standards of the US National Center for Health Statistics (Series 2, no. 175, 2017), as in
 * fixture A16. Means and totals: 30 respondents, and a second look above a coefficient of variation of 30 %.
 */
export const publicationRule: PublicationRule = {
  minN: 30,
  minEffectiveN: 30,
  maxAbsoluteWidth: 0.3,
  okAbsoluteWidth: 0.05,
  maxRelativeWidthPct: 130,
  reviewDf: 8,
  maxCv: 0.3,
};

/** Status of a figure with its reasons. */
export interface Verdict {
  readonly status: EstimateStatus;
  readonly reasons: readonly EstimateReason[];
}

function verdict(
  suppressing: readonly (EstimateReason | false)[],
  reviewing: readonly (EstimateReason | false)[],
): Verdict {
  const grave = suppressing.filter((reason) => reason !== false);
  const light = reviewing.filter((reason) => reason !== false);
  const status = grave.length > 0 ? "suppressed" : light.length > 0 ? "review" : "publishable";
  return { status, reasons: [...grave, ...light] };
}

/**
 * Judges a proportion by its Korn–Graubard interval. `effectiveN` is the one of that interval.
 * Missing  what is no number counts as not good enough.
 * @example
 * const figure = { value: 0.4, n: 25, df: 40, effectiveN: 22, low: 0.25, high: 0.56 };
 * judgeProportion(figure).status; // "suppressed"
 */
export function judgeProportion(
  figure: { value: number; n: number; df: number; effectiveN: number; low: number; high: number },
  rule: PublicationRule = publicationRule,
): Verdict {
  const width = figure.high - figure.low;
  const relativeWidthPct = figure.value > 0 ? (100 * width) / figure.value : Infinity;
  const isBetween = width < rule.maxAbsoluteWidth && width > rule.okAbsoluteWidth;
  return verdict(
    [
      !(figure.df > 0) && "no-degrees-of-freedom",
      !(figure.n >= rule.minN) && "small-sample",
      !(figure.effectiveN >= rule.minEffectiveN) && "small-effective-sample",
      !(width < rule.maxAbsoluteWidth) && "wide-interval",
      isBetween && relativeWidthPct > rule.maxRelativeWidthPct && "wide-relative-interval",
    ],
    [
      figure.df > 0 && figure.df < rule.reviewDf && "few-degrees-of-freedom",
      (figure.value === 0 || figure.value === 1) && "none-or-all",
    ],
  );
}

/**
 * Judges a mean, a total, a ratio or a quantile.
 * Missing  a coefficient of variation of null (a figure of 0) is not judged; what is no number counts as not good enough.
 * @example
 * judgeQuantity({ n: 400, df: 5, cv: 0.1 }).reasons; // ["few-degrees-of-freedom"]
 */
export function judgeQuantity(
  figure: { n: number; df: number; cv: number | null },
  rule: PublicationRule = publicationRule,
): Verdict {
  return verdict(
    [!(figure.df > 0) && "no-degrees-of-freedom", !(figure.n >= rule.minN) && "small-sample"],
    [
      figure.df > 0 && figure.df < rule.reviewDf && "few-degrees-of-freedom",
      figure.cv !== null && !(figure.cv <= rule.maxCv) && "imprecise",
    ],
  );
}
