import { setImmediate } from "node:timers/promises";
import { localDateAt, stableId, type Instant } from "#base";
import { entryKinds, type RecogniseTown } from "#directory";
import type { Tx } from "#storage";
import { joinAccess } from "./access/join-access.ts";
import { convertGently, type Converted } from "./convert.ts";
import { proposalOf } from "./duplicate.ts";
import { findLikePairs, keepProposals } from "./duplicate-store.ts";
import { exchangeErrors } from "./errors.ts";
import { addFaults, keepFaults } from "./fault-store.ts";
import { digestOf, EditionImport, faultsToKeep, hiddenRowsOf, withExactCentres } from "./import.ts";
import { syncMerges } from "./merge.ts";
import { readKeptAlive } from "./merge-store.ts";
import {
  countOpen,
  dropOtherParts,
  dropParts,
  keepPart,
  readEarlierRows,
  readMissingIds,
  readParts,
  readRefusedIds,
  type PartCounts,
} from "./part-store.ts";
import { closingGrace, missingLimit, shrinkLimit } from "./plan.ts";
import { sortOut } from "./quarantine.ts";
import { requireColumns } from "./reading/feed.ts";
import type { RawRow } from "./row-reader.ts";
import type { Source } from "./source.ts";
import {
  claimSource,
  keepEdition,
  lookAtTables,
  markMissing,
  readExactCentres,
  readRelatives,
} from "./store.ts";
import type { NationalLine } from "./suspicion.ts";

/** A large file, imported part by part. Each part is one transaction; the last one closes what vanished. */
export interface PartedImport {
  readonly source: Source;
  /** Digest of the whole file. */
  readonly edition: string;
  readonly now: Instant;
}

/**
 * Begins an import in parts, or goes on with it.
 * @returns the numbers of the parts that are in already, and how many rows they hold
 * @throws exchange.columnsMissing
 */
export async function beginParts(
  db: Tx,
  { source, edition }: PartedImport,
  columns: readonly string[],
): Promise<{ readonly done: number[]; readonly rowsDone: number }> {
  const row = Object.fromEntries(columns.map((column) => [column, ""]));
  requireColumns({ rows: [row], isEncodingGuessed: false }, source.id, source.columns);
  await claimSource(db, source);
  await dropOtherParts(db, { source: source.id, edition });
  const parts = await readParts(db, { source: source.id, edition });
  return { done: parts.map(({ part }) => part), rowsDone: parts.reduce((sum, { read }) => sum + read, 0) };
}

/** The rows of one part. */
export interface PartRows {
  /** The first is 0. */
  readonly part: number;
  /** Rows of the file before those of this part. */
  readonly rowsBefore: number;
  readonly rows: readonly (RawRow | null)[];
  readonly isEncodingGuessed: boolean;
  readonly recogniseTown: RecogniseTown;
  readonly lines: readonly NationalLine[];
}

/**
 * Imports one part; one that is in already changes nothing.
 * @throws exchange.partsMissing when one before it is not in
 */
export async function importPart(db: Tx, job: PartedImport, given: PartRows): Promise<PartCounts> {
  const { source, edition, now } = job;
  const { part, rowsBefore, rows } = given;
  const key = { source: source.id, edition };
  const today = localDateAt(now, "Europe/Paris");
  const recogniseTown = withExactCentres(given.recogniseTown, await readExactCentres(db));
  const feed = { rows, isEncodingGuessed: given.isEncodingGuessed && part === 0 };
  // Before the source is claimed: meanwhile the part before this one may still be written.
  const all = await convertGently(feed, source, { recogniseTown, today, rowsBefore });
  await prepareDigests(all);
  await claimSource(db, source);
  const before = await readParts(db, key);
  const known = before.find((one) => one.part === part);
  if (known !== undefined) return known;
  // In their order, so that a row repeated in a later part is always seen.
  if (before.length !== part) throw exchangeErrors.partsMissing({ done: before.length, parts: part });
  const made = new Map(all.resources.map(({ service_at_location: { source_id: key, id } }) => [key, id]));
  const idOf = (key: string): string => made.get(key) ?? stableId<"offer">(source.id, "offer", key);
  const rowIds = [...all.firstRow.keys()].map(idOf);
  const earlier = await readEarlierRows(db, { ...key, part }, rowIds);
  const lines = given.lines;
  const converted = await sortOut(db, withoutRepeated(all, earlier), {
    source,
    edition,
    now,
    lines,
    digestOf,
    isPart: true,
  });
  const { created, updated, unchanged, ids } = await new EditionImport(
    db,
    { ...key, isNew: false, today, isPart: true },
    converted,
  ).write();
  const hasFaults = converted.refused.length + converted.warnings.length > 0;
  const hiddenRows = hasFaults ? await hiddenRowsOf(db, source.id, all) : new Set<number>();
  const faults = faultsToKeep(converted, rows, { rowsBefore, hiddenRows });
  const after = before.reduce((sum, one) => sum + one.faults, 0);
  if (before.length === 0) await keepFaults(db, source.id, faults, today);
  else await addFaults(db, source.id, faults, { today, after });
  const counts = {
    read: rows.length,
    created,
    updated,
    unchanged,
    refused: new Set(converted.refused.map(({ row }) => row)).size,
    faults: faults.length,
  };
  await keepPart(db, {
    ...key,
    part,
    ...counts,
    row_ids: rowIds,
    row_numbers: [...all.firstRow.values()],
    refused_ids: converted.refusedKeys.map(idOf),
    organization_ids: ids.organization,
    location_ids: ids.location,
    service_ids: ids.service,
    service_at_location_ids: ids.service_at_location,
  });
  return counts;
}

