import { sampleSurveyRule, surveyRuleFor, type SolveLinear } from "#stats";
import {
  filteredGrouping,
  filteredGroups,
  filteredId,
  gridTables,
  type AnalysisFilter,
} from "./analysis-filter.ts";
import { breakdowns, marginsOf, type BreakdownId, type Grouping } from "./breakdown.ts";
import type { CellReason, CellStatus } from "./cell.ts";
import type { IndicatorId } from "./codes/indicator-catalogue.ts";
import { associationsOf, breakBetween, compareGroups, compareWaves } from "./comparison.ts";
import type { CountedTable, GroupList } from "./counted-table.ts";
import { observatoryErrors } from "./errors.ts";
import {
  breakdownsFor,
  estimateBy,
  estimateWave,
  type RawFigure,
  type RawTable,
  type WaveFigures,
} from "./estimation.ts";
import type { Indicator } from "./indicator.ts";
import { indicatorsOf } from "./indicators/index.ts";
import type { FiguresMaker } from "./page-job.ts";
import { protectUniverse, type IsWithheld } from "./protection.ts";
import { overlapOf, type AuditedRelease } from "./register/linked-audit.ts";
import {
  basisTable,
  countsAlike,
  isShown,
  type BasisTable,
  type ReleaseBasis,
} from "./register/release-basis.ts";
import type { ReleaseCell, ReleaseContent, ReleaseTable } from "./release-schema.ts";
import { sizeOf, variablesOf, type Survey, type SurveyWave } from "./survey.ts";

/** Coefficient of variation above which a figure is to be read with caution (reference `indicators.json`). */
const cautiousCv = 0.2;

/** What else a release shows: an indicator by a breakdown among some respondents. */
export interface AnalysisShape {
  readonly indicator: IndicatorId;
  readonly breakdown: BreakdownId;
  readonly filters: readonly AnalysisFilter[];
}

/** How a release is made. */
export interface ReleaseOptions {
  readonly solve: SolveLinear;
  /** Whether the survey is of a small territory. */
  readonly isLocal?: boolean;
  /** Analyses shown beside the tables. */
  readonly analyses?: readonly AnalysisShape[];
  /** Earlier releases of the same source: what they show of the same answers stays shown. */
  readonly earlier?: readonly AuditedRelease[];
  /** Makes the figures; on this thread unless told. */
  readonly figures?: FiguresMaker;
}

/** A release ready for its audit. */
export interface MadeRelease {
  readonly content: ReleaseContent;
  /** The numbers behind it, which never leave the server. */
  readonly basis: ReleaseBasis;
}

/**
 * Makes the release of a survey: estimates, withholds what could tell of somebody, audits, rounds.
 * Same survey, same release.
 * @throws observatory.auditFailed when it could not be made safe.
 */
export function makeRelease(survey: Survey, options: ReleaseOptions): ReleaseContent {
  return makeReleaseWithBasis(survey, options).content;
}

/** As {@link makeRelease}, with the numbers that later releases are audited against. */
export function makeReleaseWithBasis(survey: Survey, options: ReleaseOptions): MadeRelease {
  const waves = survey.waves.map((wave) => releaseWave(survey, wave, options));
  const variables = variablesOf(survey);
  const cellsOf = (position: number, indicator: IndicatorId, groups: string): ReleaseCell[] =>
    waves[position]?.columns.find((one) => one.indicator === indicator && one.groups === groups)?.cells ?? [];
  const table = (indicator: IndicatorId, breakdown: BreakdownId, groups: string): ReleaseTable => ({
    indicator,
    breakdown,
    waves: survey.waves.map(({ id }, position) => ({
      wave: id,
      cells: cellsOf(position, indicator, groups),
    })),
  });
  const analyses = (options.analyses ?? []).map(({ indicator, breakdown, filters }) => ({
    ...table(indicator, breakdown, filteredId(breakdown, filters)),
    filters: [...filters],
  }));
  const content: ReleaseContent = {
    survey: survey.id,
    isSynthetic: survey.isSynthetic,
    sampling: survey.sampling,
    fromAge: survey.fromAge,
    waves: survey.waves.map((wave) => ({
      wave: wave.id,
      respondents: sizeOf(wave),
      responseRate: Math.round((100 * sizeOf(wave)) / wave.drawn),
    })),
    ...(survey.areas === undefined ? {} : { areas: [...survey.areas] }),
    ...(survey.source === undefined ? {} : { source: survey.source }),
    ...(survey.about === undefined ? {} : { about: survey.about }),
    ...(survey.words === undefined ? {} : { words: survey.words.map((one) => ({ ...one })) }),
    tables: indicatorsOf(survey).flatMap((indicator) =>
      breakdownsFor(indicator, variables).map(({ id }) => table(indicator.id, id, id)),
    ),
    ...(analyses.length === 0 ? {} : { analyses }),
    ...comparisonsOf(survey, waves),
  };
  return { content, basis: { isLocal: options.isLocal ?? false, waves: waves.map(({ basis }) => basis) } };
}

