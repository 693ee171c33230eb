import { describe, expect, it } from "vitest";
import { loadInstrument, readOperatorFile } from "./index.ts";
import { lineOfPath } from "./json-line.ts";

const zarit = await loadInstrument("mini-zarit");
const file = {
  instrument: "mini-zarit",
  version: "1",
  language: "fr",
  wording: "fr-licensed-2026",
  licence: "agreement 12 of 2026",
  source: "supplied by the holder of the rights",
  isOfficial: true,
  items: zarit.items.map(({ linkId }) => ({ linkId, text: `Question ${linkId}` })),
};
const written = (value: unknown): string => JSON.stringify(value, null, 2);
/** Line, counted from 1, of the first line that holds some words. */
const lineOf = (text: string, words: string, nth = 0): number =>
  text
    .split("\n")
    .flatMap((line, position) => (line.includes(words) ? [position + 1] : []))
    .at(nth) ?? 0;

describe("a file of licensed words", () => {
  it("that fits its instrument is read", async () => {
    const { instrument, text } = await readOperatorFile(written(file), "zarit.json");
    expect([instrument.id, text.wording, text.items.length]).toEqual([
      "mini-zarit",
      "fr-licensed-2026",
      zarit.items.length,
    ]);
  });

  const changed = (change: (items: typeof file.items) => unknown) => ({ ...file, items: change(file.items) });
  it.each<[string, unknown, string, (text: string) => number]>([
    [
      "fewer items",
      changed((items) => items.slice(0, -1)),
      "instruments.operatorItemMissing",
      (text) => lineOf(text, '"items"'),
    ],
    [
      "an item too many",
      changed((items) => [...items, { linkId: "mz-99", text: "?" }]),
      "instruments.operatorItemUnknown",
      (text) => lineOf(text, "mz-99"),
    ],
    [
      "an item twice",
      changed((items) => [items[0], ...items]),
      "instruments.itemRepeated",
      (text) => lineOf(text, '"linkId"', 1),
    ],
    [
      "an unknown instrument",
      { ...file, instrument: "zarit-99" },
      "instruments.instrumentUnknown",
      (text) => lineOf(text, "zarit-99"),
    ],
    [
      "an older version",
      { ...file, version: "0" },
      "instruments.otherVersion",
      (text) => lineOf(text, '"version"'),
    ],
    [
      "an empty question",
      changed((items) => items.map((item, position) => (position === 3 ? { ...item, text: "" } : item))),
      "instruments.operatorTextUnreadable",
      (text) => lineOf(text, '"text": ""'),
    ],
    ["a rule of its own", { ...file, rule: { kind: "sum" } }, "instruments.operatorTextUnreadable", () => 1],
    [
      "other choices",
      { ...file, options: { z3: [{ code: 7, text: "Jamais" }] } },
      "instruments.operatorOptionMismatch",
      (text) => lineOf(text, '"z3"'),
    ],
  ])("with %s is refused with its name and the line", async (_what, value, fault, line) => {
    const text = written(value);
    const refused = readOperatorFile(text, "mine.json");
    await expect(refused).rejects.toMatchObject({
      code: "instruments.operatorFileBroken",
      params: { file: "mine.json", line: line(text), fault },
    });
  });

  it("that is no JSON is refused at the line where it stops being any", async () => {
    const text = written(file).replace('"licence":', "licence:");
    await expect(readOperatorFile(text, "mine.json")).rejects.toMatchObject({
      params: { line: lineOf(text, "licence:"), fault: "notJson" },
    });
  });
});

describe("the line of a path", () => {
  it("is that of the value, through strings with brackets, escapes and lists in lists", () => {
    const text = '{\n "a{": "\\"[",\n "b": [\n  [1,\n   {"c": null}],\n  true\n ]\n}';
    expect(JSON.parse(text)).toBeTruthy();
    expect(lineOfPath(text, "b.0.1.c")).toBe(5);
    expect(lineOfPath(text, "b.1")).toBe(6);
    expect(lineOfPath(text, "b.7.x")).toBe(3);
    expect(lineOfPath(text, "")).toBe(1);
  });
});
