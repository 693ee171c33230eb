import { z } from "zod";
import { defaultLocale, locales, type Locale } from "./locale.ts";

/** A text in one or more languages. A missing key means "not translated". */
export type LocalizedText = { readonly [L in Locale]?: string | undefined };

/** Schema of a {@link LocalizedText} of at most `maxLength` characters a language. */
export function localizedTextSchema(maxLength: number): z.ZodType<LocalizedText> {
  const text = z.string().max(maxLength).optional();
  return z.strictObject({ fr: text, en: text, es: text, ar: text });
}

/** A text and the language it is really written in, for the `lang` attribute. */
export interface PickedText {
  readonly text: string;
  readonly locale: Locale;
}

/**
 * The text in the language asked for, else in French, else in the first language that has one.
 * Missing  `null` when no language has a text.
 */
export function pickText(texts: LocalizedText, wanted: Locale): PickedText | null {
  for (const locale of [wanted, defaultLocale, ...locales]) {
    const text = texts[locale];
    if (text !== undefined && text !== "") return { text, locale };
  }
  return null;
}
