import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomId, TisserError, type Actor, type CallOf, type ControllerId, type PersonId } from "#base";
import { openVault, readAuditAbout, withTransaction, type PersonRef } from "#storage";
import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../tests/support/database.ts";
import { actionRunner, clockAt, professional } from "../../tests/support/run.ts";
import { eraseFile, exportFile, findFiles, openFile, readFile, updateFile } from "./actions.ts";
import { completeErasure, pathwayHandlers } from "./handlers.ts";
import { erasePersonRows, filesOfPerson, keyIdOf } from "./store.ts";

const database = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "tisser-pathway-"));
const clock = clockAt("2026-11-21T08:30:00Z");
const vault = await openVault({
  keysFile: join(folder, "keys.json"),
  folder: join(folder, "keys"),
  mayCreate: true,
  now: clock.now,
});
afterAll(() => {
  vault.close();
  rmSync(folder, { recursive: true });
});

const deleteRows = async ({ tenantId, personId }: PersonRef): Promise<"deleted"> => {
  const scope = { tenantId, controllerIds: [], actorId: null };
  await withTransaction(database.app, scope, (tx) => erasePersonRows(tx, personId));
  return "deleted";
};
const emergencies = new Map<string, ControllerId>();
let isKilledAfterCommit = false;
const handlers = pathwayHandlers({
  sentence: (_locale, key) => key,
  vault,
  emergencyOpening: async (db, { actor, personId }) => {
    const controllerId = emergencies.get(`${actor.id} ${personId}`) ?? null;
    await sql`select set_config('tisser.controllers', ${controllerId ?? ""}, true)`.execute(db);
    return controllerId;
  },
  beginErasure: (tenantId, personId) => vault.beginErasure({ tenantId, personId }, clock.now),
  erasePerson: async (tenantId, personId) => {
    if (isKilledAfterCommit) throw new Error("killed");
    await vault.erasePerson({ tenantId, personId }, clock.now, deleteRows);
  },
  baseUrl: "https://tisser.example",
  findOffer: async () => null,
  organisationName: async () => null,
  centreOfTown: () => null,
  hasHealth: true,
  populationMean: async () => null,
  accountNames: async () => new Map(),
  readUpload: async () => null,
  wakeTimers: () => {},
});
const run = actionRunner(database, handlers, clock);

const tenantId = randomId<"tenant">();
const [ccas, homeHelp] = [randomId<"controller">(), randomId<"controller">()];
const elsewhere = randomId<"tenant">();
const foreign = randomId<"controller">();
for (const [tenant, controller] of [
  [tenantId, ccas],
  [tenantId, homeHelp],
  [elsewhere, foreign],
] as const) {
  await sql`insert into territory (id, slug, name, country, time_zone, created_at)
    values (${tenant}, ${`t-${tenant}`}, 'Essai', 'FR', 'Europe/Paris', ${clock.now}) on conflict do nothing`.execute(
    database.admin,
  );
  await sql`insert into controller (tenant_id, id, name, kind, created_at)
    values (${tenant}, ${controller}, ${`Essai ${controller}`}, 'association', ${clock.now})`.execute(
    database.admin,
  );
}

const worker = professional(tenantId, ccas, "link-worker");
const colleague = professional(tenantId, homeHelp, "link-worker");
const stranger = professional(elsewhere, foreign, "link-worker");
const officer = professional(tenantId, ccas, "data-protection-officer");

const canary = "Canari-Zéphyrine";
const written = {
  givenNames: canary,
  familyName: "Beausoleil-Ménard",
  birthDate: "1944-02-29",
  phone: "06 39 98 77 66",
  email: "canari@demonstration.example",
  townCode: "73065",
  wishes: "Jouer aux dames avec Zéphyrine",
  preferredLocale: "fr",
  processingGround: "public-interest-task",
  contactChannels: ["phone"],
  minorGround: null,
} as const;

const open = async (
  actor: Actor = worker,
  given: Partial<CallOf<typeof openFile>> = {},
): Promise<PersonId> => {
  const id = randomId<"person">();
  await run(openFile, { ...written, contactChannels: [...written.contactChannels], ...given, id }, { actor });
  return id;
};

async function refusal(pending: Promise<unknown>): Promise<string> {
  try {
    await pending;
  } catch (error) {
    if (error instanceof TisserError) return error.code;
    throw error;
  }
  return "accepted";
}

