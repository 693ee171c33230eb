import type { EquityDimension, PathInterval, PathStep } from "./codes.ts";

/** What counts of a person. Days are whole; null where a step did not come about. */
export interface PersonHistory {
  readonly groups: Readonly<Record<EquityDimension, string>>;
  readonly reached: PathStep;
  readonly days: Readonly<Partial<Record<PathInterval, number>>>;
  /** New living ties between the first map and the one six months later; null without two maps that far apart. */
  readonly newTies: number | null;
  /** Instruments asked a first time, each once, with what came of asking again. */
  readonly asked: readonly {
    readonly instrument: string;
    /** Null while nobody asked again, or where the two do not compare. */
    readonly change: { readonly difference: number; readonly expected: number | null } | null;
  }[];
}

/** How a referral stands or ended: an outcome, a reason, `unknown`, `unanswered` or `open`. */
export type ReferralEnd = string;

/** What one organisation has in a year. */
export interface YearRecords {
  readonly persons: readonly PersonHistory[];
  readonly ends: readonly ReferralEnd[];
}
