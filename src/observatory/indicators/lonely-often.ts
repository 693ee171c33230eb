import { defineIndicator } from "./define-indicator.ts";

/** Share who often or always feel lonely: the direct question of ONS, asked after the three of UCLA. */
export const lonelyOften = defineIndicator({
  id: "lonely-often",
  measure: "share",
  range: [0, 1],
  universe: "onsd",
  derivation: { kind: "code", question: "onsd-1", valid: { atLeast: 1, atMost: 5 }, counts: { in: [1] } },
  companions: [],
  incomparable: ["other-wording"],
});
