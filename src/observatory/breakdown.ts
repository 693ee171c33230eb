import { defineCodeList } from "#base";
import { departmentTiles } from "./codes/department-tiles.ts";
import type { SurveyWave } from "./survey.ts";

/** Age bands of the indicators (reference `indicators.json`, default bands). */
export const ageBand = defineCodeList("ageBand", "Tisser, default bands of the indicators", [
  "16-24",
  "25-39",
  "40-59",
  "60-69",
  "70-plus",
]);

/** Sex as recorded by the survey. */
export const surveySex = defineCodeList("surveySex", "Tisser", ["woman", "man"]);

/** Long-standing limitation in usual activities: the Global Activity Limitation Indicator of Eurostat. */
export const activityLimitation = defineCodeList("activityLimitation", "GALI (Eurostat)", [
  "severe",
  "moderate",
  "none",
]);

/** The same in two degrees, for crossings. */
export const limitation = defineCodeList("limitation", "GALI (Eurostat), two degrees", [
  "limited",
  "not-limited",
]);

/** Inhabitants of the town in which one lives. */
export const townSize = defineCodeList("townSize", "Tisser, after Insee's size classes", [
  "under-2000",
  "2000-19999",
  "20000-99999",
  "100000-plus",
]);

/** Whether one lives alone. */
export const household = defineCodeList("household", "Tisser", ["alone", "with-others"]);

/** Fifth of the population by income per consumption unit, from the lowest. */
export const incomeFifth = defineCodeList("incomeFifth", "Eurostat, fifths of equivalised income", [
  "lowest",
  "second",
  "middle",
  "fourth",
  "highest",
]);

/** Highest level of education attained. */
export const educationLevel = defineCodeList("educationLevel", "ISCED 2011, three levels of Eurostat", [
  "isced-0-2",
  "isced-3-4",
  "isced-5-8",
]);

/** Main activity, as one sees it oneself. */
export const employmentStatus = defineCodeList("employmentStatus", "Eurostat, main activity status", [
  "employed",
  "unemployed",
  "student",
  "retired",
  "other",
]);

/** Whether one lives in a priority neighbourhood of the policy for towns (QPV). */
export const priorityNeighbourhood = defineCodeList("priorityNeighbourhood", "ANCT, quartiers prioritaires", [
  "inside",
  "outside",
]);

/** Whether one used the Internet in the last three months: the codes 0 and 1 of the question of Insee. */
export const internetUse = defineCodeList("internetUse", "Insee, TIC ménages", ["non-user", "user"]);

/** The département in which one lives (Insee). */
export const department = {
  name: "department",
  codes: departmentTiles.map(({ code }) => code),
};

/** The groups by which figures are shown. */
export const breakdown = defineCodeList("breakdown", "Tisser, after WHA78 OP1(3)", [
  "total",
  "age",
  "sex",
  "disability",
  "town-size",
  "household",
  "income",
  "education",
  "employment",
  "priority-neighbourhood",
  "digital-use",
  "age-disability",
  "department",
]);
/** One way to break figures down. */
export type BreakdownId = (typeof breakdown.codes)[number];

/** A way to break figures down: its categories, the variables it reads, and the category of a respondent. */
export interface Breakdown {
  readonly id: BreakdownId;
  /** Codes in the order in which they are shown; those of a crossing are joined by `_`. */
  readonly categories: readonly string[];
  /** Variables of the survey that it reads. */
  readonly variables: readonly string[];
  /** Position in `categories`; -1 when the respondent did not say. */
  readonly categoryOf: (wave: SurveyWave, row: number) => number;
  /** Code lists whose labels name the categories, in the order of the crossing. */
  readonly lists: readonly string[];
}

/** A way to put respondents into groups that do not overlap: a breakdown, or one within a filter. */
export interface Grouping {
  readonly id: string;
  readonly categories: readonly string[];
  /** Position in `categories`; -1 for whoever is in none. */
  readonly categoryOf: (wave: SurveyWave, row: number) => number;
}

