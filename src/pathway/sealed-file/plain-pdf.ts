import { asText, type PlainFile } from "./plain-file.ts";

/** Names by which a PDF says that it holds programs, other files, or starts something. */
const active = /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b/;
/** How near its end a PDF says that it is whole (ISO 32000-1, note of §7.5.5 in readers' practice). */
const endWithin = 1024;

/**
 * A PDF as it came, when it is whole, not encrypted, and says nowhere in plain sight that it holds programs or files. What its
 * compressed parts hold is not looked into: it is never shown in a page, only handed over as a file.
 */
export function plainPdf(bytes: Uint8Array): PlainFile {
  if (!asText(bytes, Math.max(0, bytes.length - endWithin), bytes.length).includes("%%EOF")) return "broken";
  const text = textOf(bytes);
  if (/\/Encrypt\b/.test(text)) return "locked";
  return active.test(text) ? "active" : bytes.slice();
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}
