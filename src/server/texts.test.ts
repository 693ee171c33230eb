import { entriesOf, locales, TisserError, type ErrorEntry } from "#base";
import { globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allErrors } from "./serve.ts";
import { errorSentence } from "./texts.ts";

describe("the sentence of every error", () => {
  it.each(locales)(
    "can be said in %s with its values, unchanged by the language's way with numbers",
    (locale) => {
      for (const { code, status, params } of allErrors) {
        const values = Object.fromEntries(params.map((name) => [name, 12345]));
        const said = errorSentence(locale, new TisserError(code, status, values));
        expect(said, code).not.toBe(`error.${code}`);
        expect(said.length, code).toBeGreaterThan(5);
        for (const name of ["pid", "port"].filter((one) => params.includes(one)))
          expect(said, `${code}: ${name}`).toContain("12345");
      }
    },
  );
});

it("every error of a room with actions is among those that a server starts with: an action that answers another stops it", async () => {
  const known = new Set(allErrors.map(({ code }) => code));
  const root = join(import.meta.dirname, "..");
  const missing: string[] = [];
  for (const file of globSync("{access,directory,exchange,instruments,observatory,pathway}/**/errors.ts", {
    cwd: root,
  })) {
    const exported: Record<string, unknown> = await import(join(root, file));
    const entries = Object.values(exported).flatMap(
      (one): readonly ErrorEntry[] => (typeof one === "object" && one !== null && entriesOf(one)) || [],
    );
    missing.push(...entries.filter(({ code }) => !known.has(code)).map(({ code }) => `${file}: ${code}`));
  }
  expect(missing).toEqual([]);
});
