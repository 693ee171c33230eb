import words from "../codes/lines-for-words.json" with { type: "json" };
import { themesIn } from "../match/lexicon.ts";
import { wordPattern } from "../match/word-pattern.ts";
import { foldText } from "../offer.ts";
import { differByOneLetter } from "./typos.ts";

/** Lines that words call for, by the circumstance they speak of; the most urgent first. */
const linesOfTheme: readonly (readonly [theme: string, lines: readonly string[]])[] = [
  ["suicide", ["3114", "15"]],
  ["child-danger", ["119", "17"]],
  ["elder-abuse", ["3977"]],
  ["violence", ["17", "3919", "114"]],
  ["sudden-illness", ["15", "112"]],
  ["distress", ["sos-amitie", "croix-rouge-ecoute"]],
];

const patterns = {
  suicide: wordPattern(words.suicide),
  violence: wordPattern(words.violence),
  distress: wordPattern(words.distress),
  "sudden-illness": wordPattern(words["sudden-illness"]),
  child: wordPattern(words.child),
  elder: wordPattern(words.elder),
  hurt: wordPattern(words.hurt),
};

/** The word that must be understood however it is typed. */
const mostUrgent = ["suicide", "suicider", "suicidaire", "suicidal", "suicidio"];

/** Ids of the lines of the country pack that come before any list, when the words searched speak of danger or distress. */
export function linesForWords(typed: string): readonly string[] {
  const folded = foldText(typed);
  const themes = themesIn(folded);
  for (const theme of ["suicide", "violence", "distress", "sudden-illness"] as const)
    if (patterns[theme].test(folded)) themes.add(theme);
  if (patterns.hurt.test(folded)) {
    if (patterns.child.test(folded)) themes.add("child-danger");
    if (patterns.elder.test(folded)) themes.add("elder-abuse");
  }
  if (folded.split(/[^\p{L}]+/u).some((word) => mostUrgent.some((meant) => differByOneLetter(word, meant))))
    themes.add("suicide");
  return [...new Set(linesOfTheme.flatMap(([theme, lines]) => (themes.has(theme) ? lines : [])))];
}
