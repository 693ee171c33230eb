import path from "node:path";
import { storageErrors } from "../errors.ts";
import { prepareDataFolder } from "./folders.ts";
import { lockHolder, takeProcessLock } from "./process-lock.ts";

/** What `serve.json` says of the process that serves a data folder. */
export interface ServeInfo {
  /** Network port on which it answers. */
  readonly port: number;
  /** When it started, for people. */
  readonly startedAt: string;
}

const serveFile = (dataDir: string): string => path.join(path.resolve(dataDir), "serve.json");

/**
 * Makes this process the one that serves the data folder; returns what gives it up.
 * @throws storage.alreadyServing, naming port and process, when another one lives.
 */
export function acquireServeLock(dataDir: string, info: ServeInfo): () => void {
  prepareDataFolder(path.resolve(dataDir));
  const attempt = takeProcessLock(serveFile(dataDir), info);
  if (attempt.taken) return attempt.release;
  throw storageErrors.alreadyServing({ port: attempt.holder.port, pid: attempt.holder.pid });
}

/** The process that serves the data folder now. Missing: `null` when none does. */
export function servingProcess(dataDir: string): ({ readonly pid: number } & ServeInfo) | null {
  return lockHolder<ServeInfo>(serveFile(dataDir));
}
