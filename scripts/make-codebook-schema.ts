// Writes docs/codebook.schema.json from the schema of codebooks: `node scripts/make-codebook-schema.ts`. A test compares
// the two.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { codebookJsonSchema } from "#observatory/handlers";

writeFileSync(
  join(import.meta.dirname, "../docs/codebook.schema.json"),
  `${JSON.stringify(codebookJsonSchema(), null, 2)}\n`,
);
console.log("docs/codebook.schema.json was written.");
