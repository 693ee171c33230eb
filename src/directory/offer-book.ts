import { distanceMetres, type GeoPoint, type Instant } from "#base";
import type { Tx } from "#storage";
import { offerSummarySchema, type OfferSummary, type Town } from "./actions.ts";
import {
  readBookRows,
  readChangeCursor,
  readOfferChanges,
  readOpenBookRows,
  type BookRow,
  type ChangeCursor,
} from "./book-store.ts";
import { matchableOfRow } from "./matchable-row.ts";
import {
  byName,
  makeShelf,
  type OfferShelf,
  type ShelfHit,
  type ShelfHits,
  type ShelfQuery,
} from "./offer-shelf.ts";
import { addTallies } from "./offer-facets.ts";
import { summaryOf } from "./offer-view.ts";
import { departementOfEntry } from "./slice/departement-towns.ts";
import { townWithCentre } from "./town-handlers.ts";
import { withChanges } from "./search/changed-index.ts";
import type { MatchIndex } from "./search/match-index.ts";
import { makeOfferIndex, type OfferIndex } from "./search/offer-index.ts";

/** Milliseconds during which the book is not compared with the database again. */
const freshMilliseconds = 300;
/** Milliseconds during which the centre of a town is not asked for again; an import here is seen at once, one by another process then. */
const townMilliseconds = 30_000;
/** Offers changed since the main shelf was made, above which it is made anew. */
const mostChanged = 500;
const nobody: ReadonlySet<string> = new Set();

/** Rows by département, and those of the départements asked for in the order of names. */
interface RowsByDepartement {
  readonly rows: ReadonlyMap<string | null, readonly BookRow[]>;
  readonly sorted: Map<string, readonly BookRow[]>;
}

/**
 * All open offers in memory, kept like the database by the table of changes: an edit is seen by the first search 300 ms
 * later. One a process; several processes may run on one database.
 */
export class OfferBook {
  readonly #rows = new Map<string, BookRow>();
  #cursor: ChangeCursor | null = null;
  #comparedAt = 0;
  /** Changes above the cursor that are already in the book, by the transaction that made them. */
  #seen: ReadonlyMap<string, ChangeCursor> = new Map();
  #opening: Promise<void> | null = null;
  #isComparing = false;
  #main: OfferShelf = makeShelf([]);
  #changes: OfferShelf = makeShelf([]);
  readonly #changed = new Set<string>();
  /** Made when first asked for, and again only when the shelves are made anew. */
  #mainIndex: OfferIndex | null = null;
  #index: MatchIndex | null = null;
  /** Ids changed since `#mainIndex` was made. */
  readonly #unindexed = new Set<string>();
  /** Rows by département; null since the book changed. */
  #departements: RowsByDepartement | null = null;
  readonly #towns = new Map<string, Town | null>();
  #townsAt = 0;
  #state = 0;
  readonly #summaries = new WeakMap<BookRow, { readonly minute: string; readonly summary: OfferSummary }>();

  /** The town of a code with its exact centre, as {@link townWithCentre}; asked of the database once in thirty seconds at most. */
  async town(db: Tx, now: Instant, code: string): Promise<Town | null> {
    this.#forgetOldTowns(now);
    const known = this.#towns.get(code);
    if (known !== undefined) return known;
    const found = await townWithCentre(db, code);
    this.#towns.set(code, found);
    return found;
  }

  /** Asks for towns anew: their centres were imported. */
  forgetTowns(at = 0): void {
    this.#towns.clear();
    this.#townsAt = at;
    this.#state += 1;
  }

