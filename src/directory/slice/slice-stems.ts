import { numbersOfSorted, type StemNumbers, type StemRows } from "../search/columns.ts";
import { stemsInBlock, type SliceWords } from "./slice-words.ts";

/** The stems of a slice: unpacked when the first word is asked for, and of their rows only those of a word. */
export class SliceStems implements StemRows {
  readonly #words: SliceWords;
  readonly #known = new Map<number, Uint32Array>();
  #stems: readonly string[] | undefined;
  #numbers: StemNumbers | undefined;
  #bytes: string | undefined;

  constructor(words: SliceWords) {
    this.#words = words;
  }

  get stems(): readonly string[] {
    const { stems } = this.#words;
    return (this.#stems ??= stems === "" ? [] : stems.split("\n"));
  }

  get stemNumber(): StemNumbers {
    return (this.#numbers ??= numbersOfSorted(this.stems));
  }

  readonly rowsOf = (stem: number): Uint32Array => {
    const rows = this.#known.get(stem) ?? this.#read(stem);
    this.#known.set(stem, rows);
    return rows;
  };

  #read(stem: number): Uint32Array {
    this.#bytes ??= atob(this.#words.rows);
    const numbers = new NumberReader(
      this.#bytes,
      this.#words.starts[Math.floor(stem / stemsInBlock)] ?? this.#bytes.length,
    );
    for (let others = stem % stemsInBlock; others > 0; others -= 1)
      for (let left = numbers.next(); left > 0; left -= 1) numbers.next();
    const rows = new Uint32Array(numbers.next());
    let row = 0;
    for (let at = 0; at < rows.length; at += 1) rows[at] = row += numbers.next();
    return rows;
  }
}

/** Reads numbers of base 128 from a text of bytes. */
class NumberReader {
  readonly #bytes: string;
  #at: number;

  constructor(bytes: string, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  next(): number {
    let byte = this.#bytes.charCodeAt(this.#at);
    let [value, shift] = [byte & 127, 7];
    this.#at += 1;
    for (; byte >= 128; shift += 7) {
      byte = this.#bytes.charCodeAt(this.#at);
      value |= (byte & 127) << shift;
      this.#at += 1;
    }
    return value;
  }
}
