import concepts from "../codes/concepts.json" with { type: "json" };
import { foldText } from "../offer.ts";
import { wordPattern, type WordPattern } from "./word-pattern.ts";

/** A thing that people like and offers hold. */
export interface WishConcept {
  readonly id: string;
  /** Types of offers that are made of it. */
  readonly types: ReadonlySet<string>;
  readonly pattern: WordPattern;
}

/** A circumstance of life for which there are offers of its own. */
export interface ThemeConcept {
  readonly id: string;
  /** Codes of situations and of publics that mean it. */
  readonly situations: ReadonlySet<string>;
  readonly pattern: WordPattern;
}

/** All wishes, by id. */
export const wishConcepts: ReadonlyMap<string, WishConcept> = new Map(
  Object.entries(concepts.wishes).map(([id, { types, words }]) => [
    id,
    { id, types: new Set<string>(types), pattern: wordPattern(words) },
  ]),
);

/** All themes, by id. */
export const themeConcepts: ReadonlyMap<string, ThemeConcept> = new Map(
  Object.entries(concepts.themes).map(([id, { situations, words }]) => [
    id,
    { id, situations: new Set<string>(situations), pattern: wordPattern(words) },
  ]),
);

/** Themes that a folded text speaks of. */
export function themesIn(folded: string): Set<string> {
  const found = new Set<string>();
  for (const { id, pattern } of themeConcepts.values()) if (pattern.test(folded)) found.add(id);
  return found;
}

/** Themes that codes of situations or publics mean. */
export function themesOf(codes: Iterable<string>): Set<string> {
  const given = new Set(codes);
  const found = new Set<string>();
  for (const { id, situations } of themeConcepts.values()) {
    for (const code of situations) if (given.has(code)) found.add(id);
  }
  return found;
}

/** Wishes of which a folded text speaks. */
export function wishesIn(folded: string): Set<string> {
  const found = new Set<string>();
  for (const { id, pattern } of wishConcepts.values()) if (pattern.test(folded)) found.add(id);
  return found;
}

/** The concepts that one wish names: its own code, else those whose words it holds. Empty when nothing knows it. */
export function conceptsOfWish(wish: string): ReadonlySet<string> {
  const folded = foldText(wish).trim();
  const code = folded.replace(/\s+/g, "-");
  if (wishConcepts.has(code)) return new Set([code]);
  return wishesIn(folded.replaceAll("-", " "));
}
