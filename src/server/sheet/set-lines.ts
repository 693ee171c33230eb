import { letterRuns, type LetterRun } from "./letters.ts";
import { widthOfRun } from "./width.ts";

/** How words are drawn: weight and height of the letters, points. */
export interface Letters {
  readonly weight: 400 | 700;
  readonly size: number;
  /** From the left margin, points. */
  readonly indent?: number;
}

/** From one line to the next, as a multiple of the height of the letters. */
const lineSpacing = 1.4;

const onlyMeasured = new WeakSet<PDFKit.PDFDocument>();

/** Lets words take their place in a document without being drawn: to see how many pages it would have. */
export function measureOnly(doc: PDFKit.PDFDocument): void {
  onlyMeasured.add(doc);
}

/** Height that words take when set in lines, points. */
export function heightOf(doc: PDFKit.PDFDocument, text: string, letters: Letters): number {
  return linesOf(doc, text, letters).length * letters.size * lineSpacing;
}

/** Sets words in lines at the present height of the page, and goes on to a new page where this one ends. */
export function setLines(doc: PDFKit.PDFDocument, text: string, letters: Letters): void {
  const { size, weight, indent = 0 } = letters;
  const isDrawn = !onlyMeasured.has(doc);
  if (isDrawn) doc.fillColor("black");
  for (const line of linesOf(doc, text, letters)) {
    const { height, margins } = doc.page;
    if (doc.y + size * lineSpacing > height - margins.bottom) doc.addPage();
    const top = doc.y;
    let x = margins.left + indent;
    for (const run of letterRuns(line)) {
      if (isDrawn)
        doc.font(`${run.file}-${weight}`).fontSize(size).text(run.text, x, top, { lineBreak: false });
      x += widthOf([run], letters);
    }
    doc.x = margins.left;
    doc.y = top + size * lineSpacing;
  }
}

/** Words broken at spaces into lines; a word longer than a line, such as an address, between two letters. */
function linesOf(doc: PDFKit.PDFDocument, text: string, letters: Letters): readonly string[] {
  const { width, margins } = doc.page;
  const room = width - margins.left - margins.right - (letters.indent ?? 0);
  const widthOfWords = (words: string): number => widthOf(letterRuns(words), letters);
  const space = widthOfWords(" ");
  const lines: string[] = [];
  let taken = room;
  for (const word of text.trim().split(/\s*[ \n\r\t]\s*/u)) {
    const long = widthOfWords(word);
    if (taken + space + long <= room) {
      lines[lines.length - 1] += ` ${word}`;
      taken += space + long;
      continue;
    }
    lines.push(...(long <= room ? [word] : piecesOf(word, (piece) => widthOfWords(piece) <= room)));
    taken = widthOfWords(lines.at(-1) ?? "");
  }
  return lines;
}

function piecesOf(word: string, fits: (piece: string) => boolean): readonly string[] {
  const pieces: string[] = [""];
  for (const letter of word) {
    const longer = (pieces.at(-1) ?? "") + letter;
    if (fits(longer)) pieces[pieces.length - 1] = longer;
    else pieces.push(letter);
  }
  return pieces;
}

function widthOf(runs: readonly LetterRun[], { weight, size }: Letters): number {
  return runs.reduce((sum, run) => sum + widthOfRun(run, weight, size), 0);
}
