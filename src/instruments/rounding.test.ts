import { expect, it } from "vitest";
import { roundHalfUp } from "./rounding.ts";

// Witness: the "rounding trap" of reference/instruments/README.md.
it.each([
  [4 * 9, 8, 0, 5],
  [9 * 7, 6, 0, 11],
  [2, 3, 2, 0.67],
  [1, 8, 2, 0.13],
  [201, 200, 2, 1.01],
  [0, 5, 0, 0],
])(
  "%i / %i with %i decimals is %d: halves go up, even where a processor would lose them",
  (a, b, decimals, rounded) => {
    expect(roundHalfUp(a, b, decimals)).toBe(rounded);
  },
);
