import { describe, expect, test } from "vitest";
import { codebookSchema } from "./codebook.ts";
import { wordsOf } from "./survey-words.ts";

const uclaItems = ["ucla3-1", "ucla3-2", "ucla3-3"].map((linkId) => ({
  name: linkId,
  kind: "integer",
  meaning: { instrument: "ucla3", linkId },
}));
const codebook = (given: object = {}) =>
  codebookSchema.parse({
    id: "essai",
    title: { fr: "Essai" },
    sampling: "probability",
    isSynthetic: false,
    licence: "CC0-1.0",
    provenance: "inventé pour les tests",
    universe: { words: { fr: "tous" }, fromAge: 16 },
    mode: "web",
    language: "fr",
    wave: { year: "2026" },
    design: {},
    variables: uclaItems,
    ...given,
  });

describe("the words of a survey", () => {
  test("are those of the catalogue in its language, unless the codebook names others", async () => {
    const [ucla3] = [{ instrument: "ucla3", language: "fr", wording: "fr-1" }];
    expect(await wordsOf(codebook())).toEqual([ucla3]);
    expect(await wordsOf(codebook({ wordings: { ucla3: "fr-lyon-2019" } }))).toEqual([
      { ...ucla3, wording: "fr-lyon-2019" },
    ]);
  });

  test("are not known in a language in which the catalogue has none", async () => {
    expect(await wordsOf(codebook({ language: "de" }))).toEqual([
      { instrument: "ucla3", language: "de", wording: null },
    ]);
  });

  test("are not asked of an instrument that no indicator can be made of", async () => {
    expect(await wordsOf(codebook({ variables: uclaItems.slice(1) }))).toEqual([]);
  });
});
