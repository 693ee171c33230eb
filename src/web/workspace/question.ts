import { breakdowns } from "#observatory";
import type { AnalysisResult, SavedAnalysis } from "#observatory/actions";
import { categoryLabel } from "../observatory/category-label.ts";
import type { Translate } from "../speaker.ts";

/** What an analysis asks, as its address writes it. */
export interface WrittenQuestion {
  readonly survey: string;
  readonly indicator: string;
  readonly breakdown: string;
  readonly filter1: string;
  readonly filter2: string;
  readonly wave: string;
}

/** A question as it stands in the address of a page. */
export function questionIn(query: URLSearchParams): WrittenQuestion {
  const given = (name: string): string => query.get(name) ?? "";
  return {
    survey: given("survey"),
    indicator: given("indicator"),
    breakdown: given("breakdown") || "total",
    filter1: given("filter1"),
    filter2: given("filter2"),
    wave: given("wave"),
  };
}

/** The question of an analysis that was run or kept. */
export function questionOf(
  { survey, indicator, breakdown, filters }: AnalysisResult | SavedAnalysis,
  wave: string,
): WrittenQuestion {
  const [filter1 = "", filter2 = ""] = filters.map((one) => `${one.breakdown}=${one.categories.join("+")}`);
  return { survey, indicator, breakdown, filter1, filter2, wave };
}

/** Groups to which one may restrict an analysis: every group of every single breakdown. */
export function filterChoices(
  t: Translate,
  usable: readonly string[],
): readonly { readonly value: string; readonly label: string }[] {
  return breakdowns
    .filter(({ id, lists }) => lists.length === 1 && usable.includes(id))
    .flatMap(({ id, categories }) =>
      categories.map((code) => ({ value: `${id}=${code}`, label: categoryLabel(t, id, code) })),
    );
}

/** An analysis in words: the indicator, the groups, to whom it is restricted. */
export function questionWords(
  t: Translate,
  { indicator, breakdown, filters }: Pick<AnalysisResult, "indicator" | "breakdown" | "filters">,
): string {
  const restricted = filters.flatMap((one) =>
    one.categories.map((code) => categoryLabel(t, one.breakdown, code)),
  );
  const what = t("pro.workspace.question", {
    indicator: t(`code.indicator.${indicator}`),
    breakdown: t(`code.breakdown.${breakdown}`),
  });
  return restricted.length === 0
    ? what
    : t("pro.workspace.question.among", { what, groups: restricted.join(", ") });
}
