import { directionOf, type Locale, type SheetBlock, type SheetLine, type SheetText } from "#base";
import { encode } from "uqr";
import { hasArabic, withoutUnseen } from "./letters.ts";
import type { WordDirection } from "./direction.ts";
import { heightOf, setLines, type Letters } from "./set-lines.ts";

/** What draws: the document, the element of its structure that takes the parts, the height of the body's letters in points. */
export interface Pen {
  readonly doc: PDFKit.PDFDocument;
  readonly parent: PDFKit.PDFStructureElement;
  readonly size: number;
  /** Language of the sheet. */
  readonly language: Locale;
  /** Side at which lines begin. */
  readonly side: Letters["side"];
}

/** What the letters of some words are like, apart from where they stand. */
type Look = Pick<Letters, "weight" | "size" | "indent">;

/** Height of the letters of headings by their level, as multiples of the body's. */
const headingScale = { 1: 1.7, 2: 1.3, 3: 1.1 } as const;
/** Side of a QR code, points: 30 mm. */
const codeSide = 85;
/** Between a code and the words beside it, points: its border of two squares is white too. */
const codeGap = 6;

/** Draws a part of a sheet and puts it into the structure of the document. */
export function drawBlock(pen: Pen, block: SheetBlock): void {
  switch (block.kind) {
    case "heading":
      return drawHeading(pen, block);
    case "paragraph":
      return drawParagraph(pen, block);
    case "list":
      return drawList(pen, block.lines);
    case "code":
      return drawCode(pen, block);
    case "together":
      keepTogether(pen, block.blocks);
      for (const part of block.blocks) drawBlock(pen, part);
  }
}

function drawHeading(pen: Pen, block: SheetBlock & { kind: "heading" }): void {
  const size = pen.size * headingScale[block.level];
  leaveSpace(pen, size * 0.5);
  put(pen, `H${block.level}`, block, { weight: 700, size });
  leaveSpace(pen, size * 0.25);
}

function drawParagraph(pen: Pen, block: SheetBlock & { kind: "paragraph" }): void {
  put(pen, "P", block, lookOf(pen, block));
  leaveSpace(pen, pen.size * 0.4);
}

function lookOf({ size }: Pen, { look }: SheetBlock & { kind: "paragraph" }): Look {
  return { weight: look === "strong" ? 700 : 400, size: look === "small" ? Math.max(9, size * 0.8) : size };
}

/** Words as one element of the structure. */
function put(pen: Pen, tag: string, words: SheetText, look: Look): void {
  const { doc, parent } = pen;
  parent.add(doc.struct(tag, told(words), () => setLines(doc, words.text, placed(pen, words, look))));
}

/** What the structure says of words, for whoever has them read aloud: their language, and where some are Arabic the words themselves. */
function told({ language, text }: SheetText) {
  return {
    ...(language === undefined ? {} : { lang: language }),
    ...(hasArabic(text) ? { actual: withoutUnseen(text) } : {}),
  };
}

function placed({ language, side }: Pen, words: SheetText, look: Look): Letters {
  return { ...look, side, direction: directionOfWords(words, language) };
}

function directionOfWords({ language, isAsGiven }: SheetText, sheet: Locale): WordDirection {
  return isAsGiven === true ? "auto" : directionOf(language ?? sheet);
}

function drawList(pen: Pen, lines: readonly SheetLine[]): void {
  const { doc, parent, size } = pen;
  const list = doc.struct("L");
  parent.add(list);
  for (const line of lines) {
    const item = doc.struct("LI");
    list.add(item);
    const letters = placed(pen, line, { weight: 400, size, indent: size * 1.8 });
    beginOnOnePage(pen, heightOf(doc, line.text, letters));
    item.add(doc.struct("Lbl", {}, () => drawMark(pen, line.hasBox === true)));
    item.add(doc.struct("LBody", told(line), () => setLines(doc, line.text, letters)));
    item.end();
    leaveSpace(pen, size * (line.hasBox === true ? 0.35 : 0.15));
  }
  list.end();
  leaveSpace(pen, size * 0.3);
}