/** Lowest age in years of each band. */
const bandStarts = [16, 25, 40, 60, 70];

function bandOf(age: number): number {
  return bandStarts.findLastIndex((start) => age >= start);
}

function byCode(
  id: BreakdownId,
  list: { readonly name: string; readonly codes: readonly string[] },
  variable: string = id,
): Breakdown {
  return {
    id,
    categories: list.codes,
    variables: [variable],
    categoryOf: (wave, row) => wave.answers[variable]?.[row] ?? -1,
    lists: [list.name],
  };
}

const total: Breakdown = { id: "total", categories: ["all"], variables: [], categoryOf: () => 0, lists: [] };

const age: Breakdown = {
  id: "age",
  categories: ageBand.codes,
  variables: ["age"],
  categoryOf: (wave, row) => bandOf(wave.answers["age"]?.[row] ?? -1),
  lists: [ageBand.name],
};

const disability = byCode("disability", activityLimitation);

/** Limited or not: the three degrees would be too few persons within an age band. */
const limited: Breakdown = {
  id: "disability",
  categories: limitation.codes,
  variables: ["disability"],
  categoryOf: (wave, row) => {
    const degree = disability.categoryOf(wave, row);
    return degree < 0 ? -1 : Number(degree === activityLimitation.codes.indexOf("none"));
  },
  lists: [limitation.name],
};

/** Every group of one breakdown within every group of another. */
function crossed(id: BreakdownId, outer: Breakdown, inner: Breakdown): Breakdown {
  return {
    id,
    categories: outer.categories.flatMap((a) => inner.categories.map((b) => joined(a, b))),
    variables: [...outer.variables, ...inner.variables],
    categoryOf: (wave, row) => {
      const [a, b] = [outer.categoryOf(wave, row), inner.categoryOf(wave, row)];
      return a < 0 || b < 0 ? -1 : a * inner.categories.length + b;
    },
    lists: [...outer.lists, ...inner.lists],
  };
}

function joined(a: string, b: string): string {
  return `${a}_${b}`;
}

/** All breakdowns, in the order in which they are shown. */
export const breakdowns: readonly Breakdown[] = [
  total,
  age,
  byCode("sex", surveySex),
  disability,
  byCode("town-size", townSize),
  byCode("household", household),
  byCode("income", incomeFifth),
  byCode("education", educationLevel),
  byCode("employment", employmentStatus),
  byCode("priority-neighbourhood", priorityNeighbourhood),
  byCode("digital-use", internetUse, "ill-use"),
  crossed("age-disability", age, limited),
  byCode("department", department),
];

/** The breakdowns that a variable of a survey may hold; the others are made of these, or of an item of an instrument. */
export const askedBreakdowns: readonly Breakdown[] = breakdowns.filter(
  ({ id, variables }) => variables.length === 1 && variables[0] === id,
);

/** Categories that together make one or several categories of another breakdown: what a reader could add up. */
export interface Margin {
  readonly categories: readonly string[];
  readonly margin: BreakdownId;
  readonly marginCategories: readonly string[];
}

/** The sums that hold between a breakdown and others: to the total, and of a crossing to what it crosses. */
export function marginsOf({ id, categories }: Breakdown): readonly Margin[] {
  if (id === "total") return [];
  if (id !== "age-disability") return [{ categories, margin: "total", marginCategories: ["all"] }];
  const degrees = { limited: ["severe", "moderate"], "not-limited": ["none"] } as const;
  return [
    ...ageBand.codes.map((band) => ({
      categories: limitation.codes.map((code) => joined(band, code)),
      margin: "age" as const,
      marginCategories: [band],
    })),
    ...limitation.codes.map((code) => ({
      categories: ageBand.codes.map((band) => joined(band, code)),
      margin: "disability" as const,
      marginCategories: degrees[code],
    })),
  ];
}
