/**
 * The line of a JSON text, the first is 1, on which the value at a path stands; of the nearest value that is there when the
 * path leads nowhere. The text has been parsed before, so it is known to be JSON.
 * Shapes  path: names and positions joined by dots, as validation gives them; empty for the whole.
 */
export function lineOfPath(text: string, path: string): number {
  const scanner = new JsonScanner(text);
  scanner.value("");
  const steps = path === "" ? [] : path.split(".");
  for (let length = steps.length; length >= 0; length -= 1) {
    const at = scanner.starts.get(steps.slice(0, length).join("."));
    if (at !== undefined) return lineAt(text, at);
  }
  return 1;
}

/**
 * As {@link lineOfPath}, in a TypeScript file that holds one object written out, as those of the catalogue do.
 * Missing  the line of the nearest value that is written out, where part of the object is made otherwise.
 */
export function lineInSource(source: string, path: string): number {
  const start = /^export const \w+(: \w+)? = (?=\{)/m.exec(source);
  if (start === null) return 1;
  const blank = (text: string): string => text.replaceAll(/[^\n]/g, " ");
  const head = source.slice(0, start.index + start[0].length);
  return lineOfPath(blank(head) + source.slice(head.length).replaceAll(/^\s*\/\/.*$/gm, blank), path);
}

/** The line at which `JSON.parse` stopped, from the position in its message; the last line when it names none. */
export function lineOfSyntaxError(text: string, message: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  return lineAt(text, position === undefined ? text.length : Number(position));
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}

/** Walks a valid JSON text, or the same with names and quotes of TypeScript, and notes where each value begins. */
class JsonScanner {
  readonly starts = new Map<string, number>();
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(path: string): void {
    this.#skip(/[\s]/);
    this.starts.set(path, this.#at);
    const first = this.#text[this.#at];
    if (first === "{") this.#members(path, "}", () => this.#key());
    else if (first === "[") {
      let position = 0;
      this.#members(path, "]", () => String(position++));
    } else if (first === '"') this.#string();
    else this.#skip(/[^\s,\]}]/);
  }

  #members(path: string, end: string, name: () => string): void {
    this.#at += 1;
    for (;;) {
      this.#skip(/[\s,]/);
      const here = this.#text[this.#at];
      if (here === end || here === undefined) break;
      const key = name();
      this.value(path === "" ? key : `${path}.${key}`);
    }
    this.#at += 1;
  }

  #key(): string {
    const start = this.#at;
    if (isQuote(this.#text[start])) this.#string();
    else this.#skip(/[^\s:,}]/);
    const written = this.#text.slice(start, this.#at);
    this.#skip(/[\s:]/);
    return written.startsWith('"') ? String(JSON.parse(written)) : written;
  }

  #string(): void {
    const quote = this.#text[this.#at];
    this.#at += 1;
    while (this.#at < this.#text.length && this.#text[this.#at] !== quote)
      this.#at += this.#text[this.#at] === "\\" ? 2 : 1;
    this.#at += 1;
  }

  #skip(characters: RegExp): void {
    while (this.#at < this.#text.length && characters.test(this.#text[this.#at] ?? "")) this.#at += 1;
  }
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'" || character === "`";
}
