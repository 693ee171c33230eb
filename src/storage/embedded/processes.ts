import { readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";

/** What the kernel tells of a process. */
interface ProcessState {
  /** One letter; `Z` is a zombie: dead, but not yet collected by its parent. */
  readonly state: string;
  /** Clock ticks between the boot of the machine and the start of the process. */
  readonly startTicks: string;
}

function processState(pid: number): ProcessState | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", startTicks: fields[19] ?? "" };
  } catch {
    return null;
  }
}

/** Whether a process runs. A zombie does not, although its number is still taken. */
export function isAlive(pid: number): boolean {
  const found = processState(pid);
  return found !== null && found.state !== "Z" && found.state !== "X";
}

/** Whether a process number is in use, be it by a zombie. */
export function isNumberTaken(pid: number): boolean {
  return processState(pid) !== null;
}

/**
 * A mark that no other process ever has: boot of the machine and start tick, so that a number used again is told apart.
 * Missing  `null` when no such process runs.
 */
export function birthMark(pid: number): string | null {
  const found = processState(pid);
  if (found === null || !isAlive(pid)) return null;
  return `${readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()}/${found.startTicks}`;
}

function workingFolder(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/** Whether a live process works in this folder, as every PostgreSQL process does in its data folder. */
export function worksIn(pid: number, folder: string): boolean {
  return isAlive(pid) && workingFolder(pid) === realpathSync(folder);
}

/** Numbers of all live processes that work in this folder. */
export function processesIn(folder: string): readonly number[] {
  const real = realpathSync(folder);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingFolder(pid) === real && isAlive(pid));
}

/** Sends a signal; a process that is gone already is no fault. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Waits until a condition holds; tells whether it did within the time given, in milliseconds. */
export async function waitUntil(
  condition: () => boolean,
  milliseconds: number,
  stepMilliseconds = 15,
): Promise<boolean> {
  const steps = Math.ceil(milliseconds / stepMilliseconds);
  for (let step = 0; step < steps; step += 1) {
    if (condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, stepMilliseconds));
  }
  return condition();
}
