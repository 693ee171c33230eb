import type { opening_hours_warning } from "opening_hours";

const osmWords = new Set(
  (
    "mo tu we th fr sa su ph sh jan feb mar apr may jun jul aug sep oct nov dec week easter day days " +
    "off closed open unknown sunrise sunset dawn dusk"
  ).split(" "),
);

// Words that the library turns into OSM without fault. `mar`, which French uses for a day and OSM for a month, is not one.
const understoodWords = new Set(
  (
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven lu ma me je ve sa di " +
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre " +
    "jours fériés fermé ouvert et à h monday tuesday wednesday thursday friday saturday sunday public holiday holidays"
  ).split(" "),
);

const comment = /"[^"]*"/g;

/** The words of written hours in small letters, comments left out. */
function wordsOf(text: string): string[] {
  return (
    text
      .replace(comment, " ")
      .toLowerCase()
      .normalize("NFC")
      .match(/\p{L}+/gu) ?? []
  );
}

/** Whether the words are those of OSM `opening_hours`. */
export function wordsAreOsm(text: string): boolean {
  return wordsOf(text).every((word) => osmWords.has(word));
}

/**
 * Whether there are words of which we do not know that the library understands them. It guesses:
 * `sur rendez-vous le jeudi` becomes all of Saturday and Thursday, `le mardi` all of Saturday and Tuesday.
 */
export function hasUnknownWords(text: string): boolean {
  return wordsOf(text).some((word) => !osmWords.has(word) && !understoodWords.has(word));
}

/** Whether the library had to correct words, or to choose between languages. */
export function isGuess(warnings: readonly opening_hours_warning[]): boolean {
  return warnings.some(({ type }) => type === "word_error_correction" || type === "ambiguous_word");
}

/** Whether school holidays are named. They are not known to us (the library has them to 2027 only): such hours are shown as written. */
export function namesSchoolHolidays(text: string): boolean {
  return /\bSH\b/.test(text.replace(comment, ""));
}
