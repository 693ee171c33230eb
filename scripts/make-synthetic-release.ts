// Writes the releases of the invented surveys, so that no program has to prepare them when it starts.
// A test compares them with what the sources make. Usage: node scripts/make-synthetic-release.ts

import { writeFileSync } from "node:fs";
import { openSolver } from "../src/observatory/highs-solver.ts";
import { makeRelease } from "../src/observatory/release.ts";
import { syntheticSurvey } from "../src/observatory/synthetic-survey.ts";
import { syntheticTerritories } from "../src/observatory/synthetic-territories.ts";

const solve = await openSolver();
for (const [name, survey] of [
  ["synthetic-release", syntheticSurvey()],
  ["synthetic-territories-release", syntheticTerritories()],
] as const) {
  const content = makeRelease(survey, { solve });
  const file = new URL(`../src/observatory/codes/${name}.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(content)}\n`);
  console.log(`${name}: ${content.tables.length} tables were written.`);
}
