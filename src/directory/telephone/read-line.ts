import type { Town } from "../offer-shape.ts";

/** What was typed in one line: where, and what. */
export interface LineRead {
  /** Towns that the line may name, the likeliest first; none when it names none. */
  readonly towns: readonly Town[];
  /** What is looked for: the rest of the line. */
  readonly words: string;
}

/** Most words of the name of a town. */
const longestName = 8;
const mostTowns = 6;
const linking = /^(?:à|a|au|aux|in|at|near|vers|chez|pour|for|près|pres|de|d)$/i;

/**
 * Takes a line apart: "jardin grenoble", "Grenoble, jardin", "38000 parler à quelqu'un". A comma parts where from what; without
 * one, the longest run of words at the beginning or at the end that is exactly the name of a town or a postcode says where; of two,
 * that of the larger town.
 * @param find towns by a name or postcode; best first
 * @param isExact whether a town bears exactly that name or postcode
 */
export function readLine(
  line: string,
  find: (text: string, limit: number) => readonly Town[],
  isExact: (town: Town, text: string) => boolean,
): LineRead {
  const parts = line.split(/[,;]/).map((part) => part.trim());
  if (parts.length > 1) {
    const [first = "", ...rest] = parts;
    const towns = find(first, mostTowns);
    if (towns.length > 0) return { towns, words: rest.join(" ").trim() };
  }
  const words = line.split(/[\s,;]+/).filter((word) => word !== "");
  for (let length = Math.min(longestName, words.length); length > 0; length -= 1) {
    const sides = [
      [words.slice(0, length), words.slice(length)],
      [words.slice(-length), words.slice(0, -length)],
    ] as const;
    const found = sides.map(([named, rest]) => {
      const text = named.join(" ");
      return { towns: find(text, mostTowns).filter((town) => isExact(town, text)), rest };
    });
    // There is a Jardin in Isère: where both ends name a town, the larger one is meant.
    const [likely] = found.toSorted((a, b) => largest(b.towns) - largest(a.towns));
    if (likely !== undefined && likely.towns.length > 0)
      return { towns: likely.towns, words: withoutLinks(likely.rest) };
  }
  // One word alone may be the beginning of a town, or misspelt.
  return words.length === 1
    ? { towns: find(line, mostTowns), words: "" }
    : { towns: [], words: words.join(" ") };
}

/** Inhabitants of the largest of some towns; below zero when there is none. */
function largest(towns: readonly Town[]): number {
  return Math.max(-1, ...towns.map(({ population }) => population ?? 0));
}

/** Words between where and what say nothing: "jardin à", "près de". */
function withoutLinks(words: readonly string[]): string {
  const last = words.findLastIndex((word) => !linking.test(word));
  const kept = words.slice(0, last + 1);
  const first = kept.findIndex((word) => !linking.test(word));
  return first < 0 ? "" : kept.slice(first).join(" ");
}
