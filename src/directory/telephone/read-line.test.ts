import { expect, test } from "vitest";
import { townIndex } from "../town-files.ts";
import { isNamedSo } from "./handlers.ts";
import { searchTowns } from "../town-search.ts";
import { readLine } from "./read-line.ts";

const read = (line: string): readonly [string | undefined, string] => {
  const { towns, words } = readLine(line, (text, limit) => searchTowns(townIndex(), text, limit), isNamedSo);
  return [towns[0]?.code, words];
};

test.each([
  ["jardin grenoble", "38185", "jardin"],
  ["Grenoble jardin", "38185", "jardin"],
  ["Grenoble, parler à quelqu'un", "38185", "parler à quelqu'un"],
  ["grenobel, jardin", "38185", "jardin"],
  ["38000 jardin", "38185", "jardin"],
  ["un café à Saint-Étienne", "42218", "un café"],
  ["saint etienne café", "42218", "café"],
  ["grenoble", "38185", ""],
  ["grenobel", "38185", ""],
])("%s", (line, code, words) => {
  expect(read(line)).toEqual([code, words]);
});

test("a line that names no town keeps its words, whatever it holds", () => {
  expect(read("parler à quelqu'un")).toEqual([undefined, "parler à quelqu'un"]);
  expect(read("")).toEqual([undefined, ""]);
  expect(read(",")).toEqual([undefined, ""]);
  expect(read("<script> ".repeat(12).trim())[0]).toBeUndefined();
});
