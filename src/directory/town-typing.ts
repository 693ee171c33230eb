/** How many typing faults are forgiven in a name of so many letters: none below 4, one up to 7, two from 8. */
export function faultsForgiven(letters: number): number {
  return letters < 4 ? 0 : letters < 8 ? 1 : 2;
}

const width = 64;
let twoBack = new Uint8Array(width);
let oneBack = new Uint8Array(width);
let current = new Uint8Array(width);

/**
 * Typing faults between two folded texts: letters added, left out, replaced, or two neighbours swapped
 * (Damerau–Levenshtein, optimal string alignment).
 * Missing  `limit + 1` as soon as the distance is known to exceed `limit`, and for texts of 63 letters or more.
 * Source   F. J. Damerau, Communications of the ACM 7 (1964); optimal string alignment as in G. Navarro, ACM Computing Surveys 33 (2001).
 */
export function typingFaults(a: string, b: string, limit: number): number {
  const tooFar = limit + 1;
  if (Math.abs(a.length - b.length) > limit || a.length >= width - 1 || b.length >= width - 1) return tooFar;
  for (let column = 0; column <= b.length; column += 1) oneBack[column] = Math.min(column, tooFar);
  for (let row = 1; row <= a.length; row += 1) {
    const best = fillRow(a, b, row, tooFar);
    if (best >= tooFar) return tooFar;
    [twoBack, oneBack, current] = [oneBack, current, twoBack];
  }
  return Math.min(oneBack[b.length] ?? tooFar, tooFar);
}

/** Fills one row of the distance table, only within `tooFar` of the diagonal; answers the smallest value of the row. */
function fillRow(a: string, b: string, row: number, tooFar: number): number {
  const first = Math.max(1, row - tooFar);
  const last = Math.min(b.length, row + tooFar);
  current[first - 1] = first === 1 ? Math.min(row, tooFar) : tooFar;
  if (last < b.length) current[last + 1] = tooFar;
  const letter = a.charCodeAt(row - 1);
  const before = a.charCodeAt(row - 2);
  let best = tooFar;
  for (let column = first; column <= last; column += 1) {
    const other = b.charCodeAt(column - 1);
    const cost = letter === other ? 0 : 1;
    let value = Math.min(oneBack[column - 1]! + cost, oneBack[column]! + 1, current[column - 1]! + 1);
    if (row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && before === other) {
      value = Math.min(value, twoBack[column - 2]! + 1);
    }
    current[column] = Math.min(value, tooFar);
    if (value < best) best = value;
  }
  return best;
}
