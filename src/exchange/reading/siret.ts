import { read, unreadable, type Reading } from "../row-fault.ts";
import { cellText } from "./text.ts";

const laPoste = "356000000";

/**
 * A SIRET of 14 digits, spaces left out, its check digit verified (Luhn; for La Poste the sum of digits is a
 * multiple of five). Source  Insee, documentation of the répertoire Sirene.
 * Missing  `null` for an empty cell and for zeros only, by which producers say "none".
 */
export function readSiret(value: unknown): Reading<string> {
  const digits = (cellText(value) ?? "").replace(/[\s.]/g, "");
  if (/^0*$/.test(digits)) return read<string>(null);
  if (!/^\d{14}$/.test(digits)) return unreadable("siretUnreadable");
  const isRight = digits.startsWith(laPoste) ? digitSum(digits) % 5 === 0 || isLuhn(digits) : isLuhn(digits);
  return isRight ? read(digits) : unreadable("siretUnreadable");
}

function digitSum(digits: string): number {
  return [...digits].reduce((sum, digit) => sum + Number(digit), 0);
}

/** Luhn's check: from the right, every second digit doubled (less nine above nine); the sum is a multiple of ten. */
function isLuhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, position) => {
    const doubled = position % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