/** One table of one wave, ready to be published. */
interface Column {
  readonly indicator: IndicatorId;
  readonly groups: string;
  readonly cells: ReleaseCell[];
}

interface ReleasedWave {
  readonly figures: WaveFigures;
  readonly columns: readonly Column[];
  readonly basis: ReleaseBasis["waves"][number];
}

function releaseWave(survey: Survey, wave: SurveyWave, options: ReleaseOptions): ReleasedWave {
  const figures = estimateWave(survey, wave, options.figures);
  if ("reason" in figures) {
    const columns = unavailableColumns(survey, figures.reason, options.analyses ?? []);
    return { figures, columns, basis: { wave: wave.id, samplingFraction: 0, tables: [] } };
  }
  const samplingFraction = samplingFractionOf(wave);
  const rule = surveyRuleFor(samplingFraction, options.isLocal ?? false);
  const raw = [...figures.tables, ...analysisTables(figures, options.analyses ?? [])];
  const columns: Column[] = [];
  const tables: BasisTable[] = [];
  for (const universe of new Set(raw.map(({ indicator }) => indicator.universe))) {
    const own = raw.filter(({ indicator }) => indicator.universe === universe);
    const counted = countedTables(wave, own, options.analyses ?? []);
    const known = markKnown(counted, knownBefore(survey, { wave: wave.id, universe, counted }, options));
    const isEmpty = own.every((table) => table.figures.every(({ n }) => n === 0));
    const isWithheld: IsWithheld = isEmpty
      ? () => true
      : protectUniverse(known, { rule, solve: options.solve });
    columns.push(...own.map((table) => columnOf(table, isEmpty, isWithheld)));
    tables.push(
      ...counted.map((table) =>
        basisTable(table, universe, (category) => !isWithheld(table.indicator.id, table.groups.id, category)),
      ),
    );
  }
  return { figures, columns, basis: { wave: wave.id, samplingFraction, tables } };
}

/** Tests between figures that are shown, correlations in the last wave, and breaks in trends. */
function comparisonsOf(
  survey: Survey,
  waves: readonly ReleasedWave[],
): Pick<ReleaseContent, "comparisons" | "associations" | "breaks"> {
  // Nothing is tested among people who were not drawn by lot.
  const isTested = survey.sampling === "probability";
  const estimated = waves.flatMap(({ figures, columns }) =>
    "reason" in figures || !isTested ? [] : [{ ...figures, columns }],
  );
  const shownIn = (columns: readonly Column[], { indicator, breakdown }: RawTable): readonly string[] =>
    (columns.find((one) => one.indicator === indicator.id && one.groups === breakdown.id)?.cells ?? [])
      .filter(({ status }) => status === "published")
      .map(({ category }) => category);
  const groups = estimated.flatMap(({ wave, tables, columns }) =>
    tables.flatMap((table) => compareGroups({ table, shown: shownIn(columns, table) }, wave.id) ?? []),
  );
  const between = indicatorsOf(survey).flatMap((indicator) => {
    const totals = estimated.flatMap(({ wave, tables, columns }) => {
      const table = tables.find((one) => one.indicator === indicator && one.breakdown.id === "total");
      return table === undefined ? [] : [{ wave, table, isShown: shownIn(columns, table).length > 0 }];
    });
    return compareWaves(totals) ?? [];
  });
  const breaks = indicatorsOf(survey).flatMap((indicator) =>
    survey.waves.slice(1).flatMap((after, position) => {
      const before = survey.waves[position];
      const reason = before === undefined ? null : breakBetween(before, after, indicator);
      return before === undefined || reason === null
        ? []
        : [{ indicator: indicator.id, before: before.id, after: after.id, reason }];
    }),
  );
  const last = estimated.at(-1);
  return {
    comparisons: [...groups, ...between],
    associations: last === undefined ? [] : [...associationsOf(last, sampleSurveyRule.minimumCell)],
    ...(breaks.length === 0 ? {} : { breaks }),
  };
}

/** Share of the universe that answered. */
export function samplingFractionOf(wave: SurveyWave): number {
  const universe = wave.weight.reduce((sum, weight) => sum + weight, 0);
  return Math.min(1, sizeOf(wave) / universe);
}

function columnOf(
  { indicator, breakdown, figures }: RawTable,
  isEmpty: boolean,
  isWithheld: IsWithheld,
): Column {
  const cells = figures.map((figure, position) => {
    const category = breakdown.categories[position] ?? "";
    if (isEmpty) return hiddenCell(category, "not-estimable", "no-answer");
    return isWithheld(indicator.id, breakdown.id, position)
      ? hiddenCell(category, "suppressed", "protected")
      : shownCell(category, indicator, figure);
  });
  return { indicator: indicator.id, groups: breakdown.id, cells };
}

