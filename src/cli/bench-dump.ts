import { mkdtempSync, rmSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeBenchTable } from "./bench-table.ts";
import { thisMachine, type Machine } from "./machine.ts";
import {
  processorTime,
  residentMiB,
  runOwnCommand,
  startOwnServer,
  stopOwnServer,
  type OwnServer,
  type ProcessorTime,
} from "./own-server.ts";

/** Figures of `bench dump`. */
export interface DumpFigures {
  readonly services: number;
  /** Asked at once after an import in which every row changed. */
  readonly changed: DumpFigure;
  readonly changedGzip: DumpFigure;
  /** Nothing changed since. */
  readonly kept: DumpFigure;
  readonly keptGzip: DumpFigure;
  /** Seconds after an import in which every row changed until the server had made the dump by itself. */
  readonly aheadSeconds: number;
  readonly ahead: DumpFigure;
  readonly machine: Machine;
}

/** One dump, asked for and read to its end. */
export interface DumpFigure {
  readonly seconds: number;
  readonly bytes: number;
  /** Highest resident memory of the server while it answers, mebibytes. */
  readonly peakMiB: number;
  /** Processor time of the server and of its database, milliseconds. */
  readonly processorMs: ProcessorTime | null;
}

const path = "/open/services.ndjson";
const everyMilliseconds = 50;
const longestAhead = 300_000;

/** `bench dump [--services N]`: the file of all services of an invented national table, after imports in which every row changed. */
export async function benchDump(options: readonly string[]): Promise<DumpFigures> {
  const { values } = parseArgs({
    args: [...options],
    options: { services: { type: "string", default: "20000" } },
  });
  const services = Number(values.services);
  const folder = mkdtempSync(join(tmpdir(), "tisser-dump-"));
  const dataDir = join(folder, "data");
  const editions = [join(folder, "first.csv"), join(folder, "second.csv")];
  const importEdition = (number: 0 | 1): Promise<void> =>
    runOwnCommand(
      [
        "import",
        "mediation-numerique",
        editions[number]!,
        "--feed",
        "banc",
        "--title",
        "Bench",
        "--licence",
        "invented",
      ],
      { DATA_DIR: dataDir },
    );
  try {
    await writeBenchTable(editions[0]!, { count: services, charactersOfRow: null });
    await writeBenchTable(editions[1]!, { count: services, charactersOfRow: null, edition: "Bis. " });
    await importEdition(0);
    const server = await startOwnServer(dataDir);
    const ask = (coding: "identity" | "gzip"): Promise<DumpFigure> => askDump(server, dataDir, coding);
    try {
      await importEdition(1);
      const [changed, kept] = [await ask("identity"), await ask("identity")];
      await importEdition(0);
      const [changedGzip, keptGzip] = [await ask("gzip"), await ask("gzip")];
      await importEdition(1);
      const aheadSeconds = await secondsUntilMade(server.port);
      const ahead = await ask("identity");
      const figures = { changed, changedGzip, kept, keptGzip, aheadSeconds, ahead };
      return { services, ...figures, machine: thisMachine() };
    } finally {
      await stopOwnServer(server);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function askDump(server: OwnServer, dataDir: string, coding: string): Promise<DumpFigure> {
  let peakMiB = 0;
  const watch = setInterval(() => {
    peakMiB = Math.max(peakMiB, residentMiB(server.child.pid) ?? 0);
  }, everyMilliseconds);
  const before = processorTime(server, dataDir);
  const started = performance.now();
  try {
    const bytes = await bytesOf(server.port, coding);
    const seconds = Math.round((performance.now() - started) / 10) / 100;
    const after = processorTime(server, dataDir);
    const processorMs =
      before === null || after === null
        ? null
        : { node: after.node - before.node, database: after.database - before.database };
    return { seconds, bytes, peakMiB, processorMs };
  } finally {
    clearInterval(watch);
  }
}

function bytesOf(port: number, coding: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, headers: { "accept-encoding": coding } }, (answer) => {
      let bytes = 0;
      if (answer.statusCode !== 200) reject(new Error(`the dump answered ${answer.statusCode}`));
      answer.on("data", (piece: Buffer) => (bytes += piece.length));
      answer.once("end", () => resolve(bytes));
      answer.once("error", reject);
    }).once("error", reject);
  });
}

/** Asks for the name of the dump alone, which it has once all its parts are made. */
async function secondsUntilMade(port: number): Promise<number> {
  const started = performance.now();
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: "HEAD" });
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    if (answer.headers.has("etag")) return seconds;
    if (seconds * 1000 > longestAhead) throw new Error("the dump was not made ahead");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
