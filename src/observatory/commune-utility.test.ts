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
  const shares = found.bySize.map((size) => size.published / Math.max(1, size.cells));
  expect(found.bySize.reduce((sum, size) => sum + size.cells, 0)).toBe(cells);
  expect(found.bySize.reduce((sum, size) => sum + size.published, 0)).toBe(published);
  // The more answers, the more stays published.
  expect(shares.at(-1)).toBeGreaterThan(0.85);
  expect(shares.at(-1)).toBeGreaterThan(shares[0] ?? 1);
  expect(published / (published + secondary)).toBeGreaterThan(0.85);
});
