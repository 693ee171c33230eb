import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isCommonPassword } from "./common-password.ts";
import { makeCommonPasswords } from "./make-common-passwords.ts";

const email = "ana.vidal@essai.test";

describe("passwords that everybody tries", () => {
  test("the list is what its maker makes", () => {
    const listed = readFileSync(new URL("../codes/common-passwords.txt", import.meta.url), "utf8").split(
      "\n",
    );
    expect(listed.filter((line) => line !== "" && !line.startsWith("#"))).toEqual([...makeCommonPasswords()]);
    expect(makeCommonPasswords().length).toBeGreaterThan(3000);
  });

  test.each([
    "password1234",
    "P@ssw0rd2024!!",
    "motdepasse2026",
    "azertyuiop123",
    "abcabcabcabc",
    "1234567890123",
    "Vidal-Ana-2026",
    "Tisser-lien-12",
    "aaaaaaaaaaaaa",
  ])("%s is refused", (candidate) => expect(isCommonPassword(candidate, ["Ana Vidal", email])).toBe(true));

  test.each(["quatre mots sans lien", "correct horse battery staple", "xK9#mQ2$vL7p", "ÉtéPluieVélo…42"])(
    "%s is accepted",
    (candidate) => expect(isCommonPassword(candidate, ["Ana Vidal", email])).toBe(false),
  );
});
