// Writes docs/stats-api.md from the docstrings of src/stats: `node scripts/make-stats-api.ts`. A test compares the two
// and runs every example.

import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as stats from "#stats";
import { codesOfErrors } from "./stats-api-errors.ts";
import { declarationsOf, publicNames, type Declaration } from "./stats-api-source.ts";

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

/** A type or a constant of the public face, as it is written with the docstring of every field. */
export interface StatsShape {
  readonly name: string;
  readonly file: string;
  readonly summary: string;
  readonly source: string;
}

const labels = "Shapes|Units|Missing|Errors|Source|Witness";

function sources(): readonly { readonly file: string; readonly declarations: readonly Declaration[] }[] {
  const files = globSync("src/stats/{*,disclosure/*}.ts", { cwd: root }).filter(
    (file) => !/\.(test|testing)\.ts$/.test(file),
  );
  return files
    .toSorted()
    .map((file) => ({ file, declarations: declarationsOf(readFileSync(join(root, file), "utf8")) }));
}

/** Every function that the room exports, in the order of files. */
export function statsFunctions(): readonly StatsFunction[] {
  const exported = new Set(
    Object.entries(stats).flatMap(([name, value]) => (typeof value === "function" ? [name] : [])),
  );
  return sources().flatMap(({ file, declarations }) =>
    declarations
      .filter(({ kind, name }) => kind === "function" && exported.has(name))
      .map(({ name, doc, source }) => ({ name, file, signature: source, ...parts(doc) })),
  );
}

/** Every type and constant that the room exports, in the order of files. */
export function statsShapes(): readonly StatsShape[] {
  const names = publicNames(join(root, "src/stats/index.ts"));
  return sources().flatMap(({ file, declarations }) =>
    declarations
      .filter(({ kind, name }) => kind !== "function" && (names.has(name) || names.has(`* ${file}`)))
      .map(({ name, doc, source }) => ({ name, file, summary: parts(doc).summary, source })),
  );
}

function parts(doc: string): Pick<StatsFunction, "summary" | "facts" | "example"> {
  const lines = doc.split("\n").map((line) => line.replace(/^ *\* ?/, ""));
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

## How to call them

Every function and type below is a named export of \`src/stats/index.ts\`: \`#stats\` inside the repository, the path of the
file from a program of your own. It runs in a browser, in a worker and on the server; there is nothing to build, the Node
that \`bin/tisser\` uses (24) reads TypeScript as it is.

\`\`\`ts
import { makeDesign, proportionBy } from "./src/stats/index.ts";
\`\`\`

- **Shapes.** Columns are arrays or typed arrays with one entry a respondent, all of the same length. Groups are columns of
  texts or numbers. Build the design from all respondents, then ask for domains (\`by\`, or the option \`domain\`): taking
  rows out before the design changes the error.
- **Units.** A figure has the unit of its variable; proportions, levels and p values lie in [0, 1], never in percent.
- **Missing.** null and NaN are a missing number; null, NaN and "" a missing code. Nothing of a design may be missing. A
  missing answer leaves its figure and is counted in \`missing\`; one variable a call, so that a hole in another changes
  nothing.
- **What comes back.** An \`Estimate\`; of several groups an \`EstimateSet\`, whose figures can be compared because it keeps
  their covariance (\`difference\`, \`contrast\`, \`ratioOfEstimates\`, \`linearTrend\`). A figure that cannot be estimated is
  null with a reason of \`estimateReason\`; a number that is not precise enough is there, and its \`status\` says so.
- **Errors.** An impossible design or call throws an error with a \`code\` and \`params\`; nothing is computed, and no option
  is passed over in silence.
- **Small cells.** \`status\` judges precision. Whether a cell could name somebody is another question: the functions under
  "disclosure". Their solver is handed in as \`solve\`, on the server \`await openSolver()\` of
  \`src/observatory/highs-solver.ts\`.
- **Other data.** \`bin/tisser verify statistics FOLDER\` runs any folder of cases in the format of the reference.

## The errors

${codesOfErrors(root)}
`;

function section(one: StatsFunction): string {
  const facts = one.facts.map(([label, text]) => `- ${label}: ${text}`).join("\n");
  const example = one.example === null ? "" : `\n\`\`\`ts\n${one.example}\n\`\`\`\n`;
  const code = `\`\`\`ts\n${one.signature}\n\`\`\``;
  return `\n### ${one.name}\n\n${one.summary}\n\n${code}\n${facts === "" ? "" : `\n${facts}\n`}${example}`;
}

function shapeSection({ name, summary, source }: StatsShape): string {
  return `\n### ${name}\n\n${summary}\n\n\`\`\`ts\n${source}\n\`\`\`\n`;
}

/** The whole of docs/stats-api.md. */
export function statsApi(): string {
  const [functions, shapes] = [statsFunctions(), statsShapes()];
  const files = [...new Set([...functions, ...shapes].map(({ file }) => file))].toSorted();
  const sections = files.map((file) => {
    const title = file
      .replace(/^src\/stats\/|\.ts$/g, "")
      .replaceAll("-", " ")
      .replace("/", ": ");
    const isHere = (one: { readonly file: string }): boolean => one.file === file;
    return `\n## ${title}\n${[
      ...functions.filter(isHere).map(section),
      ...shapes.filter(isHere).map(shapeSection),
    ].join("")}`;
  });
  return head + sections.join("");
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(root, "docs/stats-api.md"), statsApi());
  console.log("docs/stats-api.md was written.");
}
