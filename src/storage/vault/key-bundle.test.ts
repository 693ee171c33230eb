import { fork, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { PersonRef } from "./index.ts";
import { openKeyBundle } from "./key-bundle.ts";
import { machineDisk } from "./disk.ts";
import { readKeyFile } from "./key-file.ts";
import { newKey } from "./secrets.ts";
import { identityOf, slotLength, wrapKey } from "./slot.ts";
import {
  disturbedDisk,
  killEverywhere,
  makeHome,
  nameOf,
  now,
  slotsOf,
  somebody,
  type VaultHome,
} from "./vault.testing.ts";
import { threadWorkMs } from "../../base/thread-work.testing.ts";

const bundleOf = (home: VaultHome): string => join(home.folder, "persons.bundle");

test("whatever was torn at the end of the bundle, keys before and after it are found", async () => {
  const home = makeHome();
  (await home.open()).close();
  const kek = readKeyFile(home.keysFile)?.keks.get(1) ?? newKey();
  const slot = (): { person: PersonRef; bytes: Buffer } => {
    const person = somebody();
    return {
      person,
      bytes: wrapKey(randomBytes(32), { kekVersion: 1, kek }, { identity: identityOf(person), origin: null }),
    };
  };
  const rubbish = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.integer({ min: 0, max: 300 }).map((length) => new Uint8Array(length)),
    fc.integer({ min: 0, max: slotLength }).map((length) => slot().bytes.subarray(0, length)),
    fc.constant(Buffer.from("TSSKTSSKTSSK")),
  );
  fc.assert(
    fc.property(fc.array(rubbish, { minLength: 1, maxLength: 5 }), (pieces) => {
      truncateSync(bundleOf(home), 0);
      const watching = openKeyBundle(bundleOf(home), machineDisk);
      const slots = pieces.map((piece) => {
        const { person, bytes } = slot();
        appendFileSync(bundleOf(home), piece);
        watching.find(identityOf(person));
        appendFileSync(bundleOf(home), bytes);
        return { person, bytes };
      });
      const reopened = openKeyBundle(bundleOf(home), machineDisk);
      for (const { person, bytes } of slots) {
        for (const bundle of [watching, reopened]) {
          const found = bundle.find(identityOf(person));
          expect(found.some((each) => each.bytes.equals(bytes))).toBe(true);
        }
      }
      watching.close();
      reopened.close();
    }),
  );
  home.remove();
});

test("entering a person killed at any point either made the key or made none", async () => {
  for (const isTorn of [false, true]) {
    const person = somebody();
    await killEverywhere(
      isTorn,
      async (disk) => {
        const home = makeHome();
        (await home.open()).close();
        const vault = await home.open(disk);
        await vault.createPersonKey(person).catch(() => null);
        vault.close();
        return home;
      },
      async (home) => {
        const vault = await home.open();
        await vault.createPersonKey(person);
        await vault.createPersonKey(somebody());
        expect(vault.open(nameOf(person), vault.seal(nameOf(person), "x"))).toBe("x");
        expect(slotsOf(home).filter((slot) => slot.identity.equals(identityOf(person)))).toHaveLength(1);
        vault.close();
      },
    );
  }
});

test("one person entered by two processes at once has one key, whoever was quicker", async () => {
  for (let at = 1; ; at += 1) {
    const [home, person] = [makeHome(), somebody()];
    const other = await home.open();
    const sealed: Uint8Array[] = [];
    const disk = disturbedDisk(at, async () => {
      await other.createPersonKey(person);
      sealed.push(other.seal(nameOf(person), "x"));
    });
    const vault = await home.open(disk);
    await vault.createPersonKey(person);
    sealed.push(vault.seal(nameOf(person), "x"));
    const later = await home.open();
    await later.rotateKeys({ now });
    for (const each of [other, vault, later]) {
      expect(sealed.map((bytes) => each.open(nameOf(person), bytes))).toEqual(sealed.map(() => "x"));
      each.close();
    }
    home.remove();
    if (disk.changes() < at) break;
  }
});

function startWorker(home: VaultHome, task: "enter" | "rotate", count: number): ChildProcess {
  const variables = { ...process.env, NODE_OPTIONS: "" };
  return fork(join(import.meta.dirname, "vault-worker.testing.ts"), [home.root, task, String(count)], {
    env: variables,
    execArgv: [],
  });
}

