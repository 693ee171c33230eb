import type { Locale } from "#base";
import type { Instrument } from "#instruments";

/** The name of an instrument: in French where the reader reads French, else in English. */
export function instrumentName({ name }: Pick<Instrument, "name">, locale: Locale): string {
  return locale === "fr" ? name.fr : name.en;
}

/** Ways in which a professional asks, and what the catalogue calls them. */
export const assistedModes = [
  ["in-person", "interview"],
  ["telephone", "telephone"],
] as const;

/** The ways of asking for which an instrument was published, among those of a professional; empty when there is none. */
export function modesOf({ modes }: Pick<Instrument, "modes">): readonly ("in-person" | "telephone")[] {
  return assistedModes.filter(([, published]) => modes.includes(published)).map(([mode]) => mode);
}

const languages = ["fr", "en", "es", "ar"] as const;

/** Languages of the wordings of an instrument. */
export function languagesOf({ wordings }: Pick<Instrument, "wordings">): readonly Locale[] {
  return languages.filter((language) => Object.hasOwn(wordings, language));
}

/** The language to ask in: the one wanted, the person's, French, or whatever there is. */
export function languageToAsk(
  instrument: Instrument,
  ...wanted: readonly (string | null | undefined)[]
): Locale {
  const known = languagesOf(instrument);
  return (
    [...wanted, "fr"].flatMap((one) => known.filter((language) => language === one))[0] ?? known[0] ?? "fr"
  );
}

/** The words of one language; those of another where it has none. */
export function wordsIn(texts: Readonly<Record<string, string | undefined>>, language: Locale): string {
  return texts[language] ?? texts["fr"] ?? texts["en"] ?? "";
}

/** The language of an interpreter, where the instrument has words in it; null otherwise. */
export function besideOf(instrument: Instrument, wanted: string | null): Locale | null {
  return languagesOf(instrument).find((language) => language === wanted) ?? null;
}
