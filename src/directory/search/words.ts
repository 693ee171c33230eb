import { stemmer as stemArabic } from "@orama/stemmers/arabic";
import { stemmer as stemEnglish } from "@orama/stemmers/english";
import { stemmer as stemFrench } from "@orama/stemmers/french";
import { stemmer as stemSpanish } from "@orama/stemmers/spanish";
import smallWords from "../codes/small-words.json" with { type: "json" };
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

const languages: readonly StemLanguage[] = ["fr", "en", "es", "ar"];

/** Words that say nothing of what is looked for, each with the languages of which it tells that a text is written in them. */
const smallOf = new Map<string, StemLanguage[]>();
for (const language of languages) {
  for (const word of smallWords[language].split(" ").map((one) => foldText(one)))
    smallOf.set(word, [...(smallOf.get(word) ?? []), language]);
}

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

/** Stems under which a text is found, each once. @param language the one in which it is written; told by its small words when it is not given */
export function stemsIn(text: string, language?: StemLanguage): Set<string> {
  const counts = { fr: 0, en: 0, es: 0, ar: 0 };
  const telling: string[] = [];
  for (const word of foldedWords(text)) {
    const small = smallOf.get(word);
    if (small === undefined) telling.push(word);
    else for (const one of small) counts[one] += 1;
  }
  const written = language ?? mostOf(counts);
  return new Set(telling.map((word) => stemOf(word, written)));
}

/** The language of which most small words were found; French unless another has more. */
function mostOf(counts: Readonly<Record<StemLanguage, number>>): StemLanguage {
  return languages.reduce((best, one) => (counts[one] > counts[best] ? one : best), "fr");
}

/** What one word of a question may be found under: its stems in each language, and those of words of the same meaning. */
export interface AskedWord {
  readonly word: string;
  /** Its own stems. */
  readonly stems: readonly string[];
  /** Stems of synonyms, for when they are wanted. */
  readonly synonyms: readonly string[];
}

function stemsOfWord(word: string): string[] {
  return [...new Set(languages.map((language) => stemOf(word, language)))];
}

/** Of each meaning, the stems of all its words. */
const meanings = synonyms.groups.map((group) => [
  ...new Set(group.split(" ").flatMap((word) => stemsOfWord(foldText(word)))),
]);
const meaningsOf = new Map<string, number[]>();
for (const [number, stems] of meanings.entries()) {
  for (const stem of stems) meaningsOf.set(stem, [...(meaningsOf.get(stem) ?? []), number]);
}

/** Shortest word of a meaning in which a typing fault is forgiven. */
const shortestMeant = 5;

/** Stems of the words of the same meaning as a word that is written with one fault, in the order of the meanings. */
export function meantByLike(word: string, isLike: (word: string, stem: string) => boolean): string[] {
  if (word.length < shortestMeant) return [];
  const found = new Set<number>();
  for (const [stem, numbers] of meaningsOf) {
    if (stem.length >= shortestMeant - 1 && isLike(word, stem))
      for (const number of numbers) found.add(number);
  }
  return [...found].toSorted((a, b) => a - b).flatMap((number) => meanings[number] ?? []);
}

const mostWords = 8;

/** The words of a question that say something; at most eight. */
export function askedWords(question: string): AskedWord[] {
  const words = [...new Set(foldedWords(question))].filter((word) => !smallOf.has(word));
  return words.slice(0, mostWords).map((word) => {
    const own = stemsOfWord(word);
    const numbers = new Set(own.flatMap((stem) => meaningsOf.get(stem) ?? []));
    const others = new Set([...numbers].flatMap((number) => meanings[number] ?? []));
    for (const stem of own) others.delete(stem);
    return { word, stems: own, synonyms: [...others] };
  });
}
