import type { Locator, Page } from "playwright-core";

/**
 * How long one word read, one gesture and one character typed take, in seconds.
 * Sources  reading: 195 words a minute in French, standard deviation 26 (Trauzettel-Klosinski and Dietz 2012, IReST); a
 * gesture: 1.35 to decide and 1.1 to point (Card, Moran and Newell 1980, keystroke-level model), a swipe the 1.1 alone; a character on a telephone:
 * 36 words of five characters a minute (Palin and others 2019).
 */
const each = { word: 60 / 195, tap: 1.35 + 1.1, character: 60 / (36 * 5), swipe: 1.1 };

/** Counts what a person does on a walk: gestures, characters typed, words read. A line that was read is not read again. */
export class Gestures {
  taps = 0;
  fields = 0;
  swipes = 0;
  #characters = 0;
  #words = 0;
  readonly #linesRead = new Set<string>();

  /** Makes a gesture on something. */
  async tap(target: Locator): Promise<void> {
    this.taps += 1;
    await target.click();
  }

  /** Goes down a whole page: a swipe for each further screen of it. */
  async scroll(page: Page): Promise<void> {
    this.swipes += await page.evaluate(() =>
      Math.max(
        0,
        Math.ceil(document.querySelector("main")!.getBoundingClientRect().bottom / innerHeight) - 1,
      ),
    );
  }

  /** Types a text into a field. */
  async type(target: Locator, text: string): Promise<void> {
    this.noteTyped(text);
    await target.fill(text);
  }

  /** Reads every line of something that was not read before on this walk, but not what a list keeps folded. */
  async read(target: Locator): Promise<void> {
    const folded = new Set(await target.locator("option:not(:checked)").allTextContents());
    const shown = new Set((await target.innerText()).split("\n")).difference(folded);
    for (const line of shown.difference(this.#linesRead)) {
      this.#linesRead.add(line);
      this.#words += wordsIn(line);
    }
  }

  /** Counts gestures and reading that happen in no page of ours: a message opened, its link touched. */
  noteElsewhere({ taps, text }: { readonly taps: number; readonly text: string }): void {
    this.taps += taps;
    this.#words += wordsIn(text);
  }

  /** Counts a text that was typed otherwise. */
  noteTyped(text: string): void {
    this.fields += 1;
    this.#characters += text.length;
  }

  /** Seconds that all of it takes, waiting for no page. */
  seconds(): number {
    const [read, typed] = [this.#words * each.word, this.#characters * each.character];
    return Math.round(read + this.taps * each.tap + this.swipes * each.swipe + typed);
  }

  /** What the estimate is made of, in words. */
  summary(): string {
    return `${this.taps} gestures, ${this.swipes} swipes, ${this.#characters} characters in ${this.fields} fields, ${this.#words} words: ${this.seconds()} s`;
  }
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => /\p{L}|\d/u.test(word)).length;
}
