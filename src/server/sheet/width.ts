import PdfFile from "pdfkit";
import type { LetterRun } from "./direction.ts";
import { latinFiles, openFont, type LetterWeight } from "./open-font.ts";

/** Weights of the letters of every sheet. */
export const weights: readonly LetterWeight[] = [400, 700];

/** Gives a document the letters that stand one beside the other. */
export function registerLatin(doc: PDFKit.PDFDocument): void {
  for (const weight of weights)
    for (const file of latinFiles) doc.registerFont(`${file}-${weight}`, openFont(file, weight));
}

/** A document in which words are measured and nothing is drawn: the letters are read once. */
let ruler: PDFKit.PDFDocument | null = null;

function openRuler(): PDFKit.PDFDocument {
  if (ruler !== null) return ruler;
  ruler = new PdfFile({ autoFirstPage: false });
  registerLatin(ruler);
  return ruler;
}

/** Widths of words that come again, at one point; a sheet that must stay on one page is laid out several times. */
const known = new Map<string, number>();
const knownAtMost = 20_000;
/** Height at which letters are measured, points: widths grow with it. */
const measuredAt = 1000;

/** Width of words of letters that stand one beside the other, drawn by one file, in letters of a height, points. */
export function widthOfRun(
  { file, text }: Pick<LetterRun, "file" | "text">,
  weight: LetterWeight,
  size: number,
): number {
  const key = `${file}-${weight} ${text}`;
  const width =
    known.get(key) ??
    openRuler().font(`${file}-${weight}`).fontSize(measuredAt).widthOfString(text) / measuredAt;
  if (known.size >= knownAtMost) known.clear();
  known.set(key, width);
  return width * size;
}
