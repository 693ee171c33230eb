import { TisserError } from "#base";
import {
  makeDesign,
  manyFigures,
  meanBy,
  proportionBy,
  statsErrors,
  type Domains,
  type Estimate,
  type EstimateSet,
  type SurveyDesign,
} from "#stats";
import { breakdowns, type Breakdown, type Grouping } from "./breakdown.ts";
import type { CellReason } from "./cell.ts";
import { indicativeDesign } from "./indicative-design.ts";
import type { Indicator } from "./indicator.ts";
import { indicatorsOf } from "./indicators/index.ts";
import type { FiguresMaker } from "./page-job.ts";
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
  readonly breakdown: Grouping;
  /** One entry for each category of the breakdown. */
  readonly figures: readonly RawFigure[];
  /** The estimates with what is needed for their differences; worked out when first asked for. */
  readonly set: () => EstimateSet;
}

/** All figures of a wave, or the reason why the design allows none. */
export type WaveFigures =
  | { readonly wave: SurveyWave; readonly design: SurveyDesign; readonly tables: readonly RawTable[] }
  | { readonly wave: SurveyWave; readonly reason: CellReason };

/** The breakdowns by which an indicator can be shown from this survey's variables. */
export function breakdownsFor(indicator: Indicator, variables: ReadonlySet<string>): readonly Breakdown[] {
  return breakdowns.filter(
    ({ id, variables: needed }) =>
      !(indicator.without ?? []).includes(id) && needed.every((name) => variables.has(name)),
  );
}

/** The design under which a survey is estimated: that of its drawing, or the hypothesis where nobody was drawn. */
export function designFor({ sampling }: Survey, wave: SurveyWave): SurveyDesign | null {
  return sampling === "probability" ? designOf(wave) : indicativeDesign(wave);
}

/**
 * Estimates every indicator of a wave by every breakdown, with design-based 95 % intervals; of people who were not drawn
 * by lot with indicative ones.
 * Missing  a design whose variance cannot be known gives a reason, never a number.
 * @param figures makes the figures, on this thread unless told.
 */
export function estimateWave(
  survey: Survey,
  wave: SurveyWave,
  figures: FiguresMaker = manyFigures,
): WaveFigures {
  const variables = new Set(Object.keys(wave.answers));
  const design = designFor(survey, wave);
  if (design === null) return { wave, reason: "one-unit-in-stratum" };
  const tables = estimateTables({ wave, design, figures }, indicatorsOf(survey), (indicator) =>
    breakdownsFor(indicator, variables),
  );
  return { wave, design, tables };
}

interface WaveOfFigures {
  readonly wave: SurveyWave;
  readonly design: SurveyDesign;
  readonly figures: FiguresMaker;
}

/** Estimates indicators by their breakdowns, in one reading of the wave. */
function estimateTables(
  { wave, design, figures: make }: WaveOfFigures,
  indicators: readonly Indicator[],
  breakdownsOf: (indicator: Indicator) => readonly Breakdown[],
): readonly RawTable[] {
  const shown = [...new Set(indicators.flatMap(breakdownsOf))];
  const asked = indicators.map((indicator) => ({
    y: valuesOf(indicator, wave),
    measure: indicator.measure === "share" ? ("proportion" as const) : ("mean" as const),
  }));
  const groupings = shown.map((breakdown) => groupsOf(wave, breakdown));
  const page = make(design, asked, groupings);
  return indicators.flatMap((indicator, variable) =>
    breakdownsOf(indicator).map((breakdown): RawTable => {
      const at = shown.indexOf(breakdown);
      const domains = groupings[at] ?? groupsOf(wave, breakdown);
      const { y } = asked[variable] ?? { y: valuesOf(indicator, wave) };
      const figures = figuresOf(page[variable]?.[at] ?? [], numeratorsOf(indicator, y, domains));
      return { indicator, breakdown, figures, set: () => setOf(design, indicator, { y, domains }) };
    }),
  );
}

/** Estimates one indicator of a wave by any groups. */
export function estimateBy(
  design: SurveyDesign,
  of: { readonly indicator: Indicator; readonly wave: SurveyWave; readonly breakdown: Grouping },
): RawTable {
  const { indicator, wave, breakdown } = of;
  const [y, domains] = [valuesOf(indicator, wave), groupsOf(wave, breakdown)];
  const set = setOf(design, indicator, { y, domains });
  const figures = figuresOf(set.estimates, numeratorsOf(indicator, y, domains));
  return { indicator, breakdown, figures, set: () => set };
}

/** The value of every respondent, in memory that threads share; NaN where the answers do not suffice. */
export function valuesOf(indicator: Indicator, wave: SurveyWave): Float64Array {
  const bytes = sizeOf(wave) * Float64Array.BYTES_PER_ELEMENT;
  const values = new Float64Array(new SharedArrayBuffer(bytes));
  for (let row = 0; row < values.length; row++) values[row] = indicator.valueOf(wave, row);
  return values;
}

const lonelyPsu = statsErrors.lonelyPsu({ stratum: "", stage: 1 }).code;

/** The design of a wave; null when a stratum has a single unit. */
export function designOf(wave: SurveyWave): SurveyDesign | null {
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

function groupsOf(wave: SurveyWave, { categories, categoryOf }: Grouping): Domains {
  const codes = new Int32Array(sizeOf(wave));
  for (let row = 0; row < codes.length; row++) codes[row] = categoryOf(wave, row);
  return { codes, labels: categories, keys: categories.map((category) => [category]) };
}

interface Grouped {
  readonly y: Float64Array;
  readonly domains: Domains;
}

function setOf(design: SurveyDesign, indicator: Indicator, { y, domains }: Grouped): EstimateSet {
  return (indicator.measure === "share" ? proportionBy : meanBy)(design, y, domains);
}

/** Respondents counted in each group of a share, unweighted; null for a mean. */
function numeratorsOf(
  indicator: Indicator,
  values: Float64Array,
  { codes }: Domains,
): ReadonlyMap<number, number> | null {
  if (indicator.measure !== "share") return null;
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
