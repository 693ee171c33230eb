import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { thisMachine, type Machine } from "./machine.ts";

/** Figures of `bench start`: milliseconds and mebibytes. */
export interface StartFigures {
  /** From command to ready with an empty data folder, pages already built. */
  readonly firstReadyMs: number;
  /** From command to ready on that folder again. */
  readonly readyMs: number;
  /** Resident memory of Node ten seconds after it was ready; null where the system does not say. */
  readonly idleRssMiB: number | null;
  readonly machine: Machine;
}

const main = new URL("./main.ts", import.meta.url).pathname;
const longestStart = 120_000;

/** Starts the program twice on a fresh folder and measures; leaves nothing behind. */
export async function benchStart(): Promise<StartFigures> {
  const folder = mkdtempSync(join(tmpdir(), "tisser-bench-"));
  try {
    const first = await timedStart(folder);
    await stop(first.child);
    const second = await timedStart(folder);
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    const idleRssMiB = residentMiB(second.child.pid);
    await stop(second.child);
    return {
      firstReadyMs: first.milliseconds,
      readyMs: second.milliseconds,
      idleRssMiB,
      machine: thisMachine(),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timedStart(
  folder: string,
): Promise<{ readonly child: ChildProcess; readonly milliseconds: number }> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, [main, "serve"], {
    env: { ...process.env, DATA_DIR: join(folder, "data"), PORT: String(port), BASE_URL: "" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}`);
    if (performance.now() - started > longestStart) throw new Error("serve was not ready in time");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { child, milliseconds: Math.round(performance.now() - started) };
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => {
    child.once("close", resolve);
  });
  child.kill("SIGTERM");
  await ended;
}

function residentMiB(pid: number | undefined): number | null {
  try {
    const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return line ? Math.round(Number(line[1]) / 1024) : null;
  } catch {
    return null;
  }
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
