import { TisserError } from "#base";
import { makeDesign, manyFigures, statsErrors, type Domains, type Estimate, type SurveyDesign } from "#stats";
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
  const variables = new Set(Object.keys(wave.answers));
  const tables = estimateTables(wave, indicatorsOf(survey), (indicator) =>
    breakdownsFor(indicator, variables),
  );
  return tables === null ? { wave, reason: "one-unit-in-stratum" } : { wave, tables };
}

/** Estimates indicators by their breakdowns; null where the design tells no variance. */
export function estimateTables(
  wave: SurveyWave,
  indicators: readonly Indicator[],
  breakdownsOf: (indicator: Indicator) => readonly Breakdown[],
): readonly RawTable[] | null {
  const design = designOf(wave);
  if (design === null) return null;
  const shown = [...new Set(indicators.flatMap(breakdownsOf))];
  const variables = indicators.map((indicator) => ({
    y: valuesOf(wave, indicator),
    measure: indicator.measure === "share" ? ("proportion" as const) : ("mean" as const),
  }));
  const groupings = shown.map((breakdown) => groupsOf(wave, breakdown));
  const page = manyFigures(design, variables, groupings);
  return indicators.flatMap((indicator, variable) =>
    breakdownsOf(indicator).map((breakdown) => {
      const at = shown.indexOf(breakdown);
      const { codes } = groupings[at] ?? { codes: new Int32Array() };
      const { y } = variables[variable] ?? { y: new Float64Array() };
      const numerators = indicator.measure === "share" ? counts(y, codes) : null;
      return { indicator, breakdown, figures: figuresOf(page[variable]?.[at] ?? [], numerators) };
    }),
  );
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

function valuesOf(wave: SurveyWave, indicator: Indicator): Float64Array {
  const values = new Float64Array(sizeOf(wave));
  for (let row = 0; row < values.length; row++) values[row] = indicator.valueOf(wave, row);
  return values;
}

function groupsOf(wave: SurveyWave, { categories, categoryOf }: Breakdown): Domains {
  const codes = new Int32Array(sizeOf(wave));
  for (let row = 0; row < codes.length; row++) codes[row] = categoryOf(wave, row);
  return { codes, labels: categories, keys: categories.map((category) => [category]) };
}

/** Respondents counted in each group, unweighted. */
function counts(values: Float64Array, codes: Int32Array): ReadonlyMap<number, number> {
  const numerators = new Map<number, number>();
  for (let row = 0; row < values.length; row++) {
    const category = codes[row] ?? -1;
    if (category >= 0 && values[row] === 1) numerators.set(category, (numerators.get(category) ?? 0) + 1);
  }
  return numerators;
}

function figuresOf(
  estimates: readonly Estimate[],
  numerators: ReadonlyMap<number, number> | null,
): readonly RawFigure[] {
  return estimates.map((estimate, category) => ({
    n: estimate.n,
    numerator: numerators === null ? null : (numerators.get(category) ?? 0),
    estimate,
  }));
}
