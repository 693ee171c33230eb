import { read, unreadable, type Reading } from "../row-fault.ts";
import { cellText } from "./text.ts";

/** A French postcode; the leading zero that a spreadsheet ate is given back. */
export function readPostcode(value: unknown): Reading<string> {
  const text = (cellText(value) ?? "").replace(/\s/g, "").replace(/^F-?/i, "");
  if (text === "") return read<string>(null);
  const padded = text.padStart(5, "0");
  const isPostcode = /^\d{4,5}$/.test(text) && padded >= "01000" && padded <= "98999";
  return isPostcode ? read(padded) : unreadable("postcodeUnreadable");
}

/** Code of a commune (Insee); the leading zero that a spreadsheet ate is given back. `null` when it has not its form. */
export function readTownCode(value: unknown): string | null {
  const text = (cellText(value) ?? "").trim().toUpperCase().padStart(5, "0");
  return /^(?:\d{5}|2[AB]\d{3})$/.test(text) && text !== "00000" ? text : null;
}

/** An address in one line, taken apart. */
export interface AddressParts {
  readonly street: string | null;
  readonly postcode: string | null;
  /** What follows the postcode; null when nothing does. */
  readonly town: string | null;
}

const edges = /^[\s,;–-]+|[\s,;–-]+$/g;

/**
 * Street, postcode and town of an address written in one line: `8 rue de la Boétie - 33000 Bordeaux`.
 * The last number of five digits is the postcode. Without one, the town is cut off where it ends the line
 * after a comma or a dash.
 * @param town name of the town where it is known from another column.
 */
export function splitAddress(line: string, town: string | null): AddressParts {
  const text = line.replace(/\s+/g, " ").trim();
  const found = /^(.*?)(?:[\s,–-]|^)(\d{5})(?!\d)(?!.*(?<!\d)\d{5}(?!\d))(.*)$/u.exec(text);
  if (found !== null) {
    const [, before = "", postcode = "", after = ""] = found;
    return { street: emptyAsNull(before), postcode, town: emptyAsNull(after) };
  }
  const cut = /^(.*?)\s*[,–-]\s*([^,–]+)$/u.exec(text);
  const endsWithTown = cut !== null && town !== null && sameLetters(cut[2] ?? "", town);
  return { street: emptyAsNull(endsWithTown ? (cut[1] ?? "") : text), postcode: null, town: null };
}

function sameLetters(a: string, b: string): boolean {
  const letters = (text: string): string =>
    text
      .normalize("NFD")
      .toLowerCase()
      .replace(/[^a-z]/g, "");
  return letters(a) === letters(b);
}

function emptyAsNull(text: string): string | null {
  const trimmed = text.replace(edges, "");
  return trimmed === "" ? null : trimmed;
}
