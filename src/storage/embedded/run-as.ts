import { spawnSync } from "node:child_process";
import { existsSync, lchownSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { storageErrors } from "../errors.ts";
import type { Binaries } from "./binaries.ts";
import type { Layout } from "./layout.ts";

/**
 * Under which user PostgreSQL runs. It refuses to run as root, so root starts it under another user (`user`), or, where
 * that user cannot reach the folders (a parent of mode 0700), as itself inside a user namespace that hides it (`namespace`).
 */
export type RunAs =
  | { readonly kind: "self" }
  | { readonly kind: "user"; readonly uid: number; readonly gid: number }
  | { readonly kind: "namespace" };

const nobody = 65_534;

/** A command line and the options of `spawn` that make it run under the chosen user. */
export interface CommandAs {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: { readonly uid?: number; readonly gid?: number };
}

/** The command that runs a program under the chosen user. */
export function commandAs(runAs: RunAs, file: string, args: readonly string[]): CommandAs {
  if (runAs.kind === "self") return { file, args, options: {} };
  if (runAs.kind === "user") return { file, args, options: { uid: runAs.uid, gid: runAs.gid } };
  const namespace = ["--user", "--map-user=1000", "--map-group=1000", "--", file];
  return { file: "unshare", args: [...namespace, ...args], options: {} };
}

/** Whether a program run so can enter every folder named. */
export function canEnter(runAs: RunAs, folders: readonly string[]): boolean {
  const test = 'for folder; do test -x "$folder" || exit 1; done';
  const { file, args, options } = commandAs(runAs, "/bin/sh", ["-c", test, "sh", ...folders]);
  return spawnSync(file, args, { ...options, cwd: "/", stdio: "ignore" }).status === 0;
}

/** Chooses the user, by who owns the database files if they exist already. @throws coded errors when none can be used. */
export function chooseRunAs(layout: Layout, binaries: Binaries): RunAs {
  const owner = ownerOf(layout.database);
  const self = process.getuid?.() ?? nobody;
  if (self !== 0) {
    if (owner !== null && owner.uid !== self)
      throw storageErrors.folderOwnedByOther({ folder: layout.database });
    return { kind: "self" };
  }
  const folders = [binaries.postgres, binaries.initdb, layout.dataDir];
  const chosen = candidates(owner).find((runAs) => canEnter(runAs, folders));
  if (chosen === undefined) throw storageErrors.folderUnreachable({ folder: layout.dataDir });
  if (chosen.kind === "namespace" && owner !== null && owner.uid !== 0) takeOver(layout);
  return chosen;
}

/** Gives the database files to root, because the user to whom we gave them can no longer enter. */
function takeOver({ database, wal, run }: Layout): void {
  const options = { recursive: true, withFileTypes: true } as const;
  for (const folder of [database, wal, run].filter((candidate) => existsSync(candidate))) {
    for (const entry of readdirSync(folder, options))
      lchownSync(path.join(entry.parentPath, entry.name), 0, 0);
    lchownSync(folder, 0, 0);
  }
}

function candidates(owner: Owner | null): readonly RunAs[] {
  if (owner === null) return [{ kind: "user", uid: nobody, gid: nobody }, { kind: "namespace" }];
  if (owner.uid === 0) return [{ kind: "namespace" }];
  const asOwner: RunAs = { kind: "user", ...owner };
  return owner.uid === nobody ? [asOwner, { kind: "namespace" }] : [asOwner];
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

function ownerOf(folder: string): Owner | null {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found === undefined ? null : { uid: found.uid, gid: found.gid };
}
