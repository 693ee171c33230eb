import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { machineDisk } from "./disk.ts";
import {
  bytesBelow,
  killEverywhere,
  makeHome,
  nameOf,
  now,
  somebody,
  type VaultHome,
} from "./vault.testing.ts";

/** A home with one person, and a name sealed for them. */
async function lived(): Promise<{
  home: VaultHome;
  person: ReturnType<typeof somebody>;
  sealed: Uint8Array;
}> {
  const [home, person] = [makeHome(), somebody()];
  const vault = await home.open();
  await vault.createPersonKey(person);
  const sealed = vault.seal(nameOf(person), "Prénom Inventé");
  vault.close();
  return { home, person, sealed };
}

const refuses = (home: VaultHome, code: string, mayCreate = true): Promise<void> =>
  expect(home.open(machineDisk, mayCreate)).rejects.toMatchObject({ code });

test("the first start makes key file, bundle and ledger, readable by their owner only", async () => {
  const { home } = await lived();
  const modes = [
    home.keysFile,
    home.folder,
    ...readdirSync(home.folder).map((name) => join(home.folder, name)),
  ].map((path) => (statSync(path).mode & 0o777).toString(8));
  expect(modes).toEqual(["600", "700", "600", "600"]);
  home.remove();
});

test("a first start killed at any point is taken up by the next one", async () => {
  for (const isTorn of [false, true]) {
    const places = await killEverywhere(
      isTorn,
      async (disk) => {
        const home = makeHome();
        await home.open(disk).then(
          (vault) => vault.close(),
          () => null,
        );
        return home;
      },
      async (home) => {
        const [vault, person] = [await home.open(), somebody()];
        await vault.createPersonKey(person);
        expect(vault.hasPersonKey(person)).toBe(true);
        vault.close();
      },
    );
    expect(places).toBeGreaterThanOrEqual(5);
  }
});

test("two first starts at once make one key file", async () => {
  const home = makeHome();
  const [one, two] = await Promise.all([home.open(), home.open()]);
  const person = somebody();
  await one.createPersonKey(person);
  expect(two.open(nameOf(person), one.seal(nameOf(person), "x"))).toBe("x");
  expect(readdirSync(home.root).sort()).toEqual(["keys", "keys.json"]);
  one.close();
  two.close();
  home.remove();
});

describe("a start is refused, and nothing is made anew,", () => {
  test("when the key file is missing beside a bundle", async () => {
    const { home } = await lived();
    rmSync(home.keysFile);
    await refuses(home, "vault.keysFileMissing");
    expect(readdirSync(home.root)).toEqual(["keys"]);
    home.remove();
  });

  test("when nothing is there but the database already holds persons", async () => {
    const home = makeHome();
    await refuses(home, "vault.keysFileMissing", false);
    home.remove();
  });

  test("when the bundle is gone and the database already holds persons", async () => {
    const { home } = await lived();
    rmSync(join(home.folder, "persons.bundle"));
    await refuses(home, "vault.bundleMissing", false);
    home.remove();
  });

  test("when the bundle is gone and somebody was erased", async () => {
    const { home, person } = await lived();
    const vault = await home.open();
    await vault.erasePerson(person, now, async () => "deleted");
    vault.close();
    rmSync(join(home.folder, "persons.bundle"));
    await refuses(home, "vault.bundleMissing");
    home.remove();
  });

  test("when others may read the key file", async () => {
    const { home } = await lived();
    chmodSync(home.keysFile, 0o640);
    await refuses(home, "vault.keysFileExposed");
    home.remove();
  });

  test("when the key file is another vault's, or from before a rotation", async () => {
    const [{ home }, { home: other }] = [await lived(), await lived()];
    const own = readFileSync(home.keysFile);
    writeFileSync(home.keysFile, readFileSync(other.keysFile));
    await refuses(home, "vault.keysFileWrong");
    writeFileSync(home.keysFile, own);
    const vault = await home.open();
    await vault.rotateKeys({ now });
    vault.close();
    writeFileSync(home.keysFile, own);
    await refuses(home, "vault.keysFileWrong");
    home.remove();
    other.remove();
  });

  test.each([
    ["empty", ""],
    ["not JSON", "{"],
    ["a list", "[]"],
    ["of version 0", '{"version":0}'],
    ["without the key it names", null],
  ])("when the key file is %s", async (_, text) => {
    const { home } = await lived();
    const withoutCurrent = (): string =>
      readFileSync(home.keysFile, "utf8").replace('"current": 1', '"current": 7');
    writeFileSync(home.keysFile, text ?? withoutCurrent());
    await refuses(home, "vault.keysFileUnreadable");
    home.remove();
  });

  test("when the key file was written by a newer program", async () => {
    const { home } = await lived();
    writeFileSync(home.keysFile, '{"version":2,"anything":true}');
    await refuses(home, "vault.keysFileUnknownVersion");
    home.remove();
  });
});

test("no refusal shows a key, not even of a key file with one bad letter", async () => {
  const { home } = await lived();
  const text = readFileSync(home.keysFile, "utf8");
  const key = /"1": "([^"]+)"/.exec(text)?.[1] ?? "";
  writeFileSync(home.keysFile, text.replace(key, `${key.slice(0, -1)}!`));
  const error: unknown = await home.open().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "vault.keysFileUnreadable" });
  const said = JSON.stringify(error, Object.getOwnPropertyNames(error));
  expect(key).toHaveLength(44);
  expect(said).not.toContain(key.slice(0, 12));
  home.remove();
});

test("after sealing, rotating, backing up and erasing, no file holds a plaintext, and no old key is left", async () => {
  const { home, person, sealed } = await lived();
  const canaries = ["Prénom Inventé", "Canari-Jaune", "06 99 99 99 99"];
  const oldKek = /"1": "([^"]+)"/.exec(readFileSync(home.keysFile, "utf8"))?.[1] ?? "";
  const vault = await home.open();
  const texts = canaries.map((text) => vault.seal(nameOf(person), text));
  vault.personTokens({
    tenantId: person.tenantId,
    familyName: "Canari-Jaune",
    givenNames: "Prénom",
    birthDate: null,
  });
  await vault.backupKeys(join(home.root, "backups"), now);
  await vault.rotateKeys({ now });
  expect(vault.open(nameOf(person), sealed)).toBe("Prénom Inventé");
  const other = somebody();
  await vault.createPersonKey(other);
  await vault.erasePerson(other, now, async () => "deleted");
  vault.close();

  const onDisk = bytesBelow(home.root);
  expect(onDisk.length).toBeGreaterThan(500);
  const everything = Buffer.concat([onDisk, ...texts]);
  for (const canary of canaries) {
    for (const encoding of ["utf8", "utf16le"] as const) {
      const bytes = Buffer.from(canary, encoding);
      for (const form of [bytes, bytes.toString("base64").slice(0, -4), bytes.toString("hex")]) {
        expect(everything.includes(form)).toBe(false);
      }
    }
  }
  expect(oldKek).toHaveLength(44);
  expect(onDisk.includes(oldKek)).toBe(false);
  home.remove();
});
