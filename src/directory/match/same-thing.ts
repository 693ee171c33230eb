import { distanceMetres } from "#base";
import type { OfferFacts } from "./offer-facts.ts";
import { organisationKey } from "./person-facts.ts";

const nearMetres = 300;
const wordsOf = new WeakMap<
  OfferFacts,
  { readonly name: ReadonlySet<string>; readonly text: ReadonlySet<string> }
>();
const smallWords = new Set([
  "de",
  "du",
  "des",
  "la",
  "le",
  "les",
  "l",
  "d",
  "et",
  "a",
  "au",
  "aux",
  "en",
  "of",
  "the",
  "and",
  "el",
  "los",
  "las",
  "y",
]);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "" && !smallWords.has(word)));
}

function bagsOf(facts: OfferFacts): {
  readonly name: ReadonlySet<string>;
  readonly text: ReadonlySet<string>;
} {
  const known = wordsOf.get(facts);
  if (known) return known;
  const made = { name: words(facts.foldedName), text: words(facts.foldedText) };
  wordsOf.set(facts, made);
  return made;
}

/** Shared words over all words, 0 to 1 (Jaccard). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}

function areNear(a: OfferFacts, b: OfferFacts): boolean {
  const [p, q] = [a.offer, b.offer];
  if (p.latitude === null || p.longitude === null || q.latitude === null || q.longitude === null)
    return p.town === q.town && p.latitude === q.latitude;
  return (
    distanceMetres(
      { latitude: p.latitude, longitude: p.longitude },
      { latitude: q.latitude, longitude: q.longitude },
    ) <= nearMetres
  );
}

/** Whether two entries are one thing told twice: near each other, and alike by what they say, or by name and organisation. */
export function isSameThing(a: OfferFacts, b: OfferFacts): boolean {
  if (a.type !== b.type && a.type !== null && b.type !== null) return false;
  if (!areNear(a, b)) return false;
  const [x, y] = [bagsOf(a), bagsOf(b)];
  const name = likeness(x.name, y.name);
  const text = likeness(x.text, y.text);
  const isSameOrganisation = organisationKey(a.offer.organisation) === organisationKey(b.offer.organisation);
  const hasSameHours = a.offer.hours !== null && a.offer.hours === b.offer.hours;
  if (text >= 0.75 && Math.min(x.text.size, y.text.size) >= 5)
    return isSameOrganisation || name >= 0.2 || hasSameHours;
  return name >= 0.6 && (isSameOrganisation || text >= 0.5);
}
