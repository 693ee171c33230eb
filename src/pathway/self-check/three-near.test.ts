import { expect, test } from "vitest";
import { threeNear } from "./three-near.ts";

const offer = (id: string, ...categories: readonly string[]) => ({ id, categories });
const chosen = (...offers: readonly ReturnType<typeof offer>[]) => threeNear(offers).map(({ id }) => id);

test("three of different ways, in the order of their distance", () => {
  expect(
    chosen(
      offer("a", "gather"),
      offer("b", "gather"),
      offer("c", "listen"),
      offer("d", "listen"),
      offer("e", "support"),
    ),
  ).toEqual(["a", "c", "e"]);
});

test("the nearest where there is one way only, or none is known", () => {
  expect(chosen(offer("a", "gather"), offer("b", "gather"), offer("c"), offer("d"))).toEqual(["a", "b", "c"]);
  expect(chosen(offer("a"), offer("b", "listen"))).toEqual(["a", "b"]);
  expect(chosen()).toEqual([]);
});
