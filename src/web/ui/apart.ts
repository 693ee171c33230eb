import { directionOf, type Locale } from "#base";

/** Signs that are not seen and turn the writing direction: within words held apart they would let those around in. */
const turns = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Words of any language among those of a sentence, read in their own direction where the sentence is read from right to left (Unicode isolates). */
export function apart(locale: Locale, words: string): string {
  return directionOf(locale) === "rtl" ? `\u2068${words.replace(turns, "")}\u2069` : words;
}

/** A number on one line, whose groups keep their order among words that are read from right to left (Unicode isolates). */
export function numberApart(locale: Locale, number: string): string {
  const together = number.replace(turns, "").replaceAll(" ", "\u00a0");
  return directionOf(locale) === "rtl" ? `\u2066${together}\u2069` : together;
}