describe("a person's file", () => {
  test("is read back as it was written, by those who accompany in the same organisation", async () => {
    const personId = await open();
    const file = await run(readFile, { personId }, { actor: worker });
    expect(file).toMatchObject({
      ...written,
      id: personId,
      controllerId: ccas,
      version: 1,
      isEmergency: false,
    });
    expect(file.allowed).toEqual(["pathway.updateFile"]);
  });

  test("of another organisation, of another territory, and one that does not exist, answer alike", async () => {
    const personId = await open();
    for (const actor of [colleague, stranger]) {
      expect(await refusal(run(readFile, { personId }, { actor }))).toBe("pathway.personNotFound");
      expect(await refusal(run(eraseFile, { personId }, { actor }))).toBe("pathway.personNotFound");
    }
    expect(await refusal(run(readFile, { personId: randomId() }, { actor: worker }))).toBe(
      "pathway.personNotFound",
    );
  });

  test("is found by names that sound alike, in one's own organisation only", async () => {
    const personId = await open();
    const find = async (q: string, actor: Actor) =>
      (await run(findFiles, { q }, { actor })).persons.map((person) => person.id);
    expect(await find("beausoleil", worker)).toContain(personId);
    expect(await find("Bosoleil menar", worker)).toContain(personId);
    expect(await find("zephyrine CANARI", worker)).toContain(personId);
    expect(await find("Beausoleil Robert", worker)).not.toContain(personId);
    expect(await find("beausoleil", colleague)).toEqual([]);
    expect(await find("beausoleil", stranger)).toEqual([]);
    expect((await run(findFiles, {}, { actor: stranger })).total).toBe(0);
  });

  test("is changed only by who saw the latest version, and its old name no longer finds it", async () => {
    const personId = await open();
    const change = { personId, ...written, contactChannels: [], familyName: "Tournesol" };
    expect(await run(updateFile, change, { actor: worker, version: 1 })).toEqual({
      personId,
      version: 2,
      heldUntil: null,
    });
    expect(await refusal(run(updateFile, change, { actor: worker, version: 1 }))).toBe("base.versionStale");
    expect(await refusal(run(updateFile, change, { actor: colleague, version: 2 }))).toBe(
      "pathway.personNotFound",
    );
    const found = await run(findFiles, { q: "Tournesol" }, { actor: worker });
    expect(found.persons.map(({ id }) => id)).toContain(personId);
    const old = await run(findFiles, { q: "Beausoleil" }, { actor: worker });
    expect(old.persons.map(({ id }) => id)).not.toContain(personId);
  });

  test("sent twice from a device is one file, and another organisation may not take over its key", async () => {
    const personId = await open();
    expect(
      await refusal(run(openFile, { ...written, contactChannels: [], id: personId }, { actor: worker })),
    ).toBe("pathway.personExists");
    await run(
      openFile,
      { ...written, contactChannels: [], id: personId, givenNames: "Autre" },
      { actor: colleague },
    );
    await run(
      eraseFile,
      { personId },
      { actor: professional(tenantId, homeHelp, "data-protection-officer") },
    );
    expect((await run(readFile, { personId }, { actor: worker })).givenNames).toBe(canary);
  });

  test("of somebody under 18 names its ground, and a birth date that cannot be is refused", async () => {
    expect(await refusal(open(worker, { birthDate: "2010-05-01" }))).toBe("pathway.minorGroundNeeded");
    expect(await refusal(open(worker, { birthDate: "2010-05-01", minorGround: "legal-order" }))).toBe(
      "accepted",
    );
    expect(await refusal(open(worker, { birthDate: "2027-01-01" }))).toBe("pathway.birthDateImplausible");
    expect(await refusal(open(worker, { birthDate: "1890-01-01" }))).toBe("pathway.birthDateImplausible");
    expect(await refusal(open(worker, { birthDate: "2008-11-21" }))).toBe("accepted");
  });

  test("asks somebody who works for two organisations which one keeps it", async () => {
    const both: Actor = { ...worker, memberships: [...worker.memberships, ...colleague.memberships] };
    expect(await refusal(open(both))).toBe("pathway.organisationNeeded");
    const foreignOne = run(
      openFile,
      { ...written, contactChannels: [], id: randomId(), controllerId: foreign },
      { actor: both },
    );
    expect(await refusal(foreignOne)).toBe("pathway.organisationNeeded");
  });

  test("may be read, not changed, by who opened it in an emergency, and the reason is on record", async () => {
    const personId = await open();
    emergencies.set(`${colleague.id} ${personId}`, ccas);
    const file = await run(readFile, { personId }, { actor: colleague });
    expect(file).toMatchObject({ givenNames: canary, isEmergency: true, allowed: [] });
    const change = { personId, ...written, contactChannels: [] };
    expect(await refusal(run(updateFile, change, { actor: colleague, version: 1 }))).toBe(
      "pathway.personNotFound",
    );
    const [newest] = await database.as({ tenantId }, (tx) => readAuditAbout(tx, personId, { limit: 1 }));
    expect(newest?.line).toMatchObject({ action: "pathway.readFile", reason: "break-glass" });
    emergencies.clear();
    expect(await refusal(run(readFile, { personId }, { actor: colleague }))).toBe("pathway.personNotFound");
  });

  test("is handed out whole, with who opened it, by those who answer for it", async () => {
    const personId = await open();
    await run(readFile, { personId }, { actor: worker });
    const handed = await run(exportFile, { personId }, { actor: officer });
    expect(handed.person).toMatchObject(written);
    expect(handed.accesses.map(({ action }) => action)).toEqual(["pathway.readFile", "pathway.openFile"]);
    expect(handed.accesses[0]?.accountId).toBe(worker.id);
    expect(await refusal(run(exportFile, { personId }, { actor: worker }))).toBe("base.notAllowed");
  });

  test("once erased is gone, its key too, and its rows brought back by hand cannot be read", async () => {
    const personId = await open();
    const saved = await sql<{
      row: string;
    }>`select to_jsonb(p) as row from person p where id = ${personId}`.execute(database.admin);
    await run(eraseFile, { personId }, { actor: officer });
    expect(await filesOfPerson(database.admin, personId)).toEqual([]);
    await sql`insert into person select * from jsonb_populate_record(null::person, ${JSON.stringify(saved.rows[0]?.row)}::jsonb)`.execute(
      database.admin,
    );
    expect(await refusal(run(readFile, { personId }, { actor: worker }))).toBe("vault.keyDestroyed");
    expect(
      await refusal(run(openFile, { ...written, contactChannels: [], id: personId }, { actor: worker })),
    ).toMatch(/vault.personErased|pathway.personExists/);
    let replayed = 0;
    await vault.replayErasures(async (person) => {
      replayed += 1;
      await deleteRows(person);
    });
    expect(replayed).toBeGreaterThan(0);
    expect(await filesOfPerson(database.admin, personId)).toEqual([]);
  });

  test("whose erasure was cut after its commit is erased at the next start; one that was undone stays", async () => {
    const [decided, undone] = [await open(), await open()];
    isKilledAfterCommit = true;
    await expect(run(eraseFile, { personId: decided }, { actor: officer })).rejects.toThrow("killed");
    isKilledAfterCommit = false;
    await vault.beginErasure({ tenantId, personId: keyIdOf(tenantId, ccas, undone) }, clock.now);
    const counts = await vault.resumeErasures(clock.now, ({ tenantId: territory, personId }) =>
      database.as({ tenantId: territory }, (tx) => completeErasure(tx, personId)),
    );
    expect(counts).toEqual({ erased: 1, kept: 1 });
    expect(await filesOfPerson(database.admin, decided)).toEqual([]);
    expect((await run(readFile, { personId: undone }, { actor: worker })).givenNames).toBe(canary);
  });

  test("leaves no personal word in clear in any table, nor beside the keys", async () => {
    await open();
    const words = [canary, "Beausoleil", "1944-02-29", "06 39 98 77 66", "canari@demonstration", "dames"];
    const { rows } = await sql<{ name: string }>`select format('%I.%I', schemaname, tablename) as name
      from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`.execute(database.admin);
    for (const { name } of rows) {
      const dump = await sql<{
        text: string;
      }>`select coalesce(string_agg(t::text, ' '), '') as text from ${sql.raw(name)} t`.execute(
        database.admin,
      );
      const text = dump.rows[0]?.text ?? "";
      const hex = words.map((word) => Buffer.from(word).toString("hex"));
      expect(
        [...words, ...hex].filter((word) => text.includes(word)),
        name,
      ).toEqual([]);
    }
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const content = readFileSync(join(file.parentPath, file.name)).toString("latin1");
      expect(words.some((word) => content.includes(Buffer.from(word).toString("latin1")))).toBe(false);
    }
  });
});
