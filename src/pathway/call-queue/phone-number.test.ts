import { describe, expect, test } from "vitest";
import { readPersonalNumber } from "./phone-number.ts";

describe("a number to call back", () => {
  test.each([
    ["06 39 98 77 66", "+33639987766"],
    ["06.39.98.77.66", "+33639987766"],
    ["+33 (0)6 39 98 77 66", "+33639987766"],
    ["0033 1 99 00 11 22", "+33199001122"],
    ["09-72-00-00-00", "+33972000000"],
    ["0692 00 00 00", "+262692000000"],
    ["+32 470 12 34 56", "+32470123456"],
    ["0041 21 000 00 00", "+41210000000"],
  ])("%s is understood", (typed, number) => {
    expect(readPersonalNumber(typed)).toBe(number);
  });

  test.each([
    "3114",
    "0800 858 858",
    "0899 12 34 56",
    "06 39 98 77",
    "appelez-moi",
    "",
    "+33 899 12 34 56",
    "+1",
  ])("%s is not one", (typed) => {
    expect(readPersonalNumber(typed)).toBeNull();
  });
});
