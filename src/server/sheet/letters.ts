import { serverErrors } from "../errors.ts";

/** One of the files of the faces: the letters of western Europe, those of the rest of Latin, and Arabic. */
export type LetterFile = "latin" | "latin-ext" | "arabic";

/** Letters of the file `latin`, without those it is said to hold and does not. */
const western =
  /[\u0020-\u007e\u00a0-\u00ac\u00ae-\u00b4\u00b6-\u00ff\u0152\u0153\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a\u20ac]/u;
/** Letters of the file `latin-ext` beside the former: Central European, Turkish, Baltic and Romanian names. */
const extended =
  /[\u0100-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123\u0126-\u0127\u012a-\u012b\u012e-\u0130\u0132-\u0133\u0136-\u0137\u0139-\u013e\u0141-\u0148\u0150-\u0151\u0154-\u0155\u0158-\u015b\u015e-\u0165\u016a-\u016b\u016e-\u017e\u0218-\u021b]/u;
/** Letters, vowel marks, figures and punctuation of Arabic, and of Persian, Urdu and other languages written with it. */
const arabic = /[\u060c-\u061b\u061d-\u06dc\u06de-\u06ff\u0750-\u077f]/u;

/** Whether some of these words are Arabic. */
export const hasArabic = (words: string): boolean => arabic.test(words);

/** Signs that are not seen, and turn the writing direction of what follows: in a name they could turn the words beside it. */
const embeddings = /[\u202a-\u202e]/gu;
/** Signs that are not seen, and neither turn words nor hold them apart. */
const unseen = /\u00ad|[\u200b-\u200d]|\u2060|\ufe0f|\ufeff/gu;
/** Signs that hold words of one direction apart among those of another (Unicode isolates and marks). */
const apart = /[\u061c\u200e\u200f\u2066-\u2069]/gu;

/** Whether a sign is not seen and only holds words apart. */
export const isApart = (letter: string): boolean => letter.search(apart) === 0;

/** Words without what is not seen and only turns the writing direction or joins letters. */
export function withoutUnseen(words: string): string {
  return withoutTurns(words).replace(apart, "");
}

/** Words without what is not seen, save what holds words of one direction apart among those of another. */
function withoutTurns(words: string): string {
  return words.replace(embeddings, "").replace(unseen, "");
}

/**
 * Words as they are set: letters composed, one kind of space and of hyphen. Signs that hold words apart stay where
 * `keepsApart`: on a sheet read from right to left.
 */
export function plainLetters(words: string, keepsApart: boolean): string {
  return (keepsApart ? withoutTurns(words) : withoutUnseen(words))
    .normalize("NFC")
    .replace(/[\ufb50-\ufdf9\ufe70-\ufefc]+/gu, (forms) => forms.normalize("NFKC"))
    .replace(/[\u202f\u2007\u2009]/gu, "\u00a0")
    .replace(/[\u2010\u2011\u2212]/gu, "-")
    .replace(/\s*[ \r\n\t]\s*/gu, " ")
    .trim();
}

/**
 * The file that draws a letter; a space goes with the letters before it.
 * @throws server.sheetNotPrintable for a letter that no file holds: a box in its place would be read as something.
 */
export function fileOf(letter: string, current: LetterFile): LetterFile {
  if (letter === " " || letter === "\u00a0") return current;
  if (western.test(letter)) return "latin";
  if (extended.test(letter)) return "latin-ext";
  if (arabic.test(letter)) return "arabic";
  throw serverErrors.sheetNotPrintable({ letter });
}
