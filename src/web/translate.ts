import { locales, type Locale } from "#base";
import { setupI18n, type I18n } from "@lingui/core";
import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";

/** Gives the text of a key, its values filled in. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

const files = import.meta.glob<Readonly<Record<string, string>>>("../**/texts/*.json", {
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

/** The texts of one language, each compiled when it is first said: a faulty text harms its own page only. */
class Speaker {
  readonly #locale: Locale;
  readonly #texts: Readonly<Record<string, string>>;
  readonly #i18n: I18n;
  readonly #compiled = new Set<string>();

  constructor(locale: Locale) {
    this.#locale = locale;
    this.#texts = textsOf(locale);
    this.#i18n = setupI18n({ locale, locales: intlTags[locale], messages: { [locale]: {} } });
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#texts, key);
  }

  say(key: string, values: Readonly<Record<string, string | number>>): string {
    const text = this.has(key) ? this.#texts[key] : undefined;
    if (text === undefined) return key;
    if (!this.#compiled.has(key)) {
      this.#i18n.load(this.#locale, { [key]: compileMessageOrThrow(text) });
      this.#compiled.add(key);
    }
    return this.#i18n._(key, { ...values });
  }
}

const speakers = new Map<Locale, Speaker>();

function speakerOf(locale: Locale): Speaker {
  const known = speakers.get(locale);
  if (known) return known;
  const made = new Speaker(locale);
  speakers.set(locale, made);
  return made;
}

/** Whether a text exists in some language that the reader may be shown. */
export function hasText(locale: Locale, key: string): boolean {
  return [locale, ...locales].some((one) => speakerOf(one).has(key));
}

/** Texts in a language; a key that it lacks (professional screens) is given in English, then French. */
export function translator(locale: Locale): Translate {
  const order: readonly Locale[] = [locale, "en", "fr"];
  return (key, values = {}) => {
    const speaker = order.map(speakerOf).find((one) => one.has(key)) ?? speakerOf(locale);
    return speaker.say(key, values);
  };
}
