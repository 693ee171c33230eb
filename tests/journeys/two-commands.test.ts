import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { readTexts } from "../../scripts/declarations.ts";
import { ended, environmentWith, runCommand } from "../support/command.ts";
import { freePort } from "../support/server.ts";
import { root } from "../support/source-tree.ts";

const folder = mkdtempSync(join(tmpdir(), "tisser démarré "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const running: ChildProcess[] = [];
// A test that fails half-way must not leave a server and its database to the tests after it.
afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill("SIGTERM");
    await ended(child);
  }
}, 30_000);

/** `npm start` as a person types it, with its own data and port. */
interface Start {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Milliseconds from the command to the first answer of `/health/ready`. */
  readonly readyMilliseconds: number;
}

async function npmStart(variables: Readonly<Record<string, string>>): Promise<Start> {
  const started = performance.now();
  const child = spawn(process.execPath, ["scripts/run.mjs", "start"], {
    cwd: root,
    env: environmentWith({ LANG: "fr_FR.UTF-8", ...variables }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let text = "";
  child.stdout.on("data", (chunk) => (text += String(chunk)));
  child.stderr.on("data", (chunk) => (text += String(chunk)));
  while (performance.now() - started < 180_000 && child.exitCode === null) {
    const answer = await fetch(`http://localhost:${variables["PORT"]}/health/ready`).catch(() => null);
    if (answer?.ok) return { child, output: () => text, readyMilliseconds: performance.now() - started };
    await pause(50);
  }
  throw new Error(`npm start is not ready:\n${text}`);
}

async function stop(
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly milliseconds: number }> {
  const started = performance.now();
  const end = ended(child);
  child.kill("SIGTERM");
  return { code: await end, milliseconds: performance.now() - started };
}

/** Processes started by a process, directly. */
function childrenOf(pid: number): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => parentOf(one) === pid);
}

function parentOf(pid: number): number | null {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return null; // it ended while we looked
  }
}

function residentMebibytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

describe("npm start", () => {
  const dataDir = join(folder, "données");
  let firstReadyMilliseconds = 0;

  it("prints address, demonstration sign-ins, where data lies and how to stop, and stops within ten seconds", async () => {
    const port = String(await freePort());
    const { child, output, readyMilliseconds } = await npmStart({ DATA_DIR: dataDir, PORT: port });
    firstReadyMilliseconds = readyMilliseconds;
    expect(readyMilliseconds).toBeLessThan(60_000);
    await expect.poll(output, { timeout: 10_000 }).toContain(readTexts("fr").get("pro.cli.howToStop"));
    expect(output()).toContain(`http://localhost:${port}`);
    expect(output()).toContain(dataDir);
    expect(output()).toMatch(/\S+@\S+\.example\s+\S{12,}/);
    const { code, milliseconds } = await stop(child);
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(10_000);
    expect(output()).not.toMatch(/\n\s+at |Warning:/);
  }, 240_000);

  it("is ready much sooner the second time, keeps what was there, and rests in little memory", async () => {
    const port = String(await freePort());
    const { child, output, readyMilliseconds } = await npmStart({ DATA_DIR: dataDir, PORT: port });
    // Three seconds on two quiet cores (docs/performance.md); where others use them too, the first start is the measure.
    expect(readyMilliseconds).toBeLessThan(Math.max(12_000, firstReadyMilliseconds / 2));
    await expect.poll(output, { timeout: 10_000 }).toMatch(/\S+@\S+\.example\s+\S{12,}/);
    await pause(1000);
    const [server = 0] = childrenOf(child.pid ?? 0);
    expect(residentMebibytes(server)).toBeLessThan(250);
    await refusesSecondStart(dataDir, port);
    await refusesBusyPort(port);
    expect((await stop(child)).code).toBe(0);
  }, 240_000);

  /** A second program on the same data is told which port and process hold it. */
  async function refusesSecondStart(data: string, port: string): Promise<void> {
    const { code, stderr } = await runCommand(["serve"], { DATA_DIR: data, PORT: String(await freePort()) });
    expect(code).toBe(1);
    expect(stderr).toContain(port);
    expect(stderr).not.toMatch(/\n\s+at /);
  }

  async function refusesBusyPort(port: string): Promise<void> {
    const { code, stderr } = await runCommand(["serve"], { DATA_DIR: join(folder, "other"), PORT: port });
    expect(code).toBe(1);
    expect(stderr).toContain("server.portBusy");
    expect(stderr).not.toMatch(/\n\s+at /);
  }

  it.each([
    ["PORT", "eighty"],
    ["PROFILE", "everything"],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["BASE_URL", "not an address"],
    ["NODE_ENV", "prod"],
  ])("with %s=%s says in one sentence which setting is bad", async (name, value) => {
    const { code, stderr } = await runCommand(["serve"], { DATA_DIR: join(folder, "never"), [name]: value });
    expect(code).toBe(1);
    expect(stderr).toContain(name);
    expect(stderr).toContain("server.badEnvironment");
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("leaves no process behind", () => {
    const left = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => commandLine(pid).includes(folder));
    expect(left).toEqual([]);
  });

  function commandLine(pid: string): string {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    } catch {
      return "";
    }
  }
});
