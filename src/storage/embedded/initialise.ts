import { spawn } from "node:child_process";
import { escapeLiteral } from "pg";
import { chownSync, readdirSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { storageErrors } from "../errors.ts";
import type { Binaries } from "./binaries.ts";
import { postgresEnvironment } from "./environment.ts";
import { guardFolder, makeOwnFolder } from "./folders.ts";
import type { Layout } from "./layout.ts";
import { commandAs, type RunAs } from "./run-as.ts";
import { loginRole, ownerRole, type DatabaseSecrets } from "./secrets.ts";

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
export async function initialise(
  toolbox: Toolbox,
  secrets: DatabaseSecrets,
  isThrowaway: boolean,
): Promise<void> {
  const { layout, runAs } = toolbox;
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
}

/**
 * Gives new passwords to a database whose passwords were lost (a restored folder, a deleted file). It is done by
 * PostgreSQL's single-user mode, while nobody is connected.
 */
export async function resetPasswords(toolbox: Toolbox, secrets: DatabaseSecrets): Promise<void> {
  const statements = [
    `alter role ${ownerRole} password ${escapeLiteral(secrets.owner)}`,
    `alter role ${loginRole} password ${escapeLiteral(secrets.login)}`,
  ];
  const args = ["--single", "-D", toolbox.layout.database, "-c", "log_min_messages=fatal", "postgres"];
  await runTool(toolbox, toolbox.binaries.postgres, args, `${statements.join("\n")}\n`);
}

function removeUnfinished(layout: Layout): void {
  for (const name of readdirSync(layout.dataDir).filter((found) => found.endsWith(unfinished)))
    rmSync(path.join(layout.dataDir, name), { recursive: true, force: true });
}

async function runInitdb(
  toolbox: Toolbox,
  folder: string,
  passwordFile: string,
  isThrowaway: boolean,
): Promise<void> {
  const wanted = ["-D", folder, "-U", ownerRole, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  // Small WAL segments: one is archived every four minutes of activity, however little of it is used.
  const layoutOfData = ["--locale=C.UTF-8", "--encoding=UTF8", "-k", "--wal-segsize=1"];
  const form = [...layoutOfData, ...(isThrowaway ? ["--no-sync"] : [])];
  await runTool(toolbox, toolbox.binaries.initdb, [...wanted, ...form], "");
}

/** Runs a program to its end. @throws storage.diskFull, storage.startFailed with what it said as the cause. */
async function runTool(
  toolbox: Toolbox,
  program: string,
  wanted: readonly string[],
  input: string,
): Promise<void> {
  const { layout, runAs, libraryPath } = toolbox;
  const { file, args, options } = commandAs(runAs, program, wanted);
  const env = postgresEnvironment(libraryPath);
  const child = spawn(file, args, { ...options, env, cwd: layout.dataDir, stdio: "pipe" });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part: Buffer) => {
      said += part.toString();
    });
  child.stdin.on("error", () => {}); // a program that ends before it has read is judged by its status
  child.stdin.end(input);
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
