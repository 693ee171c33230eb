import type { Town } from "../offer-shape.ts";
import { foldName } from "../town-name.ts";
import type { TownIndex } from "../town-index.ts";
import { searchTowns, searchWholeTowns } from "../town-search.ts";

/** Words that open the name of a way or of a place to live, as people write them. */
const ways =
  "rue|r|avenue|av|ave|boulevard|bd|bld|boul|place|pl|chemin|ch|chem|impasse|imp|all[ée]es?|quai|route|rte|" +
  "square|sq|cours|passage|sentier|esplanade|faubourg|fg|promenade|rond-point|voie|mont[ée]e|ruelle|venelle|traverse|" +
  "r[ée]sidence|r[ée]s|lieu[- ]dit|cit[ée]|hameau|lotissement|lot|b[âa]timent|b[âa]t|appartement|appt|zone|za|zac|clos";

/**
 * What a text that may be an address looks like: a house number before a word, or the name of a way. A pattern, so that a page
 * can hand it to its script: it never asks about towns what is no town.
 */
export const addressPattern = new RegExp(
  `(?:^|[\\s,;])(?:\\d{1,4}\\s*(?:bis|ter|quater|[a-d])?[\\s,]+\\p{L}|(?:${ways})(?=[\\s.,']|$)[\\s.,']+\\p{L})`,
  "iu",
);

/** Whether a text looks like an address, not like a town or a postcode. */
export function looksLikeAddress(text: string): boolean {
  return addressPattern.test(text);
}

/**
 * The towns that a whole text names, best first; none when it is something else. A text that looks like an address counts only when
 * no part of it has to be left out ("Rue, Somme" is a town; "Arras, rue des Lilas" is not).
 */
export function townsNamed(index: TownIndex, text: string, limit: number): readonly Town[] {
  return looksLikeAddress(text) ? searchWholeTowns(index, text, limit) : searchTowns(index, text, limit);
}

/** Most words of the name of a town. */
const longestName = 8;
/** Towns of one name that are told at most. */
const mostNamesakes = 6;
/** What stands before a name that belongs to the way: "rue de Paris" is nowhere near Paris. */
const belonging = new RegExp(`^(?:de|du|des|d|la|le|les|l|aux|au|et|sur|sous|en|${ways})$`, "iu");
/** There is a town called Rue; who writes "12 Grande Rue" does not mean it. */
const wayAlone = new RegExp(`^(?:${ways})$`, "iu");

/**
 * The town named inside an address, best first; several when they are namesakes, none when none is told for certain. A postcode says
 * it, with the words after it; else the last part between commas that is a town, else the longest run of last words that is exactly
 * the name of one and is not part of the name of the way.
 */
export function townsInside(index: TownIndex, text: string): readonly Town[] {
  const exactly = (name: string): readonly Town[] =>
    searchWholeTowns(index, name, mostNamesakes).filter(
      ({ name: known }) => foldName(known) === foldName(name),
    );
  return (
    byPostcode(index, text) ??
    firstFound(partsOf(text), exactly) ??
    firstFound(endingsOf(text), exactly) ??
    []
  );
}

/** The town of the postcode written in an address, or all that it serves; null when there is none. */
function byPostcode(index: TownIndex, text: string): readonly Town[] | null {
  const [, written, rest = ""] = /(?:^|\D)(\d{5}|\d{2} \d{3})(?!\d)([^,;]*)/u.exec(text) ?? [];
  if (written === undefined) return null;
  const postcode = written.replace(" ", "");
  const named = searchWholeTowns(index, `${postcode} ${rest}`, 1);
  const served = named.length > 0 ? named : searchWholeTowns(index, postcode, mostNamesakes);
  return served.length > 0 ? served : null;
}

function firstFound(
  names: Iterable<string>,
  find: (name: string) => readonly Town[],
): readonly Town[] | null {
  for (const name of names) {
    const found = find(name);
    if (found.length > 0) return found;
  }
  return null;
}

/** The parts between commas, the last first, without the number of an arrondissement at their end. */
function partsOf(text: string): readonly string[] {
  const parts = text.split(/[,;]/).map(withoutArrondissement);
  return parts.length === 1 ? [] : parts.toReversed();
}

/** The last words, the longest run first, without those that belong to the name of the way. */
function endingsOf(text: string): readonly string[] {
  const words = withoutArrondissement(text)
    .split(/[\s,;]+/)
    .filter((word) => word !== "");
  const longest = Math.min(longestName, words.length - 1);
  return Array.from({ length: Math.max(0, longest) }, (_, shorter) => longest - shorter)
    .filter((length) => !belonging.test(words.at(-length - 1) ?? ""))
    .map((length) => words.slice(-length).join(" "))
    .filter((name) => !wayAlone.test(name));
}

function withoutArrondissement(text: string): string {
  return text.trim().replace(/\s+\d{1,2}\s*(?:e|er|è|ème|eme|ième)?(?:\s+arrondissement)?$/iu, "");
}
