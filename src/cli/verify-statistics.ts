import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { cliErrors } from "./errors.ts";
import { referenceCase, runRCase, type ReferenceCase } from "./r-cases/run-case.ts";
import type { VerifyCases } from "./verify-cases.ts";
import { verifyDisclosureCase } from "./verify-disclosure.ts";

/** Runs one case of an area: one sentence a difference, none when all agree. */
type AreaRunner = (
  reference: ReferenceCase,
  folder: string,
) => readonly string[] | Promise<readonly string[]>;

/** Areas that are computed, by the first letter of the case: A survey, E disclosure control. B, C and D have no runner yet: one line each. */
const areaRunners: Readonly<Record<string, AreaRunner>> = {
  A: runRCase,
  E: (reference, folder) => verifyDisclosureCase(reference, join(folder, "data")),
};

/** How many differences of one case are told. */
const shownDifferences = 5;

/** Runs every reference case of statistics in a folder (`cases/*.json` with their `data/*.csv`). */
export const verify: VerifyCases = async (folder) => {
  const files = globSync("cases/*.json", { cwd: folder }).toSorted();
  if (!existsSync(folder) || files.length === 0) throw cliErrors.caseUnreadable({ path: folder });
  const failures: string[] = [];
  const pending: string[] = [];
  let passed = 0;
  for (const file of files) {
    const path = join(folder, file);
    const { id } = readJson(path, z.object({ id: z.string() }));
    const runner = areaRunners[id.charAt(0)];
    if (runner === undefined) {
      pending.push(id);
      continue;
    }
    const faults = await runner(readJson(path, referenceCase), folder);
    if (faults.length === 0) passed += 1;
    else failures.push(`${id}: ${told(faults)}`);
  }
  return { passed, failures, pending };
};

function told(faults: readonly string[]): string {
  const more = faults.length > shownDifferences ? `; and ${faults.length - shownDifferences} more` : "";
  return faults.slice(0, shownDifferences).join("; ") + more;
}

function readJson<T>(path: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw cliErrors.caseUnreadable({ path: basename(path) }, { cause });
  }
}
