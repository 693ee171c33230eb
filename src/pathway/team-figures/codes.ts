import { defineCodeList } from "#base";

/** How far somebody came, each step with all before it: from a file opened to an outcome that is known. */
export const pathStep = defineCodeList("pathStep", "Tisser, from spec/pathway.md §4.2", [
  "noticed",
  "referred",
  "accepted",
  "attended",
  "outcome-known",
]);
/** One of {@link pathStep}. */
export type PathStep = (typeof pathStep.codes)[number];

/** How long it takes from one step to the next. */
export const pathInterval = defineCodeList("pathInterval", "Tisser", [
  "opened-to-referred",
  "sent-to-answered",
  "accepted-to-contacted",
  "contacted-to-attended",
]);
/** One of {@link pathInterval}. */
export type PathInterval = (typeof pathInterval.codes)[number];

/** By what persons are told apart. Disability is not kept in files: nothing can be said of it (decision 124). */
export const equityDimension = defineCodeList("equityDimension", "WHA78 resolution, OP1 (1)", [
  "age",
  "sex",
  "place",
  "channel",
]);
/** One of {@link equityDimension}. */
export type EquityDimension = (typeof equityDimension.codes)[number];

/** Figures of a team that can be opened: those behind which stand files or referrals with which something can be done (decision 144). */
export const openFigure = defineCodeList("openFigure", "Tisser, from issue 6 §5", [
  "reached",
  "ended",
  "between",
  "not-yet",
  "ties",
  "compared",
  "not-compared",
  "partner",
]);
/** One of {@link openFigure}. */
export type OpenFigure = (typeof openFigure.codes)[number];

/** Figures made of maps and answers: who is on their list tells what came of these. */
export const resultFigures = ["ties", "compared", "not-compared"] as const satisfies readonly OpenFigure[];
/** One of {@link resultFigures}. */
export type ResultFigure = (typeof resultFigures)[number];

/** Whether a figure is made of maps and answers. */
export function isResultFigure(figure: OpenFigure): figure is ResultFigure {
  return resultFigures.some((one) => one === figure);
}

/** What is told of new ties: of whom it is known, who has one that lives, of whom nothing is known. */
export const tieTold = defineCodeList("tieTold", "Tisser, from spec/pathway.md §4.2", [
  "known",
  "living",
  "unknown",
]);
/** One of {@link tieTold}. */
export type TieTold = (typeof tieTold.codes)[number];
