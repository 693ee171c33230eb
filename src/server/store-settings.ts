import { join } from "node:path";
import type { OpenStoreOptions, StoreLog } from "#storage";
import type { Environment } from "./env.ts";

/** Who opens the store: the server, which keeps PostgreSQL running, or a command, which attaches to it. */
export type ProgramMode = "serve" | "attach";

/** How the store is opened as the environment says. */
export function storeSettings(env: Environment, mode: ProgramMode, log: StoreLog): OpenStoreOptions {
  return {
    dataDir: env.dataDir,
    databaseUrl: env.databaseUrl ?? undefined,
    adminUrl: env.adminUrl ?? undefined,
    mode,
    log,
  };
}

/** Folder of the bundle of keys and of the erasure ledger: no part of a backup of the database. */
export function keysFolder(env: Pick<Environment, "dataDir">): string {
  return join(env.dataDir, "keys");
}

/** Where the daily anchors lie. */
export function anchorFolder(dataDir: string): string {
  return join(dataDir, "anchors");
}
