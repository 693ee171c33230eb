import type { EquityDimension, PathInterval, PathStep } from "./codes.ts";

/** How far a person came, and how fast: nothing of it is sealed. Days are whole; missing where a step did not come about. */
export interface PersonSteps {
  readonly reached: PathStep;
  readonly days: Readonly<Partial<Record<PathInterval, number>>>;
  /** Times that began and have no end: nobody answered, or not yet. None of them is in `days`. */
  readonly notYet: readonly PathInterval[];
}

/** What counts of a person. */
export interface PersonHistory extends PersonSteps {
  readonly groups: Readonly<Record<EquityDimension, string>>;
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

/** What one organisation has in a year, of each person all that counts or their steps alone. */
export interface YearRecords<Person extends PersonSteps = PersonHistory> {
  readonly persons: readonly Person[];
  readonly ends: readonly ReferralEnd[];
}
