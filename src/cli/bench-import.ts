import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeBenchTable } from "./bench-table.ts";
import { thisMachine, type Machine } from "./machine.ts";
import {
  importFlags,
  processorTime,
  residentMiB,
  startOwnServer,
  stopOwnServer,
  type ProcessorTime,
} from "./own-server.ts";

/** Figures of `bench import`. */
export interface ImportFigures {
  readonly services: number;
  readonly fileMiB: number;
  /** Seconds of the whole command, program start included. */
  readonly importSeconds: number;
  readonly againSeconds: number;
  /** Processor time of the program and of its database, seconds: steadier than the clock on a busy machine. */
  readonly processorSeconds: ProcessorTime | null;
  /** Highest resident memory of the importing program, mebibytes. */
  readonly peakMiB: number;
  readonly report: unknown;
  /** Seconds until a server that was started on it answers the first search from its index, and its own processor time in them. */
  readonly indexSeconds: number;
  readonly indexProcessorSeconds: ProcessorTime | null;
  /** Imported and indexed: the first import, and the first search. */
  readonly totalSeconds: number;
  readonly machine: Machine;
}

const everyMilliseconds = 200;

/**
 * `bench import [--services N] [--mebibytes N]`: imports an invented national table part by part into a database of its own,
 * twice. With `--mebibytes` its descriptions are as long as makes the file that large.
 */
export async function benchImport(options: readonly string[]): Promise<ImportFigures> {
  const numberAfter = (option: string): number | null => {
    const at = options.indexOf(option);
    return at < 0 ? null : Number(options[at + 1]);
  };
  const services = numberAfter("--services") ?? 100_000;
  const mebibytes = numberAfter("--mebibytes");
  const charactersOfRow = mebibytes === null ? null : Math.ceil((mebibytes * 2 ** 20) / services);
  const folder = mkdtempSync(join(tmpdir(), "tisser-import-"));
  try {
    const [file, dataDir] = [join(folder, "table.csv"), join(folder, "data")];
    await writeBenchTable(file, { count: services, charactersOfRow });
    const first = await runImport(file, dataDir);
    const again = await runImport(file, dataDir);
    const searched = await firstSearch(dataDir);
    return {
      services,
      fileMiB: Math.round(statSync(file).size / 2 ** 20),
      importSeconds: first.seconds,
      againSeconds: again.seconds,
      processorSeconds: first.processorSeconds,
      peakMiB: first.peakMiB,
      report: first.report,
      indexSeconds: searched.seconds,
      indexProcessorSeconds: searched.processorSeconds,
      totalSeconds: Math.round((first.seconds + searched.seconds) * 10) / 10,
      machine: thisMachine(),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Run {
  readonly seconds: number;
  readonly processorSeconds: ProcessorTime | null;
  readonly peakMiB: number;
  readonly report: unknown;
}

async function runImport(file: string, dataDir: string): Promise<Run> {
  const main = new URL("./main.ts", import.meta.url).pathname;
  const feed = ["--feed", "banc", "--title", "Bench", "--licence", "invented"];
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [...importFlags, main, "import", "mediation-numerique", file, ...feed],
    {
      env: { ...process.env, DATA_DIR: dataDir },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let peakMiB = 0;
  let used: ProcessorTime | null = null;
  const watch = setInterval(() => {
    peakMiB = Math.max(peakMiB, residentMiB(child.pid) ?? 0);
    used = atLeast(used, processorTime({ child }, dataDir));
  }, everyMilliseconds);
  let text = "";
  child.stdout.on("data", (part: Buffer) => (text += part.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  clearInterval(watch);
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  return { seconds, processorSeconds: inSeconds(used), peakMiB, report: JSON.parse(text) as unknown };
}

/** What was used so far: a process that ended, as the database does before the program, is told no more. */
function atLeast(before: ProcessorTime | null, now: ProcessorTime | null): ProcessorTime | null {
  if (before === null || now === null) return now ?? before;
  return { node: Math.max(before.node, now.node), database: Math.max(before.database, now.database) };
}

function inSeconds(used: ProcessorTime | null): ProcessorTime | null {
  if (used === null) return null;
  const tenths = (milliseconds: number): number => Math.round(milliseconds / 100) / 10;
  return { node: tenths(used.node), database: tenths(used.database) };
}

async function firstSearch(dataDir: string): Promise<Pick<Run, "seconds" | "processorSeconds">> {
  const server = await startOwnServer(dataDir);
  try {
    // The server begins to read the offers when it is ready: what it did before is no indexing.
    const before = processorTime(server, dataDir);
    const started = performance.now();
    const address = `http://127.0.0.1:${server.port}/api/v1/directory/offers?town=69123&radiusKm=20`;
    const answer = (await (await fetch(address)).json()) as { readonly total?: number };
    if (!answer.total) throw new Error("the imported offers are not found");
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    return { seconds, processorSeconds: inSeconds(less(processorTime(server, dataDir), before)) };
  } finally {
    await stopOwnServer(server);
  }
}

function less(after: ProcessorTime | null, before: ProcessorTime | null): ProcessorTime | null {
  if (after === null || before === null) return null;
  return { node: after.node - before.node, database: after.database - before.database };
}
