import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TisserError } from "#base";
import { readJsonFeed, requireColumns } from "./feed.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text);

test.each([
  ["", "exchange.feedEmpty"],
  ["[]", "exchange.feedEmpty"],
  ["{}", "exchange.feedNotAList"],
  ['"texte"', "exchange.feedNotAList"],
  ["[1, 2]", "exchange.feedNotAList"],
  ['[{"nom": "Un"}, {"no', "exchange.feedUnreadable"],
  ["nom;commune\nUn;Deux", "exchange.feedUnreadable"],
])("the file %j is refused as %s", (text, code) => {
  expect(() => readJsonFeed(bytes(text))).toThrow(expect.objectContaining({ code }));
});

test("a file that stops in the middle is refused at the character where it stops", () => {
  const text = '[{"nom": "Un"}, {"nom": "De';
  expect(() => readJsonFeed(bytes(text))).toThrow(
    expect.objectContaining({ params: { position: text.length } }),
  );
});

test("a million nested lists are refused without falling over", () => {
  expect(() => readJsonFeed(bytes("[".repeat(1_000_000)))).toThrow(TisserError);
});

test("a file of another source is refused with the columns it lacks", () => {
  const feed = readJsonFeed(bytes('[{"nom": "Un"}, {"commune": "Deux"}]'));
  expect(() => requireColumns(feed, "gironde", ["nom", "commune", "Lieu", "Coord. X"])).toThrow(
    expect.objectContaining({
      code: "exchange.columnsMissing",
      params: { source: "gironde", columns: "Lieu, Coord. X" },
    }),
  );
  expect(() => requireColumns(feed, "gironde", ["nom", "toString"])).toThrow(TisserError);
});

test("any bytes are read as rows or refused with a code", () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes)), (file) => {
      try {
        expect(readJsonFeed(file).rows.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(TisserError);
      }
    }),
  );
});
