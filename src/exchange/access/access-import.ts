import { localDateAt, type Instant, type LocalDate } from "#base";
import type { RecogniseTown } from "#directory";
import type { Tx } from "#storage";
import { addFaults, keepFaults, readFaults } from "../fault-store.ts";
import { digestOf, faultsToKeep, withExactCentres } from "../import.ts";
import { shrinkLimit } from "../plan.ts";
import { requireColumns } from "../reading/feed.ts";
import type { RowFault } from "../row-fault.ts";
import { RowReader, type RawRow } from "../row-reader.ts";
import { claimSource, keepEdition, readExactCentres } from "../store.ts";
import type { AccessPlace } from "./access-place.ts";
import type { AccessSource } from "./access-source.ts";
import {
  countLinks,
  countPlaces,
  keepPlaces,
  markPlacesGone,
  readTownsOfOffers,
  type AccessEdition,
} from "./access-store.ts";
import { joinAccess } from "./join-access.ts";

/** A file of a source of accessibility that is being brought. */
export interface AccessFile {
  readonly source: AccessSource;
  /** Digest of the whole file. */
  readonly edition: string;
  readonly now: Instant;
}

/** Some rows of it. */
export interface AccessRows {
  /** Rows of the file before these. */
  readonly rowsBefore: number;
  readonly rows: readonly (RawRow | null)[];
  readonly recogniseTown: RecogniseTown;
}

/** What became of rows. */
export interface AccessRowCounts {
  readonly kept: number;
  /** Of towns in which the directory has nothing: left out. */
  readonly elsewhere: number;
  readonly refused: number;
}

/**
 * Takes rows of a file in. The same rows again change nothing, so that a file that was interrupted is simply given again.
 * @throws exchange.columnsMissing when the first rows are of another source.
 */
export async function bringAccessRows(
  db: Tx,
  { source, edition, now }: AccessFile,
  { rows, rowsBefore, recogniseTown: recognise }: AccessRows,
): Promise<AccessRowCounts> {
  const today = localDateAt(now, "Europe/Paris");
  if (rowsBefore === 0) requireColumns({ rows, isEncodingGuessed: false }, source.id, source.columns);
  await claimSource(db, source);
  const towns = await readTownsOfOffers(db);
  const recogniseTown = withExactCentres(recognise, await readExactCentres(db));
  const read = rows.map((row, place) =>
    readRow(source, { row, number: rowsBefore + place + 1 }, recogniseTown, today),
  );
  const inTowns = read.filter(({ place }) => place !== null && towns.has(place.code_insee));
  const places = new Map(inTowns.flatMap(({ place }) => (place === null ? [] : [[place.id, place]])));
  const toWrite = [...places.values()].map((place) => ({ ...place, digest: digestOf(place) }));
  await keepPlaces(db, toWrite, { source: source.id, edition, today });
  const refused = read.flatMap(({ refusals }) => refusals);
  const warnings = inTowns.flatMap((one) => one.warnings);
  const faults = faultsToKeep({ refused, warnings }, rows, { rowsBefore });
  if (rowsBefore === 0) await keepFaults(db, source.id, faults, today);
  else {
    const before = (await readFaults(db, source.id)) ?? [];
    await addFaults(db, source.id, faults, { today, after: before.length });
  }
  return {
    kept: places.size,
    elsewhere:
      read.filter(({ place, refusals }) => refusals.length === 0 && place !== null).length - inTowns.length,
    refused: read.filter(({ refusals }) => refusals.length > 0).length,
  };
}

function readRow(
  source: AccessSource,
  { row, number }: { readonly row: RawRow | null; readonly number: number },
  recogniseTown: RecogniseTown,
  today: LocalDate,
): {
  readonly place: AccessPlace | null;
  readonly refusals: readonly RowFault[];
  readonly warnings: readonly RowFault[];
} {
  if (row === null)
    return { place: null, refusals: [{ row: number, field: "", code: "notARecord" }], warnings: [] };
  const cells = new RowReader(row, number, today);
  const place = source.read(cells, recogniseTown);
  return { place, refusals: cells.refusals, warnings: cells.warnings };
}

/** What a whole file did. */
export interface AccessOutcome {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Establishments that the file no longer holds. */
  readonly gone: number;
  readonly refused: number;
  /** Places of ours that are joined now, and pairs that wait for a human. */
  readonly joined: number;
  readonly waiting: number;
}

/** Finishes a file whose rows are all in: what it no longer holds is gone, unless it holds less than half; places are joined anew. */
export async function finishAccess(
  db: Tx,
  { source, edition, now }: AccessFile,
  fileName: string,
): Promise<AccessOutcome> {
  const today = localDateAt(now, "Europe/Paris");
  const at: AccessEdition = { source: source.id, edition, today };
  await claimSource(db, source);
  const { created, updated, unchanged, missing } = await countPlaces(db, at);
  const [present, known] = [created + updated + unchanged, updated + unchanged + missing];
  const hasShrunk = known >= shrinkLimit.fromEntries && present < known * shrinkLimit.share;
  const faults = (await readFaults(db, source.id)) ?? [];
  if (hasShrunk) {
    const shrunk = { row: 0, field: "", code: "feedShrunk", params: { read: present } } as const;
    await addFaults(db, source.id, [{ ...shrunk, is_refused: false, value: null }], {
      today,
      after: faults.length,
    });
  } else await markPlacesGone(db, at);
  const refused = new Set(faults.filter((fault) => fault.is_refused).map(({ row }) => row)).size;
  const gone = hasShrunk ? 0 : missing;
  const counts = { read: present + refused, created, updated, unchanged, refused };
  const row = { source: source.id, edition, file_name: fileName, imported_at: now, ...counts, closed: gone };
  await keepEdition(db, row, today);
  await joinAccess(db, null, today);
  return { ...counts, gone, ...(await countLinks(db, source.id)) };
}
