import { spawn, type ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ended, environmentWith, program, runCommand, type CommandResult } from "./command.ts";
import { makeScratch } from "./scratch.ts";
import { placeWorld } from "./seeded-folder.ts";
import { root } from "./source-tree.ts";

/** How the server is started. */
export interface ServerOptions {
  /** File of a world to seed before the start; the demonstration world unless told, none when null. */
  readonly world?: string | null;
  /** Variables of the environment beside those that every test server has. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** A running Tisser of its own: own data, own port. */
export interface RunningServer {
  readonly baseUrl: string;
  readonly dataDir: string;
  readonly outboxDir: string;
  /** What `seed` printed: ids and credentials; null without a world. */
  readonly seeded: unknown;
  /** Everything that the server wrote so far. */
  readonly output: () => string;
  /** Runs another command of `bin/tisser` with the same environment. */
  readonly run: (...args: readonly string[]) => Promise<CommandResult>;
  /** Sends SIGTERM and waits for the end; gives exit code and milliseconds. */
  readonly stop: () => Promise<{ readonly code: number | null; readonly milliseconds: number }>;
}

const readyWithinMilliseconds = 180_000;

/** Starts the real `bin/tisser serve` on a folder and a port of its own, and waits until it is ready. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const folder = makeScratch("tisser journey é-");
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const outboxDir = join(folder, "outbox");
  const variables = {
    DATA_DIR: join(folder, "data"),
    OUTBOX_DIR: outboxDir,
    PORT: String(port),
    BASE_URL: baseUrl,
    RATE_LIMIT: "1000000",
    NODE_ENV: "test",
    ...options.variables,
  };
  const world = options.world === undefined ? join(root, "examples/world-demo.json") : options.world;
  const seeded =
    world === null ? null : await placeWorld(world, variables.DATA_DIR, options.variables?.["PROFILE"]);
  const child = spawn(program, ["serve"], {
    env: environmentWith(variables),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = collect(child);
  await waitUntilReady(child, baseUrl, output);
  return {
    baseUrl,
    dataDir: variables.DATA_DIR,
    outboxDir,
    seeded,
    output,
    run: async (...args) => runCommand(args, variables),
    stop: async () => stop(child, folder),
  };
}

function collect(child: ChildProcess): () => string {
  let text = "";
  child.stdout?.on("data", (chunk) => (text += String(chunk)));
  child.stderr?.on("data", (chunk) => (text += String(chunk)));
  return () => text;
}

async function waitUntilReady(child: ChildProcess, baseUrl: string, output: () => string): Promise<void> {
  const deadline = performance.now() + readyWithinMilliseconds;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}:\n${output()}`);
    if (await isReady(baseUrl)) return;
    await pause(200);
  }
  child.kill("SIGKILL");
  throw new Error(`serve was not ready in time:\n${output()}`);
}

async function isReady(baseUrl: string): Promise<boolean> {
  try {
    return (await fetch(`${baseUrl}/health/ready`)).ok;
  } catch {
    return false;
  }
}

async function stop(
  child: ChildProcess,
  folder: string,
): Promise<{ readonly code: number | null; readonly milliseconds: number }> {
  const started = performance.now();
  const wasRunning = child.exitCode === null && child.signalCode === null;
  child.kill("SIGTERM");
  const code = await Promise.race([ended(child), pause(30_000, "late" as const)]);
  const milliseconds = performance.now() - started;
  if (code === "late") child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
  if (!wasRunning) throw new Error(`serve had ended before, with ${child.exitCode ?? child.signalCode}`);
  return { code: code === "late" ? null : code, milliseconds };
}

/** A port that nobody uses now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return port;
}
