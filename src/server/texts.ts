import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isLocale, locales, type ErrorParams, type Locale, type TisserError } from "#base";
import { setupI18n, type I18n } from "@lingui/core";
import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";

const sourceFolder = join(import.meta.dirname, "..");

/** All texts of all rooms, and of the parts of `web`, in one language: key → ICU message. */
export function readTexts(locale: Locale): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const file of globSync(`**/texts/${locale}.json`, { cwd: sourceFolder }).toSorted()) {
    const read = JSON.parse(readFileSync(join(sourceFolder, file), "utf8")) as Record<string, string>;
    for (const [key, message] of Object.entries(read)) texts.set(key, message);
  }
  return texts;
}

/** The texts of a language, and those of them that were said before, made ready. */
interface Speaker {
  readonly texts: ReadonlyMap<string, string>;
  readonly i18n: I18n;
}

const speakers = new Map<Locale, Speaker>();

function speaker(locale: Locale): Speaker {
  let known = speakers.get(locale);
  if (known === undefined) {
    known = { texts: readTexts(locale), i18n: setupI18n({ locale, messages: { [locale]: {} } }) };
    speakers.set(locale, known);
  }
  return known;
}

/** A text is made ready when it is first said: a command says a few of thousands. */
function say({ texts, i18n }: Speaker, key: string, params: ErrorParams): string {
  const text = texts.get(key);
  if (text !== undefined && !Object.hasOwn(i18n.messages, key))
    i18n.load(i18n.locale, { [key]: compileMessageOrThrow(text) });
  return i18n._(key, { ...params });
}

/** The sentence for a key in a language, else in French. The tests hold every key to be there in its languages. */
export function sentence(locale: Locale, key: string, params: ErrorParams = {}): string {
  const wanted = speaker(locale);
  return say(wanted.texts.has(key) ? wanted : speaker("fr"), key, params);
}

/** The sentence of a refusal. */
export function errorSentence(locale: Locale, error: TisserError): string {
  return sentence(locale, `error.${error.code}`, error.params);
}

/** The language that a reader prefers among ours, by `Accept-Language`; French when none fits. */
export function preferredLocale(header: string | undefined): Locale {
  const wanted = (header ?? "")
    .split(",")
    .map((part, position) => {
      const [tag = "", quality] = part.trim().split(/;\s*q=/);
      return {
        tag: tag.slice(0, 2).toLowerCase(),
        weight: quality === undefined ? 1 : Number(quality),
        position,
      };
    })
    .filter(({ tag, weight }) => isLocale(tag) && weight > 0)
    .toSorted((a, b) => b.weight - a.weight || a.position - b.position);
  return locales.find((locale) => locale === wanted[0]?.tag) ?? "fr";
}
