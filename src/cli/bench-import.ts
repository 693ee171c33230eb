import { spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCsv } from "#base";
import { drawing, townAt, townIndex } from "#directory/handlers";
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
    await writeTable(file, services, charactersOfRow);
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

/** The sample of the source: its heading, and the cells that every row has alike. */
const sample = new URL("../exchange/sources/mediation-numerique/sample.csv", import.meta.url);
/** How long the description of a row is unless told, in lengths of that of the sample. */
const descriptionLength = 8;

/** A table in the standard of digital mediation, its rows spread over all towns with a place and a postcode. */
async function writeTable(path: string, count: number, charactersOfRow: number | null): Promise<void> {
  const { table } = townIndex();
  const towns = table.codes.flatMap((_, row) => {
    const town = townAt(table, row);
    return town.position === null || town.postcodes.length === 0 ? [] : [town];
  });
  const draw = drawing(20_261_128);
  const file = createWriteStream(path);
  const write = async (records: string[][]): Promise<void> => {
    // As producers write: nothing is made harmless for spreadsheets, so that "+33…" and "-1.5" stay what they are.
    const lines = records.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","));
    if (!file.write(`${lines.join("\r\n")}\r\n`)) await once(file, "drain");
  };
  const [columns = [], cells = []] = readCsv(readFileSync(sample, "utf8"));
  const alike = Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? ""]));
  const sentence = `${alike["presentation_detail"] ?? ""} `;
  const text = sentence.repeat(
    charactersOfRow === null ? descriptionLength : Math.ceil(charactersOfRow / sentence.length),
  );
  await write([columns]);
  for (let number = 0; number < count; number += 1) {
    const town = towns[Math.floor(draw() * towns.length)]!;
    const { latitude, longitude } = town.position!;
    const row: Record<string, string> = {
      ...alike,
      id: `bench-${number}`,
      pivot: "",
      nom: `Bench ${number} ${town.name}`,
      commune: town.name,
      code_postal: town.postcodes[0]!,
      code_insee: town.code,
      latitude: String(latitude),
      longitude: String(longitude),
      telephone: `+336399${String(80_000 + (number % 20_000))}`,
      presentation_detail: text,
    };
    await write([columns.map((column) => row[column] ?? "")]);
  }
  file.end();
  await once(file, "finish");
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
