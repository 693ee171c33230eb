/** A file as text. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  /** Whether nothing in the file said its encoding and it is none that can be proved. */
  readonly isGuessed: boolean;
}

/**
 * The text of a file: UTF-8 and UTF-16, with or without byte order mark; any other file as Windows-1252 (which
 * holds Latin-1), said to be guessed.
 */
export function decodeBytes(bytes: Uint8Array): DecodedText {
  const encoding = unicodeEncodingOf(bytes);
  if (encoding !== null) return { text: decode(bytes, encoding), encoding, isGuessed: false };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text, encoding: "utf-8", isGuessed: false };
  } catch {
    return { text: decode(bytes, "windows-1252"), encoding: "windows-1252", isGuessed: true };
  }
}

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** UTF-16 by its mark, or by the zeros of its first letters; null when it is not UTF-16. */
export function unicodeEncodingOf(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return "utf-16le";
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return "utf-16be";
  return null;
}
