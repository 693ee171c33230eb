import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeCsv } from "#base";
import type { RawRow } from "../row-reader.ts";
import { decodeBytes } from "./bytes.ts";
import { readCsvFeed, readJsonFeed } from "./feed.ts";
import { encodingOf, partsOfRows, splitFeed, type SplitShape } from "./split-feed.ts";

/** The bytes in pieces of some length, as a file comes. */
async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function rowsOf(bytes: Uint8Array, shape: SplitShape, length = 7): Promise<(RawRow | null)[]> {
  const encoding = await encodingOf(inPieces(bytes, length));
  const rows: (RawRow | null)[] = [];
  for await (const batch of splitFeed(inPieces(bytes, length), { shape, encoding })) rows.push(...batch);
  return rows;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no error",
    (error: { readonly code?: unknown }) => error.code,
  );

describe("a file read part by part", () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('a "quoted" cell', "two\nlines", "é;à,ù", "عربي", "x"),
  );

  test("has the rows of the table read whole, wherever it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        async (records, length) => {
          const bytes = bytesOf(writeCsv([["nom", "ville"], ...records]));
          expect(await rowsOf(bytes, "csv", length)).toEqual(readCsvFeed(bytes).rows);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("has the records of the list read whole, wherever it is cut", async () => {
    const value = fc.oneof(
      fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 2 })),
      fc.integer(),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 2),
        async (records, length, indent) => {
          const bytes = bytesOf(JSON.stringify([{ a: '"]}\\' }, ...records], null, indent));
          expect(await rowsOf(bytes, "json-list", length)).toEqual(readJsonFeed(bytes).rows);
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each([
    ["UTF-8 cut inside a letter", bytesOf("nom\nÉté à Nîmes\n")],
    [
      "Windows-1252",
      Uint8Array.from([..."nom\n", "\u00c9", "t", "\u00e9", "\n"].map((c) => c.charCodeAt(0))),
    ],
    ["UTF-16 with its mark", Uint8Array.from(Buffer.from("\uFEFFnom\nÉté\n", "utf16le"))],
  ])("%s is decoded as the whole file", async (_, bytes) => {
    for (const length of [1, 2, 3, 64]) {
      if (length > 3) expect(await encodingOf(inPieces(bytes, length))).toBe(decodeBytes(bytes).encoding);
    }
    expect(await rowsOf(bytes, "csv", 64)).toEqual(readCsvFeed(bytes).rows);
  });

  test.each([
    ["of equal length", { rows: 10, characters: 1000 }, 0, [10, 10, 5]],
    [
      "that end where the cells of the next row would be too much",
      { rows: 10, characters: 20 },
      0,
      [10, 7, 7, 1],
    ],
    ["from the row on with which an import goes on", { rows: 10, characters: 1000 }, 7, [10, 8]],
  ] as const)("comes in parts %s", async (_, size, skipped, expected) => {
    const text = `nom\n${Array.from({ length: 25 }, (__, row) => `n${row}`).join("\n")}`;
    const rows = splitFeed(inPieces(bytesOf(text), 11), { shape: "csv", encoding: "utf-8" });
    const lengths: number[] = [];
    for await (const part of partsOfRows(rows, size, skipped)) lengths.push(part.length);
    expect(lengths).toEqual(expected);
  });
});

describe("a broken file is refused by its code", () => {
  test.each([
    ["", "json-list", "exchange.feedEmpty"],
    ["{}", "json-list", "exchange.feedNotAList"],
    ["[{}", "json-list", "exchange.feedUnreadable"],
    ["[{}] [", "json-list", "exchange.feedUnreadable"],
    ["[{} {}]", "json-list", "exchange.feedUnreadable"],
    ["[{},]", "json-list", "exchange.feedUnreadable"],
    ["[]", "json-list", "exchange.feedEmpty"],
    ["", "csv", "exchange.feedEmpty"],
    ["nom;ville", "csv", "exchange.feedEmpty"],
  ] as const)("“%s” as %s: %s", async (text, shape, code) => {
    expect(await codeOf(rowsOf(bytesOf(text), shape))).toBe(code);
  });

  test.each(["csv", "json-list"] as const)(
    "a quote that nobody closes ends a %s before it fills the memory",
    async (shape) => {
      const start = shape === "csv" ? 'nom;ville\na;"b' : '[{"nom":"b';
      let sent = 0;
      const endless = async function* (): AsyncGenerator<Uint8Array> {
        yield bytesOf(start);
        for (; sent < 1000; sent += 1) yield bytesOf("x".repeat(65_536));
      };
      const reading = (async () => {
        for await (const _ of splitFeed(endless(), { shape, encoding: "utf-8" }));
      })();
      expect(await codeOf(reading)).toBe("exchange.feedUnreadable");
      expect(sent).toBeLessThan(100);
    },
  );
});
