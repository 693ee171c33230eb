import { existsSync } from "node:fs";
import path from "node:path";
import { DatabaseError } from "pg";
import { storageErrors } from "../errors.ts";
import type { StoreLog } from "../log.ts";
import { bootstrap } from "./bootstrap.ts";
import { initialise, resetPasswords, type Toolbox } from "./initialise.ts";
import { clearLeftovers, findRunning, launch, stopPostmaster, waitReady } from "./postmaster.ts";
import { takeProcessLock } from "./process-lock.ts";
import { makeSecrets, readSecrets, writeSecrets, type DatabaseSecrets } from "./secrets.ts";

/** What it takes to get a running server. */
export interface Wanted {
  readonly toolbox: Toolbox;
  readonly socketFolder: string;
  readonly overrides: Readonly<Record<string, string>>;
  /** Whether the data may be lost in a power cut. */
  readonly isThrowaway: boolean;
  /** Whether an empty folder may become a database; never when one that served went away. */
  readonly mayMake: boolean;
  readonly log: StoreLog;
}

/** A running server. */
export interface Obtained {
  readonly pid: number;
  /** Whether we started it, or found it running. */
  readonly isStartedHere: boolean;
  readonly secrets: DatabaseSecrets;
}

const stopMilliseconds = 9_000;
const wrongPassword = "28P01";

/** Finds the server that runs on the folder, or starts one; one process at a time, the others then find it. */
export async function obtainServer(wanted: Wanted): Promise<Obtained> {
  const release = await takeStartLock(wanted.toolbox.layout.run);
  try {
    return (await attach(wanted)) ?? (await start(wanted));
  } finally {
    release();
  }
}

async function takeStartLock(runFolder: string): Promise<() => void> {
  for (;;) {
    const attempt = takeProcessLock(path.join(runFolder, "start.json"), {});
    if (attempt.taken) return attempt.release;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Missing: `null` when no server runs there, or one that nobody has the passwords of, which is then stopped. */
async function attach({ toolbox: { layout }, socketFolder, log }: Wanted): Promise<Obtained | null> {
  const running = findRunning(layout);
  if (running === null) return null;
  const secrets = readSecrets(layout);
  if (secrets === null) {
    await stopPostmaster(running.pid, stopMilliseconds);
    return null;
  }
  if (!(await waitReady(layout, running.pid, log))) return null;
  await bootstrap(socketFolder, secrets);
  return { pid: running.pid, isStartedHere: false, secrets };
}

async function start(wanted: Wanted): Promise<Obtained> {
  const { toolbox, socketFolder, overrides, log } = wanted;
  await clearLeftovers(toolbox.layout, socketFolder, log);
  const secrets = await prepareDatabase(wanted);
  const begin = async (): Promise<Obtained> => {
    const pid = await launch(toolbox, socketFolder, overrides, log);
    try {
      await bootstrap(socketFolder, secrets);
      return { pid, isStartedHere: true, secrets };
    } catch (error) {
      await stopPostmaster(pid, stopMilliseconds);
      throw error;
    }
  };
  try {
    return await begin();
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === wrongPassword)) throw error;
    log.warn({}, "the database has other passwords than its folder, as after a restore; giving it new ones");
    await resetPasswords(toolbox, secrets);
    return begin();
  }
}

/**
 * Makes the database, or gives new passwords to one that lost them. The passwords are kept last, so that a kill repeats it.
 * @throws storage.databaseMissing when a database was there and is gone: an empty one must not take its place unnoticed.
 */
async function prepareDatabase({ toolbox, isThrowaway, mayMake }: Wanted): Promise<DatabaseSecrets> {
  const { layout } = toolbox;
  const isThere = existsSync(layout.database);
  const known = readSecrets(layout);
  if (known !== null && isThere) return known;
  if (!isThere && (known !== null || !mayMake))
    throw storageErrors.databaseMissing({ folder: layout.database, secrets: layout.secretsFile });
  const secrets = makeSecrets();
  await (isThere ? resetPasswords(toolbox, secrets) : initialise(toolbox, secrets, isThrowaway));
  writeSecrets(layout, secrets);
  return secrets;
}
