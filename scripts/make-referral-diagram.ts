// Writes docs/referral.md from the table of moves: `node scripts/make-referral-diagram.ts`. A test compares the two.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { moves, referralStatus } from "#pathway";
import { readTexts } from "./declarations.ts";

const head = `# The states of a referral

Made by \`node scripts/make-referral-diagram.ts\` from \`src/pathway/referral/moves.ts\`; a test compares both ways. "Loop" says
whether one knows how it ended: an accepted referral has not succeeded, and after sixty days without news the loop is closed as
unknown and counted as such.
`;

/** The whole of docs/referral.md. */
export function referralDiagram(): string {
  const texts = readTexts("en");
  const label = (status: string): string => texts.get(`code.referralStatus.${status}`) ?? status;
  const arrows = Object.entries(moves).flatMap(([name, move]) =>
    name === "mark-error" ? [] : move.from.map((from) => `  ${from} --> ${move.to}: ${name}`),
  );
  const states = referralStatus.codes.map((status) => `  ${status}: ${label(status)}`);
  const rows = Object.entries(moves).map(([name, move]) => {
    const from = name === "mark-error" ? "any" : move.from.join(", ");
    const needs = "needs" in move ? move.needs.join(", ") : "—";
    return `| \`${name}\` | ${from} | ${move.to} | ${move.by.join(", ")} | ${needs} |`;
  });
  return `${head}
\`\`\`mermaid
stateDiagram-v2
  [*] --> draft
${states.join("\n")}
${arrows.join("\n")}
\`\`\`

| move | from | to | by | must come with |
| --- | --- | --- | --- | --- |
${rows.join("\n")}
`;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(import.meta.dirname, "../docs/referral.md"), referralDiagram());
  console.log("docs/referral.md was written.");
}
