import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { addMilliseconds, type Instant } from "#base";
import { pruneKeyBackups, restoreKeys, type PersonRef } from "./index.ts";
import {
  bytesBelow,
  killEverywhere,
  makeHome,
  nameOf,
  now,
  slotsOf,
  somebody,
  type VaultHome,
} from "./vault.testing.ts";

const day = 86_400_000;
const backupsOf = (home: VaultHome): string => join(home.root, "key-backups");

/** A home with three persons and a backup of their keys. */
async function backedUp(): Promise<{
  home: VaultHome;
  people: PersonRef[];
  sealed: Uint8Array[];
  from: string;
}> {
  const [home, people] = [makeHome(), [somebody(), somebody(), somebody()]];
  const vault = await home.open();
  for (const person of people) await vault.createPersonKey(person);
  const sealed = people.map((person) => vault.seal(nameOf(person), "x"));
  const from = await vault.backupKeys(backupsOf(home), now);
  vault.close();
  return { home, people, sealed, from };
}

const restore = ({ keysFile, folder }: VaultHome, from: string): Promise<{ readonly restored: number }> =>
  restoreKeys({ keysFile, folder, from });

async function expectReadable(
  home: VaultHome,
  people: readonly PersonRef[],
  sealed: readonly Uint8Array[],
): Promise<void> {
  const vault = await home.open(undefined, false);
  people.forEach((person, at) =>
    expect(vault.open(nameOf(person), sealed[at] ?? new Uint8Array())).toBe("x"),
  );
  vault.close();
}

test("a backup holds bundle and ledger, never the key file, and only its owner may read it", async () => {
  const { home, from } = await backedUp();
  expect(from).toBe(join(backupsOf(home), "keys-2026-11-21T08-30-00-000Z"));
  expect(readdirSync(from).sort()).toEqual(["erasures.jsonl", "manifest.json", "persons.bundle"]);
  expect(statSync(from).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(from)) expect(statSync(join(from, name)).mode & 0o777).toBe(0o600);
  const { keks, tokenRoot } = JSON.parse(readFileSync(home.keysFile, "utf8")) as {
    keks: Record<string, string>;
    tokenRoot: string;
  };
  for (const key of [keks["1"] ?? "", tokenRoot]) {
    expect(bytesBelow(from).includes(key)).toBe(false);
    expect(bytesBelow(from).includes(Buffer.from(key, "base64"))).toBe(false);
  }
  home.remove();
});

test("a lost bundle comes back from the backup, also into an empty folder", async () => {
  const { home, people, sealed, from } = await backedUp();
  rmSync(home.folder, { recursive: true });
  expect(await restore(home, from)).toEqual({ restored: 3 });
  await expectReadable(home, people, sealed);
  expect(await restore(home, from)).toEqual({ restored: 0 });
  expect(slotsOf(home)).toHaveLength(3);
  home.remove();
});

test("a restore killed at any point is completed by the next one", async () => {
  const { home: template, people, sealed, from } = await backedUp();
  rmSync(template.folder, { recursive: true });
  for (const isTorn of [false, true]) {
    await killEverywhere(
      isTorn,
      async (disk) => {
        const home = template.copy();
        await restoreKeys({ keysFile: home.keysFile, folder: home.folder, from, disk }).catch(() => null);
        return home;
      },
      async (home) => {
        await restore(home, from);
        await expectReadable(home, people, sealed);
        expect(slotsOf(home)).toHaveLength(3);
      },
    );
  }
  template.remove();
});

