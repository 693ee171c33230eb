/** Separators that a table may use, in the order in which they win when they are equally likely. */
const separators = [";", ",", "\t", "|"] as const;

/** The separator of a table: the one that its first line holds most often outside quotes. */
export function separatorOf(text: string): string {
  const line = firstLine(text).replace(/"(?:[^"]|"")*"/g, "");
  const counts = separators.map((separator) => line.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ";";
}

function firstLine(text: string): string {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text : text.slice(0, end);
}

/**
 * Takes a table apart as it comes, part by part (RFC 4180): quotes, doubled quotes, line ends inside quotes. It never
 * throws: a quote that is not closed takes the rest of the text as its cell.
 */
export class CsvReader {
  readonly #separator: string;
  #cell = "";
  #record: string[] = [];
  #isQuoted = false;
  #wasQuote = false;
  #isStarted = false;

  constructor(separator: string) {
    this.#separator = separator;
  }

  /** Records completed by this part of the text; lines without any cell are left out. */
  read(text: string): string[][] {
    const records: string[][] = [];
    for (let at = 0; at < text.length; at += 1) {
      const character = text[at]!;
      if (this.#isQuoted) at = this.#readQuoted(text, at);
      else if (character === '"' && (this.#cell === "" || this.#wasQuote)) this.#openQuote();
      else if (character === this.#separator) this.#endCell();
      else if (character === "\n" || character === "\r") this.#endRecord(records);
      else at = this.#readPlain(text, at);
    }
    return records;
  }

  /** What is left when the text ends without a line end. */
  end(): string[][] {
    const records: string[][] = [];
    this.#endRecord(records);
    return records;
  }

  #readQuoted(text: string, from: number): number {
    const quote = text.indexOf('"', from);
    this.#cell += text.slice(from, quote < 0 ? text.length : quote);
    if (quote < 0) return text.length;
    this.#isQuoted = false;
    this.#wasQuote = true;
    return quote;
  }

  #openQuote(): void {
    if (this.#wasQuote) this.#cell += '"';
    this.#isQuoted = true;
    this.#isStarted = true;
    this.#wasQuote = false;
  }

  #readPlain(text: string, from: number): number {
    let at = from;
    while (at < text.length && text[at] !== this.#separator && text[at] !== "\n" && text[at] !== "\r")
      at += 1;
    this.#cell += text.slice(from, at);
    this.#isStarted = true;
    this.#wasQuote = false;
    return at - 1;
  }

  #endCell(): void {
    this.#record.push(this.#cell);
    this.#cell = "";
    this.#isStarted = true;
    this.#wasQuote = false;
  }

  #endRecord(records: string[][]): void {
    if (this.#isStarted) {
      this.#endCell();
      records.push(this.#record);
    }
    this.#record = [];
    this.#isStarted = false;
    this.#wasQuote = false;
  }
}

/** All records of a table. */
export function readCsv(text: string, separator = separatorOf(text)): string[][] {
  const reader = new CsvReader(separator);
  return [...reader.read(text), ...reader.end()];
}

/**
 * One field. A text that a spreadsheet would take for a formula is made harmless by an apostrophe; numbers stay numbers.
 * Source  OWASP, CSV injection.
 */
export function csvField(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A table as CSV (RFC 4180), its heading first; see {@link csvField}. */
export function writeCsv(records: readonly (readonly (string | number | null)[])[]): string {
  return records.map((record) => `${record.map(csvField).join(",")}\r\n`).join("");
}