  #forgetOldTowns(now: Instant): void {
    const at = Date.parse(now);
    if (Math.abs(at - this.#townsAt) >= townMilliseconds) this.forgetTowns(at);
  }

  /** A number that is another one as soon as an offer of the book changed, or towns are asked for anew. */
  async state(db: Tx, now: Instant): Promise<number> {
    this.#forgetOldTowns(now);
    await this.#refresh(db, now);
    return this.#state;
  }

  /** An offer as lists show it, checked; whether it is open is told for the minute. */
  summary(row: BookRow, now: Instant, from: GeoPoint | null): OfferSummary {
    const minute = now.slice(0, 16);
    let shown = this.#summaries.get(row);
    if (shown?.minute !== minute) {
      shown = { minute, summary: offerSummarySchema.parse(summaryOf(row, now, null)) };
      this.#summaries.set(row, shown);
    }
    const { position } = shown.summary;
    if (from === null || position === null) return shown.summary;
    return { ...shown.summary, distanceMetres: Math.round(distanceMetres(from, position)) };
  }

  /** Offers that answer a query, nearest first. */
  async find(db: Tx, now: Instant, query: ShelfQuery): Promise<ShelfHits> {
    await this.#refresh(db, now);
    const main = this.#main.find(query, this.#changed);
    const changes = this.#changes.find(query, nobody);
    if (changes.total === 0) return main;
    return {
      total: main.total + changes.total,
      first: (count) => [...main.first(count), ...changes.first(count)].toSorted(nearest).slice(0, count),
      tally: () => addTallies(main.tally(), changes.tally()),
      within: (metres) => main.within(metres) + changes.within(metres),
    };
  }

  /** Ids of the open offers that hold words, wherever they are, in no order: found as a list finds them. */
  async idsHolding(db: Tx, now: Instant, words: string): Promise<readonly string[]> {
    await this.#refresh(db, now);
    const held = [...this.#main.holding(words, this.#changed), ...this.#changes.holding(words, nobody)];
    return held.map(({ id }) => id);
  }

  /** The same offers, ready to be matched. */
  async index(db: Tx, now: Instant): Promise<MatchIndex> {
    await this.#refresh(db, now);
    if (this.#mainIndex === null) {
      this.#unindexed.clear();
      this.#mainIndex = makeOfferIndex([...this.#rows.values()].map(matchableOfRow), { withWords: false });
    }
    this.#index ??= this.#unindexed.size === 0 ? this.#mainIndex : this.#changedIndex(this.#mainIndex);
    return this.#index;
  }

  #changedIndex(main: OfferIndex): MatchIndex {
    const rows = [...this.#unindexed].flatMap((id) => this.#rows.get(id) ?? []);
    return withChanges(main, this.#unindexed, rows.map(matchableOfRow));
  }

  /** Everything public about an offer of the book; undefined when it holds none with this id. */
  row(id: string): BookRow | undefined {
    return this.#rows.get(id);
  }

  /** Offers of a département, in the order of names; none for a département without. */
  async rowsIn(db: Tx, now: Instant, departement: string): Promise<readonly BookRow[]> {
    await this.#refresh(db, now);
    const { rows, sorted } = this.#byDepartement();
    const known = sorted.get(departement) ?? (rows.get(departement) ?? []).toSorted(byName);
    sorted.set(departement, known);
    return known;
  }

  /** How many offers each département has; those whose département is not known are left out. */
  async countByDepartement(db: Tx, now: Instant): Promise<ReadonlyMap<string, number>> {
    await this.#refresh(db, now);
    return new Map(
      [...this.#byDepartement().rows].flatMap(([code, rows]) => (code === null ? [] : [[code, rows.length]])),
    );
  }

  #byDepartement(): RowsByDepartement {
    this.#departements ??= {
      rows: Map.groupBy(this.#rows.values(), departementOfEntry),
      sorted: new Map(),
    };
    return this.#departements;
  }

  async #refresh(db: Tx, now: Instant): Promise<void> {
    if (this.#cursor === null) {
      this.#opening ??= this.#open(db).finally(() => (this.#opening = null));
      await this.#opening;
    }
    const elapsed = Date.parse(now) - this.#comparedAt;
    if (this.#isComparing || (elapsed > 0 && elapsed < freshMilliseconds)) return;
    this.#isComparing = true;
    try {
      await this.#compare(db);
      this.#comparedAt = Date.parse(now);
    } finally {
      this.#isComparing = false;
    }
  }

  /** Reads all offers. The cursor is taken first: what changes meanwhile is read once more. */
  async #open(db: Tx): Promise<void> {
    const cursor = await readChangeCursor(db);
    for await (const rows of readOpenBookRows(db)) for (const row of rows) this.#rows.set(row.id, row);
    this.#shelveAll();
    this.#cursor = cursor;
  }

  async #compare(db: Tx): Promise<void> {
    const { changes, cursor } = await readOfferChanges(db, this.#cursor ?? "0");
    const ids = changes.flatMap(({ id, changedIn }) => (this.#seen.get(id) === changedIn ? [] : [id]));
    if (ids.length > 0) {
      const rows = new Map<string, BookRow>((await readBookRows(db, ids)).map((row) => [row.id, row]));
      for (const id of ids) {
        const row = rows.get(id);
        if (row === undefined) this.#rows.delete(id);
        else this.#rows.set(id, row);
        this.#changed.add(id);
        this.#unindexed.add(id);
      }
      this.#shelve();
    }
    this.#cursor = cursor;
    this.#seen = new Map(
      changes.flatMap(({ id, changedIn }) => (BigInt(changedIn) < BigInt(cursor) ? [] : [[id, changedIn]])),
    );
  }

  #shelve(): void {
    this.#state += 1;
    this.#index = null;
    this.#departements = null;
    if (this.#changed.size > mostChanged) {
      this.#shelveAll();
      return;
    }
    this.#changes = makeShelf([...this.#changed].flatMap((id) => this.#rows.get(id) ?? []));
  }

  #shelveAll(): void {
    this.#state += 1;
    this.#index = null;
    this.#departements = null;
    this.#mainIndex = null;
    this.#changed.clear();
    this.#changes = makeShelf([]);
    this.#main = makeShelf([...this.#rows.values()]);
  }
}

function nearest(a: ShelfHit, b: ShelfHit): number {
  if (a.metres === b.metres) return byName(a.row, b.row);
  if (a.metres === null) return 1;
  return b.metres === null ? -1 : a.metres - b.metres;
}