/** What a worker told until it ended. */
function told(worker: ChildProcess): Promise<unknown[]> {
  const messages: unknown[] = [];
  worker.on("message", (message) => messages.push(message));
  return new Promise((resolve) => worker.on("exit", () => resolve(messages)));
}

test("two processes entering persons into one bundle read each other's", async () => {
  const home = makeHome();
  const vault = await home.open();
  const entered = (await Promise.all([1, 2].map(() => told(startWorker(home, "enter", 100))))).flat();
  expect(entered).toHaveLength(200);
  for (const message of entered) {
    const { person, sealed } = message as { person: PersonRef; sealed: string };
    expect(vault.open(nameOf(person), Buffer.from(sealed, "base64"))).toBe("entré");
  }
  expect(slotsOf(home)).toHaveLength(200);
  vault.close();
  home.remove();
});

test("a rotation of 3 000 keys killed -9 again and again loses nobody, while others read", async () => {
  const home = makeHome();
  const vault = await home.open();
  const people = Array.from({ length: 3000 }, () => somebody());
  const kek = readKeyFile(home.keysFile)?.keks.get(1) ?? newKey();
  const slots = people.map((person) =>
    wrapKey(randomBytes(32), { kekVersion: 1, kek }, { identity: identityOf(person), origin: null }),
  );
  const filling = openKeyBundle(bundleOf(home), machineDisk);
  await filling.append(slots);
  filling.close();
  const sealed = people.map((person) => vault.seal(nameOf(person), "x"));
  const fields = people.map((person, at) => ({
    place: nameOf(person),
    sealed: sealed[at] ?? new Uint8Array(),
  }));
  const expectAllOpen = (): void => expect(vault.openAll(fields)).toEqual(people.map(() => "x"));
  for (let round = 0; round < 6; round += 1) {
    const worker = startWorker(home, "rotate", 0);
    const end = told(worker);
    await Promise.race([new Promise((resolve) => worker.once("message", resolve)), end]);
    await pause(round * 25);
    worker.kill("SIGKILL");
    await end;
    expectAllOpen();
  }
  await vault.rotateKeys({ now });
  expectAllOpen();
  vault.close();
  const later = await home.open(machineDisk, false);
  expect(later.openAll(fields)).toHaveLength(3000);
  later.close();
  const left = slotsOf(home);
  expect(new Set(left.map((slot) => slot.identity.toString("hex"))).size).toBe(3000);
  expect(left.every((slot) => slot.kekVersion === readKeyFile(home.keysFile)?.current)).toBe(true);
  home.remove();
}, 120_000);

test("a bundle of 200 000 keys opens within seconds, on a busy machine too", async () => {
  const home = makeHome();
  const [vault, person] = [await home.open(), somebody()];
  await vault.createPersonKey(person);
  vault.close();
  const slot = wrapKey(
    randomBytes(32),
    { kekVersion: 1, kek: newKey() },
    { identity: randomBytes(32), origin: null },
  );
  const { crc32 } = await import("node:zlib");
  for (let batch = 0; batch < 20; batch += 1) {
    const slots = Array.from({ length: 10_000 }, () => {
      const copy = Buffer.from(slot);
      randomBytes(32).copy(copy, 16);
      copy.writeUInt32BE(crc32(copy.subarray(0, 124)), 124);
      return copy;
    });
    appendFileSync(bundleOf(home), Buffer.concat(slots));
  }
  const start = threadWorkMs();
  const opened = await home.open(machineDisk, false);
  const milliseconds = threadWorkMs() - start;
  expect(opened.hasPersonKey(person)).toBe(true);
  expect(slotsOf(home)).toHaveLength(200_001);
  expect(milliseconds).toBeLessThan(10_000);
  opened.close();
  home.remove();
}, 120_000);

test("a slot written by a newer program is named as such", async () => {
  const home = makeHome();
  const vault = await home.open();
  await vault.createPersonKey(somebody());
  vault.close();
  const { crc32 } = await import("node:zlib");
  const slot = Buffer.from(slotsOf(home)[0]?.bytes ?? "");
  slot[4] = 2;
  slot.writeUInt32BE(crc32(slot.subarray(0, 124)), 124);
  appendFileSync(bundleOf(home), slot);
  await expect(home.open()).rejects.toMatchObject({ code: "vault.bundleUnknownVersion" });
  home.remove();
});
