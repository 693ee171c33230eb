import { globSync, readFileSync } from "node:fs";
import type { PrintedSheet, SheetBlock } from "#base";
import { toInstant } from "#base";
import { describe, expect, it } from "vitest";
import { directed, runsOf } from "./direction.ts";
import { drawn, glyphs, plainWords, readByPdfium, textPlaces } from "../../../tests/support/read-pdf.ts";
import { sheetPdf } from "./sheet-pdf.ts";

const madeAt = toInstant(new Date("2026-11-29T10:00:00Z"));

const sheet = (blocks: readonly SheetBlock[], more: Partial<PrintedSheet>): PrintedSheet => ({
  fileName: "essai",
  title: "خطّتي",
  language: "ar",
  blocks,
  pageLabel: (page, of) => `${page}/${of}`,
  ...more,
});

const written = (blocks: readonly SheetBlock[], more: Partial<PrintedSheet> = {}): Promise<Buffer> =>
  sheetPdf(sheet(blocks, more), madeAt);

const paragraph = (text: string, more: object = {}): SheetBlock => ({ kind: "paragraph", text, ...more });

async function read(blocks: readonly SheetBlock[], more: Partial<PrintedSheet> = {}): Promise<string> {
  const pages = await readByPdfium(await written(blocks, more));
  return pages.join(" ").replaceAll(/ ?\b\d+\/\d+$/g, "");
}

/** Texts in Arabic of what sheets are made of, by key: sentences of sheets, and words of lists. */
function textsOfSheets(): readonly (readonly [string, string])[] {
  const prefixes =
    /^(code|page\.(letter|planSheet|closing|shortlist|refer|callBack|paper|crisis|offer|opening))\./;
  return globSync("src/**/texts/ar.json").flatMap((path) =>
    Object.entries(JSON.parse(readFileSync(path, "utf8")) as Record<string, string>).filter(([key]) =>
      prefixes.test(key),
    ),
  );
}

/**
 * What PDFium turns round among Arabic words, whoever made the file: Latin words with spaces or hyphens, figures beside a full
 * stop, a colon, a slash or a per cent, and a vowel mark beside a comma or a colon.
 */
const turnedByReader = /[A-Za-z]|\d[ .:/٪]|[\u064b-\u0652][،:.]/u;

