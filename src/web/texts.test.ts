import { locales, type Locale } from "#base";
import { categoryOfAction, frais, offerKind, publicServed } from "#directory";
import { parse, type Token } from "@messageformat/parser";
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

/** Every plural inside a message, as the list of its forms. */
function pluralsIn(tokens: readonly Token[]): readonly (readonly string[])[] {
  return tokens.flatMap((token) => {
    if (token.type !== "plural" && token.type !== "select" && token.type !== "selectordinal") return [];
    const inner = token.cases.flatMap((one) => pluralsIn(one.tokens));
    return token.type === "plural" ? [token.cases.map((one) => one.key), ...inner] : inner;
  });
}

/** Names of the values that a message takes. */
function valuesIn(tokens: readonly Token[]): readonly string[] {
  const names = tokens.flatMap((token) => {
    if (token.type === "content" || token.type === "octothorpe") return [];
    const inner = "cases" in token ? token.cases.flatMap((one) => valuesIn(one.tokens)) : [];
    return [token.arg, ...inner];
  });
  return [...new Set(names)].toSorted();
}

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
        parse(message);
        return false;
      } catch {
        return true;
      }
    });
    expect(faulty).toEqual([]);
  });

  test("messages take the values that French takes", () => {
    const differing = Object.entries(texts).filter(
      ([key, message]) => String(valuesIn(parse(message))) !== String(valuesIn(parse(french[key] ?? ""))),
    );
    expect(differing).toEqual([]);
  });

  test("plurals have all forms of the language", () => {
    const faulty = Object.entries(texts).filter(([, message]) =>
      pluralsIn(parse(message)).some((forms) => pluralForms[locale].some((form) => !forms.includes(form))),
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
