import { expect, it } from "vitest";
import {
  acknowledgedKeys,
  killDatabase,
  lostKeys,
  newTarget,
  startWriter,
  waitForMore,
  type Target,
  type Writer,
} from "./harness.ts";

/** 3 rounds in the daily suite, one of each kind; `KILL_ROUNDS=50` for the long run. */
const rounds = Number(process.env["KILL_ROUNDS"] ?? "3");
const kinds = ["program", "database", "both"] as const;

async function round(target: Target, kind: (typeof kinds)[number], position: number): Promise<void> {
  const writer = startWriter(target);
  await writer.expect("ready");
  await waitForMore(target, 60 + (position % 7) * 40);
  if (kind !== "database") writer.child.kill("SIGKILL");
  if (kind !== "program") killDatabase(target.dataDir);
  if (kind === "database") await survive(target, writer);
  await writer.ended;
}

/** The program goes on with the same process, tells its callers 503 meanwhile, and writes again by itself. */
async function survive(target: Target, writer: Writer): Promise<void> {
  const { pid } = writer.child;
  expect(await writer.expect("away")).toMatchObject({ status: 503 });
  await waitForMore(target, 20);
  expect(writer.child.pid).toBe(pid);
  expect(writer.child.exitCode).toBeNull();
  writer.child.kill("SIGTERM");
  await writer.expect("stopped");
}

it(
  "loses no acknowledged row when the program, the database or both are killed while writing",
  { timeout: 60_000 + rounds * 10_000 },
  async () => {
    const target = newTarget();
    const start = performance.now();
    for (let position = 0; position < rounds; position += 1)
      await round(target, kinds[position % kinds.length] ?? "both", position);
    const lost = await lostKeys(target);
    const acknowledged = acknowledgedKeys(target).length;
    const seconds = Math.round((performance.now() - start) / 100) / 10;
    console.log(`${rounds} rounds, ${acknowledged} acknowledged, ${lost.length} lost, ${seconds} s`);
    expect(acknowledged).toBeGreaterThan(rounds * 10);
    expect(lost).toEqual([]);
  },
);
