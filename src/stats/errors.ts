import { errorCatalogue } from "#base";

/** Errors of the statistics: what a design or a call may not be. What cannot be estimated is a status, not an error. */
export const statsErrors = errorCatalogue("stats", {
  lengthsDiffer: { status: 422, params: ["column", "rows", "expected"] },
  designMissing: { status: 422, params: ["column", "row"] },
  weightNotPositive: { status: 422, params: ["row"] },
  psuInTwoStrata: { status: 422, params: ["psu"] },
  lonelyPsu: { status: 422, params: ["stratum", "stage"] },
  fpcTooSmall: { status: 422, params: ["stratum", "stage"] },
  fpcNotConstant: { status: 422, params: ["stratum", "stage"] },
  notBinary: { status: 422, params: ["row"] },
  optionUnusable: { status: 422, params: ["option"] },
  domainUnknown: { status: 422, params: ["domain"] },
  replicatesUnusable: { status: 422, params: ["reason"] },
  marginsUnmet: { status: 422, params: ["margin"] },
  marginsUnknown: { status: 422, params: ["margin"] },
  modelNotEstimable: { status: 422, params: ["reason"] },
});

/**
 * An option that must be one of a few words. TypeScript refuses others; a caller without it gets a coded error and not
 * the figure of another method. Errors: stats.optionUnusable.
 */
export function knownOption<Option extends string>(
  value: Option,
  known: readonly Option[],
  option: string,
): Option {
  if (!known.includes(value)) throw statsErrors.optionUnusable({ option });
  return value;
}

/** A number that an option admits. Errors: stats.optionUnusable, also for what is no number. */
export function demandOption(isUsable: boolean, option: string): void {
  if (!isUsable) throw statsErrors.optionUnusable({ option });
}
