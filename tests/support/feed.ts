import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { LocalDate } from "../../src/base/date.ts";
import { OfferBook } from "../../src/directory/offer-book.ts";
import { makeRecogniseTown } from "../../src/directory/location-town.ts";
import { townIndex } from "../../src/directory/town-files.ts";
import { convertFeed, type Converted } from "../../src/exchange/convert.ts";
import { requireColumns } from "../../src/exchange/reading/feed.ts";
import { sources } from "../../src/exchange/sources/index.ts";
import type { Source } from "../../src/exchange/source.ts";

/** The day on which tests read feeds. */
export const feedDay = "2026-11-21" as LocalDate;

/** Recognises towns by the committed tables. */
export const recogniseTown = makeRecogniseTown(townIndex());

/** The source of that name. */
export function sourceNamed(id: string): Source {
  const source = sources.find((one) => one.id === id);
  if (source === undefined) throw new Error(`no source ${id}`);
  return source;
}

/** The sample of a source: invented rows in its producer's layout. */
export function sampleBytes(id: string): Uint8Array {
  const folder = new URL(`../../src/exchange/sources/${id}/`, import.meta.url);
  const sample = readdirSync(folder).find((name) => name.startsWith("sample."));
  if (sample === undefined) throw new Error(`no sample of ${id}`);
  return readFileSync(new URL(sample, folder));
}

/** A real feed, where the shared data lies beside the repository; else null, said aloud. */
export function realFeed(id: string): Uint8Array | null {
  const file = new URL(`../../../shared/data/lieux-fr/${id}.json`, import.meta.url);
  if (existsSync(file)) return readFileSync(file);
  console.warn(`NOT TESTED: the real feed ${id} (../shared/data/lieux-fr) is not here`);
  return null;
}

/** Converts a file of a source as an import of 21 November 2026 would. */
export function convert(id: string, bytes: Uint8Array): Converted {
  const source = sourceNamed(id);
  const feed = source.readFeed(bytes, feedDay);
  requireColumns(feed, id, source.columns);
  return convertFeed(feed, source, { recogniseTown, today: feedDay });
}

/** How many faults of each code. */
export function countFaults(faults: Converted["warnings"]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...Map.groupBy(faults, ({ code }) => code)].map(([code, found]) => [code, found.length]),
  );
}

/** The faults of a row as `column: code`. */
export function faultsOfRow(faults: Converted["warnings"], row: number): readonly string[] {
  return faults.filter((fault) => fault.row === row).map(({ field, code }) => `${field}: ${code}`);
}

/** The open offers in memory, as the program gives them to the exchange. */
export function offerBook(): OfferBook {
  return new OfferBook();
}
