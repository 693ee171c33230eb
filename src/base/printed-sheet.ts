import type { Locale } from "./locale.ts";

/** Words on a sheet, in the language of the sheet unless told. */
export interface SheetText {
  readonly text: string;
  /** Language of these words, for whoever has the sheet read aloud. */
  readonly language?: Locale;
  /** Whether somebody wrote these words, in whatever language: they are read in the direction of their first letter. */
  readonly isAsGiven?: boolean;
}

/** One line of a list on a sheet. */
export interface SheetLine extends SheetText {
  /** Whether an empty box to tick stands before it, instead of a point. */
  readonly hasBox?: boolean;
}

/** A part of a printed sheet. */
export type SheetBlock =
  | (SheetText & { readonly kind: "heading"; readonly level: 1 | 2 | 3 })
  | (SheetText & {
      readonly kind: "paragraph";
      readonly look?: "strong" | "small";
      /**
       * Lets it end earlier where the sheet must stay on one page: the words that say where it goes on, and which of several goes
       * first, the one of the highest order.
       */
      readonly shortened?: { readonly continued: string; readonly order: number };
    })
  | { readonly kind: "list"; readonly lines: readonly SheetLine[] }
  /** Parts that stay on one page together, where one page holds them. */
  | { readonly kind: "together"; readonly blocks: readonly SheetBlock[] }
  /** An address as a QR code with the address in letters beside it. */
  | {
      readonly kind: "code";
      readonly address: string;
      readonly label: string;
      /** Language of the label; that of the sheet unless told. */
      readonly language?: Locale;
    };

/**
 * A sheet of A4 paper as data: a room says what stands on it, the server makes a tagged PDF of it
 * ([records 60](../../docs/decisions/0060-sheets-are-tagged-pdf.md) and [156](../../docs/decisions/0156-sheets-in-arabic.md)).
 */
export interface PrintedSheet {
  /** Name of the file, without ending: letters, digits and hyphens. */
  readonly fileName: string;
  /** Title that a reader of the file shows. */
  readonly title: string;
  readonly language: Locale;
  /** Side at which lines, boxes and codes begin; that of the language unless told. */
  readonly side?: "left" | "right";
  /** Height of the body's letters, points: 11 unless told, 18 for large print. */
  readonly textSize?: number;
  readonly blocks: readonly SheetBlock[];
  /** Whether it must stay on one page: letters become smaller, down to nine points, then what may be shortened is. */
  readonly isOnePage?: boolean;
  /** Said at the foot of each page with its number. */
  readonly pageLabel: (page: number, of: number) => string;
}
