import bidi, { type Bidi, type EmbeddingLevels } from "bidi-js";
import { fileOf, isApart, plainLetters, type LetterFile } from "./letters.ts";

/** Order in which words are read; `auto` is that of their first letter. */
export type WordDirection = "ltr" | "rtl" | "auto";

/** Words that one file draws, as they are drawn from left to right: Arabic ones in the order in which they are read. */
export interface LetterRun {
  readonly file: LetterFile;
  readonly text: string;
  /** Its place among the runs of its line in the order of reading. */
  readonly place: number;
}

/** Words ready to be set, and the level of each of their letters: odd where it is read from right to left. */
export interface DirectedWords {
  readonly text: string;
  readonly levels: EmbeddingLevels;
}

// The types of the package say of its one export that it has another in it; it is the function itself.
const algorithm = (bidi as unknown as () => Bidi)();

/** Source  Unicode Standard Annex 9, the bidirectional algorithm. */
export function directed(words: string, direction: WordDirection, keepsApart: boolean): DirectedWords {
  const text = plainLetters(words, keepsApart);
  return { text, levels: algorithm.getEmbeddingLevels(text, direction) };
}

interface LevelRun extends LetterRun {
  readonly level: number;
}

/**
 * A line of words in the order in which it is drawn, cut where the file of the face or the direction changes.
 * @throws server.sheetNotPrintable for a letter that no file holds.
 */
export function runsOf(words: DirectedWords, start: number, end: number): readonly LetterRun[] {
  const isWithin = (words.levels.paragraphs[0]?.level ?? 0) % 2 === 1;
  return inVisualOrder(levelRuns(words, start, end)).map(({ file, level, text, place }) => ({
    file,
    place,
    text: drawnText({ file, level, text }, isWithin),
  }));
}

function drawnText({ file, level, text }: Omit<LevelRun, "place">, isWithin: boolean): string {
  if (file === "arabic") return text;
  if (level % 2 === 1) return mirrored(text);
  // Among Arabic words, readers of files turn the groups of a number round; at spaces that do not break they do not.
  return isWithin ? text.replace(/(?<=\d) (?=\d)/gu, "\u00a0") : text;
}

function levelRuns({ text, levels }: DirectedWords, start: number, end: number): readonly LevelRun[] {
  const runs: { file: LetterFile; level: number; text: string; place: number }[] = [];
  let place = start;
  for (const letter of text.slice(start, end)) {
    const level = levels.levels[place] ?? 0;
    place += letter.length;
    if (isApart(letter)) continue;
    const last = runs.at(-1);
    const file = fileOf(letter, last?.file ?? "latin");
    if (last?.file === file && last.level === level) last.text += letter;
    else runs.push({ file, level, text: letter, place: runs.length });
  }
  return runs;
}

/** Each run of a level and above is turned, from the highest level down (rule L2). */
function inVisualOrder(runs: readonly LevelRun[]): readonly LevelRun[] {
  let ordered = runs;
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1) {
    const next: LevelRun[] = [];
    let turned: LevelRun[] = [];
    for (const run of ordered) {
      if (run.level >= level) turned.unshift(run);
      else {
        next.push(...turned, run);
        turned = [];
      }
    }
    ordered = [...next, ...turned];
  }
  return ordered;
}

/** Signs read from right to left, as they are drawn from left to right: brackets face the other way (rule L4). */
function mirrored(text: string): string {
  return [...text]
    .map((letter) => algorithm.getMirroredCharacter(letter) ?? letter)
    .toReversed()
    .join("");
}
