import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

const main = new URL("./main.ts", import.meta.url).pathname;
const longestStart = 120_000;
/** As `bin/tisser` starts Node. */
export const nodeFlags = ["--max-semi-space-size=8"];
/** As it starts Node for an import. */
export const importFlags = ["--max-semi-space-size=16"];

/** A Tisser of one's own, to be measured. */
export interface OwnServer {
  readonly child: ChildProcess;
  readonly port: number;
  /** From the command to ready, milliseconds. */
  readonly milliseconds: number;
}

/** Starts the program on a data folder and waits until it is ready. @throws Error when it ends or takes too long */
export async function startOwnServer(
  dataDir: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<OwnServer> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, [...nodeFlags, main, "serve"], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), BASE_URL: "", ...variables },
    stdio: ["ignore", "ignore", "inherit"],
  });
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}`);
    if (performance.now() - started > longestStart) throw new Error("serve was not ready in time");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { child, port, milliseconds: Math.round(performance.now() - started) };
}

/** Runs another command of the program on the same folder to its end. @throws Error when it fails */
export function runOwnCommand(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const child = spawn(process.execPath, [...nodeFlags, main, ...args], {
    env: { ...process.env, BASE_URL: "", ...variables },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${args[0]} ended with ${code}`)),
    );
  });
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok;
  } catch {
    return false;
  }
}

/** Stops it as an operator does, and waits. */
export async function stopOwnServer({ child }: OwnServer): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => {
    child.once("close", resolve);
  });
  child.kill("SIGTERM");
  await ended;
}

/** Resident memory of a process, mebibytes; null where the system does not say. */
export function residentMiB(pid: number | undefined): number | null {
  try {
    const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return line ? Math.round(Number(line[1]) / 1024) : null;
  } catch {
    return null;
  }
}

/** Processor time used so far, milliseconds: by Node, and by the PostgreSQL of the same data folder. */
export interface ProcessorTime {
  readonly node: number;
  readonly database: number;
}

/** Milliseconds of one tick of the kernel's clock, as Linux tells processor times. */
const tickMilliseconds = 10;

/** Processor time of a server of one's own and of its database; null where the system does not say. */
export function processorTime({ child }: Pick<OwnServer, "child">, dataDir: string): ProcessorTime | null {
  try {
    const folder = realpathSync(join(dataDir, "pg18"));
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && workingFolder(name) === folder);
    return {
      node: ticksOf(String(child.pid)) * tickMilliseconds,
      database: pids.reduce((sum, pid) => sum + ticksOf(pid), 0) * tickMilliseconds,
    };
  } catch {
    return null;
  }
}

function workingFolder(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null; // it ended meanwhile, or is somebody else's
  }
}

/** Ticks in a process and in the system for it (fields 14 and 15 of proc_pid_stat(5)). */
function ticksOf(pid: string): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
