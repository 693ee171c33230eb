import { randomBytes, type KeyObject } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PersonRef, Vault } from "./index.ts";
import { machineDisk } from "./disk.ts";
import { openKeyBundle, type KeyBundle } from "./key-bundle.ts";
import { readKeyFile } from "./key-file.ts";
import { kekInForce, openKeyRing, type KeyRing } from "./key-ring.ts";
import { rewrapSlots } from "./rotate-keys.ts";
import { wrapKey } from "./slot.ts";
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

/** A vault with five persons, each with a sealed name. */
let template: VaultHome;
const people: PersonRef[] = Array.from({ length: 5 }, () => somebody());
let names: Uint8Array[] = [];

beforeAll(async () => {
  template = makeHome();
  const vault = await template.open();
  for (const person of people) await vault.createPersonKey(person);
  names = people.map((person, at) => vault.seal(nameOf(person), `Prénom Inventé ${at}`));
  vault.close();
});
afterAll(() => template.remove());

function expectAllOpen(vault: Vault): void {
  const opened = people.map((person, at) => vault.open(nameOf(person), names[at] ?? new Uint8Array()));
  expect(opened).toEqual(people.map((_, at) => `Prénom Inventé ${at}`));
}

/** Opens the home as a process that was just started. */
async function withVault<Result>(home: VaultHome, work: (vault: Vault) => Promise<Result>): Promise<Result> {
  const vault = await home.open(undefined, false);
  try {
    return await work(vault);
  } finally {
    vault.close();
  }
}

function expectRotated(home: VaultHome, persons: number): void {
  const keys = readKeyFile(home.keysFile);
  expect([...(keys?.keks.keys() ?? [])]).toEqual([keys?.current]);
  const slots = slotsOf(home);
  expect(slots.every((slot) => slot.kekVersion === keys?.current)).toBe(true);
  expect(new Set(slots.map((slot) => slot.identity.toString("hex"))).size).toBe(persons);
  expect(readdirSync(home.root).filter((name) => name !== "keys.json" && name !== "keys")).toEqual([]);
}

test("a rotation puts a new key in force, wraps every person's key anew and forgets the old key", async () => {
  const home = template.copy();
  const oldKey = /"1": "([^"]+)"/.exec(readFileSync(home.keysFile, "utf8"))?.[1];
  const progress: number[] = [];
  const result = await withVault(home, (vault) =>
    vault.rotateKeys({ now, onProgress: ({ rewrapped, total }) => progress.push(rewrapped, total) }),
  );
  expect(result).toEqual({ version: 2, rewrapped: 5, orphans: 0 });
  expect(progress).toEqual([5, 5]);
  expect(oldKey).toHaveLength(44);
  expectRotated(home, 5);
  expect(readFileSync(home.keysFile, "utf8")).not.toContain(oldKey);
  await withVault(home, async (vault) => expectAllOpen(vault));
  home.remove();
});

describe.each([
  ["just before a change of the disk", false],
  ["in the middle of a write", true],
])("a rotation killed %s", (_, isTorn) => {
  test("leaves everybody readable at each point, and is completed by the next one", async () => {
    const places = await killEverywhere(
      isTorn,
      async (disk) => {
        const home = template.copy();
        const vault = await home.open(disk);
        await vault.rotateKeys({ now }).catch(() => null);
        vault.close();
        return home;
      },
      async (home) => {
        await withVault(home, async (vault) => {
          expectAllOpen(vault);
          const left = readKeyFile(home.keysFile);
          const { version } = await vault.rotateKeys({ now });
          const wasUnderWay = (left?.keks.size ?? 0) > 1;
          expect(version).toBe((left?.current ?? 0) + (wasUnderWay ? 0 : 1));
          expectAllOpen(vault);
        });
        expectRotated(home, 5);
        await withVault(home, async (vault) => expectAllOpen(vault));
      },
    );
    expect(places).toBeGreaterThan(15);
  });

  test("leaves everybody readable to a process that was there before", async () => {
    await killEverywhere(
      isTorn,
      async (disk) => {
        const home = template.copy();
        const [reader, rotating] = [await home.open(), await home.open(disk)];
        expectAllOpen(reader);
        await rotating.rotateKeys({ now }).catch(() => null);
        expectAllOpen(reader);
        await withVault(home, (vault) => vault.rotateKeys({ now }));
        expectAllOpen(reader);
        reader.close();
        rotating.close();
        return home;
      },
      async () => {},
    );
  });
});

