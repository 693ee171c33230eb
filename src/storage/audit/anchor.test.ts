import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Instant, TenantId } from "#base";
import { readAnchors, writeAnchorFile } from "./anchor.ts";

const tenantId = "7d1f0c52-3b6e-4c1a-9a52-0f2a7a1c0001" as TenantId;
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tisser-anchors-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hashOf = (seq: number): string => seq.toString(16).padStart(64, "0");

async function anchor(at: string, seq: number, kind: "daily" | "restore" = "daily"): Promise<string> {
  const heads = [{ tenantId, seq, hash: hashOf(seq) }];
  return path.basename(await writeAnchorFile(folder, { at: at as Instant, heads, kind }));
}

async function bound(): Promise<readonly number[]> {
  return [...((await readAnchors(folder)).binding.get(tenantId)?.keys() ?? [])];
}

it("an anchor is written once a day and holds the hash of the one before", async () => {
  expect(await anchor("2026-11-21T01:00:00.000Z", 5)).toBe("2026-11-21.json");
  await anchor("2026-11-21T23:00:00.000Z", 9);
  await anchor("2026-11-22T01:00:00.000Z", 12);
  expect(readdirSync(folder)).toEqual(["2026-11-21.json", "2026-11-22.json"]);
  expect(await bound()).toEqual([5, 12]);
  expect((await readAnchors(folder)).faults).toEqual([]);
  expect((await readAnchors(folder)).anchors[0]?.previous).toBeNull();
});

it("a clock that was moved back does not break the order of the anchors", async () => {
  await anchor("2036-11-21T01:00:00.000Z", 5);
  await anchor("2026-11-22T01:00:00.000Z", 12);
  await anchor("2026-11-23T01:00:00.000Z", 15);
  const { anchors, faults } = await readAnchors(folder);
  expect(anchors.map(({ heads }) => heads[0]?.seq)).toEqual([5, 12, 15]);
  expect(faults).toEqual([]);
});

it("an anchor that was changed, removed or made unreadable is named", async () => {
  for (const day of ["21", "22", "23"]) await anchor(`2026-11-${day}T01:00:00.000Z`, Number(day));
  const middle = path.join(folder, "2026-11-22.json");
  const text = readFileSync(middle, "utf8");
  writeFileSync(middle, text.replace('"seq": 22', '"seq": 20'));
  expect((await readAnchors(folder)).faults).toEqual([{ file: "2026-11-23.json", kind: "unlinked" }]);
  writeFileSync(middle, "{");
  expect((await readAnchors(folder)).faults).toEqual([
    { file: "2026-11-22.json", kind: "unreadable" },
    { file: "2026-11-23.json", kind: "unlinked" },
  ]);
  renameSync(middle, `${middle}.away`);
  expect((await readAnchors(folder)).faults).toEqual([{ file: "2026-11-23.json", kind: "unlinked" }]);
});

it("after a restore, anchors of entries that were undone no longer bind, and the restore stays visible", async () => {
  await anchor("2026-11-21T01:00:00.000Z", 5);
  await anchor("2026-11-22T01:00:00.000Z", 12);
  expect(await anchor("2026-11-22T10:00:00.000Z", 8, "restore")).toBe(
    "2026-11-22T10-00-00.000Z-restore.json",
  );
  await anchor("2026-11-23T01:00:00.000Z", 20);
  expect(await bound()).toEqual([5, 8, 20]);
  const { anchors } = await readAnchors(folder);
  expect(anchors.map(({ kind }) => kind)).toEqual(["daily", "daily", "restore", "daily"]);
});
