import type { Town } from "./actions.ts";
import { typedWords } from "./town-name.ts";
import type { TownIndex } from "./town-index.ts";
import { townByCode, townOfAddress } from "./town-search.ts";
import { departementOf, townAt, type TownTable } from "./town-table.ts";

/** What a feed says of the town of an entry. */
export interface WrittenTown {
  /** Code of the commune; null when the feed gives none. */
  readonly code: string | null;
  readonly postcode: string | null;
  readonly name: string | null;
  /** Départements in which the feed says to lie; empty when it does not say. */
  readonly departements: readonly string[];
}

/** The commune meant, and how it was recognised. */
export interface RecognisedTown {
  readonly town: Town;
  /** Name to show: that of the commune, or of the former commune that was written. */
  readonly name: string;
  /** `postcode` when the postcode told it: the written name is of a hamlet, or has a typing fault. */
  readonly by: "code" | "name" | "postcode";
}

/** Recognises the town of an entry; null when it cannot be told. */
export type RecogniseTown = (written: WrittenTown) => RecognisedTown | null;

interface NamedRow {
  readonly row: number;
  readonly name: string;
}

/** Prepares the recognition of towns written in feeds: case, accents, `St`, `s/`, cedex and former communes are understood. */
export function makeRecogniseTown(index: TownIndex): RecogniseTown {
  const { table } = index;
  const byName = Map.groupBy(namedRows(table), ({ name }) => typedWords(name).join(""));
  return ({ code, postcode, name, departements }) => {
    const coded = code === null ? null : townByCode(index, code);
    if (coded !== null) return { town: coded, name: coded.name, by: "code" };
    const areas = postcode === null ? departements : [departementOf(postcode)];
    const words = typedWords(name ?? "");
    const isServed = ({ row }: NamedRow): boolean =>
      postcode !== null && (table.postcodes[row] ?? "").includes(postcode);
    const meant = onlyOne(byName.get(words.join("")), [
      isServed,
      ({ row }) => areas.includes(departementOf(table.codes[row] ?? "")),
      () => areas.length === 0,
    ]);
    if (meant) return { town: townAt(table, meant.row), name: meant.name, by: "name" };
    const begun = beginnings(words).map((key) => onlyOne(byName.get(key), [isServed]));
    const near = begun.find((row) => row !== undefined);
    const served = near
      ? townAt(table, near.row)
      : postcode === null
        ? null
        : townOfAddress(index, postcode, name ?? "");
    return served === null ? null : { town: served, name: served.name, by: "postcode" };
  };
}

/** Keys of the first words of a name, the longest first, without the whole: `Sciez` of `Sciez sur Léman`. */
function beginnings(words: readonly string[]): readonly string[] {
  return words.slice(0, -1).map((_, left) => words.slice(0, words.length - 1 - left).join(""));
}

/** The one row that passes the first test which any passes; undefined when none does or several lead to different towns. */
function onlyOne(
  rows: readonly NamedRow[] | undefined,
  tests: readonly ((row: NamedRow) => boolean)[],
): NamedRow | undefined {
  for (const test of tests) {
    const [first, ...others] = (rows ?? []).filter(test);
    if (first !== undefined) return others.every(({ row }) => row === first.row) ? first : undefined;
  }
  return undefined;
}

/** Official names first, so that they win over a former commune of the same name and town. */
function namedRows(table: TownTable): NamedRow[] {
  const official = table.names.map((name, row) => ({ row, name }));
  const former = table.former.flatMap(({ name, row }) => (name === null ? [] : [{ row, name }]));
  return [...official, ...former];
}
