// What `npm test` (all) and `npm run check` (fast) run, one heading after the other, closing on `N passed, N failed`.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

/** One heading: a command that passes or fails as a whole, or a group of tests that are counted one by one. */
interface Check {
  readonly title: string;
  readonly command: readonly string[];
  /** Whether the command is Vitest, whose tests are counted. */
  readonly isCounted?: boolean;
  /** Whether it also belongs to the fast part. */
  readonly isFast?: boolean;
  /** Whether it runs beside the one before it: neither fills the two cores alone. */
  readonly isBeside?: boolean;
}

/** How one heading ended. */
interface Outcome {
  readonly title: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
  /** What failed, with its first words: said again at the end, where a shortened log still shows it. */
  readonly faults: readonly string[];
}

/** What is read of Vitest's report. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

const checks: readonly Check[] = [
  { title: "Format", command: ["oxfmt", "--check", "."], isFast: true },
  { title: "Lint", command: ["oxlint", "--type-aware", "--deny-warnings"], isFast: true },
  { title: "Types", command: ["tsc", "-p", "."], isFast: true, isBeside: true },
  { title: "Dead code", command: ["knip", "--no-progress"] },
  {
    title: "Architecture",
    command: ["vitest", "run", "--project", "architecture"],
    isCounted: true,
    isFast: true,
    isBeside: true,
  },
  {
    title: "Pure code, under UTC",
    command: ["vitest", "run", "--project", "pure"],
    isCounted: true,
    isFast: true,
  },
  {
    title: "Every room, under Pacific/Auckland",
    command: ["vitest", "run", "--project", "rooms"],
    isCounted: true,
  },
  { title: "Durability", command: ["vitest", "run", "--project", "durability"], isCounted: true },
  {
    title: "Installation",
    command: ["vitest", "run", "--project", "install"],
    isCounted: true,
    isBeside: true,
  },
  {
    title: "Documents",
    command: ["vitest", "run", "--project", "docs"],
    isCounted: true,
    isBeside: true,
  },
  {
    title: "Journeys, in a browser",
    command: ["vitest", "run", "--project", "journeys"],
    isCounted: true,
  },
];

const root = join(import.meta.dirname, "..");
const reports = mkdtempSync(join(tmpdir(), "tisser-checks-"));

/** Runs a command in the clone; gives its exit code, and what it wrote when it was not shown. */
function run(command: readonly string[], isShown: boolean): Promise<{ code: number; written: Buffer }> {
  const [program = "", ...args] = command;
  const child = spawn(join(root, "node_modules", ".bin", program), args, {
    cwd: root,
    stdio: isShown ? "inherit" : ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    const end = (code: number) => resolve({ code, written: Buffer.concat(chunks) });
    child.on("error", () => end(1));
    child.on("close", (code) => end(code ?? 1));
  });
}

/** The failed tests of a report, and the files that could not be loaded, each with its place and its message. */
function faultsOf(report: Report): string[] {
  return report.testResults.flatMap((file) => {
    const place = relative(root, file.name);
    const failed = file.assertionResults.filter(({ status }) => status === "failed");
    const unloaded = failed.length === 0 && file.status === "failed" ? [`${place}: ${file.message}`] : [];
    return [
      ...unloaded,
      ...failed.map((test) => `${place} > ${test.fullName}: ${(test.failureMessages ?? []).join(" ")}`),
    ];
  });
}

/** Counts in Vitest's report; a run without a single test is a failure, and so is a file that could not be loaded. */
function countTests(file: string, code: number): Omit<Outcome, "title" | "seconds"> {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, faults: ["it wrote no report"] };
  const report = JSON.parse(readFileSync(file, "utf8")) as Report;
  const passed = report.numPassedTests;
  const failed = Math.max(report.numFailedTests, code !== 0 || passed === 0 ? 1 : 0);
  return { passed, failed, skipped: report.numPendingTests, faults: faultsOf(report) };
}

/** Carries out one heading, shown as it goes or told whole at its end. */
async function carryOut(check: Check, isShown: boolean): Promise<Outcome> {
  if (isShown) console.log(`\n━━ ${check.title}`);
  const started = performance.now();
  const file = join(reports, `${check.title.replace(/\W+/g, "-")}.json`);
  const extra = check.isCounted ? ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`] : [];
  const { code, written } = await run([...check.command, ...extra], isShown);
  const seconds = (performance.now() - started) / 1000;
  if (!isShown) process.stdout.write(`\n━━ ${check.title}\n${written.toString()}`);
  const counts = check.isCounted
    ? countTests(file, code)
    : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, faults: [] };
  console.log(`── ${check.title}: ${counts.failed === 0 ? "passed" : "FAILED"} in ${seconds.toFixed(1)} s`);
  return { title: check.title, seconds, ...counts };
}

/** Checks in their order, those that run beside one another together. */
function inStages(checksOf: readonly Check[]): readonly Check[][] {
  const stages: Check[][] = [];
  for (const check of checksOf) {
    const last = stages.at(-1);
    if (check.isBeside === true && last !== undefined) last.push(check);
    else stages.push([check]);
  }
  return stages;
}

const wanted = checks.filter((check) => process.argv[2] !== "fast" || check.isFast);
const outcomes: Outcome[] = [];
for (const stage of inStages(wanted))
  outcomes.push(...(await Promise.all(stage.map(async (check, place) => carryOut(check, place === 0)))));
rmSync(reports, { recursive: true, force: true });

console.log("\n━━ All together");
for (const { title, passed, failed, skipped, seconds, faults } of outcomes) {
  const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  console.log(`   ${title.padEnd(36)} ${counts.padEnd(34)} ${seconds.toFixed(1).padStart(7)} s`);
  for (const fault of faults) console.log(`     ✗ ${fault.replaceAll(/\s+/g, " ").slice(0, 600)}`);
}
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
