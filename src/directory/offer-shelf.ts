import { distanceMetres, type GeoPoint } from "#base";
import type { BookRow } from "./book-store.ts";
import { makeColumns, type ColumnRow, type OfferColumns } from "./search/columns.ts";
import { visitStretches } from "./search/disc.ts";
import { rowHolds, stemsAsked } from "./search/search-columns.ts";
import { stemsIn } from "./search/words.ts";
import { categoryOfAction, type CategoryOfAction } from "./taxonomy.ts";

/** What is looked for in a directory. */
export interface ShelfQuery {
  /** Centre of the disc; null to look by town only. */
  readonly centre: GeoPoint | null;
  readonly radiusMetres: number;
  /** Code of a commune whose offers are found whatever their distance; null for none. */
  readonly town: string | null;
  readonly category: CategoryOfAction | null;
  readonly words: string | null;
  readonly isFree: boolean;
}

/** An offer found. */
export interface ShelfHit {
  readonly row: BookRow;
  /** Metres from the centre; null without a centre or a position. */
  readonly metres: number | null;
}

/** Offers in memory, searched by place and words. */
export interface OfferShelf {
  /** Best first: nearest, then by name as French readers sort, then by id. Those in `except` are left out. */
  readonly find: (query: ShelfQuery, except: ReadonlySet<string>) => readonly ShelfHit[];
}

const collator = new Intl.Collator("fr");
const isFreeBit = 1 << categoryOfAction.codes.length;

/** The order of offers at the same distance. */
export function byName(a: BookRow, b: BookRow): number {
  return (
    collator.compare(a.service_name, b.service_name) ||
    collator.compare(a.location_name ?? "", b.location_name ?? "") ||
    (a.id < b.id ? -1 : 1)
  );
}

function facetsOf({ categories, frais }: BookRow): number {
  const mask = categories.reduce((sum, code) => sum | (1 << categoryOfAction.codes.indexOf(code)), 0);
  return frais.includes("gratuit") ? mask | isFreeBit : mask;
}

function columnRowOf(row: BookRow): ColumnRow {
  const words = [row.service_name, row.location_name, row.organization_name, row.city];
  const texts = [...words, ...row.service_labels, row.summary, row.description];
  return {
    latitude: row.latitude ?? Number.NaN,
    longitude: row.longitude ?? Number.NaN,
    needs: 0,
    facets: facetsOf(row),
    publics: 0,
    dayParts: 0,
    quality: 0,
    stems: stemsIn(texts.filter((text) => text !== null).join(" "), "fr"),
  };
}

const noPlace = 2 ** 27 - 1;

/** Puts offers on a shelf. */
export function makeShelf(given: readonly BookRow[]): OfferShelf {
  // In the order of names, so that a row's position in the list breaks ties.
  const rows = given.toSorted(byName);
  const columns = makeColumns(rows.length, (position) => columnRowOf(rows[position]!));
  const rowOfOrdinal = new Uint32Array(rows.length);
  columns.ordinal.forEach((ordinal, row) => (rowOfOrdinal[ordinal] = row));
  const byTown = Map.groupBy(rows.keys(), (position) => rows[position]!.code_insee);
  return {
    find: (query, except) => {
      const asked = query.words === null ? [] : stemsAsked(columns, query.words);
      if (asked === null) return [];
      const keys = keysFound({ rows, columns, rowOfOrdinal, byTown }, query, asked);
      const hits: ShelfHit[] = [];
      for (const key of keys.sort()) {
        const row = rows[key % 2 ** 20]!;
        if (except.has(row.id)) continue;
        const millimetres = Math.floor(key / 2 ** 20);
        hits.push({ row, metres: millimetres === noPlace ? null : millimetres / 1000 });
      }
      return hits;
    },
  };
}

interface Shelved {
  readonly rows: readonly BookRow[];
  readonly columns: OfferColumns;
  readonly rowOfOrdinal: Uint32Array;
  readonly byTown: ReadonlyMap<string | null, readonly number[]>;
}

/** One number for each offer found: its distance in millimetres, then its place in the order of names. */
function keysFound(shelf: Shelved, query: ShelfQuery, asked: readonly number[][]): Float64Array {
  const { rows, columns, rowOfOrdinal, byTown } = shelf;
  const { centre, radiusMetres } = query;
  const wanted =
    (query.category === null ? 0 : 1 << categoryOfAction.codes.indexOf(query.category)) |
    (query.isFree ? isFreeBit : 0);
  const keys: number[] = [];
  const consider = (ordinal: number, isOfTown: boolean): void => {
    const at = rowOfOrdinal[ordinal]!;
    if ((columns.facets[at]! & wanted) !== wanted) return;
    const row = rows[ordinal]!;
    if (!isOfTown && query.town !== null && row.code_insee === query.town) return;
    if (!asked.every((numbers) => rowHolds(columns, numbers, at))) return;
    const metres = metresTo(row, centre);
    if (!isOfTown && (metres === null || metres > radiusMetres)) return;
    keys.push(
      (metres === null ? noPlace : Math.min(noPlace - 1, Math.round(metres * 1000))) * 2 ** 20 + ordinal,
    );
  };
  if (centre !== null) {
    // A little wider than the disc, which is measured on the sphere and not on the plane.
    const disc = { ...centre, km: (radiusMetres / 1000) * 1.02 + 0.1 };
    visitStretches(columns, disc, (from, to) => {
      for (let row = from; row < to; row += 1) consider(columns.ordinal[row]!, false);
    });
  }
  if (query.town !== null) for (const ordinal of byTown.get(query.town) ?? []) consider(ordinal, true);
  return Float64Array.from(keys);
}

function metresTo({ latitude, longitude }: BookRow, centre: GeoPoint | null): number | null {
  if (centre === null || latitude === null || longitude === null) return null;
  return distanceMetres(centre, { latitude, longitude });
}
