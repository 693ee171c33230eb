import { themesIn } from "../match/lexicon.ts";
import { foldText } from "../offer.ts";

/** Lines that words call for, by the circumstance they speak of; the most urgent first. */
const linesOfTheme: readonly (readonly [theme: string, lines: readonly string[]])[] = [
  ["suicide", ["3114", "15"]],
  ["child-danger", ["119", "17"]],
  ["violence", ["17", "3919", "114"]],
  ["elder-abuse", ["3977"]],
  ["distress", ["sos-amitie", "croix-rouge-ecoute"]],
];

/** Ids of the lines of the country pack that come before any list, when the words searched speak of danger or distress. */
export function linesForWords(words: string): readonly string[] {
  const themes = themesIn(foldText(words));
  return [...new Set(linesOfTheme.flatMap(([theme, lines]) => (themes.has(theme) ? lines : [])))];
}
