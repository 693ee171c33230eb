import { read, unreadable, type Fault, type Reading } from "../row-fault.ts";
import { cellText } from "./text.ts";

/** International prefix of the overseas numbers, by their first digits (Arcep, plan de numérotation). */
const overseas: readonly (readonly [RegExp, string])[] = [
  [/^0(590|690|691)/, "+590"],
  [/^0(594|694)/, "+594"],
  [/^0(596|696|697)/, "+596"],
  [/^0(262|263|269|692|693)/, "+262"],
];

/**
 * The numbers of a cell, in E.164, or as short national numbers of four digits; the first is the one to call.
 * Several numbers may be parted by `/`, `;`, `,`, `ou`, `et` or line ends. A number whose leading zero a
 * spreadsheet ate is given it back. Numbers of the premium range 089 are left out.
 */
export function readPhones(value: unknown): Reading<readonly string[]> {
  const text = cellText(value)?.trim() ?? "";
  if (text === "") return read<readonly string[]>([]);
  const faults: Fault[] = [];
  const phones = text
    .replace(/\([^)\d]*\)/g, " ")
    .split(/[/;,\n]|\s(?:ou|et|puis)\s/i)
    .filter((part) => part.trim() !== "")
    .flatMap((part) => {
      const { value: phone, faults: found } = readPhone(part);
      faults.push(...found);
      return phone === null ? [] : [phone];
    });
  return { value: [...new Set(phones)].slice(0, 5), faults };
}

function readPhone(text: string): Reading<string> {
  const written = text.replace(/\(0\)/g, "").replace(/^\s*(?:t[ée]l(?:[ée]phone)?\.?\s*:?\s*)/i, "");
  const compact = written.replace(/[\s.\-–_()·]/g, "");
  if (!/^\+?\d{3,16}$/.test(compact)) return unreadable("phoneUnreadable");
  const number = nationalNumber(compact);
  if (number === null) return foreignNumber(compact);
  if (number.startsWith("089")) return unreadable("phonePremium");
  if (number.length === 4) return read(number);
  const prefix = overseas.find(([pattern]) => pattern.test(number))?.[1] ?? "+33";
  return read(prefix + number.slice(1));
}

/** Ten digits from 0, or a short number; null for a number of another country or of no plan. */
function nationalNumber(compact: string): string | null {
  const digits = compact.replace(/^(?:\+|00)(?:33)0?/, "0");
  if (/^0[1-9]\d{8}$/.test(digits)) return digits;
  if (/^3\d{3}$/.test(digits)) return digits;
  if (/^33[1-9]\d{8}$/.test(digits)) return `0${digits.slice(2)}`;
  if (/^[1-9]\d{8}$/.test(digits)) return `0${digits}`;
  return null;
}

function foreignNumber(compact: string): Reading<string> {
  const international = compact.replace(/^00/, "+");
  const isForeign = /^\+[1-9]\d{6,14}$/.test(international) && !international.startsWith("+33");
  return isForeign ? read(international) : unreadable("phoneUnreadable");
}
