import { locales, TisserError } from "#base";
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
