import { cutText } from "#directory";
import { read, unreadable, type Fault, type Reading } from "../row-fault.ts";

/** A value of a cell as text: numbers are written out, `null`, lists and objects have none. */
export function cellText(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  return null;
}

// Control characters but tab and line ends; marks that turn the writing direction; the byte order mark.
const unwanted = /(?![\t\n\r])\p{Cc}|[\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

// Nothing to take out: no control character but tab and line feed, no direction mark, no half of a character.
const plainText = /^[\t\n -~\u00A0-\u2027\u2030-\u2065\u206A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFC]*$/;

/**
 * A text without what has no place in one: control characters, direction marks and halves of characters.
 * Spaces at both ends go; line ends become `\n`.
 * Missing  `null` when nothing is left.
 */
export function readText(value: unknown, maxLength: number): Reading<string> {
  if (value === null || value === undefined) return read<string>(null);
  const raw = cellText(value);
  if (raw === null) return unreadable("textUnreadable");
  if (raw.length <= maxLength && plainText.test(raw)) return read(raw.trim() || null);
  const clean = raw.replace(unwanted, "").replace(/\r\n?/g, "\n");
  const whole = clean.toWellFormed().replaceAll("\uFFFD", "").trim();
  const faults: Fault[] = [];
  if (whole.length < raw.replace(/\r\n?/g, "\n").trim().length) faults.push({ code: "charactersRemoved" });
  if (whole.length > maxLength) faults.push({ code: "textTooLong", params: { limit: maxLength } });
  return { value: whole === "" ? null : cutText(whole, maxLength), faults };
}

/** A text on one line: runs of white space become one space. */
export function readLine(value: unknown, maxLength: number): Reading<string> {
  const { value: text, faults } = readText(value, maxLength);
  return { value: text === null ? null : text.replace(/\s+/g, " "), faults };
}

/** The labels of a cell that holds several, without empty ones and repeats. */
export function readLabels(value: unknown, separator: string | RegExp): Reading<readonly string[]> {
  const { value: text, faults } = readText(value, 10_000);
  const labels = (text ?? "")
    .split(separator)
    .map((label) => cutText(label.trim().replace(/\s+/g, " "), 200));
  return { value: [...new Set(labels.filter((label) => label !== ""))], faults };
}
