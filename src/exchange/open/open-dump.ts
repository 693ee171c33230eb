import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { Tx } from "#storage";
import { openCsvHead, openCsvLine } from "./open-csv.ts";
import { openLines } from "./open-line.ts";
import { hsdsContextOf, type OpenServices } from "./open-names.ts";
import {
  keepOpenPart,
  readFreshParts,
  readPartBodies,
  readSeenBelow,
  readSourcesDigest,
} from "./open-part-store.ts";
import type { OpenRow } from "./open-row.ts";
import { readOpenIdsAfter, readOpenRows, readOpenRowsOf } from "./open-store.ts";
import type { HsdsContext } from "./to-hsds.ts";

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** Rows read at once. */
const rowsAtOnce = 1000;
/** Parts into which the dump of services is cut: one for each first byte of an id. */
export const partCount = 256;
/** Services written in one go: others who ask are answered in between. */
const servicesAtOnce = 100;
/** Level of gzip: half the work of the usual one for a sixth more bytes. */
const packing = 3;
/** Bodies of parts read at once. */
const bodiesAtOnce = 16;

/** How a dump leaves: as it is, or as a gzip stream. */
export type DumpCoding = "identity" | "gzip";

/**
 * Every open service, a line each (NDJSON) in the order of ids, in pieces. What did not change since an earlier dump is kept ready
 * by parts and not made again. Each piece is read for itself: a dump holds no transaction open.
 */
export async function* dumpServices(
  db: Tx,
  services: OpenServices,
  coding: DumpCoding = "identity",
): AsyncGenerator<Uint8Array> {
  const making = await makingOf(db, services, coding);
  const { form } = making;
  const fresh = await readFreshParts(db, form);
  for (let start = 0; start < partCount; start += bodiesAtOnce) {
    const prefixes = Array.from({ length: bodiesAtOnce }, (_, place) => start + place);
    const bodies = await readPartBodies(
      db,
      form,
      prefixes.filter((prefix) => fresh.has(prefix)),
    );
    const stale = prefixes.filter((prefix) => !bodies.has(prefix));
    const made = ahead(stale, partsAtOnce, (prefix) => makeOpenPart(db, making, prefix));
    for (const prefix of prefixes) {
      const body = bodies.get(prefix);
      const piece = body === undefined ? await made.next() : await asAsked(body, coding);
      if (piece.length > 0) yield piece;
    }
  }
}

/**
 * A name of the dump of services as it stands, another with every change. Null while a part has to be made anew: what nobody has
 * made yet has no name.
 */
export async function tagOfServices(db: Tx, services: OpenServices): Promise<string | null> {
  const form = formOf(services, await readSourcesDigest(db));
  const fresh = await readFreshParts(db, form);
  return fresh.size < partCount ? null : digestOf([form, ...fresh.values()]);
}

/** Parts made at once: while one is packed or written, the next is read. */
const partsAtOnce = 3;

/** Works ahead: what is asked for next is begun before, some at a time. */
function ahead<Given, Made>(
  given: readonly Given[],
  count: number,
  make: (one: Given) => Promise<Made>,
): { readonly next: () => Promise<Made> } {
  const begun: Promise<Made>[] = [];
  let at = 0;
  const begin = (): void => {
    for (; begun.length < count && at < given.length; at += 1) {
      const work = make(given[at]!);
      // A refusal is met where the part is asked for, which may be later than it comes, or never when the reader went away.
      work.catch(() => {});
      begun.push(work);
    }
  };
  return {
    next: () => {
      begin();
      const first = begun.shift();
      begin();
      if (first === undefined) throw new Error("nothing is left to be made");
      return first;
    },
  };
}

/** A kept part as it is, or unpacked; its length stands in the last four bytes of a member (RFC 1952), so that this takes one piece. */
async function asAsked(body: Uint8Array, coding: DumpCoding): Promise<Uint8Array> {
  if (coding === "gzip" || body.length === 0) return body;
  const length = new DataView(body.buffer, body.byteOffset).getUint32(body.byteLength - 4, true);
  return unzip(body, { chunkSize: Math.max(length + 64, 1024) });
}

/** How the parts of one dump are made. */
export interface Making {
  readonly context: HsdsContext;
  readonly form: string;
  /** Taken before anything is read: what a part could not see makes it stale at once. */
  readonly madeBelow: string;
  readonly coding: DumpCoding;
}

/** How parts are made that are begun now. */
export async function makingOf(db: Tx, services: OpenServices, coding: DumpCoding): Promise<Making> {
  const form = formOf(services, await readSourcesDigest(db));
  const madeBelow = await readSeenBelow(db);
  return { context: { ...hsdsContextOf(services), isDump: true }, form, madeBelow, coding };
}

/** Makes a part and keeps it. */
export async function makeOpenPart(
  db: Tx,
  { context, form, madeBelow, coding }: Making,
  prefix: number,
): Promise<Uint8Array> {
  const text = await linesOf(await readOpenRowsOf(db, prefix), context);
  const body = text.length === 0 ? new Uint8Array() : await zip(text, { level: packing });
  await keepOpenPart(db, { prefix, form, madeBelow, body });
  return coding === "gzip" ? body : text;
}

async function linesOf(rows: readonly OpenRow[], context: HsdsContext): Promise<Buffer> {
  const services = [...Map.groupBy(rows, ({ service_id: id }) => id).values()];
  const pieces: Buffer[] = [];
  for (let start = 0; start < services.length; start += servicesAtOnce) {
    if (start > 0) await setImmediate();
    pieces.push(openLines(services.slice(start, start + servicesAtOnce), context));
  }
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
}

/** The code by which a line is made, so that another version of the program makes every part anew. */
const code = [
  "open-line.ts",
  "to-hsds.ts",
  "open-row.ts",
  "open-schedule.ts",
  "open-taxonomy.ts",
  "open-names.ts",
  "../area-names.ts",
  "taxonomy.fr.json",
];

let codeDigest: string | undefined;

function formOf({ baseUrl }: OpenServices, sources: string): string {
  codeDigest ??= digestOf(code.map((file) => readFileSync(new URL(file, import.meta.url), "utf8")));
  return digestOf([codeDigest, baseUrl, sources]);
}

function digestOf(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}:${text}`);
  return hash.digest("hex").slice(0, 32);
}

/** Every open offer as CSV, in pieces. */
export async function* dumpCsv(db: Tx): AsyncGenerator<string> {
  yield openCsvHead;
  for await (const rows of offersOf(db)) yield rows.map(openCsvLine).join("");
}

/** The next part is read while the one before is written out. */
async function* offersOf(db: Tx): AsyncGenerator<readonly OpenRow[]> {
  const kind = "service_at_location";
  let ids = await readOpenIdsAfter(db, null, rowsAtOnce);
  let coming = readOpenRows(db, kind, ids);
  while (ids.length > 0) {
    const rows = await coming;
    const last = ids.at(-1) ?? "";
    ids = ids.length < rowsAtOnce ? [] : await readOpenIdsAfter(db, last, rowsAtOnce);
    coming = readOpenRows(db, kind, ids);
    yield rows;
  }
  await coming;
}
