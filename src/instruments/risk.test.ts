import { describe, expect, it } from "vitest";
import { loadCatalogue, loadInstrument, riskItems } from "./index.ts";

const phq9 = await loadInstrument("phq9");

describe("an answer that tells of suicidal risk", () => {
  it("is any answer above 0 to such an item, whatever the score and the rest", () => {
    for (const value of [1, 2, 3]) expect(riskItems(phq9, { "phq9-9": value })).toEqual(["phq9-9"]);
    expect(riskItems(phq9, { "phq9-1": 3, "phq9-9": 1 })).toEqual(["phq9-9"]);
  });

  it("is none where the item was left out, not asked, or answered with never; which says nothing of safety", () => {
    for (const value of [0, "skipped", "prefers-not", null, undefined])
      expect(riskItems(phq9, { "phq9-1": 3, "phq9-9": value })).toEqual([]);
  });

  it("is asked only with somebody there, in every instrument: no link and no screen alone can bring one", async () => {
    const alone = (await loadCatalogue()).filter(
      ({ items, isAssistedOnly }) =>
        items.some(({ isSuicidalRisk }) => isSuicidalRisk === true) && !isAssistedOnly,
    );
    expect(alone).toEqual([]);
  });
});
