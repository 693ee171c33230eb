import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { type Instant, type TenantId, idSchema, instantSchema } from "#base";
import type { ChainHead } from "./chain.ts";

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

const anchorSchema = z.strictObject({
  /** `daily`, or `restore`: from here on the chains go on from older ends, because a backup was restored. */
  kind: z.enum(["daily", "restore"]),
  at: instantSchema,
  /** sha256 of the anchor file before this one; null in the first. */
  previous: sha256Hex.nullable(),
  heads: z.array(
    z.strictObject({ tenantId: idSchema<"tenant">(), seq: z.int().nonnegative(), hash: sha256Hex }),
  ),
});

/** The ends of all chains at one moment, kept outside the database. */
export type Anchor = z.output<typeof anchorSchema>;

/** What can be wrong with the anchor files themselves. */
export interface AnchorFault {
  /** Name of the file. */
  readonly file: string;
  /** `unreadable`: no anchor; `unlinked`: the file before it is gone or was changed. */
  readonly kind: "unreadable" | "unlinked";
}

/** The anchors of a folder, in the order in which they were written, and the hashes that bind the chains today. */
export interface Anchors {
  readonly anchors: readonly Anchor[];
  readonly faults: readonly AnchorFault[];
  /** For each territory, the hash that the entry of a number must have. */
  readonly binding: ReadonlyMap<TenantId, ReadonlyMap<number, string>>;
}

interface AnchorFile {
  readonly file: string;
  readonly digest: string;
  readonly anchor: Anchor;
}

/**
 * Writes the ends of all chains to `<folder>/YYYY-MM-DD.json`, each file holding the hash of the one before.
 * One file a day: when today's is there, nothing is written. Copy the folder to another machine to be safe from its
 * own administrator.
 * @returns the path of today's file.
 */
export async function writeAnchorFile(
  folder: string,
  anchor: { readonly heads: readonly ChainHead[]; readonly at: Instant; readonly kind: Anchor["kind"] },
): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const day = anchor.at.slice(0, 10);
  const name = anchor.kind === "daily" ? day : `${anchor.at.replaceAll(":", "-")}-restore`;
  const file = path.join(folder, `${name}.json`);
  const { chain, files } = await readChain(folder);
  if (files.includes(path.basename(file))) return file;
  const heads = anchor.heads.toSorted((a, b) => (a.tenantId < b.tenantId ? -1 : 1));
  const { at, kind } = anchor;
  const text = JSON.stringify({ kind, at, previous: chain.at(-1)?.digest ?? null, heads }, null, 1);
  await writeWhole(file, `${text}\n`);
  return file;
}

/** Reads all anchors of a folder; an absent folder holds none. */
export async function readAnchors(folder: string): Promise<Anchors> {
  const { chain, faults } = await readChain(folder);
  const binding = new Map<TenantId, Map<number, string>>();
  for (const { anchor } of chain) {
    if (anchor.kind === "restore") forgetLater(binding, anchor.heads);
    for (const head of anchor.heads) {
      const bound = binding.get(head.tenantId) ?? new Map<number, string>();
      binding.set(head.tenantId, bound.set(head.seq, head.hash));
    }
  }
  for (const bound of binding.values()) bound.delete(0);
  return { anchors: chain.map(({ anchor }) => anchor), faults, binding };
}

/** Anchors as they bind after a restore: those of entries that the restored database cannot have no longer do. */
export function forgetUndone(anchors: Anchors, heads: readonly ChainHead[]): Anchors {
  const binding = new Map([...anchors.binding].map(([tenantId, bound]) => [tenantId, new Map(bound)]));
  forgetLater(binding, heads);
  return { ...anchors, binding };
}

function forgetLater(binding: Map<TenantId, Map<number, string>>, heads: readonly ChainHead[]): void {
  const restored = new Map(heads.map((head) => [head.tenantId, head.seq]));
  for (const [tenantId, bound] of binding) {
    for (const seq of bound.keys()) if (seq > (restored.get(tenantId) ?? 0)) bound.delete(seq);
  }
}

/** Anchors that bind these ends too. */
export function bindAlso(anchors: Anchors, heads: readonly ChainHead[]): Anchors {
  const binding = new Map(anchors.binding);
  for (const { tenantId, seq, hash } of heads) {
    if (seq > 0) binding.set(tenantId, new Map([...(binding.get(tenantId) ?? []), [seq, hash]]));
  }
  return { ...anchors, binding };
}

/** Puts the files in the order of their links, whatever their names and the clock say. */
async function readChain(
  folder: string,
): Promise<{ chain: readonly AnchorFile[]; faults: readonly AnchorFault[]; files: readonly string[] }> {
  const files = (await listFolder(folder)).filter((name) => name.endsWith(".json")).toSorted();
  const faults: AnchorFault[] = [];
  const waiting: AnchorFile[] = [];
  for (const file of files) {
    const bytes = await readFile(path.join(folder, file));
    const anchor = parseAnchor(bytes.toString("utf8"));
    if (anchor === null) faults.push({ file, kind: "unreadable" });
    else waiting.push({ file, anchor, digest: createHash("sha256").update(bytes).digest("hex") });
  }
  const chain: AnchorFile[] = [];
  while (waiting.length > 0) {
    const wanted = chain.at(-1)?.digest ?? null;
    const linked = waiting.findIndex(({ anchor }) => anchor.previous === wanted);
    const [next] = waiting.splice(Math.max(linked, 0), 1);
    if (next === undefined) break;
    if (linked === -1) faults.push({ file: next.file, kind: "unlinked" });
    chain.push(next);
  }
  return { chain, faults, files };
}

function parseAnchor(text: string): Anchor | null {
  try {
    return anchorSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  const handle = await open(`${file}.part`, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.part`, file);
}
