import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

/** Reads the passwords, or makes them. Of two processes that make them together, one wins. */
export function readOrMakeSecrets(layout: Layout): DatabaseSecrets {
  const known = readSecrets(layout);
  if (known !== null) return known;
  const made = { owner: randomBytes(24).toString("base64url"), login: randomBytes(24).toString("base64url") };
  const part = `${layout.secretsFile}.${process.pid}`;
  guardFolder(layout.dataDir, () => {
    writeFileSync(part, JSON.stringify(made), { mode: 0o600, flush: true });
    try {
      linkSync(part, layout.secretsFile);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    } finally {
      rmSync(part, { force: true });
    }
  });
  return readSecrets(layout) ?? made;
}

function readSecrets(layout: Layout): DatabaseSecrets | null {
  try {
    return JSON.parse(readFileSync(layout.secretsFile, "utf8")) as DatabaseSecrets;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
