import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fork } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  benchTowns,
  countWithin,
  inventedQueries,
  inventedRows,
  loadColumns,
  makeColumns,
  prepareTypos,
  saveColumns,
  searchColumns,
  tallyColumns,
  type ColumnQuery,
  type OfferColumns,
} from "#directory/handlers";
import { openSqlOffers } from "./bench-match-store.ts";
import { thisMachine, type Machine } from "./machine.ts";

/** Figures of one process that loads a saved index and searches it. Milliseconds and MiB. */
interface SearchFigures {
  readonly loadMs: number;
  /** Wall time of each question asked once: work of others on the machine counts in. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** The same questions, the least of five times each: what the work takes where nothing else runs. */
  readonly calmP50: number;
  readonly calmP95: number;
  /** Paris, 30 km, needs only. */
  readonly hardP95: number;
  readonly calmHardP95: number;
  /** Counting all offers found by their facets, apart from the search: the first hundred questions, and the hard case. */
  readonly facetCountsP95: number;
  readonly hardFacetCountsP95: number;
  /** Candidates of the hard case. */
  readonly hardCandidates: number;
  /** Searches a second on one core, one after the other. */
  readonly qps: number;
  readonly rssGrowthMiB: number;
}

/** Figures of the best SQL query for some of the same questions, one client on the same machine. */
interface SqlFigures {
  readonly queries: number;
  readonly loadMs: number;
  readonly p50: number;
  readonly p95: number;
  readonly hardP95: number;
  /** How many times longer than in process, in the median and at the 95th percentile. */
  readonly ratioP50: number;
  readonly ratioP95: number;
  /** Questions that gave the same twenty as in process; rounding of distances parts the others. */
  readonly alike: number;
}

/** Figures of `bench match`. */
export interface MatchFigures extends SearchFigures {
  readonly resources: number;
  readonly queries: number;
  readonly buildMs: number;
  readonly fileMiB: number;
  /** The same by SQL; null with `--no-sql`. */
  readonly sql: SqlFigures | null;
  /** What the searches measured do. */
  readonly parts: Readonly<Record<string, boolean>>;
  readonly machine: Machine;
}

const seed = 20_261_116;
const paris = { latitude: 48.8566, longitude: 2.3522, km: 30 };

function numberOption(options: readonly string[], name: string, usual: number): number {
  const at = options.indexOf(name);
  return at < 0 ? usual : Number(options[at + 1]);
}

/**
 * `bench match [--resources N] [--queries N] [--no-sql]`: builds an index of invented offers, saves it, searches it in a
 * fresh process, then asks a PostgreSQL of its own some of the same questions.
 */
