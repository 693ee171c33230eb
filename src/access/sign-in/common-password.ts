import { readFileSync } from "node:fs";

const listed: ReadonlySet<string> = new Set(
  readFileSync(new URL("../codes/common-passwords.txt", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#")),
);

/** Words that belong to the product: nobody's password should be made of them. */
const productWords = ["tisser", "liensocial", "lien social", "solitude", "isolement"];

const sequences = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "azertyuiop",
  "qwertyuiop",
  "qsdfghjklm",
  "asdfghjkl",
  "wxcvbn",
  "zxcvbnm",
].flatMap((row) => [row, [...row].toReversed().join("")]);

/** Characters that must remain of a password once words of its context and runs of the keyboard are taken out. */
const leastRemainder = 6;

/**
 * Whether a password is among the first that anybody would try: in our list, as such or with figures and signs around
 * it, one group repeated, a run along the keyboard, or little more than the account's own name, address or the product.
 * @param context name, e-mail address and other words of the account.
 */
export function isCommonPassword(password: string, context: readonly string[]): boolean {
  const folded = fold(password);
  const core = unleet(folded).replace(/^[^a-z]+|[^a-z]+$/g, "");
  return (
    listed.has(folded) ||
    listed.has(core) ||
    new Set(folded).size < 5 ||
    /^(.{1,8})\1+.{0,3}$/su.test(folded) ||
    remainder(withoutContext(folded, context)) < leastRemainder ||
    remainder(withoutSequences(folded)) < leastRemainder
  );
}

function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function unleet(text: string): string {
  const letters: Readonly<Record<string, string>> = {
    0: "o",
    1: "i",
    3: "e",
    4: "a",
    5: "s",
    7: "t",
    "@": "a",
    $: "s",
  };
  return text.replace(/[013457@$](?=.*[a-z])/gsu, (sign) => letters[sign] ?? sign);
}

function remainder(text: string): number {
  return text.replace(/[^\p{L}\p{N}]/gu, "").length;
}

function withoutContext(text: string, context: readonly string[]): string {
  const words = [...productWords, ...context].flatMap((entry) => [
    fold(entry),
    ...fold(entry).split(/[^\p{L}\p{N}]+/u),
  ]);
  return words
    .filter((word) => word.length >= 3)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, word) => rest.replaceAll(word, ""), text);
}

function withoutSequences(text: string): string {
  let rest = "";
  for (let at = 0; at < text.length;) {
    const run = longestRun(text.slice(at));
    if (run === 0) rest += text[at];
    at += Math.max(1, run);
  }
  return rest;
}

/** Length of the longest run of a sequence at the beginning; 0 when it is shorter than four characters. */
function longestRun(text: string): number {
  for (let length = Math.min(text.length, 26); length >= 4; length--) {
    const start = text.slice(0, length);
    if (sequences.some((row) => row.includes(start))) return length;
  }
  return 0;
}
