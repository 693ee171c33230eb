import type { BreakdownId } from "./breakdown.ts";
import { indicatorCatalogue, type IndicatorId } from "./codes/indicator-catalogue.ts";

/** Groups as the reference words them, and the breakdown that shows them. Source  reference `indicators.json`. */
const breakdownOfWords: Readonly<Record<string, BreakdownId>> = {
  age: "age",
  "age (16-24, 25-39, 40-59, 60-69, 70+)": "age",
  "sex/gender": "sex",
  "disability (GALI)": "disability",
  "living alone": "household",
  income: "income",
  "income quintile or perceived difficulty": "income",
  education: "education",
  "employment (incl. unemployed)": "employment",
  urbanisation: "town-size",
  "degree of urbanisation / agglomeration size": "town-size",
  "QPV / rural": "priority-neighbourhood",
  region: "department",
  "overseas or region, département": "department",
  "digital use": "digital-use",
};

/** The breakdowns by which the reference wants an indicator shown, in its order; groups that no survey tells are left out. */
export function wantedBreakdowns(id: IndicatorId): readonly BreakdownId[] {
  const { breakdowns = [] } = indicatorCatalogue.find((entry) => entry.id === id) ?? {};
  return breakdowns.flatMap((words) => breakdownOfWords[words] ?? []);
}
