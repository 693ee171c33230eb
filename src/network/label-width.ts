const narrow = /[ijlIftr.,'’:;|!() -]/u;
const wide = /[mwMWŒœ@%]/u;
const capital = /\p{Lu}/u;
const mark = /\p{M}|\p{Cf}/u;
/** Signs as wide as they are high: Chinese, Japanese, Korean, pictures. */
const square = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]|\p{Extended_Pictographic}/u;

/**
 * Width of a text in units of its letter size, guessed from its letters a little too large rather than too small: a
 * layout must be the same on a server, on paper and in a test, where nothing measures letters.
 */
export function labelWidth(text: string): number {
  return [...text].reduce((width, sign) => width + signWidth(sign), 0);
}

function signWidth(sign: string): number {
  if (mark.test(sign)) return 0;
  if (square.test(sign)) return 1.3;
  if (narrow.test(sign)) return 0.38;
  if (wide.test(sign)) return 0.95;
  return capital.test(sign) ? 0.72 : 0.6;
}

/** A name short enough for a picture: at most `atMost` units of letter size, cut with an ellipsis. */
export function shortLabel(name: string, atMost: number): string {
  if (labelWidth(name) <= atMost) return name;
  const signs = [...name];
  while (signs.length > 1 && labelWidth(`${signs.join("").trimEnd()}…`) > atMost) signs.pop();
  return `${signs.join("").trimEnd()}…`;
}
