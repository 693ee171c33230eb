import { describe, expect, test } from "vitest";
import type { ColumnProfile } from "./file-profile.ts";
import { proposeDraft } from "./proposals.ts";

function column(name: string, values: readonly string[]): ColumnProfile {
  return {
    name,
    empty: 0,
    distinct: values.length,
    values: values.map((value): [string, number] => [value, 10]),
    others: { values: 0, rows: 0 },
    numbers: null,
  };
}

describe("a column of circumstances is recognised by its name and its words", () => {
  const cases = [
    ["Quintile_revenu", ["1", "5"], "income", { 1: "lowest", 5: "highest" }],
    [
      "Statut d’emploi",
      ["En emploi", "Au chômage", "Autre"],
      "employment",
      { "En emploi": "employed", "Au chômage": "unemployed", Autre: "other" },
    ],
    ["QPV", ["Oui", "Non"], "priority-neighbourhood", { Oui: "inside", Non: "outside" }],
    [
      "Diplôme",
      ["isced-0-2", "isced-5-8"],
      "education",
      { "isced-0-2": "isced-0-2", "isced-5-8": "isced-5-8" },
    ],
  ] as const;

  test.each(cases)("%s", (name, values, breakdown, codes) => {
    const { variables } = proposeDraft({ rows: 20, columns: [column(name, values)] }, []);
    expect(variables[0]?.meaning).toEqual({ breakdown, codes });
  });

  test("and one whose words say nothing of a group is left to the analyst", () => {
    const { variables } = proposeDraft({ rows: 20, columns: [column("Diplôme", ["a", "b"])] }, []);
    expect(variables[0]?.meaning).toBeUndefined();
  });
});
