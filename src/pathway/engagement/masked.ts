/** Digits of a number that stay when it is masked: whoever knows it recognises it, nobody else can call. */
const keptDigits = 4;

/** Nine to fifteen digits (E.164 has fifteen at most) with what people write between them. */
const numbers = /\d(?:[ .()\u{A0}\u{202F}-]{0,3}\d){8,14}/gu;

const digitsOf = (text: string): string => text.replaceAll(/\D/g, "");

/** Words in which only the last four digits of each telephone number can be read: `•• •• •• 77 66`. */
export function maskNumbers(words: string): string {
  return words.replaceAll(numbers, (number) => {
    let left = digitsOf(number).length;
    return number.replaceAll(/\d/g, (digit) => (left-- > keptDigits ? "•" : digit));
  });
}

/** Whether two ways of writing lead to the same telephone: their last nine digits, so that `06…` and `+33 6…` are one. */
export function isSameNumber(one: string, other: string): boolean {
  const [first, second] = [digitsOf(one), digitsOf(other)];
  return first.length > 0 && first.slice(-9) === second.slice(-9);
}
