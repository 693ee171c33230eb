import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { Tx } from "#storage";
import { openCsvHead, openCsvLine } from "./open-csv.ts";
import { hsdsContextOf, type OpenServices } from "./open-names.ts";
import {
  keepOpenPart,
  readFreshPrefixes,
  readOpenIdsOf,
  readPartBodies,
  readSeenBelow,
  readSourcesDigest,
} from "./open-part-store.ts";
import type { OpenRow } from "./open-row.ts";
import { readOpenIdsAfter, readOpenRows } from "./open-store.ts";
import { toHsdsService, type HsdsContext } from "./to-hsds.ts";

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** Rows read at once. */
const rowsAtOnce = 1000;
/** Parts into which the dump of services is cut: one for each first byte of an id. */
const parts = 256;
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
  const context = { ...hsdsContextOf(services), isDump: true };
  const form = formOf(services, await readSourcesDigest(db));
  const fresh = await readFreshPrefixes(db, form);
  for (let start = 0; start < parts; start += bodiesAtOnce) {
    const prefixes = Array.from({ length: bodiesAtOnce }, (_, place) => start + place);
    const bodies = await readPartBodies(
      db,
      form,
      prefixes.filter((prefix) => fresh.has(prefix)),
    );
    for (const prefix of prefixes) {
      const body = bodies.get(prefix) ?? (await makePart(db, context, { prefix, form }));
      if (body.length > 0) yield coding === "gzip" ? body : await unpacked(body);
    }
  }
}

/** A part as it is; its length stands in the last four bytes of a member (RFC 1952), so that it is unpacked in one piece. */
function unpacked(body: Uint8Array): Promise<Uint8Array> {
  const length = new DataView(body.buffer, body.byteOffset).getUint32(body.byteLength - 4, true);
  return unzip(body, { chunkSize: Math.max(length + 64, 1024) });
}

/** Makes a part and keeps it. What it could not see makes it stale at once. */
async function makePart(
  db: Tx,
  context: HsdsContext,
  { prefix, form }: { readonly prefix: number; readonly form: string },
): Promise<Uint8Array> {
  const madeBelow = await readSeenBelow(db);
  const ids = await readOpenIdsOf(db, prefix);
  const lines: string[] = [];
  for (let start = 0; start < ids.length; start += rowsAtOnce) {
    const rows = await readOpenRows(db, "service", ids.slice(start, start + rowsAtOnce));
    for (const same of Map.groupBy(rows, ({ service_id: id }) => id).values())
      lines.push(`${JSON.stringify(toHsdsService(same, context))}\n`);
  }
  const body = lines.length === 0 ? new Uint8Array() : await zip(lines.join(""));
  await keepOpenPart(db, { prefix, form, madeBelow, body });
  return body;
}

/** The code by which a line is made, so that another version of the program makes every part anew. */
const code = [
  "to-hsds.ts",
  "open-row.ts",
  "open-schedule.ts",
  "open-taxonomy.ts",
  "open-names.ts",
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