/** From the left edge of the page to what is this wide and stands where lines begin, points. */
function edgeOf({ doc, side }: Pen, wide: number): number {
  const { width, margins } = doc.page;
  return side === "left" ? margins.left : width - margins.right - wide;
}

/** The box or the point before a line. */
function drawMark(pen: Pen, isBox: boolean): void {
  const { doc, size } = pen;
  const { x, y } = doc;
  if (isBox) {
    doc
      .lineWidth(1)
      .rect(edgeOf(pen, size + 2) + 1, y + size * 0.1, size, size)
      .stroke("black");
  } else {
    doc.circle(edgeOf(pen, size * 1.2) + size * 0.6, y + size * 0.6, size * 0.14).fill("black");
  }
  doc.x = x;
  doc.y = y;
}

function drawCode(pen: Pen, { address, label, language }: SheetBlock & { kind: "code" }): void {
  const { doc, parent, size } = pen;
  const { size: squares, data } = encode(address, { ecc: "M", border: 2 });
  const beside = codeSide + codeGap;
  const words: Look = { weight: 400, size, indent: beside };
  const small: Look = { weight: 400, size: Math.max(9, size * 0.8), indent: beside };
  const inLetters = { text: address, isAsGiven: true } as const;
  const named: SheetText = language === undefined ? { text: label } : { text: label, language };
  const height =
    heightOf(doc, label, placed(pen, named, words)) + heightOf(doc, address, placed(pen, inLetters, small));
  beginOnOnePage(pen, Math.max(codeSide, height) + size * 0.3);
  const side = codeSide / squares;
  const x = edgeOf(pen, codeSide);
  const { y } = doc;
  const draw = (): void => {
    data.forEach((row, down) =>
      row.forEach((isDark, across) => {
        if (isDark) doc.rect(x + across * side, y + down * side, side, side);
      }),
    );
    doc.fill("black");
  };
  const figure = { alt: withoutUnseen(label), bbox: [x, y, x + codeSide, y + codeSide] };
  parent.add(doc.struct("Figure", figure, draw));
  doc.y = y;
  put(pen, "P", named, words);
  put(pen, "P", inLetters, small);
  doc.y = Math.max(doc.y, y + codeSide) + size * 0.3;
}

/** Begins a new page where parts that belong together do not fit on what is left of this one. */
function keepTogether(pen: Pen, blocks: readonly SheetBlock[]): void {
  const height = blocks.reduce((sum, block) => sum + roughHeight(pen, block), 0);
  beginOnOnePage(pen, height);
}

function beginOnOnePage({ doc }: Pen, height: number): void {
  const whole = doc.page.height - doc.page.margins.top - doc.page.margins.bottom;
  const left = doc.page.height - doc.page.margins.bottom - doc.y;
  if (height > left && height <= whole) doc.addPage();
}

function roughHeight(pen: Pen, block: SheetBlock): number {
  const { doc, size } = pen;
  switch (block.kind) {
    case "heading": {
      const letters = placed(pen, block, { weight: 700, size: size * headingScale[block.level] });
      return heightOf(doc, block.text, letters) + spaceOf(pen, letters.size * 0.75);
    }
    case "paragraph":
      return heightOf(doc, block.text, placed(pen, block, lookOf(pen, block))) + spaceOf(pen, size * 0.4);
    case "list":
      return block.lines.reduce(
        (sum, line) =>
          sum +
          heightOf(doc, line.text, placed(pen, line, { weight: 400, size, indent: size * 1.8 })) +
          spaceOf(pen, size * 0.35),
        spaceOf(pen, size * 0.3),
      );
    case "code":
      return codeSide + size;
    default:
      return block.blocks.reduce((sum, part) => sum + roughHeight(pen, part), 0);
  }
}

/** Below letters of this height, points, less space is left between parts: there is much to tell on one page. */
const usualSize = 11;

const spaceOf = ({ size }: Pen, points: number): number => (size < usualSize ? points * 0.5 : points);

function leaveSpace(pen: Pen, points: number): void {
  pen.doc.y += spaceOf(pen, points);
}
