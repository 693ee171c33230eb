import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hasDemonstrationTerritory, listTerritoryIds } from "#access/handlers";
import type { Locale } from "#base";
import type { Program } from "../program.ts";
import { sentence } from "../texts.ts";
import { readWorld, seedWorld } from "./seed.ts";
import type { SeededWorld } from "./world.ts";

const worldFile = new URL("../../../examples/world-demo.json", import.meta.url);

/** Where the accounts of the demonstration are written down. */
function accountsFile(program: Program): string {
  return join(program.env.dataDir, "demonstration.json");
}

/** Fills an empty database with the demonstration territory; one that has a territory stays as it is. */
export async function seedDemonstration(
  program: Program,
  locale: Locale,
  tell: (text: string) => void,
): Promise<void> {
  if ((await listTerritoryIds(program.store.app)).length > 0) return;
  const world = readWorld(await readFile(worldFile));
  const seeded = await seedWorld(program, world, (what, done, total) => {
    if (done === total) tell(sentence(locale, `pro.cli.seeding.${what}`, { done, total }));
  });
  await writeFile(accountsFile(program), `${JSON.stringify(seeded, null, 2)}\n`, { mode: 0o600 });
}

/** Whether what is shown is invented: some territory says so. */
export function isDemonstrationData(program: Program): Promise<boolean> {
  return hasDemonstrationTerritory(program.store.app);
}

const shownRoles = ["territory-admin", "link-worker", "data-protection-officer", "analyst"];

/** The sign-ins of the demonstration, for the terminal; nothing when there is none. */
export async function demonstrationLines(program: Program, locale: Locale): Promise<readonly string[]> {
  const seeded = await readAccounts(program);
  const [territory] = seeded?.territories ?? [];
  if (!territory) return [];
  const shown = shownRoles.flatMap((role) =>
    territory.users.filter((user) => user.roles[0]?.role === role).slice(0, 1),
  );
  return [
    sentence(locale, "pro.cli.demoAccounts"),
    ...shown.map(({ email, password, totpSecret, roles }) =>
      sentence(locale, "pro.cli.demoAccount", { email, password, totpSecret, role: roles[0]?.role ?? "" }),
    ),
    sentence(locale, "pro.cli.demoFile", { file: accountsFile(program) }),
  ];
}

async function readAccounts(program: Program): Promise<SeededWorld | null> {
  try {
    return JSON.parse(await readFile(accountsFile(program), "utf8")) as SeededWorld;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** An account of the demonstration by its e-mail; null when there is none. */
export async function demonstrationAccount(
  program: Program,
  email: string,
): Promise<SeededWorld["territories"][number]["users"][number] | null> {
  const users = (await readAccounts(program))?.territories.flatMap((territory) => territory.users) ?? [];
  return users.find((user) => user.email === email) ?? null;
}
