import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../env.ts";
import type { SeededWorld } from "./world.ts";

/** Where the accounts of the demonstration are written down. */
export function accountsFile({ dataDir }: Pick<Environment, "dataDir">): string {
  return join(dataDir, "demonstration.json");
}

/** The world of the demonstration as it was written down; null when there is none. */
export async function readAccounts(env: Pick<Environment, "dataDir">): Promise<SeededWorld | null> {
  try {
    return JSON.parse(await readFile(accountsFile(env), "utf8")) as SeededWorld;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** An account of the demonstration by its e-mail; null when there is none. */
export async function demonstrationAccount(
  env: Pick<Environment, "dataDir">,
  email: string,
): Promise<SeededWorld["territories"][number]["users"][number] | null> {
  const users = (await readAccounts(env))?.territories.flatMap((territory) => territory.users) ?? [];
  return users.find((user) => user.email === email) ?? null;
}
