import type { KnownPostings } from "../search/columns.ts";

/** Stems under which the offers of a slice are found: a sorted list, and for each stem the rows that have it. */
export interface SliceWords {
  /** Sorted, one a line. */
  readonly stems: string;
  /** How many rows there are in all. */
  readonly count: number;
  /** For each stem the number of its rows, then the steps from one to the next: base 128, low part first, in base64. */
  readonly rows: string;
}

/** Writes postings. */
export function writeWords({ stems, postingStart, postings }: KnownPostings): SliceWords {
  const bytes: number[] = [];
  for (let stem = 0; stem < stems.length; stem += 1) {
    const rows = postings.subarray(postingStart[stem], postingStart[stem + 1]);
    pushNumber(bytes, rows.length);
    let before = 0;
    for (const row of rows) {
      pushNumber(bytes, row - before);
      before = row;
    }
  }
  return { stems: stems.join("\n"), count: postings.length, rows: toBase64(bytes) };
}

/** Reads postings. */
export function readWords({ stems: lines, count, rows }: SliceWords): KnownPostings {
  const bytes = atob(rows);
  const stems = lines === "" ? [] : lines.split("\n");
  const postingStart = new Uint32Array(stems.length + 1);
  const postings = new Uint32Array(count);
  let [at, filled] = [0, 0];
  const next = (): number => {
    let byte = bytes.charCodeAt(at);
    let [value, shift] = [byte & 127, 7];
    at += 1;
    for (; byte >= 128; shift += 7) {
      byte = bytes.charCodeAt(at);
      value |= (byte & 127) << shift;
      at += 1;
    }
    return value;
  };
  for (let stem = 0; stem < stems.length; stem += 1) {
    let row = 0;
    for (let left = next(); left > 0; left -= 1) {
      row += next();
      postings[filled] = row;
      filled += 1;
    }
    postingStart[stem + 1] = filled;
  }
  return { stems, postingStart, postings };
}

function pushNumber(bytes: number[], number: number): void {
  let rest = number;
  while (rest >= 128) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  bytes.push(rest);
}

/** Bytes written at once, below what one call may take as arguments. */
const atOnce = 30_000;

function toBase64(bytes: readonly number[]): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += atOnce)
    binary += String.fromCharCode(...bytes.slice(at, at + atOnce));
  return btoa(binary);
}