/** Entries whose digests are made before others get their turn. */
const digestsAtOnce = 20;

/** Makes the digests of all entries while the part before is still written: they are kept with the entries. */
async function prepareDigests({ resources }: Converted): Promise<void> {
  for (const [position, resource] of resources.entries()) {
    if (position % digestsAtOnce === 0) await setImmediate();
    for (const kind of entryKinds) digestOf(resource[kind]);
  }
}

/** Refuses rows whose key an earlier part has. */
function withoutRepeated(converted: Converted, earlier: ReadonlyMap<string, number>): Converted {
  if (earlier.size === 0) return converted;
  const firstOf = ({ service_at_location: { id } }: Converted["resources"][number]): number | undefined =>
    earlier.get(id);
  const repeated = converted.resources.flatMap((resource) => {
    const first = firstOf(resource);
    if (first === undefined) return [];
    const row = converted.rowOf.get(resource.service_at_location.id) ?? 0;
    return [{ row, field: "", code: "repeatedRow" as const, params: { first } }];
  });
  return {
    ...converted,
    resources: converted.resources.filter((resource) => firstOf(resource) === undefined),
    refused: [...converted.refused, ...repeated],
  };
}

/** What an import in parts did. */
export interface PartedOutcome extends PartCounts {
  readonly closed: number;
  /** Pairs of offers that a human should look at. */
  readonly duplicates: number;
}

/**
 * Finishes an import: closes what vanished after its grace, looks for duplicates, and makes the file the edition at which
 * the source stands.
 * @throws exchange.partsMissing when a part is not in
 */
export async function finishParts(
  db: Tx,
  job: PartedImport,
  { parts, fileName }: { readonly parts: number; readonly fileName: string },
): Promise<PartedOutcome> {
  const { source, edition, now } = job;
  const key = { source: source.id, edition };
  const today = localDateAt(now, "Europe/Paris");
  const before = await claimSource(db, source);
  const done = await readParts(db, key);
  if (done.length !== parts || done.some(({ part }, place) => part !== place))
    throw exchangeErrors.partsMissing({ done: done.length, parts });
  const sum = (name: keyof PartCounts): number => done.reduce((total, one) => total + one[name], 0);
  await lookAtTables(db, { created: sum("created"), updated: sum("updated") });
  const refusedIds = await readRefusedIds(db, key);
  const open = await countOpen(db, source.id);
  const present = sum("created") + sum("updated") + sum("unchanged") + refusedIds.length;
  const hasShrunk = open >= shrinkLimit.fromEntries && present < open * shrinkLimit.share;
  let closed = 0;
  if (!hasShrunk) {
    const kept = await readRelatives(db, [...refusedIds, ...(await readKeptAlive(db, source.id))]);
    for (const kind of entryKinds) {
      const missing = await readMissingIds(db, kind, key, kept[kind]);
      const gone = await markMissing(db, kind, missing, {
        today,
        isNewEdition: before !== edition,
        editions: closingGrace.editions,
        missingSince: missingLimit(today),
      });
      if (kind === "service_at_location") closed = gone.length;
    }
  }
  const counts = {
    read: sum("read"),
    created: sum("created"),
    updated: sum("updated"),
    unchanged: sum("unchanged"),
    closed,
    refused: sum("refused"),
  };
  if (hasShrunk) {
    const fault = { row: 0, field: "", code: "feedShrunk", params: { read: counts.read } } as const;
    await addFaults(db, source.id, [{ ...fault, is_refused: false, value: null }], {
      today,
      after: sum("faults"),
    });
  }
  await syncMerges(db, source.id, { edition, today });
  await joinAccess(db, source.id, today);
  const pairs = await findLikePairs(db, source.id);
  const duplicates = await keepProposals(db, source.id, pairs.map(proposalOf), today);
  await keepEdition(db, { ...key, file_name: fileName, imported_at: now, ...counts }, today);
  await dropParts(db, key);
  return { ...counts, faults: sum("faults") + (hasShrunk ? 1 : 0), duplicates: duplicates.length };
}
