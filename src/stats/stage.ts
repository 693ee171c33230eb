import { statsErrors } from "./errors.ts";

/** One stage of sampling: units (PSU, SSU) drawn within groups (strata, PSU). */
export interface Stage {
  /** 1 or 2. */
  readonly number: number;
  /** Group of each unit. */
  readonly groupOfUnit: Int32Array;
  /** Groups as they were given. */
  readonly groupLabels: readonly (string | number)[];
  /** Number of units in each group. */
  readonly unitsInGroup: Int32Array;
  /** Sampling fraction of each group, 0 when its population is not known; 1 leaves no variance. */
  readonly fraction: Float64Array;
}

/** Which units lie in which group, before their populations are looked at. */
interface StageUnits {
  readonly groupOfUnit: Int32Array;
  readonly groupLabels: readonly (string | number)[];
  readonly unitOfRow: Int32Array;
  readonly stage: number;
}

/** Below this share of a population that was not drawn, the group is held to be complete. */
const complete = 1e-7;

/** Whether a group holds a single unit whose variance would count. */
export function isLonely(stage: Stage, group: number): boolean {
  return stage.unitsInGroup[group] === 1 && !isComplete(stage, group);
}

/** Whether every unit of the population of a group is in the sample. */
export function isComplete(stage: Stage, group: number): boolean {
  return 1 - stage.fraction[group]! < complete;
}

/** Reads the populations of a stage: counts when any is above 1, else sampling fractions. */
export function samplingFractions(units: StageUnits, population: Float64Array | null): Stage {
  const { groupOfUnit, groupLabels, stage } = units;
  const groups = groupLabels.length;
  const unitsInGroup = new Int32Array(groups);
  for (const group of groupOfUnit) unitsInGroup[group]! += 1;
  const fraction =
    population === null ? new Float64Array(groups) : fractionsOf(units, population, unitsInGroup);
  markCertainty(groupLabels, fraction);
  return { number: stage, groupOfUnit, groupLabels, unitsInGroup, fraction };
}

function fractionsOf(units: StageUnits, population: Float64Array, unitsInGroup: Int32Array): Float64Array {
  const { groupOfUnit, groupLabels, unitOfRow, stage } = units;
  const given = new Float64Array(groupLabels.length).fill(NaN);
  for (let row = 0; row < population.length; row++) {
    const group = groupOfUnit[unitOfRow[row]!]!;
    if (Number.isNaN(given[group])) given[group] = population[row]!;
    else if (given[group] !== population[row])
      throw statsErrors.fpcNotConstant({ stratum: groupLabels[group]!, stage });
  }
  if (population.every((value) => value <= 1)) return given;
  return given.map((count, group) => {
    if (count < unitsInGroup[group]!) throw statsErrors.fpcTooSmall({ stratum: groupLabels[group]!, stage });
    return unitsInGroup[group]! / count;
  });
}

/** Strata made of one unit taken with certainty are complete, whatever was said of their population. */
function markCertainty(labels: readonly (string | number)[], fraction: Float64Array): void {
  for (const [group, label] of labels.entries())
    if (typeof label === "string" && label.startsWith("certainty\u0000")) fraction[group] = 1;
}
