import type { Town } from "./actions.ts";
import { typedWords } from "./town-name.ts";
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
  /** `postcode` when only the postcode told: the written name is of a hamlet, or wrong. */
  readonly by: "code" | "name" | "postcode";
}

/** Recognises the town of an entry; null when it cannot be told. */
export type RecogniseTown = (written: WrittenTown) => RecognisedTown | null;

interface NamedRow {
  readonly row: number;
  readonly name: string;
}

/** Prepares the recognition of towns written in feeds: case, accents, `St`, `s/`, cedex and former communes are understood. */
export function makeRecogniseTown(table: TownTable): RecogniseTown {
  const byName = Map.groupBy(namedRows(table), ({ name }) => keyOf(name));
  const byPostcode = Map.groupBy(postcodeRows(table), ([postcode]) => postcode);
  const formerCodes = new Map(table.former.map(({ code, row }) => [code, row]));

  const inPostcode = (postcode: string): readonly number[] =>
    (byPostcode.get(postcode) ?? []).map(([, row]) => row);
  const recognised = ({ row, name }: NamedRow, by: RecognisedTown["by"]): RecognisedTown => {
    return { town: townAt(table, row), name, by };
  };

  return ({ code, postcode, name, departements }) => {
    const coded = code === null ? undefined : (table.rowOf.get(code) ?? formerCodes.get(code));
    if (coded !== undefined) return recognised({ row: coded, name: table.names[coded] ?? "" }, "code");
    const named = name === null ? undefined : byName.get(keyOf(name));
    const served = postcode === null ? [] : inPostcode(postcode);
    const areas = postcode === null ? departements : [departementOf(postcode)];
    const meant = onlyOne(named, [
      ({ row }) => served.includes(row),
      ({ row }) => areas.includes(departementOf(table.codes[row] ?? "")),
      ({ row }) => departements.length === 0 && postcode === null && row >= 0,
    ]);
    if (meant) return recognised(meant, "name");
    const [only, ...others] = served;
    if (only === undefined || others.length > 0) return null;
    return recognised({ row: only, name: table.names[only] ?? "" }, "postcode");
  };
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

function keyOf(name: string): string {
  return typedWords(name).join("");
}

/** Official names first, so that they win over a former commune of the same name and town. */
function namedRows(table: TownTable): NamedRow[] {
  const official = table.names.map((name, row) => ({ row, name }));
  const former = table.former.flatMap(({ name, row }) => (name === null ? [] : [{ row, name }]));
  return [...official, ...former];
}

function postcodeRows(table: TownTable): (readonly [string, number])[] {
  return table.postcodes.flatMap((postcodes, row) =>
    postcodes === "" ? [] : postcodes.split(" ").map((postcode) => [postcode, row] as const),
  );
}
