import { stemmer as stemArabic } from "@orama/stemmers/arabic";
import { stemmer as stemEnglish } from "@orama/stemmers/english";
import { stemmer as stemFrench } from "@orama/stemmers/french";
import { stemmer as stemSpanish } from "@orama/stemmers/spanish";
import synonyms from "../codes/search-synonyms.json" with { type: "json" };
import { foldText } from "../offer.ts";

/** A language whose words are reduced to stems. */
export type StemLanguage = "fr" | "en" | "es" | "ar";

const stemmers: Readonly<Record<StemLanguage, (word: string) => string>> = {
  fr: stemFrench,
  en: stemEnglish,
  es: stemSpanish,
  ar: stemArabic,
};

/** Words that say nothing of what is looked for. */
const emptyWords = new Set(
  "a ai au aux avec c ce ces d dans de des du elle en est et eux il ils j je l la le les leur lui m ma mais me mes n ne nos nous on ou par pas pour qu que qui s sa se ses si son sur t ta te tes tu un une vos votre vous y the an and are as at be by for from in is it of on or that this to was with i my you we el los las un una unos unas de del al y o en con por para que se su sus es في من على الى إلى عن و أو".split(
    " ",
  ),
);

/** Halves of signs beyond the first 65,536. */
const half = /[\uD800-\uDFFF]/;
const letterOrFigure = /[\p{L}\p{N}]/u;
const isLetterOrFigure = new Map<number, boolean>();

function isOfWord(code: number): boolean {
  const known = isLetterOrFigure.get(code) ?? letterOrFigure.test(String.fromCharCode(code));
  isLetterOrFigure.set(code, known);
  return known;
}

/** The words of a text as they are compared: small letters, no accents, parted at everything that is no letter or figure. */
export function foldedWords(text: string): string[] {
  const folded = foldText(text);
  if (half.test(folded)) return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at <= folded.length; at += 1) {
    const code = at < folded.length ? folded.charCodeAt(at) : space;
    // Most are small letters of ASCII; the others are looked up.
    const isInside = code >= 97 && code <= 122 ? true : code === space ? false : isOfWord(code);
    if (isInside && start < 0) start = at;
    if (isInside || start < 0) continue;
    words.push(folded.slice(start, at));
    start = -1;
  }
  return words;
}

const space = 32;

const stems: Readonly<Record<StemLanguage, Map<string, string>>> = {
  fr: new Map(),
  en: new Map(),
  es: new Map(),
  ar: new Map(),
};
const stemsKept = 100_000;

/** The stem of a folded word in a language; words in Arabic letters always by the rules of Arabic. */
export function stemOf(word: string, language: StemLanguage): string {
  const first = word.charCodeAt(0);
  const script = first >= 0x600 && first <= 0x6ff ? "ar" : language === "ar" ? "fr" : language;
  const ofScript = stems[script];
  const known = ofScript.get(word);
  if (known !== undefined) return known;
  if (ofScript.size >= stemsKept) ofScript.clear();
  // A word cut out of a text would keep the whole text in memory.
  const own = [...word].join("");
  const stem = /\d/.test(own) ? own : foldText(stemmers[script](own)) || own;
  ofScript.set(own, stem);
  return stem;
}

/** The language in which an offer is written, of those known here. */
export function stemLanguageOf(languages: readonly string[]): StemLanguage {
  const found = languages.find((code): code is StemLanguage => Object.hasOwn(stemmers, code));
  return found ?? "fr";
}

/** Stems under which a text is found, each once. */
export function stemsIn(text: string, language: StemLanguage): Set<string> {
  const found = new Set<string>();
  for (const word of foldedWords(text)) if (!emptyWords.has(word)) found.add(stemOf(word, language));
  return found;
}

/** What one word of a question may be found under: its stems in each language, and those of words of the same meaning. */
export interface AskedWord {
  readonly word: string;
  /** Its own stems. */
  readonly stems: readonly string[];
  /** Stems of synonyms, for when they are wanted. */
  readonly synonyms: readonly string[];
}

const languages: readonly StemLanguage[] = ["fr", "en", "es", "ar"];
const bySynonym = new Map<string, Set<string>>();
for (const group of synonyms.groups) {
  const all = group
    .split(" ")
    .flatMap((word) => languages.map((language) => stemOf(foldText(word), language)));
  for (const stem of all) {
    const others = bySynonym.get(stem) ?? new Set();
    for (const other of all) if (other !== stem) others.add(other);
    bySynonym.set(stem, others);
  }
}

const mostWords = 8;

/** The words of a question that say something; at most eight. */
export function askedWords(question: string): AskedWord[] {
  const words = [...new Set(foldedWords(question))].filter((word) => !emptyWords.has(word));
  return words.slice(0, mostWords).map((word) => {
    const own = [...new Set(languages.map((language) => stemOf(word, language)))];
    const others = new Set(own.flatMap((stem) => [...(bySynonym.get(stem) ?? [])]));
    for (const stem of own) others.delete(stem);
    return { word, stems: own, synonyms: [...others] };
  });
}
