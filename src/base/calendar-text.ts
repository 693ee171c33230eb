import type { Instant } from "./date.ts";

// How iCalendar (RFC 5545) writes moments, words and lines.

/** A moment in UTC, to the second. */
export function calendarMoment(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** A text value (§3.3.11): what structures the file is escaped, control signs are left out. */
export function calendarWords(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r\n|\r|\n/g, "\\n")
    .replaceAll(/\p{Cc}/gu, "");
}

const encoder = new TextEncoder();

/** A line cut into pieces of at most 75 octets, never inside a letter (§3.1). */
function folded(line: string): string {
  if (encoder.encode(line).length <= 75) return line;
  const pieces: string[] = [];
  let piece = "";
  let length = 0;
  for (const letter of line) {
    const octets = encoder.encode(letter).length;
    if (length + octets > 75) {
      pieces.push(piece);
      piece = " ";
      length = 1;
    }
    piece += letter;
    length += octets;
  }
  return [...pieces, piece].join("\r\n");
}

/** A file of these lines: each at most 75 octets long, ended by CRLF. */
export function calendarText(lines: readonly string[]): string {
  return `${lines.map(folded).join("\r\n")}\r\n`;
}
