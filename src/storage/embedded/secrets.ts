import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { guardFolder } from "./folders.ts";
import type { Layout } from "./layout.ts";

/** Superuser that owns the embedded database: migrations, backup, restore. */
export const ownerRole = "tisser_owner";
/** Role under which the application signs in: a member of the two groups, with no right of its own. */
export const loginRole = "tisser_login";
/** Name of the database. */
export const databaseName = "tisser";

/** Passwords of the embedded database's roles; made once, kept in a file of mode 0600. */
export interface DatabaseSecrets {
  readonly owner: string;
  readonly login: string;
}

/** Makes new passwords, in memory only. */
export function makeSecrets(): DatabaseSecrets {
  return { owner: randomBytes(24).toString("base64url"), login: randomBytes(24).toString("base64url") };
}

/** Keeps the passwords, whole or not at all. */
export function writeSecrets(layout: Layout, secrets: DatabaseSecrets): void {
  const part = `${layout.secretsFile}.new`;
  guardFolder(layout.dataDir, () => {
    writeFileSync(part, JSON.stringify(secrets), { mode: 0o600, flush: true });
    renameSync(part, layout.secretsFile);
  });
}

/** Reads the passwords. Missing: `null` when none were made yet, or they were lost. */
export function readSecrets(layout: Layout): DatabaseSecrets | null {
  try {
    return JSON.parse(readFileSync(layout.secretsFile, "utf8")) as DatabaseSecrets;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
