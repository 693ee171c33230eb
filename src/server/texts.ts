import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isLocale, locales, type ErrorParams, type Locale, type TisserError } from "#base";
import { setupI18n, type I18n } from "@lingui/core";
import { compileMessageOrThrow, type CompiledMessage } from "@lingui/message-utils/compileMessage";

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

const speakers = new Map<Locale, I18n>();

function speaker(locale: Locale): I18n {
  const known = speakers.get(locale);
  if (known) return known;
  const messages: Record<string, CompiledMessage> = {};
  for (const [key, message] of readTexts(locale)) messages[key] = compileMessageOrThrow(message);
  const made = setupI18n({ locale, messages: { [locale]: messages } });
  speakers.set(locale, made);
  return made;
}

/** The sentence for a key in a language, else in French. The tests hold every key to be there in its languages. */
export function sentence(locale: Locale, key: string, params: ErrorParams = {}): string {
  const wanted = speaker(locale);
  const found = Object.hasOwn(wanted.messages, key) ? wanted : speaker("fr");
  return found._(key, { ...params });
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
