import {
  completeCodes,
  demandLength,
  numbersOf,
  type CodeColumn,
  type DenseCodes,
  type NumericColumn,
} from "./columns.ts";
import type { Calibration } from "./calibration.ts";
import { knownOption, statsErrors } from "./errors.ts";
import { isLonely, samplingFractions, type Stage } from "./stage.ts";

/**
 * What to do with a stratum that holds a single primary sampling unit, whose variance cannot be seen:
 * `fail` refuses the design; `remove` counts no variance for it; `average` gives it the mean variance of the other
 * strata; `centered` takes its distance from the mean of all units; `adjust` the same for means, proportions and ratios
 * and refuses totals; `adjust-r` what R `survey` calls "adjust" (distance from 0), totals included.
 */
export type LonelyPsuRule = "fail" | "remove" | "adjust" | "adjust-r" | "average" | "centered";

const lonelyPsuRules: readonly LonelyPsuRule[] = [
  "fail",
  "remove",
  "adjust",
  "adjust-r",
  "average",
  "centered",
];

/** Columns of a survey design, one entry a respondent; what is left out does not exist in the design. */
export interface DesignColumns {
  /** Survey weights, above 0. All 1 when left out; then `rows` is needed. */
  readonly weights?: NumericColumn;
  /** Number of respondents, when there are no weights. */
  readonly rows?: number;
  /** Stratum of each respondent. One stratum when left out. */
  readonly strata?: CodeColumn;
  /** Primary sampling unit. Each respondent is one when left out. */
  readonly psu?: CodeColumn;
  /** Second-stage unit within its primary unit; read only when `fpc2` is given, since without it only the first stage counts. */
  readonly ssu?: CodeColumn;
  /** First-stage population: number of primary units of the stratum in the universe, or (all at most 1) the sampling fraction. */
  readonly fpc?: NumericColumn;
  /** Second-stage population: number of second-stage units in the primary unit, or the sampling fraction. Needs `fpc`. */
  readonly fpc2?: NumericColumn;
  /** Codes of units begin anew in each stratum. Otherwise a unit in two strata is refused. */
  readonly nested?: boolean;
  /** 1 or true for respondents of units that were in the sample with certainty: no first-stage variance. */
  readonly certainty?: ArrayLike<number | boolean | null>;
  /** Default `fail`. */
  readonly lonelyPsu?: LonelyPsuRule;
}

/** The units of a design and how they were drawn, without the respondents: all that an error needs beside sums by unit. */
export interface DesignFrame {
  /** Number of units in which sums are kept. */
  readonly unitCount: number;
  /** Primary unit of each unit. */
  readonly psuOfUnit: Int32Array;
  /** First stage: primary units in strata. */
  readonly first: Stage;
  /** Second stage: second-stage units in primary units; null when it does not count. */
  readonly second: Stage | null;
  readonly lonelyPsu: LonelyPsuRule;
}

/** A design ready for estimation, always built from all respondents: domains and missing answers never change it. */
export interface SurveyDesign extends DesignFrame {
  /** Number of respondents. */
  readonly rows: number;
  /** Weight of each respondent, calibrated when `calibrations` is not empty. */
  readonly weights: Float64Array;
  /** Primary unit of each respondent, from 0. */
  readonly psuOf: Int32Array;
  /** Unit in which sums are kept: second-stage unit when a second stage counts, else primary unit. */
  readonly unitOf: Int32Array;
  /** Calibrations of the weights, in the order in which they were made. */
  readonly calibrations: readonly Calibration[];
}

/**
 * Makes a survey design from its columns.
 * Shapes  every column has one entry a respondent.
 * Missing nothing in a design may be missing.
 * Errors  stats.designMissing, stats.weightNotPositive, stats.psuInTwoStrata, stats.fpcTooSmall, stats.fpcNotConstant,
 *         stats.lonelyPsu (single unit in a stratum and no rule), stats.lengthsDiffer, stats.optionUnusable.
 * Source  Särndal, Swensson, Wretman (1992), chapters 3 and 4. Witness: fixtures/A01, A02, A07 (R `survey`).
 * @example
 * const design = makeDesign({
 *   weights: [10, 20, 10, 20],
 *   strata: ["north", "north", "south", "south"],
 *   psu: [1, 2, 1, 2],
 *   nested: true,
 * });
 * design.unitCount; // 4
 */
export function makeDesign(columns: DesignColumns): SurveyDesign {
  const weights = checkedWeights(columns);
  const rows = weights.length;
  const { strata, psus, stratumOfPsu } = firstStageCodes(columns, rows);
  const first = samplingFractions(
    { groupOfUnit: stratumOfPsu, groupLabels: strata.labels, unitOfRow: psus.codes, stage: 1 },
    columns.fpc === undefined ? null : checked(columns.fpc, rows, "fpc"),
  );
  const lower = secondStage(columns, psus, rows);
  const design: SurveyDesign = {
    rows,
    weights,
    psuOf: psus.codes,
    unitOf: lower?.unitOf ?? psus.codes,
    unitCount: lower?.stage.groupOfUnit.length ?? stratumOfPsu.length,
    psuOfUnit: lower?.stage.groupOfUnit ?? Int32Array.from(stratumOfPsu, (_stratum, psu) => psu),
    first,
    second: lower?.stage ?? null,
    lonelyPsu: knownOption(columns.lonelyPsu ?? "fail", lonelyPsuRules, "lonelyPsu"),
    calibrations: [],
  };
  if (design.lonelyPsu === "fail") demandNoLonelyUnit(design);
  return design;
}

