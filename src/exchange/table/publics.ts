import { readFileSync } from "node:fs";
import { makeCodeMap, type ReadLabels } from "../code-map.ts";

/** Words for publics as people write them in tables, and our codes (`maps/publics.csv`). */
export const publicsMap = readFileSync(new URL("maps/publics.csv", import.meta.url), "utf8");
const map = makeCodeMap(publicsMap);

const apart = /[,;|/\n]|\s(?:et|ou|and|or|&)\s/i;

/** Whom a cell names: as a whole where that is known ("60 ans et plus"), else part by part. */
export function readPublics(cell: string | null): ReadLabels {
  if (cell === null) return map.read([]);
  const whole = map.read([plain(cell)]);
  return whole.unknown.length === 0 ? whole : map.read(partsOf(cell));
}

function partsOf(cell: string): readonly string[] {
  // What stands between commas may hold an "et" of its own.
  return cell
    .split(/[,;|/\n]/)
    .flatMap((part) => (map.read([plain(part)]).unknown.length === 0 ? [part] : part.split(apart)))
    .map(plain)
    .filter((part) => part !== "");
}

function plain(text: string): string {
  return text
    .trim()
    .replace(/\s+/g, " ")
    .replace(/^(?:pour |aux |les |des |réservé aux )/i, "")
    .replace(/\.$/, "");
}
