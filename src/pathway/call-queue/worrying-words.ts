import lists from "./codes/worrying-words.json" with { type: "json" };

/** Beginnings of words; in Arabic, where the article and others are written before a word without a space, parts of words. */
const beginnings: readonly string[] = [...lists.fr, ...lists.en, ...lists.es].map(
  (hint) => ` ${plain(hint)}`,
);
const parts: readonly string[] = lists.ar.map(plain);

/**
 * Whether a text holds words that should be read before others, in whichever of the four languages it is written.
 * It may only bring a request forward. False tells nothing of how somebody is, and must never be shown.
 */
export function hasWorryingWords(text: string): boolean {
  const read = ` ${plain(text)} `;
  return [...beginnings, ...parts].some((hint) => read.includes(hint));
}

/** Small letters without accents and signs, Arabic without vowel marks, its letter alef in one form. */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[أإآٱ]/g, "ا")
    .replaceAll("ى", "ي")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