/** Runs `main` on a home again and again, `meanwhile` happening before its first change, its second… */
async function interleave(
  main: (vault: Vault) => Promise<unknown>,
  meanwhile: (other: Vault) => Promise<unknown>,
  check: (home: VaultHome, vaults: readonly Vault[]) => Promise<void>,
): Promise<number> {
  for (let at = 1; ; at += 1) {
    const home = template.copy();
    const other = await home.open();
    const disk = disturbedDisk(at, async () => {
      await meanwhile(other);
    });
    const vault = await home.open(disk);
    await main(vault);
    if (disk.changes() < at) await meanwhile(other);
    await check(home, [vault, other]);
    vault.close();
    other.close();
    home.remove();
    if (disk.changes() < at) return at;
  }
}

describe("with another process at work at every point of a rotation", () => {
  test("a person entered meanwhile keeps their key", async () => {
    const fresh = somebody();
    let sealed = new Uint8Array();
    await interleave(
      (vault) => vault.rotateKeys({ now }),
      async (other) => {
        await other.createPersonKey(fresh);
        sealed = new Uint8Array(other.seal(nameOf(fresh), "Nouvelle"));
      },
      async (home, vaults) => {
        for (const vault of vaults) expect(vault.open(nameOf(fresh), sealed)).toBe("Nouvelle");
        await withVault(home, async (vault) => {
          expect(vault.open(nameOf(fresh), sealed)).toBe("Nouvelle");
          expectAllOpen(vault);
        });
        expectRotated(home, 6);
      },
    );
  });

  test("a whole rotation at any point of entering a person leaves that person a key", async () => {
    const fresh = somebody();
    const places = await interleave(
      (vault) => vault.createPersonKey(fresh),
      (other) => other.rotateKeys({ now }),
      async (home, [vault]) => {
        const sealed = vault?.seal(nameOf(fresh), "Nouvelle") ?? new Uint8Array();
        await withVault(home, async (later) => {
          expect(later.open(nameOf(fresh), sealed)).toBe("Nouvelle");
          await later.rotateKeys({ now });
          expect(later.open(nameOf(fresh), sealed)).toBe("Nouvelle");
          expectAllOpen(later);
        });
      },
    );
    expect(places).toBeGreaterThan(2);
  });

  test("a person erased meanwhile does not come back", async () => {
    const gone = people[2] ?? somebody();
    const identity = (gone.personId + gone.tenantId).replaceAll("-", "");
    await interleave(
      (vault) => vault.rotateKeys({ now }),
      (other) => other.erasePerson(gone, now, async () => "deleted"),
      async (home) => {
        expect(slotsOf(home).map((slot) => slot.identity.toString("hex"))).not.toContain(identity);
        expectRotated(home, 4);
      },
    );
  });

  test("a whole rotation at any point of an erasure does not bring the person back", async () => {
    const gone = people[2] ?? somebody();
    await interleave(
      (vault) => vault.erasePerson(gone, now, async () => "deleted"),
      (other) => other.rotateKeys({ now }),
      async (home) => expectRotated(home, 4),
    );
  });

  test("two rotations at once agree on one key", async () => {
    await interleave(
      (vault) => vault.rotateKeys({ now }),
      (other) => other.rotateKeys({ now }),
      async (home, vaults) => {
        for (const vault of vaults) expectAllOpen(vault);
        expectRotated(home, 5);
        await withVault(home, async (vault) => expectAllOpen(vault));
      },
    );
  });
});

/** The parts of a vault of its own, to move single slots. */
function partsOf(home: VaultHome): { bundle: KeyBundle; ring: KeyRing; kek: KeyObject } {
  const bundle = openKeyBundle(join(home.folder, "persons.bundle"), machineDisk);
  const ring = openKeyRing(home.keysFile, machineDisk);
  return { bundle, ring, kek: kekInForce(ring).kek };
}

test("a slot destroyed between reading it and wrapping it anew stays destroyed", async () => {
  const home = template.copy();
  const { bundle, ring, kek } = partsOf(home);
  const [slot] = slotsOf(home);
  if (!slot) throw new Error("no slot");
  await bundle.destroy([slot.position]);
  await rewrapSlots({ bundle, ring }, [{ slot, kek }]);
  expect(bundle.find(slot.identity)).toEqual([]);
  bundle.close();
  home.remove();
});

test("of two keys made at once for a person, the first stays the one in use when it alone was wrapped anew", async () => {
  const home = template.copy();
  const { bundle, ring, kek } = partsOf(home);
  const [slot] = slotsOf(home);
  if (!slot) throw new Error("no slot");
  await bundle.append([
    wrapKey(randomBytes(32), kekInForce(ring), { identity: slot.identity, origin: null }),
  ]);
  const reader = await home.open();
  expectAllOpen(reader);
  await rewrapSlots({ bundle, ring }, [{ slot, kek }]);
  expectAllOpen(reader);
  await withVault(home, async (vault) => expectAllOpen(vault));
  reader.close();
  bundle.close();
  home.remove();
});
