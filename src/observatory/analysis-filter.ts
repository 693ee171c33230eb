import { z } from "zod";
import {
  breakdown,
  breakdowns,
  marginsOf,
  type Breakdown,
  type BreakdownId,
  type Grouping,
} from "./breakdown.ts";
import type { CountedFigure, CountedTable, GroupList, GroupMargin } from "./counted-table.ts";
import type { Indicator } from "./indicator.ts";
import { sizeOf, type SurveyWave } from "./survey.ts";

/** Respondents to whom an analysis is restricted: those in one of these groups. */
export const analysisFilterSchema = z.strictObject({
  breakdown: breakdown.schema,
  categories: z.array(z.string().max(60)).min(1).max(20),
});
/** One restriction of an analysis. */
export type AnalysisFilter = z.output<typeof analysisFilterSchema>;

/** Breakdowns whose groups can be asked for in a filter: no total, no crossing. */
export const filterBreakdowns: readonly Breakdown[] = breakdowns.filter(({ lists }) => lists.length === 1);

/** The breakdown of an id. */
export function breakdownOf(id: BreakdownId): Breakdown {
  const found = breakdowns.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no breakdown ${id}`);
  return found;
}

/** Id of the groups of a breakdown within filters; the id of the breakdown when there are none. */
export function filteredId(by: BreakdownId, filters: readonly AnalysisFilter[]): string {
  const parts = inOrder(filters).map(
    ({ breakdown: id, categories }) =>
      `${id}=${breakdownOf(id)
        .categories.filter((code) => categories.includes(code))
        .join("+")}`,
  );
  return parts.length === 0 ? by : `${by}|${parts.join("&")}`;
}

/** The groups of a breakdown, among those respondents only whom every filter admits. */
export function filteredGrouping(by: BreakdownId, filters: readonly AnalysisFilter[]): Grouping {
  const inner = breakdownOf(by);
  const tests = filters.map(({ breakdown: id, categories }) => {
    const { categories: all, categoryOf } = breakdownOf(id);
    return (wave: SurveyWave, row: number): boolean => categories.includes(all[categoryOf(wave, row)] ?? "");
  });
  return {
    id: filteredId(by, filters),
    categories: inner.categories,
    categoryOf: (wave, row) => (tests.every((isIn) => isIn(wave, row)) ? inner.categoryOf(wave, row) : -1),
  };
}

/** What a reader can add up of a filtered breakdown: each of its groups is a sum of cells of a grid that is never shown. */
export function filteredGroups(by: BreakdownId, filters: readonly AnalysisFilter[]): GroupList {
  const inner = breakdownOf(by);
  const grid = gridOf(variablesOf(by, filters));
  const margins = inner.categories.map((category): GroupMargin => ({
    categories: [category],
    margin: grid.id,
    marginCategories: grid.cells
      .filter((cell) =>
        grid.variables.every(({ id }, position) => {
          const code = cell[position] ?? "";
          const isAsked = id !== by || code === category;
          return isAsked && filters.every((one) => one.breakdown !== id || one.categories.includes(code));
        }),
      )
      .map(nameOfCell),
  }));
  return { id: filteredId(by, filters), categories: inner.categories, margins };
}

/**
 * The counts in the grids behind filtered tables: every combination of the breakdowns that take part, and of each smaller
 * set of them. They are shown in no event, but tie tables to one another: those of women and those of men, those of one
 * filter and those of two.
 */
export function gridTables(
  indicator: Indicator,
  wave: SurveyWave,
  shapes: readonly { readonly breakdown: BreakdownId; readonly filters: readonly AnalysisFilter[] }[],
): readonly CountedTable[] {
  const grids = new Map<string, Grid>();
  for (const { breakdown: by, filters } of shapes) {
    for (const variables of subsets(variablesOf(by, filters))) {
      if (variables.length < 2) continue;
      const grid = gridOf(variables);
      grids.set(grid.id, grid);
    }
  }
  return [...grids.values()]
    .toSorted((a, b) => a.variables.length - b.variables.length || (a.id < b.id ? -1 : 1))
    .map((grid) => ({
      indicator,
      groups: { id: grid.id, categories: grid.cells.map(nameOfCell), margins: marginsOfGrid(grid) },
      figures: countsOf(indicator, wave, grid),
    }));
}

interface Grid {
  readonly id: string;
  readonly variables: readonly Breakdown[];
  /** Codes of each cell, one a variable; the last varies fastest. */
  readonly cells: readonly (readonly string[])[];
}

function variablesOf(by: BreakdownId, filters: readonly AnalysisFilter[]): readonly BreakdownId[] {
  const asked = new Set([...(by === "total" ? [] : [by]), ...filters.map((one) => one.breakdown)]);
  return breakdowns.map(({ id }) => id).filter((id) => asked.has(id));
}

function inOrder(filters: readonly AnalysisFilter[]): readonly AnalysisFilter[] {
  const place = (id: BreakdownId): number => breakdowns.findIndex((one) => one.id === id);
  return filters.toSorted((a, b) => place(a.breakdown) - place(b.breakdown));
}

/** The grid of some breakdowns; that of a single one is the breakdown itself. */
function gridOf(ids: readonly BreakdownId[]): Grid {
  const variables = ids.map(breakdownOf);
  const cells = variables.reduce<readonly (readonly string[])[]>(
    (sofar, { categories }) => sofar.flatMap((cell) => categories.map((code) => [...cell, code])),
    [[]],
  );
  return {
    id: ids.length === 0 ? "total" : ids.join("*"),
    variables,
    cells: ids.length === 0 ? [["all"]] : cells,
  };
}

function nameOfCell(codes: readonly string[]): string {
  return codes.join("*");
}

function subsets<T>(values: readonly T[]): readonly (readonly T[])[] {
  return values.reduce<readonly (readonly T[])[]>(
    (sofar, value) => [...sofar, ...sofar.map((one) => [...one, value])],
    [[]],
  );
}

/** Summing over one variable gives the grid of the others; age and disability also give their crossing in two degrees. */
function marginsOfGrid(grid: Grid): readonly GroupMargin[] {
  const ids = grid.variables.map(({ id }) => id);
  const sums = grid.variables.flatMap((_, dropped) => {
    const smaller = gridOf(ids.filter((_id, position) => position !== dropped));
    return smaller.cells.map((rest) => ({
      categories: grid.cells
        .filter((cell) => nameOfCell(cell.toSpliced(dropped, 1)) === nameOfCell(rest))
        .map(nameOfCell),
      margin: smaller.id,
      marginCategories: [nameOfCell(rest)],
    }));
  });
  return ids.join("*") === "age*disability" ? [...sums, ...crossingMargins()] : sums;
}

function crossingMargins(): readonly GroupMargin[] {
  const crossing = breakdownOf("age-disability");
  const degrees = new Map(
    marginsOf(crossing)
      .filter(({ margin }) => margin === "disability")
      .flatMap(({ categories, marginCategories }) =>
        categories.map((category) => [category, marginCategories] as const),
      ),
  );
  return crossing.categories.map((category) => ({
    categories: (degrees.get(category) ?? []).map((degree) => `${category.split("_")[0]}*${degree}`),
    margin: crossing.id,
    marginCategories: [category],
  }));
}

function countsOf(
  indicator: Indicator,
  wave: SurveyWave,
  { variables, cells }: Grid,
): readonly CountedFigure[] {
  const counts = cells.map(() => ({ n: 0, numerator: 0 }));
  for (let row = 0; row < sizeOf(wave); row += 1) {
    const value = indicator.valueOf(wave, row);
    if (Number.isNaN(value)) continue;
    let cell = 0;
    for (const { categories, categoryOf } of variables) {
      const code = categoryOf(wave, row);
      cell = code < 0 ? Number.NaN : cell * categories.length + code;
    }
    const count = counts[cell];
    if (count === undefined) continue;
    count.n += 1;
    if (value === 1) count.numerator += 1;
  }
  return counts.map(({ n, numerator }) => ({
    n,
    numerator: indicator.measure === "share" ? numerator : null,
    isImprecise: false,
    isNeverShown: true,
  }));
}
