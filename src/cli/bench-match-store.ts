import { mkdtempSync, rmSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { from as copyFrom } from "pg-copy-streams";
import type { Client } from "pg";
import { stemsAsked, type ColumnQuery, type ColumnRow, type OfferColumns } from "#directory/handlers";
import { openStore, silentLog } from "#storage";

// The best query that SQL gave for this search: place, needs, facets, publics, parts of the week and words as integers of
// disjoint ranges in one array with one GIN index, rows lying as their cells do. Source  notes on storage, section 2.

const fine = 50;
const coarse = 10;
const around = 360;
/** Where each kind of integer begins. */
const starts = { fine: 0, coarse: 170_000_000, bits: 180_000_000, words: 190_000_000 };
const kinds = { needs: 0, facets: 32, publics: 64, dayParts: 96, everyone: 128 };
/** Above this radius, kilometres, the coarse cells are asked for. */
const widestFine = 10;
const kmPerDegree = 6371.0088 * (Math.PI / 180);

/** A database of invented offers to be searched by SQL. */
export interface SqlOffers {
  /** Positions of the best twenty, best first. */
  readonly search: (query: ColumnQuery) => Promise<readonly number[]>;
  readonly loadMs: number;
  readonly close: () => Promise<void>;
}

function cellOf(latitude: number, longitude: number, perDegree: number): number {
  const band = Math.floor((latitude + 90) * perDegree);
  return band * around * perDegree + Math.floor((longitude + 180) * perDegree);
}

function bitsOf(mask: number, kind: keyof typeof kinds): number[] {
  const found: number[] = [];
  for (let bit = 0; bit < 32; bit += 1) if ((mask >>> bit) & 1) found.push(starts.bits + kinds[kind] + bit);
  return found;
}

/** Puts invented offers into a database of their own, which `close` throws away. */
export async function openSqlOffers(
  columns: OfferColumns,
  rowAt: (position: number) => ColumnRow,
): Promise<SqlOffers> {
  const folder = mkdtempSync(join(tmpdir(), "tisser-match-sql-"));
  const store = await openStore({ dataDir: folder, mode: "serve", log: silentLog });
  const client = await store.connect("admin");
  const close = async (): Promise<void> => {
    await client.end();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const started = performance.now();
    await load(client, columns, rowAt);
    const loadMs = Math.round(performance.now() - started);
    return { search: (query) => search(client, columns, query), loadMs, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function load(
  client: Client,
  columns: OfferColumns,
  rowAt: (position: number) => ColumnRow,
): Promise<void> {
  await client.query(`set maintenance_work_mem = '512MB'; set work_mem = '64MB'; set jit = off; set random_page_cost = 1.1;
    create unlogged table bench_row (position int, latitude float8, longitude float8, needs int, quality int, tags int[])`);
  const lines = Readable.from(linesOf(columns, rowAt));
  await pipeline(lines, client.query(copyFrom("copy bench_row from stdin")));
  await client.query(`create unlogged table bench_offer as select * from bench_row order by tags[1];
    drop table bench_row; create index on bench_offer using gin (tags) with (fastupdate = off); analyze bench_offer`);
}

function* linesOf(columns: OfferColumns, rowAt: (position: number) => ColumnRow): Iterable<string> {
  let text = "";
  for (let position = 0; position < columns.size; position += 1) {
    const row = rowAt(position);
    const [latitude, longitude] = [Math.fround(row.latitude), Math.fround(row.longitude)];
    const tags = [
      starts.fine + cellOf(latitude, longitude, fine),
      starts.coarse + cellOf(latitude, longitude, coarse),
      ...bitsOf(row.needs, "needs"),
      ...bitsOf(row.facets, "facets"),
      ...(row.publics === 0 ? [starts.bits + kinds.everyone] : bitsOf(row.publics, "publics")),
      ...bitsOf(row.dayParts, "dayParts"),
    ];
    for (const stem of row.stems) tags.push(starts.words + (columns.stemNumber.get(stem) ?? 0));
    text += `${position}\t${latitude}\t${longitude}\t${row.needs}\t${row.quality}\t{${tags.join(",")}}\n`;
    if (text.length < 65_536) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

function cellsOf({ disc }: ColumnQuery): number[] {
  const perDegree = disc.km <= widestFine ? fine : coarse;
  const start = disc.km <= widestFine ? starts.fine : starts.coarse;
  const tall = disc.km / kmPerDegree;
  const wide = tall / Math.cos((disc.latitude * Math.PI) / 180);
  const first = Math.floor((disc.longitude - wide + 180) * perDegree);
  const last = Math.floor((disc.longitude + wide + 180) * perDegree);
  const bands = Math.floor((disc.latitude + tall + 90) * perDegree);
  const cells: number[] = [];
  for (let band = Math.floor((disc.latitude - tall + 90) * perDegree); band <= bands; band += 1) {
    for (let column = first; column <= last; column += 1)
      cells.push(start + band * around * perDegree + column);
  }
  return cells;
}

async function search(client: Client, columns: OfferColumns, query: ColumnQuery): Promise<number[]> {
  const values: unknown[] = [];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const { latitude, longitude, km } = query.disc;
  const east = kmPerDegree * Math.cos((latitude * Math.PI) / 180);
  const tests = [`tags && ${value(cellsOf(query))}::int[]`];
  if (query.needs !== 0) tests.push(`tags && ${value(bitsOf(query.needs, "needs"))}::int[]`);
  if (query.facets !== 0) tests.push(`tags @> ${value(bitsOf(query.facets, "facets"))}::int[]`);
  if (query.publics !== 0) {
    const publics = [starts.bits + kinds.everyone, ...bitsOf(query.publics, "publics")];
    tests.push(`tags && ${value(publics)}::int[]`);
  }
  if (query.dayParts !== 0) tests.push(`tags && ${value(bitsOf(query.dayParts, "dayParts"))}::int[]`);
  const asked = query.words === null ? [] : stemsAsked(columns, query.words);
  if (asked === null) return [];
  for (const numbers of asked)
    tests.push(`tags && ${value(numbers.map((number) => starts.words + number))}::int[]`);
  const wanted = bitsOf(query.needs, "needs").length;
  const answered =
    wanted === 0
      ? "0.3"
      : `0.3 * bit_count((needs & ${value(query.needs)}::int)::bit(32)) / ${value(wanted)}::float8`;
  const { rows } = await client.query<{ position: number }>(
    `select position from (
       select position, needs, quality, sqrt(
         power((latitude - ${value(latitude)}::float8) * ${value(kmPerDegree)}::float8, 2)
         + power((longitude - ${value(longitude)}::float8) * ${value(east)}::float8, 2)) as km
       from bench_offer where ${tests.join(" and ")}) as found
     where km <= ${value(km)}::float8
     order by 0.5 * (1 - km / ${value(km)}::float8) + ${answered} + 0.2 * quality / 255 desc, position
     limit ${value(query.limit)}::int`,
    values,
  );
  return rows.map(({ position }) => position);
}
