import { locales, type Locale } from "#base";
import type { TextFile } from "../../scripts/declarations.ts";

// What language files must hold. Each rule gives one sentence for each fault, and none for sound files.

/** Languages in which a key must be there: professional screens have the first two. */
export function languagesOf(key: string): readonly Locale[] {
  return key.startsWith("pro.") ? ["fr", "en"] : locales;
}

function byLocale(files: readonly TextFile[], locale: Locale): ReadonlyMap<string, string> {
  return new Map(
    files.filter((file) => file.locale === locale).flatMap((file) => Object.entries(file.texts)),
  );
}

/** Keys that one language of a room has and another lacks. */
export function missingKeys(files: readonly TextFile[]): string[] {
  const rooms = [...new Set(files.map((file) => file.room))];
  return rooms.flatMap((room) => {
    const ofRoom = files.filter((file) => file.room === room);
    const keys = [...new Set(ofRoom.flatMap((file) => Object.keys(file.texts)))];
    return keys.flatMap((key) =>
      languagesOf(key)
        .filter((locale) => !byLocale(ofRoom, locale).has(key))
        .map((locale) => `${room}: ${key} is missing in ${locale}`),
    );
  });
}

/** Texts that are empty. */
export function emptyTexts(files: readonly TextFile[]): string[] {
  return files.flatMap((file) =>
    Object.entries(file.texts)
      .filter(([, text]) => text.trim() === "")
      .map(([key]) => `${file.room}: ${key} is empty in ${file.locale}`),
  );
}

/** Names of the values that a message asks for. */
export function valuesIn(message: string): readonly string[] {
  return [
    ...new Set([...message.matchAll(/\{\s*([a-zA-Z][a-zA-Z0-9]*)\s*[,}]/g)].map(([, name = ""]) => name)),
  ].toSorted();
}

/** Messages whose languages ask for different values. */
export function differingValues(files: readonly TextFile[]): string[] {
  const french = byLocale(files, "fr");
  return files.flatMap((file) =>
    Object.entries(file.texts)
      .filter(([key, text]) => valuesIn(text).join() !== valuesIn(french.get(key) ?? text).join())
      .map(([key]) => `${file.room}: ${key} asks for other values in ${file.locale} than in fr`),
  );
}

/** Keys that two rooms both define: one would silently hide the other. */
export function keysOfTwoRooms(files: readonly TextFile[]): string[] {
  const owner = new Map<string, string>();
  return files
    .filter((file) => file.locale === "fr")
    .flatMap((file) =>
      Object.keys(file.texts).flatMap((key) => {
        const first = owner.get(key);
        owner.set(key, file.room);
        return first === undefined ? [] : [`${key} is defined by ${first} and by ${file.room}`];
      }),
    );
}

/** Arabic texts of several words without a single Arabic letter, and French ones that are the English word for word although long. */
export function untranslated(files: readonly TextFile[]): string[] {
  const english = byLocale(files, "en");
  return files.flatMap((file) =>
    Object.entries(file.texts)
      .filter(([key, text]) => {
        const prose = text.replaceAll(/\{[^{}]*\}/g, "");
        if (!/\p{L}{4}/u.test(prose) || !/\S\s+\S/.test(prose)) return false;
        if (file.locale === "ar") return !/[\u0600-\u06FF]/.test(text);
        return file.locale !== "en" && text.split(" ").length > 3 && text === english.get(key);
      })
      .map(([key]) => `${file.room}: ${key} is not translated into ${file.locale}`),
  );
}
