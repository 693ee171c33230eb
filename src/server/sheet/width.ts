import PdfFile from "pdfkit";
import type { LetterFile, LetterRun } from "./letters.ts";
import { openFont, type LetterWeight } from "./open-font.ts";

/** Files of the face, and their weights. */
export const letterFiles: readonly LetterFile[] = ["latin", "latin-ext"];
const weights: readonly LetterWeight[] = [400, 700];

/** Gives a document the letters of every sheet. */
export function registerLetters(doc: PDFKit.PDFDocument): void {
  for (const weight of weights)
    for (const file of letterFiles) doc.registerFont(`${file}-${weight}`, openFont(file, weight));
}

/** A document in which words are measured and nothing is drawn: the letters are read once. */
let ruler: PDFKit.PDFDocument | null = null;

function openRuler(): PDFKit.PDFDocument {
  if (ruler !== null) return ruler;
  ruler = new PdfFile({ autoFirstPage: false });
  registerLetters(ruler);
  return ruler;
}

/** Widths of words that come again, at one point; a sheet that must stay on one page is laid out several times. */
const known = new Map<string, number>();
const knownAtMost = 20_000;
/** Height at which letters are measured, points: widths grow with it. */
const measuredAt = 1000;

/** Width of words that one file draws, in letters of a height, points. */
export function widthOfRun({ file, text }: LetterRun, weight: LetterWeight, size: number): number {
  const key = `${file}-${weight} ${text}`;
  const width =
    known.get(key) ??
    openRuler().font(`${file}-${weight}`).fontSize(measuredAt).widthOfString(text) / measuredAt;
  if (known.size >= knownAtMost) known.clear();
  known.set(key, width);
  return width * size;
}
