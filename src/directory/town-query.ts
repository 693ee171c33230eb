import { articles, foldName, typedWords } from "./town-name.ts";
import type { Departement } from "./town-table.ts";

/** One way to read what somebody typed: a name, and perhaps where it is. */
export interface TownReading {
  /** Folded name without spaces; empty when only numbers were typed. */
  readonly name: string;
  /** Postcode or its beginning, code of a département or of a commune: 2 to 5 signs, in lower case. */
  readonly number?: string;
  /** Codes of the départements named. */
  readonly departements?: ReadonlySet<string>;
  /** Whether it counts only when no other reading finds anything: it leaves out a part of what was typed. */
  readonly isLastResort?: true;
}

/** Names of départements and regions, folded and without spaces, with the départements they stand for. */
export type AreaNames = ReadonlyMap<string, ReadonlySet<string>>;

/** The names under which a département or a region can be given, with and without their article. */
export function areaNames(departements: Iterable<Departement>): AreaNames {
  const areas = new Map<string, Set<string>>();
  for (const { code, name, region } of departements) {
    for (const words of [foldName(name), foldName(region)]) {
      for (const variant of [words, words.replace(/^(le|la|les|l) /, "")]) {
        const key = variant.replaceAll(" ", "");
        areas.set(key, (areas.get(key) ?? new Set()).add(code));
      }
    }
  }
  return areas;
}

const numberLike = /^(\d{2,5}|2[ab]|2[ab]\d{3})$/;
const maxWords = 12;

/**
 * The ways to read a text typed in the town field: as a name; as a name with a postcode or département number
 * (`Saint-Denis 974`, `33000 Bordeaux`, `Vienne (38)`); as a name with a département or region (`Vienne, Isère`).
 */
export function readTownQuery(text: string, areas: AreaNames): TownReading[] {
  const words = joinSplitPostcode(typedWords(text.slice(0, 200)).slice(0, maxWords));
  if (words.length === 0) return [];
  const numbers = words.filter((word) => numberLike.test(word));
  const others = words.filter((word) => !numberLike.test(word));
  const [number] = numbers.toSorted((a, b) => b.length - a.length);
  if (others.length === 0) return number === undefined ? [] : [{ name: "", number }];
  const readings: TownReading[] = [{ name: words.join("") }];
  if (number !== undefined) {
    readings.push({ name: others.join(""), number });
    readings.push(...areaReadings(others, areas).map((reading) => ({ ...reading, number })));
  }
  readings.push(...areaReadings(words, areas), ...lastResorts(text, others, number), ...respelled(words));
  return readings;
}

/** `33 000` is one postcode. */
function joinSplitPostcode(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last !== undefined && /^\d{2}$/.test(last) && /^\d{3}$/.test(word))
      joined[joined.length - 1] = last + word;
    else joined.push(word);
  }
  return joined;
}

/** Readings in which the last words, or the first, name a département or a region. */
function areaReadings(words: readonly string[], areas: AreaNames): TownReading[] {
  const readings: TownReading[] = [];
  for (let taken = 1; taken < words.length && taken <= 6; taken += 1) {
    const atEnd = areas.get(words.slice(-taken).join(""));
    if (atEnd) readings.push({ name: words.slice(0, -taken).join(""), departements: atEnd });
  }
  return readings;
}

/** What is left when the number is wrong or the place after a comma unknown: `Bordeaux 33999`, `Bordeaux, France`. */
function lastResorts(text: string, others: readonly string[], number: string | undefined): TownReading[] {
  const readings: TownReading[] = [];
  const name = others.join("");
  if (number !== undefined) {
    if (number.length > 2) readings.push({ name, number: number.slice(0, 2), isLastResort: true });
    readings.push({ name, isLastResort: true });
  }
  const [main = "", rest] = text.split(/[,(;]/, 2);
  const before = typedWords(main).join("");
  if (rest !== undefined && before !== "" && !numberLike.test(before)) {
    readings.push({ name: before, isLastResort: true });
  }
  return readings;
}

/** An article too many (`Le Bordeaux`), or `St` glued to the name (`Stetienne`). */
function respelled(words: readonly string[]): TownReading[] {
  const [first = "", ...rest] = words;
  const glued = /^st.{3}/.test(first);
  const readings: TownReading[] = [];
  if (rest.length > 0 && articles.has(first)) readings.push({ name: rest.join(""), isLastResort: true });
  if (glued) {
    for (const saint of ["saint", "sainte"]) {
      const name = [saint + first.slice(saint === "saint" ? 2 : 3), ...rest].join("");
      readings.push({ name, isLastResort: true });
    }
  }
  return readings;
}
