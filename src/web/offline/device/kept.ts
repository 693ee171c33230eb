import {
  departementOfLine,
  readHeader,
  readSlice,
  type ReadSlice,
  type SliceFault,
  type SliceHeader,
} from "#directory";
import {
  keptCache,
  shellCache,
  sliceAddress,
  type OfferedSlice,
  type OfflineStart,
} from "../offline-start.ts";

/** What is kept on the device, and since when. */
export interface Kept {
  readonly header: SliceHeader;
  /** Moment at which it was taken, by the clock of the device. */
  readonly takenAt: string;
}

/** What is kept and cannot be used any more. */
export interface Unusable {
  readonly fault: SliceFault;
  /** Its département, where it can still be read. */
  readonly departement: string | null;
}

/** Why nothing could be taken; what was kept before is kept still. */
export type TakingFault = SliceFault | "withoutNetwork" | "refused" | "full" | "closed" | "stopped";

/** A département could not be taken along. */
export class TakingFailed extends Error {
  readonly fault: TakingFault;

  constructor(fault: TakingFault, cause?: unknown) {
    super(fault, { cause });
    this.name = "TakingFailed";
    this.fault = fault;
  }
}

const sliceKey = "/hors-ligne/slice";
const takenKey = "/hors-ligne/taken";

/** Whether this browser can keep anything for use without network. */
export function canKeep(): boolean {
  return (
    "serviceWorker" in navigator &&
    "caches" in globalThis &&
    typeof Map.groupBy === "function" &&
    typeof Array.prototype.toSorted === "function"
  );
}

/** What is kept; null when nothing is. @throws TakingFailed `closed` */
export async function whatIsKept(): Promise<Kept | Unusable | null> {
  const [slice, taken] = [await keptAnswer(sliceKey), await keptAnswer(takenKey)];
  if (!slice || !taken) return null;
  const { line, takenAt } = (await taken.json()) as { readonly line: string; readonly takenAt: string };
  const header = readHeader(line);
  return typeof header === "string"
    ? { fault: header, departement: departementOfLine(line) }
    : { header, takenAt };
}

/** The slice that is kept, checked; null when there is none. */
export async function keptSlice(): Promise<ReadSlice | SliceFault | null> {
  const answer = await keptAnswer(sliceKey);
  return answer ? readSlice(await answer.text()) : null;
}

/** How taking along is going, and how it is stopped. */
export interface Taking {
  readonly signal: AbortSignal;
  /** Told the share received, 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly takenAt: string;
}

/**
 * Takes a département along: its file is checked before anything that was kept is replaced; then the pages.
 * @throws TakingFailed saying why; what was kept before is kept still
 */
export async function take(offered: OfferedSlice, start: OfflineStart, taking: Taking): Promise<void> {
  await checkRoom(offered.unpackedBytes);
  const text = await download(offered, taking);
  const slice = await readSlice(text);
  if (typeof slice === "string") throw new TakingFailed(slice);
  const isFirst = (await whatIsKept()) === null;
  try {
    await keepShell(start);
    const cache = await openCache(keptCache);
    const line = text.slice(0, text.indexOf("\n"));
    await cache.put(sliceKey, new Response(text));
    await cache.put(takenKey, Response.json({ line, takenAt: taking.takenAt }));
    await navigator.serviceWorker.register("/service-worker.js");
  } catch (error) {
    if (isFirst) await forget();
    throw error instanceof TakingFailed ? error : new TakingFailed(faultOf(error), error);
  }
}

/** Keeps the pages anew, and the files that they need; those of an earlier version go. */
export async function keepShell({ pages, files }: OfflineStart): Promise<void> {
  const cache = await openCache(shellCache);
  for (const file of files) if (!(await cache.match(file))) await cache.add(file);
  for (const page of pages) {
    const answer = await fetch(page, { cache: "no-cache", credentials: "omit" });
    if (!answer.ok) throw new TakingFailed("refused");
    await cache.put(page, answer);
  }
  const wanted = new Set([...pages, ...files].map((address) => new URL(address, location.href).href));
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
}

/** Takes everything away from the device. */
export async function forget(): Promise<void> {
  await Promise.all([caches.delete(keptCache), caches.delete(shellCache)]);
  for (const registration of await navigator.serviceWorker.getRegistrations())
    await registration.unregister();
}

/** What is kept under a key; looking makes no cache. */
async function keptAnswer(key: string): Promise<Response | undefined> {
  try {
    return await caches.match(key, { cacheName: keptCache });
  } catch (error) {
    throw new TakingFailed("closed", error);
  }
}

async function openCache(name: string): Promise<Cache> {
  try {
    return await caches.open(name);
  } catch (error) {
    throw new TakingFailed("closed", error);
  }
}

/** Room is asked for twice the file: it stands beside the one before until it is checked. */
async function checkRoom(bytes: number): Promise<void> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota !== undefined && usage !== undefined && quota - usage < 2 * bytes) throw new TakingFailed("full");
}

async function download({ departement, unpackedBytes }: OfferedSlice, taking: Taking): Promise<string> {
  try {
    const answer = await fetch(sliceAddress(departement), { cache: "no-cache", signal: taking.signal });
    if (!answer.ok || !answer.body) throw new TakingFailed("refused");
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    let [text, received] = ["", 0];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      received += value.byteLength;
      text += decoder.decode(value, { stream: true });
      taking.onProgress(Math.min(1, received / Math.max(1, unpackedBytes)));
    }
  } catch (error) {
    if (error instanceof TakingFailed) throw error;
    throw new TakingFailed(taking.signal.aborted ? "stopped" : "withoutNetwork", error);
  }
}

function faultOf(error: unknown): TakingFault {
  if (error instanceof DOMException) return error.name === "QuotaExceededError" ? "full" : "closed";
  return "withoutNetwork";
}
