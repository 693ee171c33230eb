import type { Stems } from "./columns.ts";

/** Shortest word in which a typing fault is forgiven. */
const shortest = 4;

interface Deletions {
  /** Hashes of each stem and of the stem without one letter, sorted, each with the number of its stem. */
  readonly hashes: Uint32Array;
  readonly numbers: Uint32Array;
}

const made = new WeakMap<Stems, Deletions>();

/** FNV-1a over the letters but one. Source  http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashWithout(word: string, left: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) {
    if (at === left) continue;
    hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

function deletionsOf(columns: Stems): Deletions {
  const known = made.get(columns);
  if (known) return known;
  const mixed: number[] = [];
  columns.stems.forEach((stem, number) => {
    if (stem.length < shortest - 1 || stem.length > 30) return;
    for (let left = -1; left < stem.length; left += 1) mixed.push(hashWithout(stem, left) * 2 ** 21 + number);
  });
  const sorted = Float64Array.from(mixed).sort();
  const deletions = {
    hashes: Uint32Array.from(sorted, (value) => Math.floor(value / 2 ** 21)),
    numbers: Uint32Array.from(sorted, (value) => value % 2 ** 21),
  };
  made.set(columns, deletions);
  return deletions;
}

/** Makes ready what typing faults are looked for in: half a second for a million offers, once. */
export function prepareTypos(columns: Stems): void {
  deletionsOf(columns);
}

/** Whether two words differ by one letter put in, left out, replaced, or swapped with its neighbour. */
export function differByOneLetter(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  if (a.slice(start + 1) === b.slice(start + 1)) return true;
  if (a.slice(start + 1) === b.slice(start) || a.slice(start) === b.slice(start + 1)) return true;
  return a[start] === b[start + 1] && a[start + 1] === b[start] && a.slice(start + 2) === b.slice(start + 2);
}

/** Numbers of the stems that differ from a word by one letter; at most eight, in the order of the alphabet. */
export function stemsLike(columns: Stems, word: string): number[] {
  if (word.length < shortest) return [];
  const { hashes, numbers } = deletionsOf(columns);
  const found = new Set<number>();
  for (let left = -1; left < word.length; left += 1) {
    const hash = hashWithout(word, left);
    for (let at = firstOf(hashes, hash); at < hashes.length && hashes[at] === hash; at += 1) {
      const number = numbers[at]!;
      if (differByOneLetter(word, columns.stems[number] ?? "")) found.add(number);
    }
  }
  return [...found].toSorted((a, b) => a - b).slice(0, 8);
}

function firstOf(values: Uint32Array, value: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
