import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomId, type Instant, type TenantId } from "#base";
import { machineDisk, type Disk } from "./disk.ts";
import { openVault, type FieldPlace, type PersonRef, type Vault } from "./index.ts";
import { openKeyBundle } from "./key-bundle.ts";
import type { Slot } from "./slot.ts";

/** The moment at which these tests take place. */
export const now = "2026-11-21T08:30:00.000Z" as Instant;

/** A folder with a vault in it, for one test. */
export interface VaultHome {
  readonly root: string;
  readonly keysFile: string;
  readonly folder: string;
  readonly open: (disk?: Disk, mayCreate?: boolean) => Promise<Vault>;
  /** Another home with the same files. */
  readonly copy: () => VaultHome;
  readonly remove: () => void;
}

/** An empty temporary folder for a vault. */
export function makeHome(): VaultHome {
  return homeAt(mkdtempSync(join(tmpdir(), "tisser-vault-")));
}

function homeAt(root: string): VaultHome {
  const [keysFile, folder] = [join(root, "keys.json"), join(root, "keys")];
  return {
    root,
    keysFile,
    folder,
    open: (disk = machineDisk, mayCreate = true) => openVault({ keysFile, folder, mayCreate, now, disk }),
    copy() {
      const home = makeHome();
      cpSync(root, home.root, { recursive: true });
      return home;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** An invented person. */
export function somebody(tenantId: TenantId = randomId<"tenant">()): PersonRef {
  return { tenantId, personId: randomId<"person">() };
}

/** The column `family_name` of a person's row. */
export function nameOf(person: PersonRef): FieldPlace {
  return { ...person, table: "person", column: "family_name", rowId: person.personId };
}

/** Every live slot of a home's bundle. */
export function slotsOf(home: VaultHome): Slot[] {
  const slots: Slot[] = [];
  openKeyBundle(join(home.folder, "persons.bundle"), machineDisk, (slot) => slots.push(slot)).close();
  return slots;
}

/** The bytes of every file below a folder. */
export function bytesBelow(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
}

/** A disk that counts its changes. */
export interface CountingDisk extends Disk {
  readonly changes: () => number;
}

/** What is done instead of a change: `work` does it; `half` does the half of a write, and nothing of another change. */
type Step = <Result>(work: () => Promise<Result>, half: () => Promise<void>) => Promise<Result>;

function steppedDisk(step: Step): Disk {
  const nothing = (): Promise<void> => Promise.resolve();
  const half = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length / 2) + 3);
  return {
    read: machineDisk.read,
    append: (file, bytes) =>
      step(
        () => machineDisk.append(file, bytes),
        () => machineDisk.append(file, half(bytes)),
      ),
    overwrite: (file, bytes, position) =>
      step(
        () => machineDisk.overwrite(file, bytes, position),
        () => machineDisk.overwrite(file, half(bytes), position),
      ),
    sync: (file) => step(() => machineDisk.sync(file), nothing),
    create: (path, bytes) =>
      step(
        () => machineDisk.create(path, bytes),
        () => machineDisk.create(path, half(bytes)),
      ),
    link: (from, to) => step(() => machineDisk.link(from, to), nothing),
    rename: (from, to) => step(() => machineDisk.rename(from, to), nothing),
    remove: (path) => step(() => machineDisk.remove(path), nothing),
    syncFolder: (path) => step(() => machineDisk.syncFolder(path), nothing),
  };
}

/** A disk on which something else happens just before its nth change, as if another process were quicker. */
export function disturbedDisk(nth: number, disturb: () => Promise<void>): CountingDisk {
  let changes = 0;
  const disk = steppedDisk(async (work) => {
    changes += 1;
    if (changes === nth) await disturb();
    return work();
  });
  return { ...disk, changes: () => changes };
}

/** A disk whose process is killed at its nth change: before it, or in the middle of it when `isTorn`. Killed, it stays so. */
export function failingDisk(nth: number, isTorn: boolean): CountingDisk {
  let changes = 0;
  const disk = steppedDisk(async (work, half) => {
    changes += 1;
    if (changes === nth && isTorn) await half();
    if (changes >= nth) throw new Error("killed");
    return work();
  });
  return { ...disk, changes: () => changes };
}

/**
 * Runs something with the process killed at its first change, then at its second…, until it runs to its end; after each
 * run `check` looks at what is left. Answers how many places it was killed at.
 */
export async function killEverywhere(
  isTorn: boolean,
  run: (disk: Disk) => Promise<VaultHome>,
  check: (home: VaultHome, at: number) => Promise<void>,
): Promise<number> {
  for (let at = 1; ; at += 1) {
    const disk = failingDisk(at, isTorn);
    const home = await run(disk);
    await check(home, at);
    home.remove();
    if (disk.changes() < at) return at - 1;
  }
}
