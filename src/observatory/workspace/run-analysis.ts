import { surveyRuleFor, type Estimate, type SolveLinear } from "#stats";
import {
  breakdownOf,
  filterBreakdowns,
  filteredGrouping,
  filteredId,
  type AnalysisFilter,
} from "../analysis-filter.ts";
import type { BreakdownId } from "../breakdown.ts";
import type { CellReason } from "../cell.ts";
import type { IndicatorId } from "../codes/indicator-catalogue.ts";
import { observatoryErrors } from "../errors.ts";
import { breakdownsFor, designFor, estimateBy, type RawTable } from "../estimation.ts";
import type { Indicator } from "../indicator.ts";
import { indicatorsOf } from "../indicators/index.ts";
import type { PreparedRelease } from "../prepared-release.ts";
import { protectUniverse } from "../protection.ts";
import { countedTables, hiddenCell, samplingFractionOf, shownCell } from "../release.ts";
import { variablesOf, type Survey, type SurveyWave } from "../survey.ts";
import type { AnalysisCell } from "./actions.ts";

/** How far an analysis is: the step under way, and how much of it is done. */
export interface AnalysisProgress {
  readonly step: "waiting" | "estimating" | "protecting";
  readonly done: number;
  readonly total: number;
}

/** What is asked, checked against the survey. */
export interface AnalysisQuestion {
  readonly survey: Survey;
  readonly wave: SurveyWave;
  readonly indicator: Indicator;
  readonly breakdown: BreakdownId;
  readonly filters: readonly AnalysisFilter[];
}

/** What is asked, as it came. */
export interface AskedAnalysis {
  readonly indicator: IndicatorId;
  readonly breakdown: BreakdownId;
  readonly filters: readonly AnalysisFilter[];
  /** Empty for the last wave. */
  readonly wave: string;
}

/** Most groups of a breakdown crossed with its filters. */
const mostCrossed = 101;

/**
 * Checks a question against a survey: its questions, its variables, its waves.
 * @throws observatory.notAvailable, observatory.waveNotFound, observatory.filterUnusable
 */
export function questionOf(survey: Survey, asked: AskedAnalysis): AnalysisQuestion {
  const indicator = indicatorsOf(survey).find(({ id }) => id === asked.indicator);
  if (indicator === undefined) throw observatoryErrors.notAvailable({});
  const wave = asked.wave === "" ? survey.waves.at(-1) : survey.waves.find(({ id }) => id === asked.wave);
  if (wave === undefined) throw observatoryErrors.waveNotFound({});
  const usable = breakdownsFor(indicator, variablesOf(survey)).map(({ id }) => id);
  if (!usable.includes(asked.breakdown)) throw observatoryErrors.filterUnusable({ filter: asked.breakdown });
  const variables = new Set(breakdownOf(asked.breakdown).variables);
  for (const { breakdown, categories } of asked.filters) {
    const found = filterBreakdowns.find(({ id }) => id === breakdown);
    const isUsable =
      found !== undefined &&
      usable.includes(breakdown) &&
      found.variables.every((name) => !variables.has(name)) &&
      categories.every((code) => found.categories.includes(code));
    if (!isUsable) throw observatoryErrors.filterUnusable({ filter: breakdown });
    for (const name of found.variables) variables.add(name);
  }
  const { breakdown, filters } = asked;
  // Protecting a crossing of so many groups would take minutes, and nearly all of them would be withheld.
  const sizes = [breakdown, ...filters.map((one) => one.breakdown)].map(
    (id) => breakdownOf(id).categories.length,
  );
  if (filters.length > 0 && sizes.reduce((product, size) => product * size, 1) > mostCrossed)
    throw observatoryErrors.filterUnusable({ filter: filters.map((one) => one.breakdown).join(", ") });
  return { survey, wave, indicator, breakdown, filters };
}

/** Reads a filter as it stands in an address; none for an empty text. @throws observatory.filterUnusable */
export function readFilters(...texts: readonly string[]): readonly AnalysisFilter[] {
  return texts.flatMap((text) => {
    if (text === "") return [];
    const [name = "", codes = ""] = text.split("=");
    const breakdown = filterBreakdowns.find(({ id }) => id === name);
    if (breakdown === undefined) throw observatoryErrors.filterUnusable({ filter: name });
    return [{ breakdown: breakdown.id, categories: codes.split("+") }];
  });
}

