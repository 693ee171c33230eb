import { searchTowns } from "./town-search.ts";
import type { TownIndex } from "./town-index.ts";

/** Times of one search, in milliseconds. */
export interface TownBench {
  readonly searches: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** A text with one fault that people make: two letters swapped, one left out, one doubled, or one replaced; which, the seed says. */
export function withTypingFault(text: string, seed: number): string {
  const at = 1 + (seed % Math.max(1, text.length - 2));
  const [before, letter, next, after] = [
    text.slice(0, at),
    text.charAt(at),
    text.charAt(at + 1),
    text.slice(at + 2),
  ];
  const faults = [
    `${before}${next}${letter}${after}`,
    `${before}${next}${after}`,
    `${before}${letter}${letter}${next}${after}`,
    `${before}x${next}${after}`,
  ];
  return faults[seed % faults.length] ?? text;
}

/**
 * Searches for every `step`-th town by its name, by the name with a typing fault, by its first letters, by name and
 * postcode, and by postcode.
 * @param clock milliseconds of a clock that never goes back, for instance `performance.now`.
 */
export function benchTownSearch(index: TownIndex, clock: () => number, step = 50): TownBench {
  const times: number[] = [];
  const { names, postcodes } = index.table;
  for (let row = 0; row < names.length; row += step) {
    const name = names[row] ?? "";
    const postcode = (postcodes[row] ?? "").slice(0, 5);
    const texts = [
      name,
      withTypingFault(name, row),
      name.slice(0, 1 + (row % 5)),
      `${name} ${postcode}`,
      postcode,
    ];
    for (const text of texts) {
      const start = clock();
      searchTowns(index, text, 8);
      times.push(clock() - start);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  return { searches: times.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
