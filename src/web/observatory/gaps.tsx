import type { Comparison } from "#observatory";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { categoryLabel } from "./category-label.ts";
import { testSentence } from "./difference-words.ts";
import type { Measure } from "./figure-words.ts";

/** Gaps that the resolution asks for: of each breakdown the two groups that are told. */
const told = [
  ["disability", "severe", "none"],
  ["sex", "woman", "man"],
  ["household", "alone", "with-others"],
  ["town-size", "100000-plus", "under-2000"],
  ["income", "lowest", "highest"],
  ["education", "isced-0-2", "isced-5-8"],
  ["employment", "unemployed", "employed"],
  ["priority-neighbourhood", "inside", "outside"],
  ["digital-use", "non-user", "user"],
] as const;

/** Gaps between groups in words, each with its bounds and its test; those of which a figure is not shown are left out. */
export function Gaps({
  comparisons,
  measure,
}: {
  readonly comparisons: readonly Comparison[];
  readonly measure: Measure;
}): ReactNode {
  const page = usePage();
  const { t } = page;
  const sentences = told.flatMap(([breakdown, first, second]) => {
    const list = comparisons.find((one) => one.breakdown === breakdown && one.wave !== null);
    const pair = list?.pairs.find((one) => one.first === first && one.second === second);
    const turned = list?.pairs.find((one) => one.first === second && one.second === first);
    const found = pair ?? (turned === undefined ? undefined : turnedRound(turned));
    if (list === undefined || found === undefined) return [];
    const names = { first: categoryLabel(t, breakdown, first), second: categoryLabel(t, breakdown, second) };
    return [{ breakdown, text: testSentence(page, { pair: found, measure, names, tested: list.tested }) }];
  });
  if (sentences.length === 0) return null;
  return (
    <section aria-labelledby="gaps">
      <h2 id="gaps">{t("page.observatory.gaps")}</h2>
      <p>{t("page.observatory.compare.association")}</p>
      <ul>
        {sentences.map(({ breakdown, text }) => (
          <li key={breakdown}>{text}</li>
        ))}
      </ul>
    </section>
  );
}

type Pair = Comparison["pairs"][number];

/** The same difference, seen from the other side. */
export function turnedRound(pair: Pair): Pair {
  const minus = (value: number | null): number | null => (value === null ? null : 0 - value);
  return {
    ...pair,
    first: pair.second,
    second: pair.first,
    difference: minus(pair.difference),
    low: minus(pair.high),
    high: minus(pair.low),
  };
}
