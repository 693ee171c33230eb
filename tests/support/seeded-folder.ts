import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { inject } from "vitest";
import { runCommand } from "./command.ts";

/**
 * Puts a data folder with a world of `examples/` in place, and gives what `seed` wrote about it. The first test file that
 * wants a world under a profile seeds it with `bin/tisser seed`; those after it get a copy, with the same ids and passwords.
 * @throws Error when seeding fails.
 */
export async function placeWorld(world: string, dataDir: string, profile = "all"): Promise<unknown> {
  const kept = join(dirname(inject("clusterFolder")), "worlds", `${basename(world, ".json")}-${profile}`);
  const done = join(kept, "seeded.json");
  mkdirSync(dirname(kept), { recursive: true, mode: 0o711 });
  if (isFirst(kept)) await seedInto(kept, { world, profile, done });
  while (!existsSync(done)) {
    if (existsSync(join(kept, "failed"))) throw new Error(readFileSync(join(kept, "failed"), "utf8"));
    await pause(100);
  }
  // Keeps owners: as root, the files of PostgreSQL belong to the user of no one.
  execFileSync("cp", ["-a", join(kept, "data"), dataDir]);
  return JSON.parse(readFileSync(done, "utf8"));
}

/** Whether the folder was not there: only one process makes it. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o711 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function seedInto(
  kept: string,
  { world, profile, done }: { readonly world: string; readonly profile: string; readonly done: string },
): Promise<void> {
  const [dataDir, out] = [join(kept, "data"), join(kept, "out.json")];
  const variables = { DATA_DIR: dataDir, NODE_ENV: "test", PROFILE: profile };
  const { code, stdout, stderr } = await runCommand(["seed", "--world", world, "--out", out], variables);
  if (code !== 0) writeFileSync(join(kept, "failed"), `seed ended with ${code}: ${stderr}${stdout}`);
  else {
    rmSync(join(dataDir, "run"), { recursive: true, force: true });
    writeFileSync(done, readFileSync(out));
  }
}
