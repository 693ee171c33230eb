import { expect, test } from "vitest";
import { communeUtility } from "./commune-utility.ts";
import { openSolver } from "./highs-solver.ts";

test("of an invented survey of communes every figure of thirty answers is counted once, and few are lost for others' sake", async () => {
  const found = communeUtility(await openSolver(), 2);
  const { communes, cells, published, small, imprecise, secondary } = found;
  expect(communes).toBe(10);
  expect(published + small + imprecise + secondary).toBe(cells);
  // Nine indicators; communes of forty draws have fewer than thirty answers now and then.
  expect(cells).toBeGreaterThan(8 * 9 - 1);
  expect(small + imprecise).toBeGreaterThan(0);
  expect(Object.values(found.impreciseFor).reduce((sum, figures) => sum + figures, 0)).toBe(imprecise);
  expect(published / (published + secondary)).toBeGreaterThan(0.85);
});
