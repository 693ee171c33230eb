import type { Instant, PrintedSheet } from "#base";
import { directionOf } from "#base";
import PdfFile from "pdfkit";
import { drawBlock, type Pen } from "./draw-block.ts";
import { joinedFace } from "./joined-face.ts";
import { withoutUnseen } from "./letters.ts";
import { onOnePage } from "./one-page.ts";
import { openFont } from "./open-font.ts";
import { measureOnly, setOneLine } from "./set-lines.ts";
import { registerLatin, weights } from "./width.ts";

/** Height of the letters unless the sheet says otherwise, points. */
const usualSize = 11;
/** Margin of the sheet, points: 20 mm; 15 mm where letters are smaller, for there is much to tell on one page. */
const marginOf = ({ textSize = usualSize }: PrintedSheet): number => (textSize < usualSize ? 42 : 57);
/** Height of the letters at the foot, points. */
const footSize = 9;

/** What the file says of itself in its metadata; newer than the types of the library. */
const claims: object = { subset: "PDF/UA" };

/**
 * A sheet as PDF 1.7, tagged: title, language, headings, lists and the words beside each picture are in the file for whoever
 * has it read aloud. Letters are black on white and embedded.
 * Errors  server.sheetNotPrintable for a letter that the face does not hold.
 * Source  ISO 32000-1:2008 §14.8 (tagged PDF); ISO 14289-1 (PDF/UA) for what a file says of itself.
 */
export async function sheetPdf(sheet: PrintedSheet, madeAt: Instant): Promise<Buffer> {
  const pagesOf = (one: PrintedSheet): number =>
    drawSheet(one, madeAt, { isOnlyMeasured: true }).bufferedPageRange().count;
  const fitting = sheet.isOnePage === true ? onOnePage(sheet, pagesOf) : sheet;
  const doc = drawSheet(fitting, madeAt);
  numberPages(doc, fitting);
  return collect(doc);
}

function drawSheet(
  sheet: PrintedSheet,
  madeAt: Instant,
  { isOnlyMeasured = false }: { readonly isOnlyMeasured?: boolean } = {},
): PDFKit.PDFDocument {
  const doc = new PdfFile({
    size: "A4",
    margin: marginOf(sheet),
    pdfVersion: "1.7",
    tagged: true,
    displayTitle: true,
    lang: sheet.language,
    bufferPages: true,
    ...claims,
    info: {
      Title: withoutUnseen(sheet.title),
      Creator: "Tisser",
      Producer: "Tisser",
      CreationDate: new Date(madeAt),
    },
  });
  registerLatin(doc);
  for (const weight of weights) doc.registerFont(`arabic-${weight}`, joinedFace(openFont("arabic", weight)));
  if (isOnlyMeasured) measureOnly(doc);
  const whole = doc.struct("Document");
  doc.addStructure(whole);
  const pen: Pen = {
    doc,
    parent: whole,
    size: sheet.textSize ?? usualSize,
    language: sheet.language,
    side: sideOf(sheet),
  };
  for (const block of sheet.blocks) drawBlock(pen, block);
  whole.end();
  return doc;
}

/** Side at which lines begin. */
const sideOf = ({ side, language }: PrintedSheet): Pen["side"] =>
  side ?? (directionOf(language) === "rtl" ? "right" : "left");

/** The number of each page, which is read on paper and passed over when the file is read aloud. */
function numberPages(doc: PDFKit.PDFDocument, sheet: PrintedSheet): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    const { height, margins } = doc.page;
    const bottom = margins.bottom;
    // Below the margin, where a line would else begin a new page.
    margins.bottom = 0;
    doc.markContent("Artifact", { type: "Pagination" });
    const side = sideOf(sheet) === "left" ? "right" : "left";
    setOneLine(
      doc,
      sheet.pageLabel(page + 1, count),
      { weight: 400, size: footSize, side, direction: directionOf(sheet.language) },
      height - bottom / 2 - footSize,
    );
    doc.endMarkedContent();
    margins.bottom = bottom;
  }
}

async function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((give, refuse) => {
    doc.on("data", (part: Buffer) => parts.push(part));
    doc.on("end", () => give(Buffer.concat(parts)));
    doc.on("error", refuse);
  });
  doc.end();
  return done;
}
