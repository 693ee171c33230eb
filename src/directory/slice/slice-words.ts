import type { StemRows } from "../search/columns.ts";

/** Stems under which the offers of a slice are found: a sorted list, and for each stem the rows that have it. */
export interface SliceWords {
  /** Sorted, one a line. */
  readonly stems: string;
  /** For each stem the number of its rows, then the steps from one to the next: base 128, low part first, in base64. */
  readonly rows: string;
  /** Where in these bytes every 64th stem begins. */
  readonly starts: readonly number[];
}

/** Stems between two of which it is told where they begin. */
export const stemsInBlock = 64;

/** Writes stems and their rows. */
export function writeWords({ stems, rowsOf }: StemRows): SliceWords {
  const bytes: number[] = [];
  const starts: number[] = [];
  for (let stem = 0; stem < stems.length; stem += 1) {
    if (stem % stemsInBlock === 0) starts.push(bytes.length);
    const rows = rowsOf(stem);
    pushNumber(bytes, rows.length);
    let before = 0;
    for (const row of rows) {
      pushNumber(bytes, row - before);
      before = row;
    }
  }
  return { stems: stems.join("\n"), rows: toBase64(bytes), starts };
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
