import { z } from "zod";

/** Languages of the public, person and answer pages, in the order in which they are offered. Professional screens have the first two. */
export const locales = ["fr", "en", "es", "ar"] as const;

/** A language in which the interface can be read (BCP 47 primary subtag). */
export type Locale = (typeof locales)[number];

/** Schema of a {@link Locale}. */
export const localeSchema = z.enum(locales);

/** Language used where nothing else was chosen: French, the country pack that ships first. */
export const defaultLocale: Locale = "fr";

/** Writing direction of a language, for the `dir` attribute. */
export function directionOf(locale: Locale): "ltr" | "rtl" {
  return locale === "ar" ? "rtl" : "ltr";
}

/** Whether a text names a language that we speak. */
export function isLocale(text: string): text is Locale {
  return locales.some((locale) => locale === text);
}
