import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { PersonRef, Vault } from "./index.ts";
import { killEverywhere, makeHome, nameOf, now, slotsOf, somebody, type VaultHome } from "./vault.testing.ts";

const erasedCode = expect.objectContaining({ code: "vault.keyDestroyed" });

async function homeWith(...people: readonly PersonRef[]): Promise<VaultHome> {
  const home = makeHome();
  const vault = await home.open();
  for (const person of people) await vault.createPersonKey(person);
  vault.close();
  return home;
}

function ledgerOf(home: VaultHome): string {
  const path = join(home.folder, "erasures.jsonl");
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

test("an erasure writes its line before the rows go, and destroys the key after", async () => {
  const person = somebody();
  const home = await homeWith(person);
  const vault = await home.open();
  const seen: unknown[] = [];
  const outcome = await vault.erasePerson(person, now, async () => {
    seen.push(ledgerOf(home).includes(person.personId), vault.hasPersonKey(person));
    return "deleted";
  });
  expect(outcome).toBe("erased");
  expect(seen).toEqual([true, true]);
  expect(vault.hasPersonKey(person)).toBe(false);
  expect(slotsOf(home)).toEqual([]);
  vault.close();
  home.remove();
});

test("an erasure that a rule of the domain refuses leaves the person as they were", async () => {
  const person = somebody();
  const home = await homeWith(person);
  const vault = await home.open();
  expect(await vault.erasePerson(person, now, async () => "kept")).toBe("kept");
  expect(vault.hasPersonKey(person)).toBe(true);
  expect(await vault.resumeErasures(now, async () => "deleted")).toEqual({ erased: 0, kept: 0 });
  expect(await vault.replayErasures(async () => expect.unreachable())).toBe(0);
  expect(await vault.erasePerson(person, now, async () => "deleted")).toBe("erased");
  vault.close();
  home.remove();
});

test("an erasure begun before a commit, and interrupted, is completed or closed at the next start", async () => {
  const [committed, rolledBack] = [somebody(), somebody()];
  const home = await homeWith(committed, rolledBack);
  const vault = await home.open();
  for (const person of [committed, rolledBack]) await vault.beginErasure(person, now);
  await vault.beginErasure(committed, now);
  expect(vault.verifyLedger().lines).toBe(2);
  vault.close();
  const next = await home.open(undefined, false);
  const counts = await next.resumeErasures(now, async ({ personId }) =>
    personId === committed.personId ? "deleted" : "kept",
  );
  expect(counts).toEqual({ erased: 1, kept: 1 });
  expect([next.hasPersonKey(committed), next.hasPersonKey(rolledBack)]).toEqual([false, true]);
  next.close();
  home.remove();
});

test("erasing again is harmless, and adds nothing to the ledger", async () => {
  const person = somebody();
  const home = await homeWith(person);
  const vault = await home.open();
  await vault.erasePerson(person, now, async () => "deleted");
  const before = ledgerOf(home);
  expect(await vault.erasePerson(person, now, async () => "deleted")).toBe("erased");
  expect(ledgerOf(home)).toBe(before);
  vault.close();
  home.remove();
});

test("the file of an erased person, sent again by an old device, gets no key", async () => {
  const person = somebody();
  const home = await homeWith(person);
  const vault = await home.open();
  await vault.erasePerson(person, now, async () => "deleted");
  await expect(vault.createPersonKey(person)).rejects.toMatchObject({ code: "vault.personErased" });
  vault.close();
  home.remove();
});

describe.each([
  ["just before a change of the disk", false],
  ["in the middle of a write", true],
])("an erasure killed %s", (_, isTorn) => {
  test("has either not touched the rows, or is completed at the next start", async () => {
    const person = somebody();
    const template = await homeWith(person, somebody());
    let hasRows = true;
    const deleteRows = async (): Promise<"deleted"> => {
      hasRows = false;
      return "deleted";
    };
    const places = await killEverywhere(
      isTorn,
      async (disk) => {
        hasRows = true;
        const home = template.copy();
        const vault = await home.open(disk);
        await vault.erasePerson(person, now, deleteRows).catch(() => null);
        vault.close();
        return home;
      },
      async (home) => {
        const vault = await home.open(undefined, false);
        const wasNoted = ledgerOf(home).includes(`"personId":"${person.personId}","after":[],"receipt"`);
        if (!hasRows) expect(wasNoted).toBe(true);
        await vault.resumeErasures(now, deleteRows);
        expect(vault.hasPersonKey(person)).toBe(!wasNoted);
        expect(hasRows).toBe(!wasNoted);
        expect(slotsOf(home)).toHaveLength(wasNoted ? 1 : 2);
        expect(await vault.resumeErasures(now, deleteRows)).toEqual({ erased: 0, kept: 0 });
        vault.close();
      },
    );
    expect(places).toBeGreaterThanOrEqual(6);
    template.remove();
  });
});

test("a database that is away leaves the erasure pending; it is completed later", async () => {
  const person = somebody();
  const home = await homeWith(person);
  const vault = await home.open();
  await expect(vault.erasePerson(person, now, () => Promise.reject(new Error("away")))).rejects.toThrow(
    "away",
  );
  expect(vault.hasPersonKey(person)).toBe(true);
  expect(await vault.resumeErasures(now, async () => "deleted")).toEqual({ erased: 1, kept: 0 });
  expect(vault.hasPersonKey(person)).toBe(false);
  vault.close();
  home.remove();
});

test("after a restore everybody in the ledger is erased again, before anything is served", async () => {
  const [gone, kept] = [somebody(), somebody()];
  const home = await homeWith(gone, kept);
  const vault = await home.open();
  const bundle = join(home.folder, "persons.bundle");
  const [lastWeek, sealed] = [readFileSync(bundle), vault.seal(nameOf(gone), "Prénom Inventé")];
  await vault.erasePerson(gone, now, async () => "deleted");
  vault.close();
  writeFileSync(bundle, lastWeek);

  const restored = await home.open(undefined, false);
  expect(restored.open(nameOf(gone), sealed)).toBe("Prénom Inventé");
  const replayed: PersonRef[] = [];
  expect(await restored.replayErasures(async (person) => void replayed.push(person))).toBe(1);
  expect(replayed).toEqual([gone]);
  expect(() => restored.open(nameOf(gone), sealed)).toThrow(erasedCode);
  expect(restored.hasPersonKey(kept)).toBe(true);
  restored.close();
  home.remove();
});

describe("the ledger", () => {
  async function homeWithThreeErasures(): Promise<VaultHome> {
    const people = [somebody(), somebody(), somebody()];
    const home = await homeWith(...people);
    const vault = await home.open();
    for (const person of people) await vault.erasePerson(person, now, async () => "deleted");
    vault.close();
    return home;
  }
  const linesOf = (home: VaultHome): string[] => ledgerOf(home).split("\n").filter(Boolean);
  const write = (home: VaultHome, lines: readonly string[]): void =>
    writeFileSync(join(home.folder, "erasures.jsonl"), lines.map((line) => `\n${line}\n`).join(""));
  const brokenCode = expect.objectContaining({ code: "vault.ledgerBroken" });

  test("is readable by its owner only, and names no one but by id", async () => {
    const home = await homeWithThreeErasures();
    expect(statSync(join(home.folder, "erasures.jsonl")).mode & 0o777).toBe(0o600);
    expect(linesOf(home)).toHaveLength(6);
    home.remove();
  });

  test("with a line altered, taken out, or moved, is found out", async () => {
    const home = await homeWithThreeErasures();
    const lines = linesOf(home);
    const other = somebody();
    const altered = [
      ...lines.slice(0, -1).map((_, at) => lines.filter((__, here) => here !== at)),
      ...lines.slice(0, -1).map((_, at) => lines.with(at, lines[at + 1] ?? "").with(at + 1, lines[at] ?? "")),
      ...lines.map((line, at) => lines.with(at, line.replace("2026", "2025"))),
      ...lines.map((line, at) =>
        lines.with(at, line.replace(/"personId":"[^"]*"/, `"personId":"${other.personId}"`)),
      ),
      ...lines.map((line, at) => lines.with(at, line.replace(/"step":"\w+"/, '"step":"kept"'))),
      ...lines.map((line, at) => lines.with(at, line.replace('"version":1', '"version":2'))),
      ...lines.slice(0, -1).map((line, at) => lines.with(at, line.slice(0, 40))),
    ];
    for (const version of altered) {
      write(home, version);
      await expect(home.open(undefined, false)).rejects.toThrow(brokenCode);
    }
    home.remove();
  });

  test("cut short, no longer holds the receipt noted in the daily anchor", async () => {
    const home = await homeWithThreeErasures();
    const vault = await home.open();
    const anchored = vault.verifyLedger();
    expect(anchored).toMatchObject({ lines: 6, receipts: [expect.any(String)] });
    write(home, linesOf(home).slice(0, -2));
    const head = vault.verifyLedger();
    expect(head.lines).toBe(4);
    expect(ledgerOf(home)).not.toContain(anchored.receipts[0]);
    vault.close();
    home.remove();
  });

  test("goes on after a line torn by a power cut", async () => {
    const home = await homeWithThreeErasures();
    const text = ledgerOf(home);
    writeFileSync(join(home.folder, "erasures.jsonl"), `${text}\n{"version":1,"step":"beg`);
    const vault: Vault = await home.open(undefined, false);
    const person = somebody();
    await vault.createPersonKey(person);
    await vault.erasePerson(person, now, async () => "deleted");
    expect(vault.verifyLedger().lines).toBe(8);
    vault.close();
    home.remove();
  });

  test("written by two processes at once, holds together and keeps every line", async () => {
    const people = Array.from({ length: 20 }, () => somebody());
    const home = await homeWith(...people);
    const vaults = [await home.open(), await home.open()];
    await Promise.all(
      people.map(async (person, at) => vaults[at % 2]?.erasePerson(person, now, async () => "deleted")),
    );
    const later = await home.open(undefined, false);
    expect(later.verifyLedger().lines).toBe(40);
    expect(await later.replayErasures(async () => {})).toBe(20);
    for (const vault of [...vaults, later]) vault.close();
    home.remove();
  });
});
