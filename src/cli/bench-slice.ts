import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Instant } from "#base";
import { answerSearch, openSlice, readSlice, type DeviceDirectory } from "#directory";
import { searchOffers } from "#directory/actions";
import { inventedSlice } from "#directory/handlers";
import { UsageError } from "./command.ts";
import { thisMachine, type Machine } from "./machine.ts";

/** Figures of `bench slice`. Milliseconds of processor, of this process; bytes as sent. */
export interface SliceFigures {
  readonly offers: number;
  readonly bytes: number;
  readonly gzipBytes: number;
  readonly brotliBytes: number;
  /** From the checked text to the first search: least and median of nine times. */
  readonly openLeastMs: number;
  readonly openMedianMs: number;
  /** The very first time, before anything was translated. */
  readonly openFirstMs: number;
  /** One search by words with a typing fault, ranked, counted and shown. */
  readonly searchMs: number;
  readonly machine: Machine;
}

const times = 9;
const now = "2026-11-26T14:30:00.000Z" as Instant;

/** `bench slice [--offers N]`: the slice of an invented département, written and opened as a device opens it. */
export async function benchSlice(options: readonly string[]): Promise<SliceFigures> {
  const offers = readOffers(options);
  const text = await inventedSlice(offers);
  const slice = await readSlice(text);
  if (typeof slice === "string") throw new Error(slice);
  const opened: number[] = [];
  let device: DeviceDirectory | undefined;
  for (let time = 0; time < times; time += 1) opened.push(processorMs(() => (device = openSlice(slice))));
  const [first = Number.NaN] = opened;
  const sorted = opened.toSorted((a, b) => a - b);
  const input = searchOffers.input.parse({ town: "73065", radiusKm: "50", q: "numeriqe", facets: "true" });
  const before = process.cpuUsage();
  for (let time = 0; time < times; time += 1) if (device) await answerSearch(device.searched(now), input);
  const spent = process.cpuUsage(before);
  return {
    offers,
    bytes: Buffer.byteLength(text),
    gzipBytes: gzipSync(text).length,
    brotliBytes: brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length,
    openLeastMs: sorted[0] ?? Number.NaN,
    openMedianMs: sorted[Math.floor(times / 2)] ?? Number.NaN,
    openFirstMs: first,
    searchMs: Math.round((spent.user + spent.system) / 100 / times) / 10,
    machine: thisMachine(),
  };
}

function readOffers(options: readonly string[]): number {
  const [name, value, ...rest] = options;
  if (name === undefined) return 10_000;
  const offers = Number(value);
  if (name !== "--offers" || rest.length > 0 || !Number.isInteger(offers) || offers < 1 || offers > 200_000)
    throw new UsageError();
  return offers;
}

function processorMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / 100) / 10;
}
