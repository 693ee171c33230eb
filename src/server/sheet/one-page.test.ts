import type { PrintedSheet, SheetBlock } from "#base";
import { toInstant } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leastTextSize, onOnePage } from "./one-page.ts";
import { sheetPdf } from "./sheet-pdf.ts";

const madeAt = toInstant(new Date("2026-11-28T10:00:00Z"));
const continued = " … (suite)";

/** A sheet like the message back: what a person wishes in their words, and lines of the record that stay whole. */
function back(long: { wishes: string; needs: string; others: readonly string[] }): PrintedSheet {
  const part = (title: string, text: string, order?: number): SheetBlock[] => [
    { kind: "heading", level: 2, text: title },
    { kind: "paragraph", text, ...(order === undefined ? {} : { shortened: { continued, order } }) },
  ];
  return {
    fileName: "essai",
    title: "Retour",
    language: "fr",
    isOnePage: true,
    blocks: [
      { kind: "heading", level: 1, text: "Retour d’orientation" },
      ...part("Ce qui compte", long.wishes, 2),
      ...part("Ce qu’elle cherche", long.needs, 1),
      ...long.others.flatMap((text, at) => part(`Partie ${at}`, text)),
      { kind: "paragraph", look: "small", text: "Ce retour ne contient ni réponse, ni score." },
    ],
    pageLabel: (page, of) => `${page}/${of}`,
  };
}
const pagesIn = (pdf: Buffer): number => pdf.toString("latin1").split("/Type /Page\n").length - 1;

const letter = fc.constantFrom(..."aàbcdeéèfghijlmnoœprstuvWMÉ  ,.-’\n");
const text = (maxLength: number) => fc.string({ unit: letter, maxLength });

test("however long what stands on it is, it is one page, tagged, and its letters are never under nine points", async () => {
  const sizes = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        wishes: fc.oneof(
          text(300),
          text(5000),
          fc.constant("W".repeat(5000)),
          fc.constant("Jouer aux dames. ".repeat(294)),
        ),
        needs: fc.oneof(text(100), fc.constant("Rencontrer du monde, ".repeat(60))),
        // As long as names of offers, receivers and organisations may be, in the widest letters.
        others: fc.array(fc.oneof(text(60), fc.constant("W".repeat(200))), { minLength: 6, maxLength: 7 }),
      }),
      async (long) => {
        const pdf = await sheetPdf(back(long), madeAt);
        const raw = pdf.toString("latin1");
        expect(pagesIn(pdf)).toBe(1);
        expect(raw).toContain("/Marked true");
        expect(raw.split("/S /H2\n").length - 1).toBe(2 + long.others.length);
        sizes.add(raw.length);
      },
    ),
    { numRuns: 10 },
  );
  expect(sizes.size).toBeGreaterThan(3);
}, 300_000);

describe("what is done so that a sheet stays on one page", () => {
  /** A page holds so many letters of nine points: a measure without any drawing. */
  const holds = (letters: number) => (sheet: PrintedSheet) => {
    const count = sheet.blocks.reduce(
      (sum, block) => sum + ("text" in block ? [...block.text].length : 0),
      0,
    );
    return Math.ceil((count * (sheet.textSize ?? 11) ** 2) / (letters * leastTextSize ** 2));
  };
  const words = (count: number): string => Array.from({ length: count }, (_, at) => `mot${at}`).join(" ");
  const textOf = (sheet: PrintedSheet, at: number): string => {
    const block = sheet.blocks[at];
    return block !== undefined && "text" in block ? block.text : "";
  };
  const [wishesAt, needsAt] = [2, 4];

  test("is nothing where it fits, then smaller letters and every word", () => {
    const sheet = back({ wishes: words(20), needs: words(5), others: [] });
    expect(onOnePage(sheet, holds(2000))).toMatchObject({ textSize: 11, blocks: sheet.blocks });
    const smaller = onOnePage(sheet, holds(300));
    expect(smaller.textSize).toBeLessThan(11);
    expect(smaller.textSize).toBeGreaterThanOrEqual(leastTextSize);
    expect(smaller.blocks).toEqual(sheet.blocks);
  });

  test("is then to end the wishes between two words, as late as it fits, saying that they go on; the rest stays whole", () => {
    const sheet = back({ wishes: words(400), needs: words(5), others: ["Café"] });
    const fitted = onOnePage(sheet, holds(800));
    const shown = textOf(fitted, wishesAt);
    expect(fitted.textSize).toBe(leastTextSize);
    expect(shown.endsWith(continued)).toBe(true);
    const begun = shown.slice(0, -continued.length);
    expect(`${words(400)} `.startsWith(`${begun} `)).toBe(true);
    expect(holds(800)(fitted)).toBe(1);
    // One word more would not fit.
    const next = words(400).slice(begun.length).trim().split(" ")[0] ?? "";
    const more = fitted.blocks.map((block, at) =>
      at === wishesAt && "text" in block ? { ...block, text: `${begun} ${next}${continued}` } : block,
    );
    expect(holds(800)({ ...fitted, blocks: more })).toBe(2);
    expect(fitted.blocks.filter((_, at) => at !== wishesAt)).toEqual(
      sheet.blocks.filter((_, at) => at !== wishesAt),
    );
  });

  test("takes of the list of needs only where the wishes are gone already", () => {
    const fitted = onOnePage(back({ wishes: words(100), needs: words(300), others: [] }), holds(500));
    expect(textOf(fitted, wishesAt)).toBe(continued);
    expect(textOf(fitted, needsAt)).toMatch(/^mot0 mot1 .*suite\)$/);
  });

  test("cuts no letter in two, and a single endless word all the same", () => {
    const fitted = onOnePage(back({ wishes: "é".repeat(3000), needs: "", others: [] }), holds(600));
    expect(textOf(fitted, wishesAt)).toMatch(/^é{100,} … \(suite\)$/);
  });
});
