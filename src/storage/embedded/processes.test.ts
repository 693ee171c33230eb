import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  birthMark,
  isAlive,
  isNumberTaken,
  processesIn,
  signalProcess,
  waitUntil,
  worksIn,
} from "./processes.ts";

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "tisser-processes-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sleeper(): ChildProcess & { pid: number } {
  const child = spawn("sleep", ["60"], { cwd: folder, stdio: "ignore" });
  if (child.pid === undefined) throw new Error("sleep did not start");
  return child as ChildProcess & { pid: number };
}

describe("what is known of processes", () => {
  it("finds those that work in a folder, until they end", async () => {
    const { pid } = sleeper();
    await waitUntil(() => worksIn(pid, folder), 2_000);
    expect(processesIn(folder)).toEqual([pid]);
    expect(worksIn(process.pid, folder)).toBe(false);
    signalProcess(pid, "SIGKILL");
    expect(await waitUntil(() => processesIn(folder).length === 0, 2_000)).toBe(true);
  });

  it("counts a dead process that nobody collected as dead, although its number is taken", async () => {
    // The shell starts a child that ends at once, then becomes `sleep`, which never collects it.
    const parent = spawn("/bin/sh", ["-c", "sleep 0.1 & echo $!; exec sleep 60"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const said = await new Promise<string>((resolve) => {
      parent.stdout.once("data", (part: Buffer) => resolve(part.toString()));
    });
    const zombie = Number(said);
    expect(await waitUntil(() => !isAlive(zombie), 2_000)).toBe(true);
    expect(isNumberTaken(zombie)).toBe(true);
    expect(birthMark(zombie)).toBeNull();
    parent.kill("SIGKILL");
  });

  it("gives each process a mark of its own that stays the same", async () => {
    const { pid } = sleeper();
    const own = birthMark(process.pid);
    expect(own).not.toBeNull();
    expect(birthMark(process.pid)).toBe(own);
    await waitUntil(() => birthMark(pid) !== null, 2_000);
    expect(birthMark(pid)).not.toBe(own);
    signalProcess(pid, "SIGKILL");
    await waitUntil(() => !isAlive(pid), 2_000);
    expect(birthMark(pid)).toBeNull();
    expect(() => signalProcess(4_194_303, "SIGTERM")).not.toThrow();
  });
});
