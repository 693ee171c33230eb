import { surveyRuleFor, type SolveLinear } from "#stats";
import type { BreakdownId } from "./breakdown.ts";
import type { CellReason, CellStatus } from "./cell.ts";
import type { IndicatorId } from "./codes/indicator-catalogue.ts";
import { breakdownsFor, estimateWave, type RawFigure, type WaveFigures } from "./estimation.ts";
import type { Indicator } from "./indicator.ts";
import { indicatorsOf } from "./indicators/index.ts";
import { protectUniverse, type IsWithheld } from "./protection.ts";
import type { ReleaseCell, ReleaseContent } from "./release-schema.ts";
import { sizeOf, variablesOf, type Survey } from "./survey.ts";

/** Coefficient of variation above which a figure is to be read with caution (reference `indicators.json`). */
const cautiousCv = 0.2;

/** How a release is made. */
export interface ReleaseOptions {
  readonly solve: SolveLinear;
  /** Whether the survey is of a small territory. */
  readonly isLocal?: boolean;
}

/**
 * Makes the release of a survey: estimates, withholds what could tell of somebody, audits, rounds.
 * Same survey, same release.
 * @throws observatory.auditFailed when it could not be made safe.
 */
export function makeRelease(survey: Survey, options: ReleaseOptions): ReleaseContent {
  const perWave: (readonly Column[])[] = [];
  for (const wave of survey.waves) {
    const figures = estimateWave(survey, wave);
    perWave.push(columnsOf(survey, figures, options));
  }
  const variables = variablesOf(survey);
  return {
    survey: survey.id,
    isSynthetic: survey.isSynthetic,
    sampling: survey.sampling,
    fromAge: survey.fromAge,
    waves: survey.waves.map((wave) => ({
      wave: wave.id,
      respondents: sizeOf(wave),
      responseRate: Math.round((100 * sizeOf(wave)) / wave.drawn),
    })),
    tables: indicatorsOf(survey).flatMap((indicator) =>
      breakdownsFor(indicator, variables).map(({ id: breakdown }) => ({
        indicator: indicator.id,
        breakdown,
        waves: survey.waves.map(({ id: wave }, position) => ({
          wave,
          cells:
            perWave[position]?.find((one) => one.indicator === indicator.id && one.breakdown === breakdown)
              ?.cells ?? [],
        })),
      })),
    ),
  };
}

/** One table of one wave, ready to be published. */
interface Column {
  readonly indicator: IndicatorId;
  readonly breakdown: BreakdownId;
  readonly cells: ReleaseCell[];
}

function columnsOf(survey: Survey, figures: WaveFigures, options: ReleaseOptions): readonly Column[] {
  if ("reason" in figures) return unavailableColumns(survey, figures.reason);
  const { wave, tables } = figures;
  const universe = wave.weight.reduce((sum, weight) => sum + weight, 0);
  const rule = surveyRuleFor(sizeOf(wave) / universe, options.isLocal ?? false);
  const columns: Column[] = [];
  for (const name of new Set(tables.map(({ indicator }) => indicator.universe))) {
    const own = tables.filter(({ indicator }) => indicator.universe === name);
    const isEmpty = own.every((table) => table.figures.every(({ n }) => n === 0));
    const isWithheld: IsWithheld = isEmpty
      ? () => true
      : protectUniverse(own, { rule, solve: options.solve });
    for (const { indicator, breakdown, figures: raw } of own) {
      const cells = raw.map((figure, position) => {
        const category = breakdown.categories[position] ?? "";
        if (isEmpty) return hiddenCell(category, "not-estimable", "no-answer");
        return isWithheld(indicator, breakdown.id, position)
          ? hiddenCell(category, "suppressed", "protected")
          : shownCell(category, indicator, figure);
      });
      columns.push({ indicator: indicator.id, breakdown: breakdown.id, cells });
    }
  }
  return columns;
}

function unavailableColumns(survey: Survey, reason: CellReason): readonly Column[] {
  const variables = variablesOf(survey);
  return indicatorsOf(survey).flatMap((indicator) =>
    breakdownsFor(indicator, variables).map((breakdown) => ({
      indicator: indicator.id,
      breakdown: breakdown.id,
      cells: breakdown.categories.map((category) => hiddenCell(category, "not-estimable", reason)),
    })),
  );
}

function hiddenCell(category: string, status: CellStatus, reason: CellReason): ReleaseCell {
  const nothing = { value: null, low: null, high: null, n: null, effectiveN: null };
  return { category, status, reason, ...nothing, isUncertain: false };
}

function shownCell(category: string, indicator: Indicator, { n, estimate }: RawFigure): ReleaseCell {
  const isShare = indicator.measure === "share";
  const rounded = (value: number | null | undefined): number | null =>
    value === null || value === undefined ? null : round(isShare ? 100 * value : value, isShare ? 1 : 2);
  return {
    category,
    status: "published",
    reason: null,
    value: rounded(estimate.value),
    low: rounded(estimate.ci?.low),
    high: rounded(estimate.ci?.high),
    n,
    effectiveN: estimate.effectiveN === null ? null : Math.round(estimate.effectiveN),
    isUncertain: estimate.status === "review" || (estimate.cv ?? 0) > cautiousCv,
  };
}

function round(value: number, decimals: number): number {
  const step = 10 ** decimals;
  return Math.round(value * step) / step;
}
