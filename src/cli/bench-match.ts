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
  type ColumnQuery,
  type OfferColumns,
} from "#directory/handlers";
import { thisMachine, type Machine } from "./machine.ts";

/** Figures of one process that loads a saved index and searches it. Milliseconds and MiB. */
interface SearchFigures {
  readonly loadMs: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Paris, 30 km, needs only. */
  readonly hardP95: number;
  /** Candidates of the hard case. */
  readonly hardCandidates: number;
  /** Searches a second on one core, one after the other. */
  readonly qps: number;
  readonly rssGrowthMiB: number;
}

/** Figures of `bench match`. */
export interface MatchFigures extends SearchFigures {
  readonly resources: number;
  readonly queries: number;
  readonly buildMs: number;
  readonly fileMiB: number;
  /** The same by SQL; null: not measured here. */
  readonly sqlP95: number | null;
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

/** `bench match [--resources N] [--queries N]`: builds an index of invented offers, saves it, and searches it in a fresh process. */
export async function benchMatch(options: readonly string[]): Promise<MatchFigures | SearchFigures> {
  const file = options[options.indexOf("--load") + 1];
  const queries = numberOption(options, "--queries", 2000);
  if (options.includes("--load") && file !== undefined) return searchSaved(file, queries);
  const resources = numberOption(options, "--resources", 1_000_000);
  const folder = mkdtempSync(join(tmpdir(), "tisser-match-"));
  try {
    const { buildMs, fileMiB } = buildFile(join(folder, "index"), resources);
    const figures = await inFreshProcess(join(folder, "index"), queries);
    const parts = { typos: true, synonyms: true, facetCounts: false, diversity: false, exactHours: false };
    return { resources, queries, buildMs, fileMiB, ...figures, sqlP95: null, parts, machine: thisMachine() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function buildFile(file: string, resources: number): { buildMs: number; fileMiB: number } {
  const started = performance.now();
  const columns = makeColumns(resources, inventedRows(benchTowns(), seed));
  const buildMs = Math.round(performance.now() - started);
  const bytes = saveColumns(columns);
  writeFileSync(file, bytes);
  return { buildMs, fileMiB: Math.round(bytes.byteLength / 2 ** 20) };
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
  const hard: ColumnQuery[] = Array.from({ length: 100 }, (_, position) => ({
    disc: paris,
    needs: 7 << (position % 14),
    facets: 0,
    publics: 0,
    dayParts: 0,
    words: null,
    limit: 20,
  }));
  timesOf(columns, hard.slice(0, 20));
  const hardTimes = timesOf(columns, hard);
  const rssGrowthMiB = Math.round((process.memoryUsage().rss - before) / 2 ** 20);
  const rounded = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    loadMs,
    p50: rounded(shareOf(times, 0.5)),
    p95: rounded(shareOf(times, 0.95)),
    p99: rounded(shareOf(times, 0.99)),
    hardP95: rounded(shareOf(hardTimes, 0.95)),
    hardCandidates: countWithin(columns, paris),
    qps: Math.round((1000 * times.length) / total),
    rssGrowthMiB,
  };
}

function timesOf(columns: OfferColumns, queries: readonly ColumnQuery[]): number[] {
  return queries.map((query) => {
    const started = performance.now();
    searchColumns(columns, query);
    return performance.now() - started;
  });
}

function shareOf(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
