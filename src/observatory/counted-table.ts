import type { IndicatorId } from "./codes/indicator-catalogue.ts";

/** Sums that hold between groups: these categories together are those of another list. */
export interface GroupMargin {
  readonly categories: readonly string[];
  /** Id of the other list. */
  readonly margin: string;
  readonly marginCategories: readonly string[];
}

/** Groups in which persons are counted, and what a reader could add up. */
export interface GroupList {
  /** A breakdown, or a breakdown within a filter. */
  readonly id: string;
  readonly categories: readonly string[];
  readonly margins: readonly GroupMargin[];
}

/** What disclosure control must know of a figure: unweighted numbers, never the figure itself. */
export interface CountedFigure {
  /** Respondents who count. */
  readonly n: number;
  /** Respondents counted in the numerator; null for a mean. */
  readonly numerator: number | null;
  /** Whether estimation says that it is not precise enough to be shown. */
  readonly isImprecise: boolean;
  /** Whether an earlier release of the same answers shows it: nothing can be withheld any more. */
  readonly isKnown?: boolean;
  /** Whether it is shown in no event, yet could be worked out from others (the rest of a filter). */
  readonly isNeverShown?: boolean;
}

/** What disclosure control must know of an indicator. */
export interface CountedIndicator {
  readonly id: IndicatorId;
  /** An indicator of the same universe of which everybody counted is counted here too. */
  readonly includes?: IndicatorId;
}

/** The counts of an indicator in one list of groups. */
export interface CountedTable {
  readonly indicator: CountedIndicator;
  readonly groups: GroupList;
  /** One entry for each category. */
  readonly figures: readonly CountedFigure[];
}
