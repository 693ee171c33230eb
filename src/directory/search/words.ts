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

/** The words of a text as they are compared: small letters, no accents, parted at everything that is no letter or figure. */
export function foldedWords(text: string): string[] {
  return foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

const stems = new Map<string, string>();
const stemsKept = 200_000;

/** The stem of a folded word in a language; words in Arabic letters always by the rules of Arabic. */
export function stemOf(word: string, language: StemLanguage): string {
  const script = /^[\u0600-\u06ff]/.test(word) ? "ar" : language === "ar" ? "fr" : language;
  const key = `${script}${word}`;
  const known = stems.get(key);
  if (known !== undefined) return known;
  if (stems.size >= stemsKept) stems.clear();
  const stem = /\d/.test(word) ? word : foldText(stemmers[script](word)) || word;
  stems.set(key, stem);
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
