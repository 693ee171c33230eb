import { TisserError } from "#base";
import {
  makeDesign,
  meanBy,
  proportionBy,
  statsErrors,
  type Domains,
  type Estimate,
  type SurveyDesign,
} from "#stats";
import { breakdowns, type Breakdown } from "./breakdown.ts";
import type { CellReason } from "./cell.ts";
import type { Indicator } from "./indicator.ts";
import { indicatorsOf } from "./indicators/index.ts";
import { sizeOf, type Survey, type SurveyWave } from "./survey.ts";

/**
 * A figure before disclosure control. It never leaves this room.
 * Units    of the indicator: shares in [0, 1], scores as they are.
 */
export interface RawFigure {
  /** Respondents who count, unweighted. */
  readonly n: number;
  /** Respondents counted in the numerator, unweighted; null for a mean. */
  readonly numerator: number | null;
  readonly estimate: Estimate;
}

/** One indicator of a wave by one breakdown, before disclosure control. */
export interface RawTable {
  readonly indicator: Indicator;
  readonly breakdown: Breakdown;
  /** One entry for each category of the breakdown. */
  readonly figures: readonly RawFigure[];
}

/** All figures of a wave, or the reason why the design allows none. */
export type WaveFigures =
  | { readonly wave: SurveyWave; readonly tables: readonly RawTable[] }
  | { readonly wave: SurveyWave; readonly reason: CellReason };

/** The breakdowns by which an indicator can be shown from this survey's variables. */
export function breakdownsFor(indicator: Indicator, variables: ReadonlySet<string>): readonly Breakdown[] {
  return breakdowns.filter(
    ({ id, variables: needed }) =>
      !(indicator.without ?? []).includes(id) && needed.every((name) => variables.has(name)),
  );
}

/**
 * Estimates every indicator of a wave by every breakdown, with design-based 95 % intervals.
 * Missing  a design whose variance cannot be known gives a reason, never a number.
 */
export function estimateWave(survey: Survey, wave: SurveyWave): WaveFigures {
  if (survey.sampling !== "probability") return { wave, reason: "not-a-probability-sample" };
  const design = designOf(wave);
  if (design === null) return { wave, reason: "one-unit-in-stratum" };
  const variables = new Set(Object.keys(wave.answers));
  const tables = indicatorsOf(survey).flatMap((indicator) => {
    const values = Float64Array.from({ length: sizeOf(wave) }, (_, row) => indicator.valueOf(wave, row));
    return breakdownsFor(indicator, variables).map((breakdown) => ({
      indicator,
      breakdown,
      figures: figuresOf(design, { indicator, breakdown, values, wave }),
    }));
  });
  return { wave, tables };
}

const lonelyPsu = statsErrors.lonelyPsu({ stratum: "", stage: 1 }).code;

/** The design of a wave; null when a stratum has a single unit. */
function designOf(wave: SurveyWave): SurveyDesign | null {
  try {
    const { weight, stratum, psu, fpc, ssu, fpc2 } = wave;
    return makeDesign({
      weights: weight,
      strata: stratum,
      psu,
      ...(fpc === undefined ? {} : { fpc }),
      ...(ssu === undefined || fpc2 === undefined ? {} : { ssu, fpc2 }),
    });
  } catch (error) {
    if (error instanceof TisserError && error.code === lonelyPsu) return null;
    throw error;
  }
}

interface TableTask {
  readonly indicator: Indicator;
  readonly breakdown: Breakdown;
  readonly values: Float64Array;
  readonly wave: SurveyWave;
}

function figuresOf(design: SurveyDesign, task: TableTask): readonly RawFigure[] {
  const { indicator, breakdown, values, wave } = task;
  const codes = Int32Array.from(values, (_, row) => breakdown.categoryOf(wave, row));
  const domains: Domains = {
    codes,
    labels: breakdown.categories,
    keys: breakdown.categories.map((category) => [category]),
  };
  const isShare = indicator.measure === "share";
  const { estimates } = (isShare ? proportionBy : meanBy)(design, values, domains);
  const numerators = new Float64Array(breakdown.categories.length);
  for (const [row, value] of values.entries()) {
    const category = codes[row] ?? -1;
    if (category >= 0 && value === 1) numerators[category] = (numerators[category] ?? 0) + 1;
  }
  return estimates.map((estimate, category) => ({
    n: estimate.n,
    numerator: isShare ? (numerators[category] ?? 0) : null,
    estimate,
  }));
}