/** How an analysis is protected. */
export interface AnalysisProtection {
  readonly solve: SolveLinear;
  /** The release of the survey that is in force: what it shows is known to everybody. */
  readonly release: PreparedRelease | null;
  /** Is told how far the work is. */
  readonly tell?: (progress: AnalysisProgress) => void;
}

/**
 * The figures of an analysis. Disclosure control is that of a release: the tables of the universe, the grids that tie
 * the filtered groups to them, and what the release in force shows, are one system; an analyst's screen and files show
 * no more than could be published.
 */
export function analysisCells(
  { survey, wave, indicator, breakdown, filters }: AnalysisQuestion,
  { solve, release, tell = () => {} }: AnalysisProtection,
): readonly AnalysisCell[] {
  const grouping = filters.length === 0 ? breakdownOf(breakdown) : filteredGrouping(breakdown, filters);
  const hidden = (reason: CellReason): readonly AnalysisCell[] =>
    grouping.categories.map((code) => withoutPrecision(hiddenCell(code, "not-estimable", reason)));
  const design = designFor(survey, wave);
  if (design === null) return hidden("one-unit-in-stratum");
  const asked = estimateBy(design, { indicator, wave, breakdown: grouping });
  if (asked.figures.every(({ n }) => n === 0)) return hidden("no-answer");
  const variables = variablesOf(survey);
  const pairs = indicatorsOf(survey)
    .filter(({ universe }) => universe === indicator.universe)
    .flatMap((one) => breakdownsFor(one, variables).map((by) => ({ indicator: one, breakdown: by })));
  const standard = pairs.map((pair, done) => {
    tell({ step: "estimating", done, total: pairs.length });
    return estimateBy(design, { ...pair, wave });
  });
  tell({ step: "protecting", done: 0, total: 1 });
  const shape = { indicator: indicator.id, breakdown, filters };
  const raw = filters.length === 0 ? standard : [...standard, asked];
  const known = knownCells(raw, wave.id, release);
  const counted = countedTables(wave, raw, filters.length === 0 ? [] : [shape]).map((table) => ({
    ...table,
    figures: table.figures.map((figure, position) =>
      known.has(`${table.indicator.id}/${table.groups.id}/${position}`)
        ? { ...figure, isKnown: true }
        : figure,
    ),
  }));
  const rule = surveyRuleFor(samplingFractionOf(wave), false);
  const isWithheld = protectUniverse(counted, { rule, solve });
  return asked.figures.map((figure, position) => {
    const category = grouping.categories[position] ?? "";
    return isWithheld(indicator.id, grouping.id, position)
      ? withoutPrecision(hiddenCell(category, "suppressed", "protected"))
      : { ...shownCell(category, indicator, figure), ...precisionOf(figure.estimate) };
  });
}

/** What a release shows of the very same answers; nothing when a number of respondents is another one now. */
function knownCells(
  raw: readonly RawTable[],
  wave: string,
  release: PreparedRelease | null,
): ReadonlySet<string> {
  const known = new Set<string>();
  const shown = [
    ...(release?.tables ?? []).map((table) => ({ ...table, groups: table.breakdown as string })),
    ...(release?.analyses ?? []).map((table) => ({
      ...table,
      groups: filteredId(table.breakdown, table.filters),
    })),
  ];
  for (const { indicator, breakdown, figures } of raw) {
    const table = shown.find((one) => one.indicator === indicator.id && one.groups === breakdown.id);
    for (const [position, cell] of (table?.waves.find((one) => one.wave === wave)?.cells ?? []).entries()) {
      if (cell.status !== "published") continue;
      if (cell.n !== figures[position]?.n) return new Set();
      known.add(`${indicator.id}/${breakdown.id}/${position}`);
    }
  }
  return known;
}

const noPrecision = { deff: null, df: null, cv: null, warnings: [] };

function withoutPrecision(cell: ReturnType<typeof hiddenCell>): AnalysisCell {
  return { ...cell, ...noPrecision };
}

function precisionOf({
  deff,
  df,
  cv,
  reasons,
}: Estimate): Omit<AnalysisCell, keyof ReturnType<typeof hiddenCell>> {
  const rounded = (value: number | null, step: number): number | null =>
    value === null ? null : Math.round(value * step) / step;
  return {
    deff: rounded(deff, 100),
    df,
    cv: cv === null ? null : rounded(100 * cv, 10),
    warnings: [...reasons],
  };
}
