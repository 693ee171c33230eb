/** Why a file is not taken. */
export const fileFaults = ["empty", "kind", "broken", "locked", "active"] as const;
/** Why a file is not taken: nothing in it, of another kind, cut or damaged, encrypted, or holding programs or files. */
export type FileFault = (typeof fileFaults)[number];

/** What reads one kind: the bytes to keep, or why there are none. */
export type PlainFile = Uint8Array<ArrayBuffer> | FileFault;

/** Bytes as text, one letter a byte. */
export function asText(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (const byte of bytes.subarray(from, to)) text += String.fromCharCode(byte);
  return text;
}

/** Pieces one after the other. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
