import { defineCodeList } from "#base";
import type { BreakdownId } from "./breakdown.ts";
import { indicatorIds, type IndicatorId } from "./codes/indicator-catalogue.ts";
import type { Derivation, ValueOf } from "./derivation.ts";

/** Every indicator of the reference, whether it can be computed or not. */
export const indicator = defineCodeList("indicator", "Tisser, reference indicators.json", indicatorIds);

/** What an indicator is about. */
export const indicatorDomain = defineCodeList("indicatorDomain", "Tisser, reference indicators.json", [
  "loneliness",
  "isolation",
  "support",
  "digital",
  "well-being",
  "equity",
  "service",
]);

/** Structure, function and quality of ties: never merged into one number (product rule 1). */
export const tieAspect = defineCodeList("tieAspect", "Holt-Lunstad, structure, function and quality", [
  "structure",
  "function",
  "quality",
]);

/** Why an indicator cannot be computed. */
export const unavailability = defineCodeList("unavailability", "Tisser", [
  "questions-missing",
  "panel-needed",
  "service-data",
]);

/** How far a comparator was verified. */
export const comparatorStatus = defineCodeList("comparatorStatus", "Tisser", [
  "verified",
  "quoted",
  "to-be-filled",
]);

/** Why two figures must not be compared. */
export const incomparability = defineCodeList("incomparability", "Tisser, reference indicators.json", [
  "other-wording",
  "other-universe",
  "other-sampling",
  "other-mode",
  "synthetic",
]);
/** One reason not to compare. */
export type Incomparability = (typeof incomparability.codes)[number];

/** How an indicator is computed from the answers of a survey. */
export interface Indicator {
  readonly id: IndicatorId;
  /** `share` of 0 and 1 (shown in percent) or `mean` of a score. */
  readonly measure: "share" | "mean";
  /** Lowest and highest value: 0 and 1 for a share. */
  readonly range: readonly [lowest: number, highest: number];
  /** Questions that it needs, by their `linkId`. */
  readonly questions: readonly string[];
  /** Name of its denominator: indicators of one name count the same respondents. */
  readonly universe: string;
  /** How the value of a respondent comes from the answers. */
  readonly derivation: Derivation;
  /** That value; NaN when the answers do not suffice. */
  readonly valueOf: ValueOf;
  /** Indicators that are always shown with it. */
  readonly companions: readonly IndicatorId[];
  /** An indicator of the same universe of which everybody counted is counted here too. */
  readonly includes?: IndicatorId;
  /** Breakdowns that would say nothing, because they are what it asks. */
  readonly without?: readonly BreakdownId[];
  /** Why figures published elsewhere must not be compared with it. */
  readonly incomparable: readonly Incomparability[];
}
