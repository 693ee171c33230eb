import type { SheetBlock, SheetLine, SheetText } from "#base";
import { encode } from "uqr";
import { withoutUnseen } from "./letters.ts";
import { heightOf, setLines, type Letters } from "./set-lines.ts";

/** What draws: the document, the element of its structure that takes the parts, the height of the body's letters in points. */
export interface Pen {
  readonly doc: PDFKit.PDFDocument;
  readonly parent: PDFKit.PDFStructureElement;
  readonly size: number;
}

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
  put(pen, "P", block, lettersOf(pen, block));
  leaveSpace(pen, pen.size * 0.4);
}

function lettersOf({ size }: Pen, { look }: SheetBlock & { kind: "paragraph" }): Letters {
  return { weight: look === "strong" ? 700 : 400, size: look === "small" ? Math.max(9, size * 0.8) : size };
}

/** Words as one element of the structure. */
function put(pen: Pen, tag: string, words: SheetText, letters: Letters): void {
  const { doc, parent } = pen;
  const options = words.language === undefined ? {} : { lang: words.language };
  parent.add(doc.struct(tag, options, () => setLines(doc, words.text, letters)));
}

function drawList(pen: Pen, lines: readonly SheetLine[]): void {
  const { doc, parent, size } = pen;
  const list = doc.struct("L");
  parent.add(list);
  for (const line of lines) {
    const item = doc.struct("LI", line.language === undefined ? {} : { lang: line.language });
    list.add(item);
    beginOnOnePage(pen, heightOf(doc, line.text, { weight: 400, size, indent: size * 1.8 }));
    item.add(doc.struct("Lbl", {}, () => drawMark(doc, size, line.hasBox === true)));
    const letters = { weight: 400, size, indent: size * 1.8 } as const;
    item.add(doc.struct("LBody", {}, () => setLines(doc, line.text, letters)));
    item.end();
    leaveSpace(pen, size * (line.hasBox === true ? 0.35 : 0.15));
  }
  list.end();
  leaveSpace(pen, size * 0.3);
}

/** The box or the point before a line. */
function drawMark(doc: PDFKit.PDFDocument, size: number, isBox: boolean): void {
  const { x, y } = doc;
  if (isBox) {
    doc
      .lineWidth(1)
      .rect(x + 1, y + size * 0.1, size, size)
      .stroke("black");
  } else {
    doc.circle(x + size * 0.6, y + size * 0.6, size * 0.14).fill("black");
  }
  doc.x = x;
  doc.y = y;
}

function drawCode(pen: Pen, { address, label }: SheetBlock & { kind: "code" }): void {
  const { doc, parent, size } = pen;
  const { size: squares, data } = encode(address, { ecc: "M", border: 2 });
  const beside = codeSide + codeGap;
  const words = { weight: 400, size, indent: beside } as const;
  const letters = { weight: 400, size: Math.max(9, size * 0.8), indent: beside } as const;
  const height = heightOf(doc, label, words) + heightOf(doc, address, letters);
  beginOnOnePage(pen, Math.max(codeSide, height) + size * 0.3);
  const side = codeSide / squares;
  const { x, y } = doc;
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
  put(pen, "P", { text: label }, words);
  put(pen, "P", { text: address }, letters);
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
      const letters = { weight: 700, size: size * headingScale[block.level] } as const;
      return heightOf(doc, block.text, letters) + spaceOf(pen, letters.size * 0.75);
    }
    case "paragraph":
      return heightOf(doc, block.text, lettersOf(pen, block)) + spaceOf(pen, size * 0.4);
    case "list":
      return block.lines.reduce(
        (sum, { text }) =>
          sum + heightOf(doc, text, { weight: 400, size, indent: size * 1.8 }) + spaceOf(pen, size * 0.35),
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
