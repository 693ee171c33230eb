import { hash } from "node:crypto";
import { localDateAt, stableId, type GeoPoint, type Instant, type LocalDate } from "#base";
import { cutText, entryKinds, type EntryKind, type RecogniseTown, type Resource } from "#directory";
import type { Tx } from "#storage";
import { joinAccess } from "./access/join-access.ts";
import { convertFeed, type Converted } from "./convert.ts";
import { proposalOf } from "./duplicate.ts";
import { findLikePairs, keepProposals, type Proposal } from "./duplicate-store.ts";
import { syncMerges } from "./merge.ts";
import { readKeptAlive } from "./merge-store.ts";
import { closingGrace, keepEdits, missingLimit, planEntries, shrinkLimit, type EntryPlan } from "./plan.ts";
import { keepFaults, type KeptFault } from "./fault-store.ts";
import { requireColumns, type Feed } from "./reading/feed.ts";
import { cellText, readLine } from "./reading/text.ts";
import { readHiddenPlaces } from "./quarantine-store.ts";
import { sortOut } from "./quarantine.ts";
import type { RowFault } from "./row-fault.ts";
import type { Source } from "./source.ts";
import type { NationalLine } from "./suspicion.ts";
import { readEarlierEntries } from "./part-store.ts";
import {
  claimSource,
  insertEntries,
  keepDifferences,
  keepEdition,
  lookAtTables,
  markMissing,
  markPresent,
  readEntries,
  readExactCentres,
  readKnownEntries,
  readRelatives,
  startTrial,
  undoTrial,
  updateEntries,
  type EntryToWrite,
  type KnownEntry,
} from "./store.ts";

/** A file to import. */
export interface ImportJob {
  readonly source: Source;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly now: Instant;
  /** Whether everything is undone at the end: the report tells what would have happened. */
  readonly isDryRun: boolean;
  readonly recogniseTown: RecogniseTown;
  /** National lines, whose look-alikes wait for a human. */
  readonly lines?: readonly NationalLine[];
}

/** What an import did. `read` is the sum of created, updated, unchanged and the rows refused. */
export interface ImportOutcome {
  readonly edition: string;
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly closed: number;
  readonly refused: readonly RowFault[];
  readonly warnings: readonly RowFault[];
  readonly duplicates: readonly Proposal[];
}

type PlannedKinds = Readonly<Record<EntryKind, EntryPlan>>;

interface Edition {
  readonly source: string;
  readonly edition: string;
  readonly isNew: boolean;
  readonly today: LocalDate;
  /** Whether it is a part of an edition: then nothing is missing. */
  readonly isPart?: boolean;
}

/**
 * Imports a file inside the transaction given: all of it, or nothing when it throws.
 * @throws exchange.feedUnreadable, exchange.columnsMissing and the other refusals of a whole file.
 */
export async function importFile(db: Tx, job: ImportJob): Promise<ImportOutcome> {
  const { source } = job;
  const today = localDateAt(job.now, "Europe/Paris");
  const feed = source.readFeed(job.bytes, today);
  requireColumns(feed, source.id, source.columns);
  const recogniseTown = withExactCentres(job.recogniseTown, await readExactCentres(db));
  const edition = hash("sha256", job.bytes, "hex").slice(0, 32);
  if (job.isDryRun) await startTrial(db);
  const before = await claimSource(db, source);
  const all = convertFeed(feed, source, { recogniseTown, today });
  const converted = await sortOut(db, all, {
    source,
    edition,
    now: job.now,
    lines: job.lines ?? [],
    digestOf,
  });
  const outcome = await new EditionImport(
    db,
    { source: source.id, edition, isNew: before !== edition, today },
    converted,
  ).run();
  const { read, created, updated, unchanged, closed, refused } = outcome;
  const counts = {
    read,
    created,
    updated,
    unchanged,
    closed,
    refused: new Set(refused.map(({ row }) => row)).size,
  };
  const row = { source: source.id, edition, file_name: job.fileName, imported_at: job.now, ...counts };
  await keepEdition(db, row, today);
  const hiddenRows = await hiddenRowsOf(db, source.id, all);
  await keepFaults(db, source.id, faultsToKeep(outcome, feed.rows, { hiddenRows }), today);
  if (job.isDryRun) await undoTrial(db);
  return outcome;
}

