import { spawn } from "node:child_process";
import { chownSync, existsSync, readdirSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { storageErrors } from "../errors.ts";
import type { Binaries } from "./binaries.ts";
import { postgresEnvironment } from "./environment.ts";
import { guardFolder, makeOwnFolder } from "./folders.ts";
import type { Layout } from "./layout.ts";
import { commandAs, type RunAs } from "./run-as.ts";
import { ownerRole, type DatabaseSecrets } from "./secrets.ts";

const unfinished = ".unfinished";

/** All that is needed to run a PostgreSQL program. */
export interface Toolbox {
  readonly layout: Layout;
  readonly binaries: Binaries;
  readonly runAs: RunAs;
  readonly libraryPath: string;
}

/**
 * Makes the database files when there are none: with checksums, flushed to disk, under a name that becomes `pg18` only
 * when all is written, so that a kill in the middle leaves nothing that looks like a database.
 */
export async function initialise(toolbox: Toolbox, secrets: DatabaseSecrets, isThrowaway: boolean): Promise<boolean> {
  const { layout, runAs } = toolbox;
  if (existsSync(layout.database)) return false;
  removeUnfinished(layout);
  const folder = `${layout.database}${unfinished}`;
  guardFolder(layout.dataDir, () => makeOwnFolder(folder, runAs));
  const passwordFile = path.join(layout.run, "initial-password");
  try {
    guardFolder(layout.run, () => writeFileSync(passwordFile, secrets.owner, { mode: 0o600 }));
    if (runAs.kind === "user") chownSync(passwordFile, runAs.uid, runAs.gid);
    await runInitdb(toolbox, folder, passwordFile, isThrowaway);
    guardFolder(layout.dataDir, () => renameSync(folder, layout.database));
  } finally {
    rmSync(passwordFile, { force: true });
    removeUnfinished(layout);
  }
  return true;
}

function removeUnfinished(layout: Layout): void {
  for (const name of readdirSync(layout.dataDir).filter((found) => found.endsWith(unfinished)))
    rmSync(path.join(layout.dataDir, name), { recursive: true, force: true });
}

async function runInitdb(
  { layout, binaries, runAs, libraryPath }: Toolbox,
  folder: string,
  passwordFile: string,
  isThrowaway: boolean,
): Promise<void> {
  const wanted = ["-D", folder, "-U", ownerRole, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  const form = ["--locale=C.UTF-8", "--encoding=UTF8", "-k", ...(isThrowaway ? ["--no-sync"] : [])];
  const { file, args, options } = commandAs(runAs, binaries.initdb, [...wanted, ...form]);
  const env = postgresEnvironment(libraryPath);
  const child = spawn(file, args, { ...options, env, cwd: "/", stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (part: Buffer) => (said += part.toString()));
  child.stderr.on("data", (part: Buffer) => (said += part.toString()));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (status === 0) return;
  const cause = new Error(said.slice(-2_000));
  if (isFull(layout.dataDir) || said.includes("No space left")) throw storageErrors.diskFull({}, { cause });
  throw storageErrors.startFailed({ logFile: layout.logFile }, { cause });
}

/** Whether the disk of a folder has less than one WAL segment (16 MiB) free. */
export function isFull(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < 16_777_216;
}