function checkedWeights({ weights, rows }: DesignColumns): Float64Array {
  if (weights === undefined) {
    if (rows === undefined || !(Number.isSafeInteger(rows) && rows > 0))
      throw statsErrors.optionUnusable({ option: "rows" });
    return new Float64Array(rows).fill(1);
  }
  const numbers = numbersOf(weights);
  if (rows !== undefined) demandLength(weights, rows, "weights");
  for (let row = 0; row < numbers.length; row++) {
    const weight = numbers[row]!;
    if (Number.isNaN(weight)) throw statsErrors.designMissing({ column: "weights", row });
    if (!(weight > 0) || weight === Infinity) throw statsErrors.weightNotPositive({ row });
  }
  if (numbers.length === 0) throw statsErrors.optionUnusable({ option: "rows" });
  return numbers;
}

function checked(column: NumericColumn, rows: number, name: string): Float64Array {
  demandLength(column, rows, name);
  const numbers = numbersOf(column);
  const row = numbers.findIndex((value) => !(value > 0));
  if (row >= 0) throw statsErrors.designMissing({ column: name, row });
  return numbers;
}

/** Strata and primary units; units taken with certainty become strata of their own. */
function firstStageCodes(columns: DesignColumns, rows: number) {
  const given = columns.strata === undefined ? null : completeColumn(columns.strata, rows, "strata");
  const strata = withCertainty(columns, given ?? oneStratum(rows), rows);
  const psus =
    columns.psu === undefined
      ? { codes: Int32Array.from({ length: rows }, (_none, row) => row), labels: [] }
      : completeColumn(columns.psu, rows, "psu");
  const units = columns.nested === true && columns.psu !== undefined ? crossed(strata, psus) : psus;
  return { strata, psus: units, stratumOfPsu: groupsOf(units, strata.codes) };
}

function completeColumn(column: CodeColumn, rows: number, name: string): DenseCodes {
  demandLength(column, rows, name);
  return completeCodes(column, name);
}

function oneStratum(rows: number): DenseCodes {
  return { codes: new Int32Array(rows), labels: ["all"] };
}

/** Each unit taken with certainty is a stratum of its own. */
function withCertainty({ certainty, psu }: DesignColumns, strata: DenseCodes, rows: number): DenseCodes {
  if (certainty === undefined) return strata;
  demandLength(certainty, rows, "certainty");
  const keys = Array.from(strata.codes, (stratum, row) =>
    certainty[row] === true || certainty[row] === 1
      ? `certainty\u0000${stratum}\u0000${psu?.[row] ?? row}`
      : `${strata.labels[stratum]}`,
  );
  return completeCodes(keys, "strata");
}

/** Units numbered within groups: the pair is the unit. */
function crossed(groups: DenseCodes, units: DenseCodes): DenseCodes {
  const width = units.labels.length;
  const pairs = new Float64Array(units.codes.length);
  for (let row = 0; row < pairs.length; row++) pairs[row] = groups.codes[row]! * width + units.codes[row]!;
  return completeCodes(pairs, "psu");
}

/** Group of each unit; a unit in two groups is refused. */
function groupsOf(units: DenseCodes, groupOfRow: Int32Array): Int32Array {
  const count = units.labels.length === 0 ? units.codes.length : units.labels.length;
  const groups = new Int32Array(count).fill(-1);
  for (let row = 0; row < groupOfRow.length; row++) {
    const unit = units.codes[row]!;
    const group = groupOfRow[row]!;
    if (groups[unit] === -1) groups[unit] = group;
    else if (groups[unit] !== group) throw statsErrors.psuInTwoStrata({ psu: units.labels[unit] ?? unit });
  }
  return groups;
}

/** Second-stage units, when their population is known; respondents themselves when no unit is named. */
function secondStage(columns: DesignColumns, psus: DenseCodes, rows: number) {
  if (columns.fpc2 === undefined) return null;
  if (columns.fpc === undefined) throw statsErrors.optionUnusable({ option: "fpc2" });
  const given =
    columns.ssu === undefined
      ? completeCodes(
          Int32Array.from({ length: rows }, (_none, row) => row),
          "ssu",
        )
      : completeColumn(columns.ssu, rows, "ssu");
  const units = crossed(psus, given);
  const labels = psus.labels.length > 0 ? psus.labels : Array.from(psus.codes, (code) => code);
  const stage = samplingFractions(
    { groupOfUnit: groupsOf(units, psus.codes), groupLabels: labels, unitOfRow: units.codes, stage: 2 },
    checked(columns.fpc2, rows, "fpc2"),
  );
  return { unitOf: units.codes, stage };
}

function demandNoLonelyUnit({ first, second }: DesignFrame): void {
  for (const stage of second === null ? [first] : [first, second]) {
    const group = stage.unitsInGroup.findIndex((_count, index) => isLonely(stage, index));
    if (group >= 0) throw statsErrors.lonelyPsu({ stratum: stage.groupLabels[group]!, stage: stage.number });
  }
}
