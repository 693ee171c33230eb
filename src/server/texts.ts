import { readdirSync, readFileSync } from "node:fs";
import { isLocale, locales, type ErrorParams, type Locale, type TisserError } from "#base";
import { setupI18n, type I18n } from "@lingui/core";
import { compileMessageOrThrow, type CompiledMessage } from "@lingui/message-utils/compileMessage";

const sourceFolder = new URL("../", import.meta.url);

/** All texts of all rooms in one language: key → ICU message. */
export function readTexts(locale: Locale): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const room of readdirSync(sourceFolder)) {
    const file = new URL(`${room}/texts/${locale}.json`, sourceFolder);
    for (const [key, message] of Object.entries(readObject(file))) texts.set(key, message);
  }
  return texts;
}

function readObject(file: URL): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return {};
    throw error;
  }
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
