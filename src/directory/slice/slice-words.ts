import type { RowStems } from "../search/columns.ts";

/** Stems under which the offers of a slice are found: a sorted list, and for each offer which of them. */
export interface SliceWords {
  /** Sorted, one a line. */
  readonly stems: string;
  /** For each offer the number of its stems, then the steps from one to the next: base 128, low part first, in base64. */
  readonly of: string;
}

/** Writes the stems of offers, in the order of the offers. */
export function writeWords(offers: readonly Iterable<string>[]): SliceWords {
  const lists = offers.map((stems) => [...new Set(stems)]);
  const stems = [...new Set(lists.flat())].toSorted();
  const numbers = new Map(stems.map((stem, number) => [stem, number]));
  const bytes: number[] = [];
  for (const list of lists) {
    const rising = Uint32Array.from(list, (stem) => numbers.get(stem) ?? 0).sort();
    pushNumber(bytes, rising.length);
    let before = 0;
    for (const number of rising) {
      pushNumber(bytes, number - before);
      before = number;
    }
  }
  return { stems: stems.join("\n"), of: toBase64(bytes) };
}

/** Reads the stems of so many offers. */
export function readWords({ stems, of }: SliceWords, offers: number): RowStems {
  const bytes = atob(of);
  const start = new Uint32Array(offers + 1);
  // Each number takes at least one byte.
  const numbers = new Uint32Array(bytes.length);
  let [at, count] = [0, 0];
  const next = (): number => {
    let [value, shift] = [0, 1];
    for (; at < bytes.length;) {
      const byte = bytes.charCodeAt(at);
      at += 1;
      value += (byte & 127) * shift;
      if (byte < 128) break;
      shift *= 128;
    }
    return value;
  };
  for (let offer = 0; offer < offers; offer += 1) {
    let number = 0;
    for (let left = next(); left > 0; left -= 1) {
      number += next();
      numbers[count] = number;
      count += 1;
    }
    start[offer + 1] = count;
  }
  return { stems: stems === "" ? [] : stems.split("\n"), numbers: numbers.subarray(0, count), start };
}

function pushNumber(bytes: number[], number: number): void {
  let rest = number;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
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
