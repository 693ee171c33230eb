import { expect, test } from "vitest";
import { breakdowns } from "./breakdown.ts";
import { indicatorCatalogue } from "./codes/indicator-catalogue.ts";
import { surveyIndicators } from "./indicators/index.ts";
import { wantedBreakdowns } from "./wanted-breakdowns.ts";

test("every group by which the reference wants a figure of a survey is one by which figures are shown", () => {
  for (const { id } of surveyIndicators) {
    const words = indicatorCatalogue.find((entry) => entry.id === id)?.breakdowns ?? [];
    expect(words.length, id).toBeGreaterThan(4);
    expect(wantedBreakdowns(id), id).toHaveLength(words.length);
  }
});

test("loneliness is wanted by all of them but the crossing", () => {
  const shown = breakdowns.map(({ id }) => id).filter((id) => id !== "total" && id !== "age-disability");
  expect(wantedBreakdowns("lonely-often").toSorted()).toEqual(shown.toSorted());
});
