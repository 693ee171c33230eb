/**
 * One step of Phonex. Digits stand for sounds: 1 an/on, 2 oi/oua, 3 ou, 4 in/ain, 5 ch.
 */
type Step = readonly [RegExp, string];

const steps: readonly Step[] = [
  [/Y/g, "I"],
  [/([^PCS])H/g, "$1"],
  [/PH/g, "F"],
  [/G(AI?[NM])/g, "K$1"],
  [/[AE]I[NM]([AEIOU])/g, "YN$1"],
  [/EAU/g, "O"],
  [/OUA/g, "2"],
  [/[AE]I[NM]/g, "4"],
  [/[AE]I/g, "Y"],
  [/E(R|T|Z|SS)/g, "Y$1"],
  [/[AEO]N(?![AEIOU1-4])(?!$)/g, "1"],
  [/[AE]M(?![AEIOU1-4])(?!$)/g, "1"],
  [/IN(?![AEIOU1-4])(?!$)/g, "4"],
  [/([AEIOUY1-4])S(?=[AEIOUY1-4])/g, "$1Z"],
  [/OE|EU/g, "E"],
  [/AU/g, "O"],
  [/O[IY]/g, "2"],
  [/OU/g, "3"],
  [/SCH|CH|SH/g, "5"],
  [/SS/g, "S"],
  [/S?C(?=[EIY])/g, "S"],
  [/GU|QU|Q|C/g, "K"],
  [/G(?=[AOY])/g, "K"],
  [/A/g, "O"],
  [/[DP]/g, "T"],
  [/J/g, "G"],
  [/[BV]/g, "F"],
  [/M/g, "N"],
  [/(.)\1+/g, "$1"],
  [/[TX]$/, ""],
];

/**
 * Phonex, a code of how a French name sounds, finer than Soundex: it knows the sounds of several letters (an, in, oi, ou, ch).
 * @param word letters A to Z; others are left out.
 * Source   Frédéric Brouard, "L'art des Soundex", 31 March 1999, sqlpro.developpez.com/cours/soundex: its steps, without the last
 *          one that turns the code into a number. Its example: PHYLAURHEIMSMET → FILOR4SNY.
 */
export function phonex(word: string): string {
  const letters = word.toUpperCase().replaceAll(/[^A-Z]/g, "");
  return steps.reduce((code, [pattern, sound]) => code.replace(pattern, sound), letters);
}

/**
 * How a name sounds, for finding it under another spelling: Phonex, of the word without its mute letters (h at the head; e, s,
 * then d, p, t, x at the end) and doubled letters but ss, with é and è taken for e since accents are often left out. So
 * Hélène and Elenne, Georges and George, Dupont and Dupon, Lefèvre and Lefaivre are found together.
 * @param word a word as {@link nameWords} gives it.
 * Missing  `null` for a word that is not written in Latin letters, or has fewer than two.
 */
export function frenchSound(word: string): string | null {
  if (!/^[a-z]{2,}$/.test(word)) return null;
  const spoken = word
    .replace(/^h(?=.)/, "")
    .replaceAll(/([^s])\1+/g, "$1")
    .replace(/(?<=..)[es]+$/, "")
    .replace(/(?<=..)[dptx]+$/, "");
  return phonex(spoken).replaceAll("Y", "E") || null;
}
