/*
 * Names as they are compared: lower case, without accents, ligatures opened, cut into words.
 * Particles (de, la, van, ben…) are no words of their own, but may be written together with the word they precede:
 * "de La Fontaine" is also "lafontaine" and "delafontaine"; "Jean-Pierre" is also "jeanpierre".
 */

/** A word of a name, with the other ways in which it may be found written. */
export interface NameWord {
  readonly word: string;
  /** The word joined with its particles, or with the word before or after it. */
  readonly joined: readonly string[];
}

const particles = new Set(
  "d l o m n de du des la le les da das do dos di del della dello van von der den ten ter zu el al ben bin ibn bint".split(
    " ",
  ),
);
const abbreviations: Readonly<Record<string, string>> = { st: "saint", ste: "sainte" };

/** Letters that Unicode does not decompose. Arabic: final forms that are typed either way. */
const letters: Readonly<Record<string, string>> = {
  æ: "ae",
  œ: "oe",
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
  ŋ: "n",
  ى: "ي",
  ة: "ه",
  ـ: "",
};

/** A text in lower case, without accents or ligatures. */
export function foldLetters(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[æœßøłđðþħıŋىةـ]/gu, (letter) => letters[letter] ?? letter);
}

/** The words of a name. A name made of particles only ("Le", "Ben") keeps them as words. */
export function nameWords(name: string): NameWord[] {
  const all = foldLetters(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => abbreviations[word] ?? word);
  const isAllParticles = all.every((word) => particles.has(word));
  const isWord = (at: number): boolean =>
    isAllParticles || !particles.has(all[at] ?? "") || at === all.length - 1;
  return all.flatMap((word, at) => {
    if (!isWord(at)) return [];
    const before = withParticles(all, at, isWord);
    const next = all.findIndex((_, later) => later > at && isWord(later));
    const after = next === at + 1 ? [word + (all[next] ?? "")] : [];
    return [{ word, joined: [...before, ...after] }];
  });
}

/** The word joined with one, two… particles before it; without any, with the word before it. */
function withParticles(all: readonly string[], at: number, isWord: (at: number) => boolean): string[] {
  const joined: string[] = [];
  let form = all[at] ?? "";
  for (let before = at - 1; before >= 0; before -= 1) {
    if (isWord(before) && joined.length > 0) break;
    form = (all[before] ?? "") + form;
    joined.push(form);
    if (isWord(before)) break;
  }
  return joined;
}
