import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cliErrors } from "./errors.ts";
import { thisMachine, type Machine } from "./machine.ts";

/** A promise of the loop that was tried. */
export interface PromiseFigures {
  /** How often it was tried. */
  readonly tried: number;
  /** What came out, as the test that tries it says it. */
  readonly found: string;
  readonly seconds: number;
}

/** Figures of `bench loop`. */
export interface LoopFigures {
  readonly repeated: PromiseFigures;
  readonly killed: PromiseFigures;
  readonly interleaved: PromiseFigures;
  readonly machine: Machine;
}

interface Trial {
  readonly project: "rooms" | "durability";
  readonly file: string;
  /** Variable of the environment by which the test is told how often. */
  readonly variable: string;
}

const root = join(import.meta.dirname, "../..");
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const trials = {
  repeated: {
    project: "rooms",
    file: "src/pathway/repeated.test.ts",
    variable: "TISSER_REPEATED_OPERATIONS",
  },
  killed: { project: "durability", file: "tests/durability/kill.test.ts", variable: "KILL_ROUNDS" },
  interleaved: {
    project: "rooms",
    file: "src/pathway/contact/interleavings.test.ts",
    variable: "TISSER_INTERLEAVINGS",
  },
} as const satisfies Record<string, Trial>;

/**
 * Tries the promises of the loop as often as issue 6 asks, by the tests that try them a few times in each run of the suite:
 * operations submitted ten times each, rounds of `kill -9` during acknowledged writes, interleavings of what persons say and
 * of messages that are due. `--operations`, `--rounds` and `--interleavings` ask for fewer.
 * @throws cli.benchCountInvalid when a number is no positive whole one; cli.benchNeedsTests where the tests are not installed;
 * cli.benchPromiseBroken when one is not kept.
 */
export async function benchLoop(options: readonly string[]): Promise<LoopFigures> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      operations: { type: "string", default: "1000" },
      rounds: { type: "string", default: "200" },
      interleavings: { type: "string", default: "1000" },
    },
  });
  const asked = {
    repeated: countOf("operations", values.operations),
    killed: countOf("rounds", values.rounds),
    interleaved: countOf("interleavings", values.interleavings),
  };
  if (!existsSync(vitest)) throw cliErrors.benchNeedsTests({});
  return {
    repeated: await measure("repeated", asked.repeated),
    killed: await measure("killed", asked.killed),
    interleaved: await measure("interleaved", asked.interleaved),
    machine: thisMachine(),
  };
}

function countOf(name: string, written: string): number {
  const count = Number(written);
  if (!Number.isInteger(count) || count < 1) throw cliErrors.benchCountInvalid({ name });
  return count;
}

async function measure(name: keyof typeof trials, tried: number): Promise<PromiseFigures> {
  const { project, file, variable } = trials[name];
  const started = performance.now();
  const child = spawn(process.execPath, [vitest, "run", "--project", project, file], {
    cwd: root,
    env: { ...process.env, [variable]: String(tried), NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += String(chunk)));
  child.stderr.on("data", (chunk) => (output += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const found = /^\d+ (?:submissions|rounds|interleavings), .*$/m.exec(output)?.[0];
  if (code !== 0 || found === undefined) {
    process.stderr.write(output);
    throw cliErrors.benchPromiseBroken({ name });
  }
  return { tried, found, seconds: Math.round((performance.now() - started) / 1000) };
}
