import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Instant, platformTenantId, type TenantId, toInstant } from "#base";
import { freshDatabase } from "../../../tests/support/database.ts";
import { type Anchors, readAnchors } from "./anchor.ts";
import type { AuditEntry } from "./entry.ts";
import { appendAudit, readAudit, readAuditAbout } from "./store.ts";
import { verifyAudit, verifyChains, writeAnchor } from "./verify.ts";

const database = await freshDatabase();
const mutable = await freshDatabase();
const folder = mkdtempSync(path.join(tmpdir(), "tisser-audit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const east = "7d1f0c52-3b6e-4c1a-9a52-0f2a7a1c0001" as TenantId;
const west = "7d1f0c52-3b6e-4c1a-9a52-0f2a7a1c0002" as TenantId;
const somebody = "7d1f0c52-3b6e-4c1a-9a52-0f2a7a1c0100";

function entryAt(position: number): AuditEntry {
  return {
    at: toInstant(new Date(Date.parse("2026-11-21T08:00:00.000Z") + position * 1000)),
    actor: { kind: "account", id: null },
    action: "pathway.readPerson",
    kind: "person",
    ids: [somebody, `7d1f0c52-3b6e-4c1a-9a52-${String(position).padStart(12, "0")}`],
    fields: ["wishes", "answers"],
  };
}

async function append(base: Pick<typeof database, "as">, tenantId: TenantId, ...positions: number[]) {
  await base.as({ tenantId }, (tx) => appendAudit(tx, ...positions.map(entryAt)));
}

describe("writing the audit", () => {
  it("gives a gapless chain to eight writers at once, and to several entries of one act", async () => {
    const territory = "7d1f0c52-3b6e-4c1a-9a52-0f2a7a1c0003" as TenantId;
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let turn = 0; turn < 25; turn += 1) await append(database, territory, writer * 100 + turn, 999);
    });
    await Promise.all(writers);
    const records = await database.as({ tenantId: territory }, (tx) => readAudit(tx, { limit: 1000 }));
    expect(records.map(({ seq }) => seq)).toEqual(Array.from({ length: 400 }, (_, i) => 400 - i));
    const report = await verifyAudit(database.admin, path.join(folder, "none"));
    expect(report).toMatchObject({ isWhole: true, faultCount: 0, anchors: 0 });
    expect(report.entries).toBeGreaterThanOrEqual(400);
  });

  it("leaves no entry of a transaction that was rolled back, and no gap", async () => {
    const territory = "7d1f0c52-3b6e-4c1a-9a52-0f2a7a1c0004" as TenantId;
    await append(database, territory, 1);
    const undone = database.as({ tenantId: territory }, async (tx) => {
      await appendAudit(tx, entryAt(2));
      throw new Error("changed my mind");
    });
    await expect(undone).rejects.toThrow("changed my mind");
    await append(database, territory, 3);
    const records = await database.as({ tenantId: territory }, (tx) => readAudit(tx, { limit: 10 }));
    expect(records.map(({ seq, at }) => [seq, at])).toEqual([
      [2, entryAt(3).at],
      [1, entryAt(1).at],
    ]);
  });

  it("needs a territory, were it that of the platform", async () => {
    await expect(database.as({}, (tx) => appendAudit(tx, entryAt(1)))).rejects.toThrow("tisser.tenant");
    await append(database, platformTenantId, 1);
    const records = await database.as({ tenantId: platformTenantId }, (tx) => readAudit(tx, { limit: 10 }));
    expect(records).toHaveLength(1);
  });

  it("is the only way: the application cannot insert, update, delete or truncate", async () => {
    await append(database, east, 1);
    for (const table of ["audit_entry", "audit_head", "audit_subject"]) {
      for (const statement of [
        `insert into ${table} select * from ${table}`,
        `update ${table} set seq = seq`,
        `delete from ${table}`,
        `truncate ${table}`,
      ]) {
        const tried = database.as({ tenantId: east }, (tx) => sql.raw(statement).execute(tx));
        await expect(tried, statement).rejects.toThrow("permission denied");
      }
    }
  });
});

