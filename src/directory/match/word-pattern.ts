import { foldText } from "../offer.ts";

/** Finds any of several expressions in a text, as whole words. */
export interface WordPattern {
  /** Whether a folded text holds one of the expressions. Signs and apostrophes part words. */
  readonly test: (folded: string) => boolean;
}

/** A text ready to be looked through many times. */
interface PreparedText {
  readonly words: ReadonlySet<string>;
  /** The beginnings of all words. */
  readonly beginnings: ReadonlySet<string>;
  /** All words, each between spaces. */
  readonly line: string;
}

/** Articles and prepositions that Arabic writes onto the word. */
const arabicPrefix = /^(?:[وفبك]{0,2}(?:ال)|[وفبكل]|لل)(?=.{3})/u;

function prepare(folded: string): PreparedText {
  const words = folded.split(/[^\p{L}\p{N}+]+/u).filter((word) => word !== "");
  const bare = words.flatMap((word) =>
    /^[\u0600-\u06ff]/.test(word) ? [word.replace(arabicPrefix, "")] : [],
  );
  const line = ` ${words.join(" ")} ${bare.length > 0 ? ` ${bare.join(" ")} ` : ""}`;
  const all = new Set([...words, ...bare]);
  return { words: all, beginnings: beginningsOf(all), line };
}

const longestBeginning = 16;

function beginningsOf(words: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  for (const word of words) {
    for (let length = 2; length <= Math.min(word.length, longestBeginning); length += 1) {
      found.add(word.slice(0, length));
    }
  }
  return found;
}

const kept = 8;
const prepared = new Map<string, PreparedText>();

/** Prepares a text, or finds it prepared: the same text is asked many times in a row. */
function preparedOf(folded: string): PreparedText {
  const known = prepared.get(folded);
  if (known) return known;
  const made = prepare(folded);
  if (prepared.size >= kept) prepared.delete(prepared.keys().next().value ?? "");
  prepared.set(folded, made);
  return made;
}

/**
 * A pattern of expressions.
 * @param written expressions parted by commas; a final `*` of a word stands for any ending.
 */
export function wordPattern(written: string): WordPattern {
  const words: string[] = [];
  const beginnings: string[] = [];
  const phrases: { first: string; part: string }[] = [];
  const loose: RegExp[] = [];
  for (const expression of written.split(",")) {
    const plain = foldText(expression.trim())
      .split(/[^\p{L}\p{N}+*]+/u)
      .filter((word) => word !== "")
      .join(" ");
    if (plain === "") continue;
    const inner = plain.slice(0, -1).includes("*");
    if (inner) loose.push(looseExpression(plain));
    else if (plain.includes(" ")) phrases.push(phraseOf(plain));
    else if (plain.endsWith("*")) beginnings.push(plain.slice(0, -1).slice(0, longestBeginning));
    else words.push(plain);
  }
  return {
    test: (folded) => {
      const text = preparedOf(folded);
      return (
        words.some((word) => text.words.has(word)) ||
        beginnings.some((beginning) => text.beginnings.has(beginning)) ||
        phrases.some(({ first, part }) => text.words.has(first) && text.line.includes(part)) ||
        loose.some((pattern) => pattern.test(text.line))
      );
    },
  };
}

function phraseOf(plain: string): { first: string; part: string } {
  const part = plain.endsWith("*") ? ` ${plain.slice(0, -1)}` : ` ${plain} `;
  return { first: plain.split(" ")[0] ?? "", part };
}

function looseExpression(plain: string): RegExp {
  const pattern = plain.replaceAll("+", String.raw`\+`).replaceAll("*", String.raw`\p{L}*`);
  return new RegExp(` ${pattern}(?: |$)`, "u");
}
