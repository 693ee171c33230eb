import type { GeoPoint } from "#base";
import type { ColumnRow } from "./columns.ts";
import type { ColumnQuery } from "./search-columns.ts";

/** A town as the bench needs it. */
export interface BenchTown {
  readonly position: GeoPoint;
  readonly population: number;
}

/** Numbers that look random, from a seed (xorshift32; Marsaglia 2003). */
export function drawing(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Draws towns by their weight. */
function townDrawing(towns: readonly BenchTown[], power: number): (share: number) => BenchTown {
  const sums = new Float64Array(towns.length);
  let sum = 0;
  towns.forEach(({ population }, position) => (sums[position] = sum += Math.max(1, population) ** power));
  return (share) => {
    let [low, high] = [0, towns.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sums[middle]! < share * sum) low = middle + 1;
      else high = middle;
    }
    return towns[low]!;
  };
}

const vocabulary = 26_000;
const wordsPerOffer = 26;
const syllables = [
  "ba",
  "cho",
  "di",
  "fle",
  "gra",
  "jou",
  "ka",
  "li",
  "mo",
  "nu",
  "pe",
  "qui",
  "ro",
  "si",
  "tu",
  "ve",
];

const known: string[] = [];

/** An invented word by its rank: frequent ones are short. Made once, as stems are. */
export function inventedWord(rank: number): string {
  return (known[rank] ??= spelt(rank));
}

function spelt(rank: number): string {
  let word = "";
  for (let rest = rank + 16; rest > 0; rest = Math.floor(rest / 16)) word += syllables[rest % 16];
  return word;
}

/** Ranks as words of a language come: the one of rank r about 1/r as often as the first (Zipf). */
export const zipf = (share: number): number => Math.min(vocabulary - 1, Math.floor(vocabulary ** share) - 1);

/** Invented offers spread as the inhabitants of towns, to the power 0.95. The same seed gives the same offers. */
export function inventedRows(towns: readonly BenchTown[], seed: number): (position: number) => ColumnRow {
  const draw = drawing(seed);
  const townAt = townDrawing(towns, 0.95);
  const bit = (count: number): number => 2 ** Math.floor(draw() * count);
  const mask = (count: number, most: number): number => {
    let all = 0;
    for (let left = Math.floor(draw() * most) + 1; left > 0; left -= 1) all |= bit(count);
    return all >>> 0;
  };
  return () => {
    const { position, population } = townAt(draw());
    const spread = 0.004 * Math.max(1, population) ** 0.2;
    const around = (): number => (draw() + draw() + draw() - 1.5) * spread;
    const stems = new Set<string>();
    for (let left = wordsPerOffer; left > 0; left -= 1) stems.add(inventedWord(zipf(draw())));
    return {
      latitude: position.latitude + around(),
      longitude: position.longitude + around(),
      needs: mask(17, 4),
      facets: mask(24, 10),
      publics: draw() < 0.6 ? 0 : mask(12, 3),
      dayParts: mask(21, 8),
      quality: Math.floor(draw() * 256),
      stems,
    };
  };
}

/** Mixed questions: where people live, farther in small towns; text in 40 of 100, a part of the week in 50 of 100. */
export function inventedQueries(towns: readonly BenchTown[], count: number, seed: number): ColumnQuery[] {
  const draw = drawing(seed);
  const townAt = townDrawing(towns, 1);
  return Array.from({ length: count }, () => {
    const { position, population } = townAt(draw());
    const km = population > 200_000 ? 3 : population > 20_000 ? 5 : population > 2_000 ? 15 : 30;
    const hasWords = draw() < 0.4;
    const word = (): string => inventedWord(zipf(0.3 + 0.6 * draw()));
    const needs = 2 + Math.floor(draw() * 2);
    let mask = 0;
    for (let left = needs; left > 0; left -= 1) mask |= 2 ** Math.floor(draw() * 17);
    return {
      disc: { ...position, km },
      needs: hasWords ? 0 : mask,
      facets: draw() < 0.6 ? 2 ** Math.floor(draw() * 24) : 0,
      publics: draw() < 0.3 ? 2 ** Math.floor(draw() * 12) : 0,
      dayParts: draw() < 0.5 ? 2 ** Math.floor(draw() * 21) : 0,
      words: hasWords ? (draw() < 0.5 ? word() : `${word()} ${word()}`) : null,
      limit: 20,
    };
  });
}