/** What keeping faults needs to know of the rows. */
export interface FaultContext {
  /** Rows of the file before those given, where these are a part of it. */
  readonly rowsBefore?: number;
  /** Rows of confidential sites: of these no cell is kept, for it might tell where they are. */
  readonly hiddenRows?: ReadonlySet<number>;
}

/** Rows of a file whose places are confidential, refused ones too. */
export async function hiddenRowsOf(
  db: Tx,
  source: string,
  { firstRow, rowOf, resources }: Pick<Converted, "firstRow" | "rowOf" | "resources">,
): Promise<ReadonlySet<number>> {
  const hidden = await readHiddenPlaces(db, source);
  if (hidden.size === 0) return hidden as ReadonlySet<never>;
  const byKey = [...firstRow].flatMap(([key, row]) =>
    hidden.has(stableId<"location">(source, "location", key)) ? [row] : [],
  );
  const byPlace = resources.flatMap(({ location, service_at_location: offer }) =>
    hidden.has(location.id) ? (rowOf.get(offer.id) ?? []) : [],
  );
  return new Set([...byKey, ...byPlace]);
}

/** What was wrong, with the cell as the producer wrote it. */
export function faultsToKeep(
  { refused, warnings }: Pick<ImportOutcome, "refused" | "warnings">,
  rows: Feed["rows"],
  { rowsBefore = 0, hiddenRows = new Set() }: FaultContext = {},
): readonly KeptFault[] {
  const kept =
    (isRefused: boolean) =>
    (fault: RowFault): KeptFault => {
      const { row, field, code, params = {} } = fault;
      const isTold = field !== "" && !hiddenRows.has(row);
      const cell = isTold ? cellText(rows[row - rowsBefore - 1]?.[field]) : null;
      const { value } = readLine(cell, 10_000);
      return {
        row,
        field,
        code,
        params,
        is_refused: isRefused,
        value: value === null ? null : cutText(value, 200),
      };
    };
  return [...refused.map(kept(true)), ...warnings.map(kept(false))].toSorted((a, b) => a.row - b.row);
}

/** Writes rows that a human accepted, as their import would have done. */
export async function importAccepted(
  db: Tx,
  resources: readonly Resource[],
  edition: { readonly source: string; readonly edition: string; readonly today: LocalDate },
): Promise<void> {
  const alone = {
    read: resources.length,
    resources,
    rowOf: new Map(),
    firstRow: new Map(),
    refusedKeys: [],
    refused: [],
    warnings: [],
  };
  await new EditionImport(db, { ...edition, isNew: false, isPart: true }, alone).run();
}

/** Recognises towns as before, and places them at their exact centre where one was imported. */
export function withExactCentres(
  recogniseTown: RecogniseTown,
  centres: ReadonlyMap<string, GeoPoint>,
): RecogniseTown {
  return (written) => {
    const recognised = recogniseTown(written);
    const position = recognised === null ? undefined : centres.get(recognised.town.code);
    if (recognised === null || position === undefined) return recognised;
    return { ...recognised, town: { ...recognised.town, position, positionErrorKm: 0 } };
  };
}

/** The work of one import: four kinds of entries compared with what is known, then written in bulk. */
export class EditionImport {
  readonly #db: Tx;
  readonly #edition: Edition;
  readonly #converted: Converted;

  constructor(db: Tx, edition: Edition, converted: Converted) {
    this.#db = db;
    this.#edition = edition;
    this.#converted = converted;
  }

  /** Writes the entries of a part, and leaves what an edition does at its end. */
  async write(): Promise<RowCounts & { readonly ids: Readonly<Record<EntryKind, readonly string[]>> }> {
    const { resources } = this.#converted;
    const known = await this.#readKnown();
    const plans = await this.#withoutEarlier(await this.#plan(known));
    for (const kind of entryKinds) await this.#write(kind, plans[kind], known[kind]);
    return { ...countRows(resources, plans), ids: idsByKind(resources) };
  }

