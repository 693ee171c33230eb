// Writes the release of the synthetic survey, so that no program has to prepare it when it starts.
// A test compares it with what the sources make. Usage: node scripts/make-synthetic-release.ts

import { writeFileSync } from "node:fs";
import { openSolver } from "../src/observatory/highs-solver.ts";
import { makeRelease } from "../src/observatory/release.ts";
import { syntheticSurvey } from "../src/observatory/synthetic-survey.ts";

const content = makeRelease(syntheticSurvey(), { solve: await openSolver() });
const file = new URL("../src/observatory/codes/synthetic-release.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(content)}\n`);
console.log(`${content.tables.length} tables were written.`);
