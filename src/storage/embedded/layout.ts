import path from "node:path";
import { embeddedMajor } from "./binaries.ts";

/** Folder that receives finished WAL segments while archiving is on. */
export function walArchiveFolder(dataDir: string): string {
  return path.join(path.resolve(dataDir), "wal");
}

/** File whose presence turns WAL archiving on; without it PostgreSQL recycles its segments. */
export function walArchiveMarker(dataDir: string): string {
  return path.join(walArchiveFolder(dataDir), "archiving");
}

/** Folder of the database files, named after the major version. */
export function databaseFolder(dataDir: string): string {
  return path.join(path.resolve(dataDir), `pg${embeddedMajor}`);
}

/** Where everything of the embedded database lies under `DATA_DIR`. */
export interface Layout {
  readonly dataDir: string;
  /** Database files. */
  readonly database: string;
  /** Links to libraries, socket, log: may be deleted while nothing runs. */
  readonly run: string;
  readonly libraries: string;
  readonly logFile: string;
  /** Passwords of the database roles, mode 0600. */
  readonly secretsFile: string;
  readonly wal: string;
}

/** The layout under a data folder; touches nothing. */
export function layoutOf(dataDir: string): Layout {
  const root = path.resolve(dataDir);
  const run = path.join(root, "run");
  return {
    dataDir: root,
    database: databaseFolder(root),
    run,
    libraries: path.join(run, "lib"),
    logFile: path.join(run, "postgres.log"),
    secretsFile: path.join(root, "database.json"),
    wal: walArchiveFolder(root),
  };
}