describe("reading the audit", () => {
  it("tells who opened a file, newest first and page by page", async () => {
    const territory = "7d1f0c52-3b6e-4c1a-9a52-0f2a7a1c0005" as TenantId;
    for (let position = 1; position <= 5; position += 1) await append(database, territory, position);
    const read = (subject: string, before?: number) =>
      database.as({ tenantId: territory }, (tx) =>
        readAuditAbout(tx, subject, before === undefined ? { limit: 2 } : { limit: 2, before }),
      );
    expect((await read(somebody)).map(({ seq }) => seq)).toEqual([5, 4]);
    expect((await read(somebody, 4)).map(({ seq }) => seq)).toEqual([3, 2]);
    const [only, ...none] = await read("7d1f0c52-3b6e-4c1a-9a52-000000000003");
    expect(none).toEqual([]);
    expect(only).toMatchObject({ seq: 3, at: entryAt(3).at });
    expect(only?.line).toMatchObject({ action: "pathway.readPerson", fields: ["wishes", "answers"] });
  });

  /** What one territory sees of another's chain, and whether it still sees its own. */
  async function isolationFaults(base: typeof database): Promise<readonly string[]> {
    const tables = ["audit_entry", "audit_head", "audit_subject"];
    const faults: string[] = [];
    for (const table of tables) {
      const seen = await base.as({ tenantId: east }, (tx) =>
        sql<{ tenant_id: string }>`select distinct tenant_id from ${sql.table(table)}`.execute(tx),
      );
      const tenants = seen.rows.map((row) => row.tenant_id);
      if (!tenants.includes(east)) faults.push(`${table}: own rows hidden`);
      if (tenants.includes(west)) faults.push(`${table}: foreign rows seen`);
      const outside = await base.as({}, (tx) => sql`select from ${sql.table(table)}`.execute(tx));
      if (outside.rows.length > 0) faults.push(`${table}: rows seen outside any territory`);
    }
    return faults;
  }

  it("shows a territory its own chain and nothing of another's; without any one policy this test fails", async () => {
    await append(mutable, east, 1);
    await append(mutable, west, 2);
    expect(await isolationFaults(mutable)).toEqual([]);
    for (const table of ["audit_entry", "audit_head", "audit_subject"]) {
      const mutations = [
        [`drop policy ${table}_tenant on ${table}`, "own rows hidden"],
        [`create policy ${table}_tenant on ${table} using (true)`, "foreign rows seen"],
      ] as const;
      for (const [mutation, fault] of mutations) {
        await sql.raw(mutation).execute(mutable.admin);
        expect(await isolationFaults(mutable), mutation).toContain(`${table}: ${fault}`);
      }
      await sql
        .raw(
          `alter policy ${table}_tenant on ${table} using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid))`,
        )
        .execute(mutable.admin);
    }
    expect(await isolationFaults(mutable)).toEqual([]);
    await sql`alter table audit_entry disable row level security`.execute(mutable.admin);
    expect(await isolationFaults(mutable)).toContain("audit_entry: foreign rows seen");
    await sql`alter table audit_entry enable row level security`.execute(mutable.admin);
  });
});

/** Ways to falsify a chain of `last` entries, at the number `seq` (and another, `other`), by somebody who may do anything in the database. */
const falsifications = {
  "edits a line": ({ seq }) => `update audit_entry set line = replace(line, 'wishes', 'phone') ${at(seq)}`,
  "edits a hash": ({ seq }) => `update audit_entry set hash = sha256(hash) ${at(seq)}`,
  "edits a time": ({ seq }) => `update audit_entry set at = at + interval '1 ms' ${at(seq)}`,
  "edits the ids": ({ seq }) => `update audit_entry set subject_ids = subject_ids[2:] ${at(seq)}`,
  "hides an entry from a file": ({ seq }) =>
    `delete from audit_subject ${at(seq)} and subject_id = '${somebody}'`,
  "adds an entry to a file": ({ seq }) =>
    `insert into audit_subject values ('${east}', gen_random_uuid(), ${seq})`,
  "edits a line and signs it anew": ({ seq }) =>
    `update audit_entry set line = replace(line, 'wishes', 'phone') ${at(seq)}; ${resign(seq, seq)}`,
  "edits a line and signs all that follows anew": ({ seq, last }) =>
    `update audit_entry set line = replace(line, 'wishes', 'phone') ${at(seq)}; ${resign(seq, last)}; ${fixHead}`,
  "deletes an entry": ({ seq }) => remove(`seq = ${seq}`),
  "deletes an entry and closes the gap": ({ seq, last }) =>
    `${remove(`seq = ${seq}`)}; update audit_entry set seq = seq - 1 where tenant_id = '${east}' and seq > ${seq};
     update audit_subject set seq = seq - 1 where tenant_id = '${east}' and seq > ${seq}; ${resign(seq, last - 1)}; ${fixHead}`,
  "inserts an entry at the end": ({ last }) =>
    `insert into audit_entry select tenant_id, ${last + 1}, at, line, subject_ids, hash from audit_entry ${at(last)};
     insert into audit_subject select tenant_id, subject_id, ${last + 1} from audit_subject ${at(last)}; ${resign(last + 1, last + 1)}`,
  "inserts an entry before the first": ({ seq }) =>
    `alter table audit_entry drop constraint audit_entry_seq_check;
     insert into audit_entry select tenant_id, 0, at, line, subject_ids, hash from audit_entry ${at(seq)}`,
  "swaps two entries": ({ seq, other }) => renumber([seq, other]),
  "rotates three entries": ({ seq, other, last }) => {
    const third = [1, 2, 3, last].find((candidate) => candidate !== seq && candidate !== other) ?? 1;
    return renumber([seq, other, third]);
  },
  "cuts the tail": ({ seq }) => remove(`seq >= ${seq}`),
  "cuts the tail and puts the head right": ({ seq }) => `${remove(`seq >= ${seq}`)}; ${fixHead}`,
  "removes the whole chain": () => `${remove("true")}; delete from audit_head where tenant_id = '${east}'`,
  "moves the head back": ({ seq }) =>
    `update audit_head h set seq = ${seq} - 1, hash = coalesce((select hash from audit_entry e ${at(seq - 1)}), h.hash) where tenant_id = '${east}'`,
  "edits the head": () => `update audit_head set hash = sha256(hash) where tenant_id = '${east}'`,
} as const satisfies Record<string, (places: Places) => string>;

