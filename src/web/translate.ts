import { locales, type Locale } from "#base";
import { setupI18n, type I18n } from "@lingui/core";
import { compileMessageOrThrow, type CompiledMessage } from "@lingui/message-utils/compileMessage";

/** Gives the text of a key, its values filled in. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

const files = import.meta.glob<Readonly<Record<string, string>>>("../*/texts/*.json", {
  eager: true,
  import: "default",
});

/** Tags of `Intl` by language: Arabic is written with the digits read in France. */
export const intlTags: Readonly<Record<Locale, string>> = {
  fr: "fr-FR",
  en: "en-GB",
  es: "es-ES",
  ar: "ar-u-nu-latn",
};

/** All texts of all rooms in one language. */
export function textsOf(locale: Locale): Readonly<Record<string, string>> {
  const ours = Object.entries(files).filter(([path]) => path.endsWith(`/${locale}.json`));
  return Object.assign({}, ...ours.map(([, texts]) => texts)) as Record<string, string>;
}

const speakers = new Map<Locale, I18n>();

function speakerOf(locale: Locale): I18n {
  const known = speakers.get(locale);
  if (known) return known;
  const messages: Record<string, CompiledMessage> = {};
  for (const [key, message] of Object.entries(textsOf(locale)))
    messages[key] = compileMessageOrThrow(message);
  const made = setupI18n({ locale, locales: intlTags[locale], messages: { [locale]: messages } });
  speakers.set(locale, made);
  return made;
}

/** Whether a text exists in some language that the reader may be shown. */
export function hasText(locale: Locale, key: string): boolean {
  return [locale, ...locales].some((one) => Object.hasOwn(speakerOf(one).messages, key));
}

/** Texts in a language; a key that it lacks (professional screens) is given in English, then French. */
export function translator(locale: Locale): Translate {
  const order: readonly Locale[] = [locale, "en", "fr"];
  return (key, values = {}) => {
    const found = order.map(speakerOf).find((speaker) => Object.hasOwn(speaker.messages, key));
    return (found ?? speakerOf(locale))._(key, { ...values });
  };
}
