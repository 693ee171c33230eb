import { serverErrors } from "../errors.ts";

/** One of the two files of the face: the letters of western Europe, and those of the rest of Latin. */
export type LetterFile = "latin" | "latin-ext";

/** Letters of the file `latin`, without those it is said to hold and does not. */
const western =
  /[\u0020-\u007e\u00a0-\u00ac\u00ae-\u00b4\u00b6-\u00ff\u0152\u0153\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a\u20ac]/u;
/** Letters of the file `latin-ext` beside the former: Central European, Turkish, Baltic and Romanian names. */
const extended =
  /[\u0100-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123\u0126-\u0127\u012a-\u012b\u012e-\u0130\u0132-\u0133\u0136-\u0137\u0139-\u013e\u0141-\u0148\u0150-\u0151\u0154-\u0155\u0158-\u015b\u015e-\u0165\u016a-\u016b\u016e-\u017e\u0218-\u021b]/u;

/** Words that one file can draw. */
export interface LetterRun {
  readonly file: LetterFile;
  readonly text: string;
}

/**
 * Words cut where the file of the face changes. Spaces and hyphens that are not seen on paper become those that are.
 * @throws server.sheetNotPrintable for a letter that neither file holds: a box in its place would be read as something.
 */
export function letterRuns(words: string): readonly LetterRun[] {
  const runs: { file: LetterFile; text: string }[] = [];
  for (const letter of plainLetters(words)) {
    const file = fileOf(letter, runs.at(-1)?.file ?? "latin");
    const last = runs.at(-1);
    if (last?.file === file) last.text += letter;
    else runs.push({ file, text: letter });
  }
  return runs;
}

/** Words without what is not seen and only turns the writing direction or joins letters: in a name it could turn the words beside it. */
export function withoutUnseen(words: string): string {
  return words.replace(
    /\u00ad|\u061c|[\u200b-\u200f]|[\u202a-\u202e]|\u2060|[\u2066-\u2069]|\ufe0f|\ufeff/gu,
    "",
  );
}

function plainLetters(words: string): string {
  return withoutUnseen(words)
    .normalize("NFC")
    .replace(/[\u202f\u2007\u2009]/gu, "\u00a0")
    .replace(/[\u2010\u2011\u2212]/gu, "-")
    .replace(/\s*[\r\n\t]\s*/gu, " ");
}

/** @throws server.sheetNotPrintable */
function fileOf(letter: string, current: LetterFile): LetterFile {
  if (letter === " " || letter === "\u00a0") return current;
  if (western.test(letter)) return "latin";
  if (extended.test(letter)) return "latin-ext";
  throw serverErrors.sheetNotPrintable({ letter });
}
