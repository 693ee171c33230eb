import type { PrintedSheet, SheetBlock } from "#base";

/** Smallest letters of a sheet that must stay on one page, points: below, many cannot read it on paper. */
export const leastTextSize = 9;
const usualSize = 11;
const step = 0.5;

/**
 * A sheet that must stay on one page, made so that it does: first its letters are smaller, never under nine points, then what may be
 * shortened ends earlier and says where it goes on, of what may be shortened the last first.
 * @param pagesOf how many pages a sheet takes.
 */
export function onOnePage(sheet: PrintedSheet, pagesOf: (sheet: PrintedSheet) => number): PrintedSheet {
  const fits = (one: PrintedSheet): boolean => pagesOf(one) <= 1;
  const largest = sheet.textSize ?? usualSize;
  for (let textSize = largest; textSize >= leastTextSize; textSize -= step)
    if (fits({ ...sheet, textSize })) return { ...sheet, textSize };
  let shortest: PrintedSheet = { ...sheet, textSize: Math.min(largest, leastTextSize) };
  for (const at of shortenable(sheet)) {
    const cut = (length: number): PrintedSheet => withShortened(shortest, at, length);
    if (fits(cut(0))) return cut(longest(lengthAt(shortest, at), (length) => fits(cut(length))));
    shortest = cut(0);
  }
  return shortest;
}

/** Positions of the blocks that may be shortened, those that are named last first. */
function shortenable({ blocks }: PrintedSheet): readonly number[] {
  return blocks
    .flatMap((block, at) =>
      block.kind === "paragraph" && block.shortened !== undefined ? [{ at, ...block }] : [],
    )
    .toSorted((a, b) => (b.shortened?.order ?? 0) - (a.shortened?.order ?? 0))
    .map(({ at }) => at);
}

const lengthAt = ({ blocks }: PrintedSheet, at: number): number => {
  const block = blocks[at];
  return block?.kind === "paragraph" ? [...block.text].length : 0;
};

/** The greatest length that fits, of those from 0, which does, to one that does not. */
function longest(tooLong: number, fits: (length: number) => boolean): number {
  let [short, long] = [0, tooLong];
  while (long - short > 1) {
    const middle = Math.floor((short + long) / 2);
    if (fits(middle)) short = middle;
    else long = middle;
  }
  return short;
}

function withShortened(sheet: PrintedSheet, at: number, length: number): PrintedSheet {
  const blocks = sheet.blocks.map((block, position): SheetBlock => {
    if (position !== at || block.kind !== "paragraph" || block.shortened === undefined) return block;
    return { ...block, text: `${beginningOf(block.text, length)}${block.shortened.continued}` };
  });
  return { ...sheet, blocks };
}

/** The beginning of a text, of so many letters at most: ended between two words where there are some. */
function beginningOf(text: string, length: number): string {
  const letters = [...text.trim()];
  const begun = letters.slice(0, length).join("");
  const isBetween = /^\s?$/u.test(letters[length] ?? "");
  const whole = isBetween ? begun : begun.replace(/\s\S*$/u, "");
  return whole.trimEnd();
}
