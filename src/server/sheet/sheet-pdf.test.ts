import type { PrintedSheet, SheetBlock } from "#base";
import { toInstant } from "#base";
import { describe, expect, it } from "vitest";
import { directed, runsOf, type LetterRun } from "./direction.ts";
import { drawn, glyphs } from "../../../tests/support/read-pdf.ts";
import { sheetPdf } from "./sheet-pdf.ts";

const madeAt = toInstant(new Date("2026-11-28T10:00:00Z"));

/** Words of a French sheet, cut where the file of the face changes. */
function letterRuns(words: string): readonly Omit<LetterRun, "place">[] {
  const ready = directed(words, "ltr", false);
  return runsOf(ready, 0, ready.text.length).map(({ file, text }) => ({ file, text }));
}

const question = (number: number): SheetBlock => ({
  kind: "together",
  blocks: [
    { kind: "paragraph", look: "strong", text: `${number}. How often do you feel left out?`, language: "en" },
    { kind: "list", lines: ["Jamais", "Parfois", "Souvent"].map((text) => ({ text, hasBox: true })) },
  ],
});

const sheet = (blocks: readonly SheetBlock[], textSize?: number): PrintedSheet => ({
  fileName: "essai",
  title: "Questions",
  language: "fr",
  ...(textSize === undefined ? {} : { textSize }),
  blocks,
  pageLabel: (page, of) => `${page}/${of}`,
});

async function written(blocks: readonly SheetBlock[], textSize?: number): Promise<string> {
  return (await sheetPdf(sheet(blocks, textSize), madeAt)).toString("latin1");
}

/** How many times an element of the structure stands in the file. */
function count(pdf: string, tag: string): number {
  return pdf.split(`/S /${tag}\n`).length - 1;
}

describe("a sheet as a file", () => {
  it("tells what reads aloud its language, headings, lists, and the words beside the code", async () => {
    const pdf = await written([
      { kind: "heading", level: 1, text: "Questions" },
      question(1),
      { kind: "heading", level: 2, text: "Si vous n’allez pas bien" },
      { kind: "list", lines: [{ text: "3114" }, { text: "15" }] },
      { kind: "code", address: "https://example.org/a", label: "Saisir" },
    ]);
    expect(pdf.startsWith("%PDF-1.7")).toBe(true);
    for (const word of ["/Lang (fr)", "/Lang (en)", "/Marked true", "/DisplayDocTitle true", "/Alt (Saisir)"])
      expect(pdf).toContain(word);
    // Every letter travels with the file: none is left to a font of the reader's machine.
    expect(pdf).not.toContain("Helvetica");
    const tags = ["Document", "H1", "H2", "L", "LI", "Lbl", "LBody", "Figure"];
    expect(Object.fromEntries(tags.map((tag) => [tag, count(pdf, tag)]))).toEqual({
      Document: 1,
      H1: 1,
      H2: 1,
      L: 2,
      LI: 5,
      Lbl: 5,
      LBody: 5,
      Figure: 1,
    });
  });

  it("numbers its pages outside what is read aloud, and keeps a question on one page in large print", async () => {
    const blocks = [1, 2, 3, 4, 5, 6, 7, 8].map(question);
    const [usual, large] = [await written(blocks), await written(blocks, 18)];
    const pages = (pdf: string) => pdf.split("/Type /Page\n").length - 1;
    expect([pages(usual), pages(large)]).toEqual([1, 2]);
    expect(drawn(large).split("/Artifact").length - 1).toBe(2);
  });

  it("goes on to the next page where words are longer than one", async () => {
    const pdf = await written([{ kind: "paragraph", text: "Un mot après l’autre. ".repeat(500) }]);
    expect(pdf.split("/Type /Page\n").length - 1).toBeGreaterThan(2);
    expect(count(pdf, "P")).toBe(1);
  });

  it("takes letters from the second file of the face, and unseen signs as what they mean", () => {
    expect(letterRuns("chez Łucja : 5\u202f€\u00ad")).toEqual([
      { file: "latin", text: "chez " },
      { file: "latin-ext", text: "Ł" },
      { file: "latin", text: "ucja : 5\u00a0€" },
    ]);
  });

  it("loses marks that turn the writing direction, wherever they stand, and is not refused for them", async () => {
    const marks = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";
    for (const mark of marks)
      expect(letterRuns(`Café ${mark}ruojnoB`)).toEqual([{ file: "latin", text: "Café ruojnoB" }]);
    const withMark = (mark: string): PrintedSheet => ({
      ...sheet([
        { kind: "heading", level: 1, text: `Le ${mark}projet` },
        { kind: "paragraph", text: `Café ${mark}9-1 ed` },
        { kind: "list", lines: [{ text: `04 99${mark} 91 92 93` }] },
        { kind: "code", address: "https://example.org/a", label: `Saisir${mark}` },
      ]),
      title: `Mon ${mark}projet`,
    });
    const plain = (await sheetPdf(withMark(""), madeAt)).toString("latin1");
    expect(plain).toContain("/Alt (Saisir)");
    expect((await sheetPdf(withMark("\u202e\u2067\u200f"), madeAt)).toString("latin1")).toBe(plain);
  });

  it("is refused where a letter would be a box, rather than show something else", async () => {
    for (const letter of ["☎", "→", "🙂", "д"])
      await expect(written([{ kind: "paragraph", text: `a ${letter}` }])).rejects.toMatchObject({
        code: "server.sheetNotPrintable",
        params: { letter },
      });
  });

  it("draws each letter that it takes: the files hold them", async () => {
    const all = Array.from({ length: 0x2100 - 0x20 }, (_, at) => String.fromCodePoint(at + 0x20));
    const taken = all.filter((letter) => {
      try {
        return letterRuns(letter).length === 1;
      } catch {
        return false;
      }
    });
    expect(taken.length).toBeGreaterThan(250);
    // A letter that a file lacks is drawn as its first glyph: 0000.
    const letters = taken.filter((letter) => letter.trim() !== "").join(" ");
    for (const kind of ["heading", "paragraph"] as const) {
      const block =
        kind === "heading" ? ({ kind, level: 1, text: letters } as const) : { kind, text: letters };
      expect(glyphs(drawn(await written([block]))).filter((glyph) => glyph === "0000")).toEqual([]);
    }
  });
});
