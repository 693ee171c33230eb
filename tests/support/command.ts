import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { root } from "./source-tree.ts";

/** How a command ended. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line of the program. */
export const program = join(root, "bin/tisser");

/** Variables handed on; the others are left out, because Vitest sets some that the program reads, such as `BASE_URL`. */
const handedOn = ["PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "TZ"];

/** The environment of a program started by a test. */
export function environmentWith(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = handedOn.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(inherited), ...variables };
}

/** Runs one command of `bin/tisser` to its end. */
export async function runCommand(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const child = spawn(program, args, { env: environmentWith(variables), stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  const code = await ended(child);
  return { code, stdout, stderr };
}

/** Waits for the end of a process; gives its exit code. */
export function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once("close", (code) => resolve(code)));
}
