import { nameKey } from "#directory";

/** Short forms of kinds of streets. Source  La Poste, norme NF Z 10-011, annex of abbreviations. */
const kinds: Readonly<Record<string, string>> = {
  all: "allee",
  av: "avenue",
  ave: "avenue",
  bd: "boulevard",
  bld: "boulevard",
  boul: "boulevard",
  ch: "chemin",
  che: "chemin",
  crs: "cours",
  fg: "faubourg",
  imp: "impasse",
  pl: "place",
  quai: "quai",
  r: "rue",
  rte: "route",
  sq: "square",
};

/**
 * A street line reduced to what can be compared: `12, Av. de la Gare` → `12 avenue de la gare`.
 * Missing  `null` without a house number: streets alone are no evidence.
 */
export function streetKey(line: string | null): string | null {
  const words = nameKey(line ?? "").split(" ");
  const from = words.findIndex((word) => /^\d/.test(word));
  if (from < 0 || from === words.length - 1) return null;
  return words
    .slice(from)
    .map((word) => (Object.hasOwn(kinds, word) ? (kinds[word] ?? word) : word))
    .join(" ")
    .slice(0, 300);
}
