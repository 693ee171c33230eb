import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { longestFirst, longFiles } from "./longest-first.ts";
import { root } from "./source-tree.ts";

const known = Object.keys(longFiles);
const short = Array.from({ length: 30 }, (_none, at) => `src/short-${at}.test.ts`);

test("every file that is said to take long is there", () => {
  expect(known.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  expect(known.length).toBeGreaterThan(5);
});

test("long files begin first, the longest at the head; none is lost", () => {
  const order = longestFirst([...short, ...known.toReversed()], 1);
  const seconds = order.map((file) => longFiles[file] ?? 0);
  expect(seconds).toEqual(seconds.toSorted((a, b) => b - a));
  expect(order.toSorted()).toEqual([...short, ...known].toSorted());
});

test("short files begin by lot: another for another seed, the same for the same", () => {
  expect(longestFirst(short, 7)).toEqual(longestFirst(short.toReversed(), 7));
  expect(longestFirst(short, 7)).not.toEqual(longestFirst(short, 8));
});
