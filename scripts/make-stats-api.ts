// Writes docs/stats-api.md from the docstrings of src/stats: `node scripts/make-stats-api.ts`. A test compares the two
// and runs every example.

import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as stats from "#stats";

const root = join(import.meta.dirname, "..");

/** One exported function with what its docstring says. */
export interface StatsFunction {
  readonly name: string;
  /** File of the function, from the root of the repository. */
  readonly file: string;
  /** Head of the function as it is written. */
  readonly signature: string;
  /** First paragraph. */
  readonly summary: string;
  /** Labelled paragraphs: shapes, units, missing, errors, source, witness. */
  readonly facts: readonly (readonly [label: string, text: string])[];
  /** Code of the example; null where there is none. */
  readonly example: string | null;
}

const labels = "Shapes|Units|Missing|Errors|Source|Witness";

/** Every function that the room exports, in the order of files. */
export function statsFunctions(): readonly StatsFunction[] {
  const exported = new Set(
    Object.entries(stats).flatMap(([name, value]) => (typeof value === "function" ? [name] : [])),
  );
  const files = globSync("src/stats/{*,disclosure/*}.ts", { cwd: root }).filter(
    (file) => !/\.(test|testing)\.ts$/.test(file),
  );
  return files.toSorted().flatMap((file) => {
    const source = readFileSync(join(root, file), "utf8");
    return [...source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport (function (\w+)[\s\S]*?) \{\n/g)]
      .map(([, doc = "", signature = "", name = ""]) => ({ name, file, signature, ...parts(doc) }))
      .filter(({ name }) => exported.has(name));
  });
}

function parts(doc: string): Pick<StatsFunction, "summary" | "facts" | "example"> {
  const lines = doc.split("\n").map((line) => line.replace(/^ \* ?|^ \*$/, ""));
  const text = lines.join("\n").trim();
  const [told = "", example = null] = text.split(/^@example\n/m);
  const pieces = told.split(new RegExp(`^(?=(?:${labels})(?:: | {1,}))`, "m"));
  const facts = pieces.slice(1).map((piece) => {
    const [, label = "", rest = ""] = new RegExp(`^(${labels}):?\\s+([\\s\\S]*)$`).exec(piece) ?? [];
    return [label, oneLine(rest)] as const;
  });
  return { summary: oneLine(pieces[0] ?? ""), facts, example: example?.trim() ?? null };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

const head = `# Statistics: the calls

Made by \`node scripts/make-stats-api.ts\` from the docstrings of \`src/stats\`; a test compares them and runs the examples.
Everything is imported from \`#stats\` and runs in a browser, in a worker and on the server. Columns are arrays or typed
arrays with one entry a respondent; null and NaN are missing. An \`Estimate\` carries \`value, standardError, df, ci, n,
effectiveN, deff, cv, missing, status, reasons\`; what cannot be estimated holds null with a coded reason. Impossible
designs and calls are refused with a coded error ([errors.md](errors.md)).
`;

function section(one: StatsFunction): string {
  const facts = one.facts.map(([label, text]) => `- ${label}: ${text}`).join("\n");
  const example = one.example === null ? "" : `\n\`\`\`ts\n${one.example}\n\`\`\`\n`;
  const code = `\`\`\`ts\n${one.signature}\n\`\`\``;
  return `\n### ${one.name}\n\n${one.summary}\n\n${code}\n${facts === "" ? "" : `\n${facts}\n`}${example}`;
}

/** The whole of docs/stats-api.md. */
export function statsApi(): string {
  const functions = statsFunctions();
  const files = [...new Set(functions.map(({ file }) => file))];
  const sections = files.map((file) => {
    const title = file
      .replace(/^src\/stats\/|\.ts$/g, "")
      .replaceAll("-", " ")
      .replace("/", ": ");
    return `\n## ${title}\n${functions
      .filter((one) => one.file === file)
      .map(section)
      .join("")}`;
  });
  return head + sections.join("");
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(root, "docs/stats-api.md"), statsApi());
  console.log("docs/stats-api.md was written.");
}
