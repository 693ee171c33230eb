import { readFileSync } from "node:fs";
import { entriesOf, locales } from "#base";
import { expect, test } from "vitest";
import { directoryErrors } from "./errors.ts";
import {
  categoryOfAction,
  frais,
  interventionType,
  offerKind,
  positionPrecision,
  publicServed,
} from "./taxonomy.ts";

const lists = [categoryOfAction, frais, interventionType, offerKind, positionPrecision, publicServed];

test.each(locales)(
  "in %s every code and every error of the directory has its words, and no words are left over",
  (locale) => {
    const texts: Readonly<Record<string, string>> = JSON.parse(
      readFileSync(new URL(`texts/${locale}.json`, import.meta.url), "utf8"),
    );
    const names = new Set(lists.map(({ name }) => name));
    const codes = lists.flatMap(({ name, codes: all }) => all.map((code) => `code.${name}.${code}`));
    const written = Object.keys(texts).filter((key) => names.has(key.split(".")[1] ?? ""));
    expect(written.filter((key) => key.startsWith("code.")).toSorted()).toEqual(codes.toSorted());
    for (const { code } of entriesOf(directoryErrors) ?? [])
      expect(Object.keys(texts)).toContain(`error.${code}`);
  },
);
