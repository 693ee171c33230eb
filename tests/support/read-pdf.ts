import { inflateSync } from "node:zlib";
import { PDFiumLibrary } from "@hyzyla/pdfium";

/** What is drawn on the pages of a PDF file, unpacked. */
export function drawn(pdf: string): string {
  return [...pdf.matchAll(/stream\n([^]*?)\nendstream/g)]
    .map(([, packed]) => {
      try {
        return inflateSync(Buffer.from(packed ?? "", "latin1")).toString("latin1");
      } catch {
        return "";
      }
    })
    .filter((content) => content.includes("/Artifact"))
    .join("\n");
}

/** Every glyph that is shown, four hexadecimal digits each. A letter that a file lacks is drawn as its first one: 0000. */
export function glyphs(content: string): readonly string[] {
  return [...content.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex]) => hex?.match(/.{4}/g) ?? []);
}

/** From the left edge of the page to where each piece of text is drawn, points. */
export function textPlaces(content: string): readonly number[] {
  return [...content.matchAll(/^1 0 0 1 ([\d.]+) [\d.]+ Tm$/gm)].map(([, x]) => Number(x));
}

/**
 * The words of each page, taken out by another reader of PDF files: PDFium, with which Chromium shows and copies them.
 * Lines are joined.
 */
export async function readByPdfium(pdf: Buffer): Promise<readonly string[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const pages = [...document.pages()].map((page) => plainWords(page.getText()));
  document.destroy();
  library.destroy();
  return pages;
}

/** Words with spaces of one kind, and without the signs that hold words apart. */
export function plainWords(words: string): string {
  return words
    .replaceAll(/[\u2066-\u2069]/gu, "")
    .replaceAll(/\s+/gu, " ")
    .normalize("NFC")
    .trim();
}
