import type { Locale } from "#base";
import { setupI18n, type I18n } from "@lingui/core";
import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";

/** Gives the text of a key, its values filled in. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Tags of `Intl` by language: Arabic is written with the digits read in France. */
export const intlTags: Readonly<Record<Locale, string>> = {
  fr: "fr-FR",
  en: "en-GB",
  es: "es-ES",
  ar: "ar-u-nu-latn",
};

/** The texts of one language, each compiled when it is first said: a faulty text harms its own page only. */
export class Speaker {
  readonly #locale: Locale;
  readonly #texts: Readonly<Record<string, string>>;
  readonly #i18n: I18n;
  readonly #compiled = new Set<string>();

  constructor(locale: Locale, texts: Readonly<Record<string, string>>) {
    this.#locale = locale;
    this.#texts = texts;
    this.#i18n = setupI18n({ locale, locales: intlTags[locale], messages: { [locale]: {} } });
  }

  /** Whether there is a text of this key. */
  has(key: string): boolean {
    return Object.hasOwn(this.#texts, key);
  }

  /** The text of a key, its values filled in; the key itself when there is none. */
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
