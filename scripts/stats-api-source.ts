// Reads the exported declarations of a TypeScript file with their docstrings, for docs/stats-api.md.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** One exported declaration. */
export interface Declaration {
  readonly kind: "function" | "interface" | "type" | "const";
  readonly name: string;
  /** Inside of the docstring, stars and all. */
  readonly doc: string;
  /** As it is written; of a function only its head, without `export`. */
  readonly source: string;
}

const pattern = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport ((?:async )?(function|interface|type|const) (\w+))/g;

/** Every exported declaration that has a docstring, in their order. */
export function declarationsOf(text: string): readonly Declaration[] {
  return [...text.matchAll(pattern)].map((match) => {
    const [whole = "", doc = "", words = "", kind = "", name = ""] = match;
    const start = match.index + whole.length - words.length;
    return { kind: kind as Declaration["kind"], name, doc, source: sourceAt(text, start, kind) };
  });
}

/** From a declaration to its end: the body of a function is left out, the rest ends with the line that closes it. */
function sourceAt(text: string, start: number, kind: string): string {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at] ?? "";
    const comment = text.startsWith("/*", at) ? text.indexOf("*/", at) : -1;
    if (comment >= 0) {
      at = comment + 1;
      continue;
    }
    if (depth === 0 && kind === "function" && text.startsWith("{\n", at) && text[at - 2] !== ":")
      return text.slice(start, at).trim();
    if ("([{".includes(sign)) depth += 1;
    if (")]}".includes(sign)) depth -= 1;
    const isEnd = kind === "interface" ? sign === "}" : sign === ";";
    if (depth === 0 && isEnd && kind !== "function") return text.slice(start, at + 1);
  }
  throw new Error(`no end of ${text.slice(start, start + 60)}`);
}

/** Names that an index hands on; `* src/…/file.ts` for a file whose every export it hands on. */
export function publicNames(index: string, from = "src/stats"): ReadonlySet<string> {
  const text = readFileSync(index, "utf8");
  const names = new Set<string>();
  for (const [, named = "", file = ""] of text.matchAll(
    /export (?:type )?(\*|\{[^}]*\}) from "\.\/([^"]+)"/g,
  )) {
    if (named !== "*") {
      for (const [, name = ""] of named.matchAll(/(?:type )?(\w+)\s*(?:,|\})/g)) names.add(name);
    } else if (file.endsWith("/index.ts")) {
      const inner = publicNames(join(dirname(index), file), join(from, dirname(file)));
      for (const name of inner) names.add(name);
    } else names.add(`* ${join(from, file)}`);
  }
  return names;
}
