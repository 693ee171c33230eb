import type { AdministrationMode } from "./instrument.ts";

/** How the answers were given. */
export interface ScoreContext {
  /** Language of the words that were asked (BCP 47 primary subtag). */
  readonly language: string;
  readonly mode: AdministrationMode;
  /** Version of the words that were asked; the instrument's own in that language when absent. */
  readonly wording?: string;
  /** Instrument and version to which the answers belong, where they were stored with it: another is refused. */
  readonly instrument?: string;
  readonly version?: string;
}

/** What every result names: two results compare only when these are the same. */
export interface ScoreOrigin {
  readonly instrument: string;
  readonly version: string;
  /** Version of the words. */
  readonly wording: string;
  readonly language: string;
  readonly mode: AdministrationMode;
}

/** What is known of the answers, with or without a score. */
interface ScoreDetail extends ScoreOrigin {
  /** Sub-score → value; null where it cannot be given. */
  readonly subscores: Readonly<Record<string, number | null>>;
  /** Sub-score → band, for those that have bands of their own. */
  readonly subscoreBands: Readonly<Record<string, string | null>>;
  /** Remarks, in the order of the alphabet. */
  readonly flags: readonly string[];
  /** Number of items answered. */
  readonly answered: number;
  /** linkIds of the items that should have been answered and were not. */
  readonly missing: readonly string[];
}

/** The answers say enough. */
export interface Scored extends ScoreDetail {
  readonly status: "scored";
  /** Null where the instrument gives no number, or the band is certain although the number is not. */
  readonly score: number | null;
  /** Null where the instrument has no bands. Never shown to the person, nor to others than the one who asked. */
  readonly band: string | null;
  /** Whether unanswered items were imputed by the published rule. */
  readonly isProrated: boolean;
}

/** The answers do not say enough: no number is guessed. */
export interface Incomplete extends ScoreDetail {
  readonly status: "incomplete";
  /** The level that an instrument gives to missing answers (C-SSRS: `indeterminate`); null elsewhere. Never a reassurance. */
  readonly band: string | null;
}

/** What scoring gives. */
export type ScoreResult = Scored | Incomplete;

/** A result before it is told of which instrument, words and mode. */
export interface Outcome {
  readonly isScored: boolean;
  readonly score: number | null;
  readonly band: string | null;
  readonly isProrated: boolean;
  readonly subscores: Readonly<Record<string, number | null>>;
  readonly subscoreBands: Readonly<Record<string, string | null>>;
  readonly flags: readonly string[];
  readonly missing: readonly string[];
}