export async function benchMatch(options: readonly string[]): Promise<MatchFigures | SearchFigures> {
  const file = options[options.indexOf("--load") + 1];
  const queries = numberOption(options, "--queries", 2000);
  if (options.includes("--load") && file !== undefined) return searchSaved(file, queries);
  const resources = numberOption(options, "--resources", 1_000_000);
  const folder = mkdtempSync(join(tmpdir(), "tisser-match-"));
  try {
    const { columns, buildMs, fileMiB } = buildFile(join(folder, "index"), resources);
    const figures = await inFreshProcess(join(folder, "index"), queries);
    const sql = options.includes("--no-sql") ? null : await bySql(columns, queries);
    const parts = { typos: true, synonyms: true, facetCounts: false, diversity: false, exactHours: false };
    return { resources, queries, buildMs, fileMiB, ...figures, sql, parts, machine: thisMachine() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Most questions that are asked by SQL, too. */
const mostBySql = 400;

async function bySql(columns: OfferColumns, count: number): Promise<SqlFigures> {
  const queries = inventedQueries(benchTowns(), count, seed + 1).slice(0, mostBySql);
  const offers = await openSqlOffers(columns, inventedRows(benchTowns(), seed));
  try {
    for (const query of queries.slice(0, 50)) await offers.search(query);
    const times: number[] = [];
    let alike = 0;
    for (const query of queries) {
      const started = performance.now();
      const found = await offers.search(query);
      times.push(performance.now() - started);
      if (searchColumns(columns, query).every(({ ordinal }, rank) => ordinal === found[rank])) alike += 1;
    }
    const hardTimes: number[] = [];
    for (const query of hardQueries(20)) {
      const started = performance.now();
      await offers.search(query);
      hardTimes.push(performance.now() - started);
    }
    const own = timesOf(columns, queries);
    return {
      queries: queries.length,
      loadMs: offers.loadMs,
      p50: rounded(shareOf(times, 0.5)),
      p95: rounded(shareOf(times, 0.95)),
      hardP95: rounded(shareOf(hardTimes, 0.95)),
      ratioP50: Math.round(shareOf(times, 0.5) / shareOf(own, 0.5)),
      ratioP95: Math.round(shareOf(times, 0.95) / shareOf(own, 0.95)),
      alike,
    };
  } finally {
    await offers.close();
  }
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function hardQueries(count: number): ColumnQuery[] {
  return Array.from({ length: count }, (_, position) => ({
    disc: paris,
    needs: 7 << (position % 14),
    facets: 0,
    publics: 0,
    dayParts: 0,
    words: null,
    limit: 20,
  }));
}

function buildFile(
  file: string,
  resources: number,
): { columns: OfferColumns; buildMs: number; fileMiB: number } {
  const started = performance.now();
  const columns = makeColumns(resources, inventedRows(benchTowns(), seed));
  const buildMs = Math.round(performance.now() - started);
  const bytes = saveColumns(columns);
  writeFileSync(file, bytes);
  return { columns, buildMs, fileMiB: Math.round(bytes.byteLength / 2 ** 20) };
}

function inFreshProcess(file: string, queries: number): Promise<SearchFigures> {
  const main = new URL("./main.ts", import.meta.url).pathname;
  return new Promise((resolve, reject) => {
    const words = ["bench", "match", "--json", "--load", file, "--queries", String(queries)];
    const child = fork(main, words, { silent: true });
    let text = "";
    child.stdout?.on("data", (part: Buffer) => (text += part.toString()));
    child.on("exit", (code) =>
      code === 0
        ? resolve(JSON.parse(text.trim().split("\n").at(-1) ?? "") as SearchFigures)
        : reject(new Error(`the searching process ended with ${code}`)),
    );
  });
}

function searchSaved(file: string, count: number): SearchFigures {
  const queries = inventedQueries(benchTowns(), count, seed + 1);
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const columns = loadColumns(readFileSync(file));
  prepareTypos(columns);
  const loadMs = Math.round(performance.now() - started);
  timesOf(columns, queries.slice(0, 500));
  const times = timesOf(columns, queries);
  const total = times.reduce((sum, time) => sum + time, 0);
  const hard = hardQueries(100);
  timesOf(columns, hard.slice(0, 20));
  const hardTimes = timesOf(columns, hard);
  const rssGrowthMiB = Math.round((process.memoryUsage().rss - before) / 2 ** 20);
  const counting = (query: ColumnQuery): unknown => tallyColumns(columns, query);
  const calm = leastOf(columns, queries);
  const calmHard = leastOf(columns, hard);
  return {
    loadMs,
    p50: rounded(shareOf(times, 0.5)),
    p95: rounded(shareOf(times, 0.95)),
    p99: rounded(shareOf(times, 0.99)),
    calmP50: rounded(shareOf(calm, 0.5)),
    calmP95: rounded(shareOf(calm, 0.95)),
    hardP95: rounded(shareOf(hardTimes, 0.95)),
    calmHardP95: rounded(shareOf(calmHard, 0.95)),
    facetCountsP95: rounded(shareOf(timesOf(columns, queries.slice(0, 100), counting), 0.95)),
    hardFacetCountsP95: rounded(shareOf(timesOf(columns, hard.slice(0, 20), counting), 0.95)),
    hardCandidates: countWithin(columns, paris),
    qps: Math.round((1000 * times.length) / total),
    rssGrowthMiB,
  };
}

function timesOf(
  columns: OfferColumns,
  queries: readonly ColumnQuery[],
  ask: (query: ColumnQuery) => unknown = (query) => searchColumns(columns, query),
): number[] {
  return queries.map((query) => {
    const started = performance.now();
    ask(query);
    return performance.now() - started;
  });
}

/** Of five rounds over some questions, the least time of each. */
function leastOf(columns: OfferColumns, queries: readonly ColumnQuery[]): number[] {
  const rounds = Array.from({ length: 5 }, () => timesOf(columns, queries));
  return queries.map((_, position) => Math.min(...rounds.map((times) => times[position]!)));
}

function shareOf(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
