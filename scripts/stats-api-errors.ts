// The codes of the errors of statistics, as docs/stats-api.md lists them: each with what it says.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { statsErrors } from "#stats";

/** A table of every code with its sentence, in braces what `params` holds. */
export function codesOfErrors(root: string): string {
  const texts = JSON.parse(readFileSync(join(root, "src/stats/texts/en.json"), "utf8")) as Readonly<
    Record<string, string>
  >;
  const lines = Object.keys(statsErrors).map(
    (name) => `| \`stats.${name}\` | ${texts[`error.stats.${name}`] ?? ""} |`,
  );
  return ["| code | what it says |", "| --- | --- |", ...lines].join("\n");
}
