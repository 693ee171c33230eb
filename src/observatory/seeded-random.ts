/** A source of reproducible numbers in [0, 1): the same seed gives the same series everywhere. */
export type Random = () => number;

/** Mixes a text into 32 bits (FNV-1a), so that a seed may be a name. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/**
 * Makes a generator from a seed. For invented data only, never for keys or draws that must be secret.
 * Source  Jenkins, small fast counter generator of 32 bits (sfc32), PractRand.
 */
export function seededRandom(seed: string): Random {
  let [a, b, c, counter] = [hashOf(`${seed}/a`), hashOf(`${seed}/b`), hashOf(`${seed}/c`), 1];
  const next: Random = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let turn = 0; turn < 12; turn += 1) next();
  return next;
}

/** Draws a position with the given probabilities, which sum to 1; the last one takes what rounding leaves. */
export function drawFrom(random: Random, probabilities: readonly number[]): number {
  let left = random();
  for (const [position, probability] of probabilities.entries()) {
    left -= probability;
    if (left < 0) return position;
  }
  return probabilities.length - 1;
}