test("restoring an old backup neither brings back the erased nor loses those entered since", async () => {
  const { home, people, sealed, from } = await backedUp();
  const [gone, ...others] = people;
  const fresh = somebody();
  const vault = await home.open();
  if (gone) await vault.erasePerson(gone, now, async () => "deleted");
  await vault.createPersonKey(fresh);
  const freshSealed = vault.seal(nameOf(fresh), "x");
  vault.close();
  expect(await restore(home, from)).toEqual({ restored: 0 });
  await expectReadable(home, [...others, fresh], [...sealed.slice(1), freshSealed]);
  rmSync(join(home.folder, "persons.bundle"));
  expect(await restore(home, from)).toEqual({ restored: 2 });
  await expectReadable(home, others, sealed.slice(1));
  expect(slotsOf(home).map((slot) => slot.identity.toString("hex"))).not.toContain(
    ((gone?.personId ?? "") + (gone?.tenantId ?? "")).replaceAll("-", ""),
  );
  home.remove();
});

test("on an empty machine the erased stay erased, by the ledger of the backup", async () => {
  const { home, people } = await backedUp();
  const vault = await home.open();
  const [gone] = people;
  if (gone) await vault.erasePerson(gone, now, async () => "deleted");
  const from = await vault.backupKeys(backupsOf(home), addMilliseconds(now, 1));
  vault.close();
  rmSync(home.folder, { recursive: true });
  expect(await restore(home, from)).toEqual({ restored: 2 });
  const later = await home.open(undefined, false);
  const replayed: PersonRef[] = [];
  await later.replayErasures(async (person) => void replayed.push(person));
  expect(replayed).toEqual([gone]);
  later.close();
  home.remove();
});

test("a backup is refused when altered, incomplete, of another installation, or from before a rotation", async () => {
  const { home, from } = await backedUp();
  const path = join(from, "persons.bundle");
  const sound = readFileSync(path);
  writeFileSync(path, sound.subarray(1));
  await expect(restore(home, from)).rejects.toMatchObject({ code: "vault.backupUnreadable" });
  writeFileSync(path, sound);
  await expect(restore(home, join(from, "none"))).rejects.toMatchObject({ code: "vault.backupUnreadable" });
  const { home: other } = await backedUp();
  const [here, there] = [await home.open(), await other.open()];
  for (const vault of [here, there]) await vault.erasePerson(somebody(), now, async () => "deleted");
  const foreign = await there.backupKeys(backupsOf(other), addMilliseconds(now, 1));
  await expect(restore(home, foreign)).rejects.toMatchObject({ code: "vault.ledgerForked" });
  await here.rotateKeys({ now });
  await expect(restore(home, from)).rejects.toMatchObject({ code: "vault.backupOfOldKeys" });
  for (const vault of [here, there]) vault.close();
  for (const each of [home, other]) each.remove();
});

test("a backup killed at any point leaves no folder that looks complete", async () => {
  const { home: template } = await backedUp();
  rmSync(backupsOf(template), { recursive: true });
  await killEverywhere(
    true,
    async (disk) => {
      const home = template.copy();
      const vault = await home.open(disk);
      await vault.backupKeys(backupsOf(home), now).catch(() => null);
      vault.close();
      return home;
    },
    async (home) => {
      rmSync(join(home.folder, "persons.bundle"));
      for (const name of readdirSync(backupsOf(home)).filter((each) => !each.endsWith(".partial"))) {
        expect(await restore(home, join(backupsOf(home), name))).toEqual({ restored: 3 });
      }
    },
  );
  template.remove();
});

test("backups older than 30 days go, with whatever was left unfinished; nothing else is touched", async () => {
  const { home } = await backedUp();
  const vault = await home.open();
  const at = (days: number): Instant => addMilliseconds(now, days * day);
  for (const days of [-31, -29]) await vault.backupKeys(backupsOf(home), at(days));
  vault.close();
  writeFileSync(join(backupsOf(home), "lisez-moi.txt"), "");
  expect(pruneKeyBackups(backupsOf(home), now)).toEqual(["keys-2026-10-21T08-30-00-000Z"]);
  expect(readdirSync(backupsOf(home)).sort()).toEqual([
    "keys-2026-10-23T08-30-00-000Z",
    "keys-2026-11-21T08-30-00-000Z",
    "lisez-moi.txt",
  ]);
  expect(pruneKeyBackups(backupsOf(home), at(60))).toHaveLength(2);
  home.remove();
});