  async run(): Promise<ImportOutcome> {
    const { source, edition, today } = this.#edition;
    const { read, resources, refused } = this.#converted;
    const known = await this.#readKnown();
    const plans = await this.#plan(known);
    const hasShrunk = this.#hasShrunk(known.service_at_location);
    let closed = 0;
    const counts = countRows(resources, plans);
    for (const kind of entryKinds) {
      await this.#write(kind, plans[kind], known[kind]);
      const gone =
        hasShrunk || this.#edition.isPart === true ? [] : await this.#close(kind, plans[kind].missing);
      if (kind === "service_at_location") closed = gone.length;
    }
    await lookAtTables(this.#db, counts);
    await syncMerges(this.#db, source, { edition, today });
    await joinAccess(this.#db, source, today);
    const pairs = await findLikePairs(this.#db, source);
    const duplicates = await keepProposals(this.#db, source, pairs.map(proposalOf), today);
    return {
      edition,
      read,
      ...counts,
      closed,
      refused,
      warnings: hasShrunk ? [...this.#converted.warnings, shrinkWarning(read)] : this.#converted.warnings,
      duplicates,
    };
  }

  async #readKnown(): Promise<Readonly<Record<EntryKind, ReadonlyMap<string, KnownEntry>>>> {
    const ids = this.#edition.isPart === true ? idsByKind(this.#converted.resources) : null;
    const ofKind = async (kind: EntryKind): Promise<ReadonlyMap<string, KnownEntry>> => {
      const rows = await readKnownEntries(this.#db, kind, this.#edition.source, ids?.[kind]);
      return new Map(rows.map((row) => [row.id, row]));
    };
    return {
      organization: await ofKind("organization"),
      location: await ofKind("location"),
      service: await ofKind("service"),
      service_at_location: await ofKind("service_at_location"),
    };
  }

  async #plan(known: Readonly<Record<EntryKind, ReadonlyMap<string, KnownEntry>>>): Promise<PlannedKinds> {
    const { source, edition, today } = this.#edition;
    const refusedIds = this.#converted.refusedKeys.map((key) => stableId<"offer">(source, "offer", key));
    const alive = await readKeptAlive(this.#db, source);
    const kept = await readRelatives(this.#db, [...refusedIds, ...alive]);
    const ofKind = (kind: EntryKind): EntryPlan => {
      // Of rows that share an organisation and tell it otherwise, the first holds.
      const entries = new Map(
        this.#converted.resources.toReversed().map((resource) => [resource[kind].id, resource[kind]]),
      );
      const stamped = [...entries.values()].map((entry) => ({
        ...writtenOf(entry),
        digest: digestOf(entry),
        edition,
        imported_on: today,
      }));
      return planEntries(stamped, known[kind], new Set(kept[kind]));
    };
    return {
      organization: ofKind("organization"),
      location: ofKind("location"),
      service: ofKind("service"),
      service_at_location: ofKind("service_at_location"),
    };
  }

  /**
   * Rows of several parts may share an organisation or a service, and tell it otherwise: the first row of the file holds, as in
   * a file imported whole, so that the same file again changes nothing.
   */
  async #withoutEarlier(plans: PlannedKinds): Promise<PlannedKinds> {
    const ofKind = async (kind: "organization" | "service"): Promise<EntryPlan> => {
      const { changed, edited, ...others } = plans[kind];
      const ids = [...changed, ...edited].map(({ id }) => id);
      const earlier = await readEarlierEntries(this.#db, kind, this.#edition, ids);
      const isFirst = ({ id }: EntryToWrite): boolean => !earlier.has(id);
      return { ...others, changed: changed.filter(isFirst), edited: edited.filter(isFirst) };
    };
    return { ...plans, organization: await ofKind("organization"), service: await ofKind("service") };
  }

  async #write(kind: EntryKind, plan: EntryPlan, known: ReadonlyMap<string, KnownEntry>): Promise<void> {
    await insertEntries(this.#db, kind, plan.created);
    const edited = await this.#keepEdits(kind, plan.edited, known);
    await updateEntries(
      this.#db,
      kind,
      plan.changed.map((entry) => edited.get(entry.id) ?? entry),
    );
    await markPresent(this.#db, kind, plan.returned);
  }

  /** The entries with fields edited by humans, as they may be written; the differences are kept. */
  async #keepEdits(
    kind: EntryKind,
    entries: readonly EntryToWrite[],
    known: ReadonlyMap<string, KnownEntry>,
  ): Promise<ReadonlyMap<string, EntryToWrite>> {
    if (entries.length === 0) return new Map();
    const ids = entries.map(({ id }) => id);
    const stored = await readEntries(this.#db, kind, ids);
    const kept = entries.map((entry) =>
      keepEdits(kind, entry, stored.get(entry.id) ?? {}, known.get(entry.id)?.edited_fields ?? []),
    );
    const differences = kept.flatMap((one) => one.differences);
    await keepDifferences(this.#db, kind, ids, differences, this.#edition);
    return new Map(kept.map(({ entry }) => [entry.id, entry]));
  }

  async #close(kind: EntryKind, missing: readonly string[]): Promise<readonly string[]> {
    const { today, isNew } = this.#edition;
    return markMissing(this.#db, kind, missing, {
      today,
      isNewEdition: isNew,
      editions: closingGrace.editions,
      missingSince: missingLimit(today),
    });
  }

  #hasShrunk(known: ReadonlyMap<string, KnownEntry>): boolean {
    const open = [...known.values()].filter(({ closed_on }) => closed_on === null).length;
    const present = this.#converted.resources.length + this.#converted.refusedKeys.length;
    return open >= shrinkLimit.fromEntries && present < open * shrinkLimit.share;
  }
}

/** What became of rows. */
export type RowCounts = Pick<ImportOutcome, "created" | "updated" | "unchanged">;

function idsByKind(resources: readonly Resource[]): Readonly<Record<EntryKind, readonly string[]>> {
  const ofKind = (kind: EntryKind): readonly string[] => [
    ...new Set(resources.map((resource) => resource[kind].id)),
  ];
  return {
    organization: ofKind("organization"),
    location: ofKind("location"),
    service: ofKind("service"),
    service_at_location: ofKind("service_at_location"),
  };
}

/** Rows created; updated, when one of their four entries changed or came back; and unchanged. */
function countRows(resources: readonly Resource[], plans: PlannedKinds): RowCounts {
  const created = new Set(plans.service_at_location.created.map(({ id }) => id));
  const touched = new Set(
    entryKinds.flatMap((kind) => [
      ...plans[kind].created.map(({ id }) => id),
      ...plans[kind].changed.map(({ id }) => id),
      ...plans[kind].returned,
    ]),
  );
  const others = resources.filter(({ service_at_location }) => !created.has(service_at_location.id));
  const updated = others.filter((resource) => entryKinds.some((kind) => touched.has(resource[kind].id)));
  return { created: created.size, updated: updated.length, unchanged: others.length - updated.length };
}

function shrinkWarning(read: number): RowFault {
  return { row: 0, field: "", code: "feedShrunk", params: { read } };
}

/** What is written of an entry: the words of an offer count for its digest, but nobody reads them from the database. */
function writtenOf(entry: Resource[EntryKind]): EntryToWrite {
  if (!("search_text" in entry)) return entry;
  const { search_text: _words, ...written } = entry;
  return written;
}

const digests = new WeakMap<object, string>();

/** Digest of what the producer says, before any human edit. Told once of an entry, which nobody changes after. */
export function digestOf(entry: object): string {
  const known = digests.get(entry);
  if (known !== undefined) return known;
  const digest = hash("sha256", JSON.stringify(entry), "hex").slice(0, 32);
  digests.set(entry, digest);
  return digest;
}
