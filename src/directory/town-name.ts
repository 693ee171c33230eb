const ligatures: Readonly<Record<string, string>> = { œ: "oe", æ: "ae", ß: "ss", ø: "o", đ: "d", ł: "l" };
const isAscii = /^[ -~]*$/;
const isFolded = /^[a-z0-9]+$/;

/**
 * A name of a place as it is compared: lower case, without accents or ligatures, every other sign a single space.
 * `L'Haÿ-les-Roses` gives `l hay les roses`. Any text is accepted; what is neither Latin letter nor digit vanishes.
 */
export function foldName(text: string): string {
  const lower = text.toLowerCase();
  const plain = isAscii.test(lower) ? lower : withoutMarks(lower);
  return isFolded.test(plain) ? plain : plain.replace(/[^a-z0-9]+/g, " ").trim();
}

function withoutMarks(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[œæßøđł]/g, (letter) => ligatures[letter] ?? letter);
}

const abbreviations: Readonly<Record<string, string>> = {
  st: "saint",
  ste: "sainte",
  sts: "saints",
  stes: "saintes",
  s: "sur",
  ss: "sous",
};

/**
 * The folded words of what somebody typed, with the abbreviations of French place names written out:
 * `St`, `Ste`, `s/` (sur), `s/s` and `ss` (sous). The word `cedex` and its number are left out.
 */
export function typedWords(text: string): string[] {
  const written = text.replace(/\bs\s*\/\s*s\b/gi, " sous ").replace(/\bs\s*\//gi, " sur ");
  const words = foldName(written)
    .replace(/\bcedex( \d{1,2}\b)?/g, " ")
    .split(" ")
    .filter((word) => word !== "");
  return words.map((word, position) => {
    const isShortFor = abbreviations[word];
    if (isShortFor === undefined || (word.length < 3 && word !== "st" && position === 0)) return word;
    return isShortFor;
  });
}

/** Articles that open names of places, as folded words. */
export const articles: ReadonlySet<string> = new Set(["le", "la", "les", "l"]);

/** Letters of the article that opens a folded name, without its space; 0 when there is none or nothing follows. */
export function articleLength(folded: string): number {
  const space = folded.indexOf(" ");
  if (space < 1) return 0;
  return articles.has(folded.slice(0, space)) ? space : 0;
}
