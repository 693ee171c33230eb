import { defineCodeList } from "#base";

/** What became of a figure on its way to the public. */
export const cellStatus = defineCodeList("cellStatus", "Tisser, contract", [
  "published",
  "rounded",
  "suppressed",
  "not-estimable",
]);
/** What became of a figure. */
export type CellStatus = (typeof cellStatus.codes)[number];

/**
 * Why a figure is not shown. `protected` covers small, imprecise, and withheld for the sake of another: a reader who
 * could tell these apart would learn something of the small ones.
 */
export const cellReason = defineCodeList("cellReason", "Tisser", [
  "protected",
  "one-unit-in-stratum",
  "no-answer",
  "not-a-probability-sample",
]);
/** Why a figure is not shown. */
export type CellReason = (typeof cellReason.codes)[number];
