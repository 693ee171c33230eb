import { directed, runsOf, type DirectedWords, type LetterRun, type WordDirection } from "./direction.ts";
import { widthOfRun } from "./width.ts";

/** How words are drawn: weight and height of the letters, points. */
export interface Letters {
  readonly weight: 400 | 700;
  readonly size: number;
  /** From the margin at which lines begin, points. */
  readonly indent?: number;
  /** Side at which lines begin. */
  readonly side: "left" | "right";
  /** Order in which the words are read. */
  readonly direction: WordDirection;
}

/** From one line to the next, as a multiple of the height of the letters. */
const lineSpacing = 1.4;
/** From the top of a line to the foot of its letters, as a multiple of their height: that of the Latin face, for both faces. */
const ascent = 0.984;

const onlyMeasured = new WeakSet<PDFKit.PDFDocument>();

/** Lets words take their place in a document without being drawn: to see how many pages it would have. */
export function measureOnly(doc: PDFKit.PDFDocument): void {
  onlyMeasured.add(doc);
}

/** Height that words take when set in lines, points. */
export function heightOf(doc: PDFKit.PDFDocument, text: string, letters: Letters): number {
  return linesOf(doc, wordsOf(text, letters), letters).length * letters.size * lineSpacing;
}

/** Sets words in lines at the present height of the page, and goes on to a new page where this one ends. */
export function setLines(doc: PDFKit.PDFDocument, text: string, letters: Letters): void {
  const { size } = letters;
  const isDrawn = !onlyMeasured.has(doc);
  if (isDrawn) doc.fillColor("black");
  const words = wordsOf(text, letters);
  for (const { start, end } of linesOf(doc, words, letters)) {
    const { height, margins } = doc.page;
    if (doc.y + size * lineSpacing > height - margins.bottom) doc.addPage();
    const top = doc.y;
    if (isDrawn) setLine(doc, runsOf(words, start, end), { letters, top });
    doc.x = margins.left;
    doc.y = top + size * lineSpacing;
  }
}

/** Sets words on one line, however long, at a height of the page: what stands at its foot. */
export function setOneLine(doc: PDFKit.PDFDocument, text: string, letters: Letters, top: number): void {
  const words = wordsOf(text, letters);
  setLine(doc, runsOf(words, 0, words.text.length), { letters, top });
}

function setLine(
  doc: PDFKit.PDFDocument,
  runs: readonly LetterRun[],
  { letters, top }: { readonly letters: Letters; readonly top: number },
): void {
  const { size, weight, indent = 0, side } = letters;
  const { width, margins } = doc.page;
  let x =
    side === "left" ? margins.left + indent : width - margins.right - indent - widthOf(doc, runs, letters);
  const places = runs.map((run) => {
    const place = { run, x };
    x += widthOf(doc, [run], letters);
    return place;
  });
  for (const { run, x: from } of places.toSorted((one, other) => one.run.place - other.run.place))
    doc
      .font(`${run.file}-${weight}`)
      .fontSize(size)
      .text(run.text, from, top, { lineBreak: false, baseline: -ascent * size, ...asAWhole(run) });
}

/** Words of a sheet, ready to be set; on a sheet that begins on the right, signs that hold French words apart are heeded. */
function wordsOf(text: string, { direction, side }: Letters): DirectedWords {
  return directed(text, direction, side === "right");
}

/** A line: from which letter of the words to which, the second not counted. */
interface Line {
  readonly start: number;
  readonly end: number;
}

/**
 * Words broken at spaces into lines, in the order in which they are read; a word longer than a line, such as an address,
 * between two letters.
 */
function linesOf(doc: PDFKit.PDFDocument, words: DirectedWords, letters: Letters): readonly Line[] {
  const { width, margins } = doc.page;
  const room = width - margins.left - margins.right - (letters.indent ?? 0);
  const widthFrom = (start: number, end: number): number => widthOf(doc, runsOf(words, start, end), letters);
  const lines: Line[] = [];
  let start = 0;
  let taken = 0;
  let end = -1;
  for (const word of partsOf(words.text)) {
    const long = widthFrom(word.start, word.end);
    const space = end < 0 ? 0 : widthFrom(end, word.start);
    if (end >= 0 && taken + space + long <= room) {
      taken += space + long;
      end = word.end;
      continue;
    }
    if (end >= 0) lines.push({ start, end });
    const pieces =
      long <= room
        ? [word]
        : piecesOf(words.text, word, (piece) => widthFrom(piece.start, piece.end) <= room);
    lines.push(...pieces.slice(0, -1));
    const last = pieces.at(-1) ?? word;
    start = last.start;
    end = last.end;
    taken = widthFrom(start, end);
  }
  return [...lines, { start, end: Math.max(0, end) }];
}

/** The words of a text, one after another. */
function partsOf(text: string): readonly Line[] {
  return [...text.matchAll(/[^ ]+/gu)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
}

function piecesOf(text: string, word: Line, fits: (piece: Line) => boolean): readonly Line[] {
  const pieces: Line[] = [];
  let { start } = word;
  let end = start;
  for (const letter of text.slice(word.start, word.end)) {
    const longer = { start, end: end + letter.length };
    if (end > start && !fits(longer)) {
      pieces.push({ start, end });
      start = end;
    }
    end += letter.length;
  }
  return [...pieces, { start, end }];
}

/** Words whose letters join are measured by the face of the document; the others come again, and are measured once. */
function widthOf(doc: PDFKit.PDFDocument, runs: readonly LetterRun[], { weight, size }: Letters): number {
  return runs.reduce(
    (sum, run) =>
      sum +
      (run.file === "arabic"
        ? doc.font(`arabic-${weight}`).fontSize(size).widthOfString(run.text, asAWhole(run))
        : widthOfRun(run, weight, size)),
    0,
  );
}

/** Arabic words are set as a whole, in their own order; the library would else put one beside the other from the left. */
function asAWhole({ file }: LetterRun): { readonly features?: [] } {
  return file === "arabic" ? { features: [] } : {};
}
