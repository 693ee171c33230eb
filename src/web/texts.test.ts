import { locales, type Locale } from "#base";
import { categoryOfAction, frais, offerKind, publicServed } from "#directory";
import { compileMessageOrThrow, type CompiledMessage } from "@lingui/message-utils/compileMessage";
import { describe, expect, test } from "vitest";
import { crisisNumbers } from "./public/crisis-numbers.ts";
import { textsOf } from "./translate.ts";

const french = textsOf("fr");
const isProfessional = (key: string): boolean => key.startsWith("pro.");

/** Plural forms that a language tells apart for whole numbers (CLDR). */
const pluralForms: Readonly<Record<Locale, readonly string[]>> = {
  fr: ["one", "other"],
  en: ["one", "other"],
  es: ["one", "other"],
  ar: ["zero", "one", "two", "few", "many", "other"],
};

/** A value inside a message: its name, how it is formatted, and for plurals and choices the message of each form. */
interface Slot {
  readonly name: string;
  readonly kind: string | undefined;
  readonly forms: Readonly<Record<string, CompiledMessage>>;
}

/** Every value of a message, also those inside the forms of plurals and choices. */
function slotsIn(message: CompiledMessage): readonly Slot[] {
  if (!Array.isArray(message)) return [];
  return message.flatMap((part) => {
    if (!Array.isArray(part)) return [];
    const [name, kind, format] = part as readonly [string, string?, (object | string)?];
    const isForked = kind === "plural" || kind === "select" || kind === "selectordinal";
    const { offset: _, ...forms } = (isForked ? format : {}) as Record<string, CompiledMessage>;
    return [{ name, kind, forms }, ...Object.values(forms).flatMap((form) => slotsIn(form))];
  });
}

function slotsOf(text: string): readonly Slot[] {
  return slotsIn(compileMessageOrThrow(text));
}

function namesIn(text: string): string {
  return [...new Set(slotsOf(text).map((slot) => slot.name))].toSorted().join(" ");
}

test("a message is taken apart down to the last value", () => {
  const slots = slotsOf("{count, plural, one {# of {place}} other {{a, number}}} {end}");
  expect(slots.map(({ name, kind }) => `${name}:${kind}`)).toEqual([
    "count:plural",
    "place:undefined",
    "a:number",
    "end:undefined",
  ]);
  expect(Object.keys(slots[0]?.forms ?? {})).toEqual(["one", "other"]);
});

describe.each(locales)("texts in %s", (locale) => {
  const texts = textsOf(locale);

  test("every public text is there", () => {
    const missing = Object.keys(french).filter((key) => !isProfessional(key) && !Object.hasOwn(texts, key));
    expect(missing).toEqual([]);
  });

  test("there is no text that French lacks", () => {
    expect(Object.keys(texts).filter((key) => !Object.hasOwn(french, key))).toEqual([]);
  });

  test("every message can be read", () => {
    const faulty = Object.entries(texts).filter(([, message]) => {
      try {
        compileMessageOrThrow(message);
        return false;
      } catch {
        return true;
      }
    });
    expect(faulty).toEqual([]);
  });

  test("messages take the values that French takes", () => {
    const differing = Object.entries(texts).filter(
      ([key, message]) => namesIn(message) !== namesIn(french[key] ?? ""),
    );
    expect(differing).toEqual([]);
  });

  test("plurals have all forms of the language", () => {
    const faulty = Object.entries(texts).filter(([, message]) =>
      slotsOf(message).some(
        ({ kind, forms }) =>
          kind === "plural" && pluralForms[locale].some((form) => !Object.hasOwn(forms, form)),
      ),
    );
    expect(faulty).toEqual([]);
  });
});

describe("keys used by pages", () => {
  const sources = import.meta.glob<string>(["./**/*.{ts,tsx}", "!./**/*.test.{ts,tsx}"], {
    eager: true,
    query: "?raw",
    import: "default",
  });
  const written = Object.values(sources).flatMap((source) =>
    [...source.matchAll(/["'`]((?:page|pro|error|issue|reason|code)\.[\w.-]+)["'`]/g)].map(
      (match) => match[1] ?? "",
    ),
  );
  const computed = [
    ...categoryOfAction.codes.flatMap((code) => [`page.way.${code}`, `page.way.${code}.hint`]),
    ...frais.codes.map((code) => `code.frais.${code}`),
    ...offerKind.codes.map((code) => `code.offerKind.${code}`),
    ...publicServed.codes.map((code) => `code.publicServed.${code}`),
    ...crisisNumbers.flatMap(({ number }) => [`page.crisis.${number}`, `page.crisis.${number}.hint`]),
  ];

  test("exist in French", () => {
    expect(written.length).toBeGreaterThan(100);
    const isPrefix = (key: string): boolean => Object.keys(french).some((one) => one.startsWith(`${key}.`));
    const missing = [...written, ...computed].filter((key) => !Object.hasOwn(french, key) && !isPrefix(key));
    expect([...new Set(missing)]).toEqual([]);
  });
});

describe("words of the interface", () => {
  test("the public texts of the web hold no forbidden word", () => {
    const forbidden = /\b(dépistages?|cas|bénéficiaires?|fragiles?|patients?|patientes?)\b/i;
    const own = Object.entries(french).filter(([key]) => /^(page|code)\./.test(key));
    expect(own.filter(([, text]) => forbidden.test(text))).toEqual([]);
  });
});
