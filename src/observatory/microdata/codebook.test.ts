import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { codebookJsonSchema, codebookSchema, designColumns, instrumentItems } from "./codebook.ts";
import { codebookOf } from "./synthetic-files.testing.ts";
import { syntheticSurvey } from "../synthetic-survey.ts";

const codebook = codebookSchema.parse(codebookOf(syntheticSurvey({ waves: ["2026"], personsPerArea: 2 })));

describe("a codebook", () => {
  it("is described by docs/codebook.schema.json", () => {
    const written: unknown = JSON.parse(
      readFileSync(new URL("../../../docs/codebook.schema.json", import.meta.url), "utf8"),
    );
    expect(written).toEqual(JSON.parse(JSON.stringify(codebookJsonSchema())));
  });

  it("names the columns of the design and the items of each instrument", () => {
    expect(designColumns(codebook)).toEqual([
      ["wave", "year"],
      ["weight", "weight"],
      ["stratum", "stratum"],
      ["psu", "town"],
    ]);
    expect([...instrumentItems(codebook)].map(([id, items]) => [id, items.size])).toEqual([
      ["ucla3", 3],
      ["ons-direct", 1],
      ["credoc5", 5],
      ["illectronisme", 6],
    ]);
  });

  it.each(["design_psu", "score_ucla3", "file_row", " padded", ""])(
    "cannot call a variable %j, which survey files keep for themselves or nobody could read",
    (name) => {
      const variables = [{ name, kind: "integer" }];
      expect(codebookSchema.safeParse({ ...codebook, variables }).success).toBe(false);
    },
  );
});
