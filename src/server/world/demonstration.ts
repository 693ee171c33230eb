import { readFile, writeFile } from "node:fs/promises";
import { hasDemonstrationTerritory, listTerritoryIds } from "#access/handlers";
import type { Locale } from "#base";
import type { Program } from "../program.ts";
import { sentence } from "../texts.ts";
import { accountsFile, readAccounts } from "./demonstration-accounts.ts";
import { readWorld, seedWorld } from "./seed.ts";

const worldFile = new URL("../../../examples/world-demo.json", import.meta.url);

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
  await writeFile(accountsFile(program.env), `${JSON.stringify(seeded, null, 2)}\n`, { mode: 0o600 });
}

/** Whether what is shown is invented: some territory says so. */
export function isDemonstrationData(program: Program): Promise<boolean> {
  return hasDemonstrationTerritory(program.store.app);
}

const shownRoles = ["territory-admin", "link-worker", "data-protection-officer", "analyst"];

/** The sign-ins of the demonstration, for the terminal; nothing when there is none. */
export async function demonstrationLines(program: Program, locale: Locale): Promise<readonly string[]> {
  const seeded = await readAccounts(program.env);
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
    sentence(locale, "pro.cli.demoFile", { file: accountsFile(program.env) }),
  ];
}
