import { describe, expect, test } from "vitest";
import { areasIn, isArea } from "./area.ts";

describe("the places that a queue serves", () => {
  test.each(["73065", "2A004", "73", "2B", "974", "97411", "988"])("%s is one", (code) => {
    expect(isArea(code)).toBe(true);
  });
  test.each(["97", "20", "00", "99", "7306", "Chambéry", "2C", "979", ""])("%s is none", (code) => {
    expect(isArea(code)).toBe(false);
  });
  test("are read from a list as people type it", () => {
    expect(areasIn(" 73065, 2a004;73\n73065 ")).toEqual(["73065", "2A004", "73"]);
  });
});