describe("a sheet in Arabic", () => {
  it("gives back its words in the order in which they are read, with their dots and vowel marks", async () => {
    for (const text of [
      "قد فاد الطريق، السلام عليكم لأن الإنسان آخر",
      "محمّد يقرأ بِسْمِ اللهِ فِي الطِّفْلِ مجّانًا أو مجاناً",
      "اتصلوا بالرقم \u206604 99 91 92 93\u2069 بين الساعة 9:00 و17:30 (ماعدا السبت)، ثم انتظروا.",
      "«قائمتي» فيها 12 بطاقة؛ أليس كذلك؟ الموعد في ٠٥:٣٠",
      "اسألوا عن \u2068Marie\u2069 في \u2068Montpellier\u2069.",
    ])
      expect(await read([paragraph(text)])).toBe(plainWords(text));
  });

  it("gives back every text of which sheets are made, and draws each of its letters", async () => {
    const texts = textsOfSheets();
    expect(texts.length).toBeGreaterThan(500);
    const pdf = await written(
      texts.map(([, text]) => ({ kind: "together", blocks: [paragraph(text)] })),
      { pageLabel: () => "" },
    );
    expect(glyphs(drawn(pdf.toString("latin1"))).filter((glyph) => glyph === "0000")).toEqual([]);
    const words = (await readByPdfium(pdf)).join(" ");
    const whole = texts.filter(([, text]) => !text.includes("{") && !turnedByReader.test(text));
    expect(whole.length).toBeGreaterThan(400);
    expect(whole.filter(([, text]) => !words.includes(plainWords(text)))).toEqual([]);
  });

  it("draws nothing but what stands in the file: every face is embedded", async () => {
    const pdf = (
      await written([paragraph("خطّتي Café Łucja", { look: "strong" }), paragraph("خطّتي")])
    ).toString("latin1");
    const faces = [...pdf.matchAll(/\/FontName \/[A-Z]{6}\+(\S+)/g)].map(([, face]) => face).toSorted();
    expect(faces).toEqual([
      "AtkinsonHyperlegibleNext-Bold",
      "AtkinsonHyperlegibleNext-Bold",
      "AtkinsonHyperlegibleNext-Regular",
      "NotoSansArabic-Bold",
      "NotoSansArabic-Regular",
    ]);
    expect(pdf.match(/\/FontFile2 /g)).toHaveLength(faces.length);
    expect(pdf).not.toContain("Helvetica");
  });

  it("tells what reads aloud its language and its words in their order, and that of words in another", async () => {
    const pdf = (
      await written([paragraph("قد فاد"), paragraph("Café des voisins", { language: "fr" })])
    ).toString("latin1");
    expect(pdf).toContain("/Lang (ar)");
    expect(pdf).toContain("/Lang (fr)");
    const told = Buffer.from("\ufeffقد فاد", "utf16le").swap16().toString("latin1");
    expect(pdf).toContain(`/ActualText (${told})`);
    expect(pdf.match(/\/ActualText/g)).toHaveLength(1);
  });

  it("begins on the right: lines, boxes and codes", async () => {
    const blocks: readonly SheetBlock[] = [
      paragraph("قد"),
      { kind: "list", lines: [{ text: "قد", hasBox: true }] },
      { kind: "code", address: "https://example.org/a", label: "قد" },
    ];
    const inArabic = drawn((await written(blocks)).toString("latin1"));
    const inFrench = drawn((await written(blocks, { language: "fr" })).toString("latin1"));
    const middle = 595.28 / 2;
    // The last one is the number of the page, on the other side.
    expect(textPlaces(inArabic).map((x) => x > middle)).toEqual([true, true, true, true, false]);
    expect(textPlaces(inFrench).map((x) => x > middle)).toEqual([false, false, false, false, true]);
    const boxOf = (content: string): number => Number(/^([\d.]+) [\d.]+ 11 11 re$/m.exec(content)?.[1]);
    expect([boxOf(inArabic) > middle, boxOf(inFrench) < middle]).toEqual([true, true]);
  });

  it("keeps a French sheet in its order around an Arabic name", async () => {
    const text = "Bonjour فاطمة, voici vos rendez-vous (mardi).";
    expect(await read([paragraph(text)], { language: "fr" })).toBe(text);
  });

  it("draws brackets as they face in Arabic, and numbers from left to right", () => {
    const ready = directed("قد (\u20669 04\u2069) بين", "rtl", true);
    expect(runsOf(ready, 0, ready.text.length).map(({ text }) => text)).toEqual([
      "بين",
      " (",
      "9\u00a004",
      ")",
      "قد ",
    ]);
  });

  it("breaks lines in the order of reading: the first words stand above the last", async () => {
    const text = `${"كلمة ".repeat(40)}نهاية`;
    const words = await read([paragraph(text)]);
    expect(words.startsWith(text.slice(0, 40))).toBe(true);
    expect(words.endsWith("نهاية")).toBe(true);
  });

  it("reads words as somebody wrote them in their own direction", async () => {
    const text = "Voir mes voisins, le mardi.";
    expect(await read([paragraph(text, { isAsGiven: true })])).toBe(text);
    const own = "أريد أن أرى جيراني.";
    expect(await read([paragraph(own, { isAsGiven: true })], { language: "fr" })).toBe(own);
  });

  it("loses what turns the words beside it in a name", async () => {
    const name = "\u202eruojnoB";
    expect(await read([paragraph(`قد ${name}`)])).toBe("قد ruojnoB");
  });

  it("sets a letter and a mark for which the face has no place", async () => {
    for (const text of ["فِ", "ب\u0615", "\u064bب", "\u06a2"])
      await expect(written([paragraph(text)])).resolves.toBeInstanceOf(Buffer);
  });
});