/** The filtered tables of a wave. */
function analysisTables(
  { wave, design, tables }: Extract<WaveFigures, { design: unknown }>,
  analyses: readonly AnalysisShape[],
): readonly RawTable[] {
  return analyses.map(({ indicator: id, breakdown, filters }) => {
    const indicator = tables.find((table) => table.indicator.id === id)?.indicator;
    if (indicator === undefined) throw observatoryErrors.notAvailable({});
    return estimateBy(design, { indicator, wave, breakdown: filteredGrouping(breakdown, filters) });
  });
}

/** What disclosure control reads: the tables of a universe, and the grids that tie filtered ones to the others. */
export function countedTables(
  wave: SurveyWave,
  raw: readonly RawTable[],
  analyses: readonly AnalysisShape[],
): readonly CountedTable[] {
  const indicators = [...new Set(raw.map(({ indicator }) => indicator))];
  const grids = indicators.flatMap((indicator) =>
    gridTables(
      indicator,
      wave,
      analyses.filter((one) => one.indicator === indicator.id),
    ),
  );
  const shown = raw.map(({ indicator, breakdown, figures }) => ({
    indicator,
    groups: groupsOf(breakdown, analyses),
    figures: figures.map((figure) => ({
      n: figure.n,
      numerator: figure.numerator,
      isImprecise: isImprecise(figure),
    })),
  }));
  return [...shown, ...grids];
}

function groupsOf(grouping: Grouping, analyses: readonly AnalysisShape[]): GroupList {
  const standard = breakdowns.find(({ id }) => id === grouping.id);
  if (standard !== undefined)
    return { id: standard.id, categories: standard.categories, margins: marginsOf(standard) };
  const shape = analyses.find(({ breakdown, filters }) => filteredId(breakdown, filters) === grouping.id);
  return shape === undefined
    ? { id: grouping.id, categories: grouping.categories, margins: [] }
    : filteredGroups(shape.breakdown, shape.filters);
}

/** Whether estimation says that a figure is not precise enough to be shown. */
export function isImprecise({ estimate }: RawFigure): boolean {
  return estimate.status === "suppressed" || estimate.status === "not-estimable" || estimate.ci === null;
}

/** What earlier releases of exactly the same answers show of a universe of a wave. */
function knownBefore(
  survey: Survey,
  of: { readonly wave: string; readonly universe: string; readonly counted: readonly CountedTable[] },
  { earlier = [] }: ReleaseOptions,
): ReadonlySet<string> {
  const fresh = of.counted.map((table) => basisTable(table, of.universe, () => false));
  const known = earlier
    .filter(({ areas }) => overlapOf(survey.areas ?? null, areas) === "same")
    .flatMap(({ basis }) => {
      const tables = (basis.waves.find(({ wave }) => wave === of.wave)?.tables ?? []).filter(
        (table) => table.universe === of.universe,
      );
      const isSame = tables.every((table) => {
        const own = fresh.find((one) => one.indicator === table.indicator && one.groups === table.groups);
        return own === undefined || countsAlike(own, table);
      });
      return isSame ? tables : [];
    });
  return new Set(
    known.flatMap((table) =>
      table.categories.flatMap((_, category) =>
        isShown(table, category) ? [`${table.indicator}/${table.groups}/${category}`] : [],
      ),
    ),
  );
}

function markKnown(tables: readonly CountedTable[], known: ReadonlySet<string>): readonly CountedTable[] {
  if (known.size === 0) return tables;
  return tables.map((table) => ({
    ...table,
    figures: table.figures.map((figure, category) =>
      known.has(`${table.indicator.id}/${table.groups.id}/${category}`)
        ? { ...figure, isKnown: true }
        : figure,
    ),
  }));
}

function unavailableColumns(
  survey: Survey,
  reason: CellReason,
  analyses: readonly AnalysisShape[],
): readonly Column[] {
  const variables = variablesOf(survey);
  const hidden = (indicator: IndicatorId, groups: string, categories: readonly string[]): Column => ({
    indicator,
    groups,
    cells: categories.map((category) => hiddenCell(category, "not-estimable", reason)),
  });
  return [
    ...indicatorsOf(survey).flatMap((indicator) =>
      breakdownsFor(indicator, variables).map(({ id, categories }) => hidden(indicator.id, id, categories)),
    ),
    ...analyses.map(({ indicator, breakdown, filters }) => {
      const { id, categories } = filteredGrouping(breakdown, filters);
      return hidden(indicator, id, categories);
    }),
  ];
}

/** A cell that is not shown. */
export function hiddenCell(category: string, status: CellStatus, reason: CellReason): ReleaseCell {
  const nothing = { value: null, low: null, high: null, n: null, effectiveN: null };
  return { category, status, reason, ...nothing, isUncertain: false };
}

/** A cell as it is shown: rounded, with its interval. */
export function shownCell(category: string, indicator: Indicator, { n, estimate }: RawFigure): ReleaseCell {
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
