import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { thisMachine, type Machine } from "./machine.ts";
import { residentMiB, startOwnServer, stopOwnServer } from "./own-server.ts";

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

/** Starts the program twice on a fresh folder and measures; leaves nothing behind. */
export async function benchStart(): Promise<StartFigures> {
  const folder = mkdtempSync(join(tmpdir(), "tisser-bench-"));
  try {
    const first = await startOwnServer(join(folder, "data"));
    await stopOwnServer(first);
    const second = await startOwnServer(join(folder, "data"));
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    const idleRssMiB = residentMiB(second.child.pid);
    await stopOwnServer(second);
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