interface Places {
  readonly seq: number;
  readonly other: number;
  readonly last: number;
}

function at(seq: number): string {
  return `where tenant_id = '${east}' and seq = ${seq}`;
}
const fixHead = `update audit_head h set (seq, hash) = (select coalesce(max(e.seq), 0), coalesce((array_agg(e.hash order by e.seq desc))[1],
  decode(repeat('00', 32), 'hex')) from audit_entry e where e.tenant_id = h.tenant_id) where tenant_id = '${east}'`;
function remove(condition: string): string {
  return ["audit_subject", "audit_entry"]
    .map((table) => `delete from ${table} where tenant_id = '${east}' and ${condition}`)
    .join("; ");
}
function resign(from: number, to: number): string {
  return `do $$ begin for n in ${from}..${to} loop
    update audit_entry e set hash = sha256(coalesce((select p.hash from audit_entry p where p.tenant_id = e.tenant_id and p.seq = n - 1),
      decode(repeat('00', 32), 'hex')) || uuid_send(tenant_id) || int8send(n) || convert_to(line, 'UTF8'))
    where tenant_id = '${east}' and seq = n; end loop; end $$`;
}
function renumber(places: readonly number[]): string {
  const moves = places.map((seq, i) => `when ${seq} then ${places[(i + 1) % places.length]}`).join(" ");
  return ["audit_entry", "audit_subject"]
    .map(
      (table) => `update ${table} set seq = -seq where tenant_id = '${east}' and seq in (${places.join()});
        update ${table} set seq = case -seq ${moves} end where tenant_id = '${east}' and seq < 0`,
    )
    .join("; ");
}

describe("verifying the audit", () => {
  const length = 30;
  let anchors: Anchors;

  beforeAll(async () => {
    for (let position = 1; position <= length; position += 1) await append(mutable, west, position);
    const { rows } = await sql<{ seq: number }>`select seq from audit_head where tenant_id = ${east}`.execute(
      mutable.admin,
    );
    for (let seq = rows[0]?.seq ?? 0; seq < length; seq += 1) await append(mutable, east, seq + 50);
    await sql`alter table audit_entry drop constraint audit_entry_seq_check`.execute(mutable.admin);
    await sql`alter table audit_entry add constraint audit_entry_seq_check check (seq <> 0)`.execute(
      mutable.admin,
    );
    const anchorFolder = path.join(folder, "anchors");
    await writeAnchor(mutable.admin, anchorFolder, "2026-11-21T23:00:00.000Z" as Instant);
    anchors = await readAnchors(anchorFolder);
  });

  async function faultsAfter(falsification: string): Promise<number> {
    const tx = await mutable.admin.startTransaction().setIsolationLevel("repeatable read").execute();
    try {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql.raw(falsification).execute(tx);
      const report = await verifyChains(tx, anchors);
      expect(report.faults.every(({ tenantId }) => tenantId === east)).toBe(true);
      return report.faultCount;
    } finally {
      await tx.rollback().execute();
    }
  }

  it("finds each of 1,000 random falsifications, and none where there is none", async () => {
    expect(await faultsAfter("select 1")).toBe(0);
    const names = Object.keys(falsifications) as (keyof typeof falsifications)[];
    let tried = 0;
    const place = fc.integer({ min: 1, max: length });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), place, place, async (name, seq, candidate) => {
        const other = candidate === seq ? (seq % length) + 1 : candidate;
        tried += 1;
        return (await faultsAfter(falsifications[name]({ seq, other, last: length }))) > 0;
      }),
      { numRuns: 1000 },
    );
    expect(tried).toBe(1000);
    expect(await faultsAfter("select 1")).toBe(0);
  }, 120_000);
});
