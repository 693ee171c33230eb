import type pg from "pg";
import { escapeIdentifier } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Readable, Writable } from "node:stream";
import type { ChainHead } from "../audit/chain.ts";
import { backupErrors } from "./errors.ts";
import type { Manifest, SavedTable } from "./manifest.ts";

/** A table to save, before it is read. */
export type Table = Pick<SavedTable, "schema" | "name" | "columns">;

type Client = pg.ClientBase;

/** Less than the second after which PostgreSQL looks for a deadlock: we give way, never a writer. */
const lockMilliseconds = 500;
const lockTries = 100;
const segmentWaitMilliseconds = 120_000;

function nameOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
}

function columnsOf(table: Table): string {
  return table.columns.map((column) => escapeIdentifier(column)).join(", ");
}

/** Refuses a role from which row security hides rows: its backup would be short. @throws backup.roleBound */
export async function refuseBoundRole(client: Client): Promise<void> {
  const { rows } = await client.query<{ role: string; sees: boolean }>(
    "select rolname as role, rolsuper or rolbypassrls as sees from pg_roles where rolname = current_user",
  );
  const [found] = rows;
  if (found && !found.sees) throw backupErrors.roleBound({ role: found.role });
}

/** Major version of the server. */
export async function serverMajor(client: Client): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int / 10000 as version",
  );
  return rows[0]?.version ?? 0;
}

/** Migrations applied, in order. */
export async function readApplied(client: Client): Promise<Manifest["migrations"]> {
  const { rows } = await client.query<Manifest["migrations"][number]>(
    "select number, name, sha256 from public.schema_migration order by number",
  );
  return rows;
}

/** All tables of ours with the columns that hold their own values, parents before the tables that refer to them. */
export async function listTables(client: Client): Promise<readonly Table[]> {
  const { rows } = await client.query<Table & { readonly parents: readonly string[] }>(
    "select n.nspname as schema, c.relname as name," +
      " coalesce((select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid" +
      " and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''), '{}') as columns," +
      " coalesce((select array_agg(distinct pn.nspname || '.' || p.relname) from pg_constraint k" +
      " join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace" +
      " where k.conrelid = c.oid and k.contype = 'f' and p.oid <> c.oid), '{}') as parents" +
      " from pg_class c join pg_namespace n on n.oid = c.relnamespace" +
      " where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname <> 'information_schema'" +
      " and n.nspname not like 'pg\\_%'" +
      " and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')" +
      " order by 1, 2",
  );
  return parentsFirst(rows);
}

function parentsFirst<T extends Table & { readonly parents: readonly string[] }>(
  tables: readonly T[],
): Table[] {
  const waiting = new Map(tables.map((table) => [`${table.schema}.${table.name}`, table]));
  const ordered: Table[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, { parents }]) => !parents.some((parent) => waiting.has(parent)));
    if (ready.length === 0)
      throw new Error(`tables refer to each other in a circle: ${[...waiting.keys()].join(", ")}`);
    for (const [key, { schema, name, columns }] of ready) {
      waiting.delete(key);
      ordered.push({ schema, name, columns });
    }
  }
  return ordered;
}

/** Begins a snapshot that sees all rows; reading in it goes on while others write. */
export async function beginSnapshot(client: Client): Promise<void> {
  await client.query("begin isolation level repeatable read read only");
  await client.query("set local row_security = off");
  await client.query("select 1"); // the snapshot is taken by the first statement that reads
}

/** Ends a transaction that keeps nothing. */
export async function rollback(client: Client): Promise<void> {
  await client.query("rollback");
}

/**
 * Runs a step while nobody writes: the moment between two writing transactions at which a snapshot and a point in the WAL
 * say the same. Writers wait for some milliseconds.
 * @throws backup.databaseBusy when long transactions leave no such moment.
 */
export async function whileNobodyWrites(
  client: Client,
  tables: readonly Table[],
  step: () => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await client.query("begin");
    try {
      await client.query(`set local lock_timeout = ${lockMilliseconds}`);
      await client.query(`lock table ${tables.map((table) => nameOf(table)).join(", ")} in share mode`);
      await step();
      return;
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      if (attempt === lockTries) throw backupErrors.databaseBusy({}, { cause: error });
    } finally {
      await client.query("rollback");
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "55P03" || error.code === "40P01");
}

/** Rows of a table in this snapshot. */
export async function countRows(client: Client, table: Pick<Table, "schema" | "name">): Promise<number> {
  const { rows } = await client.query<{ rows: string }>(`select count(*) as rows from ${nameOf(table)}`);
  return Number(rows[0]?.rows);
}

/** The rows of a table as text, one a line. */
export function readRows(client: pg.Client, table: Table): Readable {
  return client.query(copyTo(`copy ${nameOf(table)} (${columnsOf(table)}) to stdout`));
}

/** Takes rows as {@link readRows} gave them. */
export function writeRows(client: pg.Client, table: Table): Writable {
  return client.query(copyFrom(`copy ${nameOf(table)} (${columnsOf(table)}) from stdin`));
}

/** Sequences and the last number each gave; those that gave none yet are left out. */
export async function readSequences(client: Client): Promise<Manifest["sequences"]> {
  const { rows } = await client.query<Manifest["sequences"][number]>(
    "select schemaname as schema, sequencename as name, last_value::text as last from pg_sequences" +
      " where last_value is not null and schemaname not like 'pg\\_%' order by 1, 2",
  );
  return rows;
}

/** Sets sequences on from where they were. */
export async function writeSequences(client: Client, sequences: Manifest["sequences"]): Promise<void> {
  for (const sequence of sequences) {
    await client.query("select setval($1::regclass, $2::bigint)", [nameOf(sequence), sequence.last]);
  }
}

/** Ends of the audit chains in this snapshot. */
export async function readChainHeads(client: Client): Promise<readonly ChainHead[]> {
  const { rows } = await client.query<{ tenantId: ChainHead["tenantId"]; seq: string; hash: string }>(
    `select tenant_id as "tenantId", seq, encode(hash, 'hex') as hash from public.audit_head order by tenant_id`,
  );
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** Tells PostgreSQL that its files are being copied; the copy is made whole by the WAL from the segment returned. */
export async function startFileBackup(
  client: Client,
  label: string,
): Promise<{ readonly firstSegment: string; readonly systemId: string; readonly timeline: number }> {
  const { rows } = await client.query<{ firstSegment: string; systemId: string }>(
    `select pg_walfile_name(pg_backup_start($1, true)) as "firstSegment",` +
      ` (select system_identifier::text from pg_control_system()) as "systemId"`,
    [label],
  );
  const { firstSegment = "", systemId = "" } = rows[0] ?? {};
  return { firstSegment, systemId, timeline: Number.parseInt(firstSegment.slice(0, 8), 16) };
}

/** Ends the copy of the files; gives what must be written to `backup_label` beside them. */
export async function stopFileBackup(client: Client): Promise<string> {
  const { rows } = await client.query<{ labelfile: string }>("select labelfile from pg_backup_stop(false)");
  return rows[0]?.labelfile ?? "";
}

/** Marks this moment in the WAL. */
export async function markRestorePoint(client: Client, name: string): Promise<void> {
  await client.query("select pg_create_restore_point($1)", [name]);
}

/** Ends the WAL segment under way and waits until the archive has it; gives its name. @throws backup.walNotArchived */
export async function archiveSegment(client: Client, isThere: (segment: string) => boolean): Promise<string> {
  const { rows } = await client.query<{ segment: string }>(
    "select pg_walfile_name(pg_switch_wal() - 1) as segment",
  );
  const segment = rows[0]?.segment ?? "";
  for (let waited = 0; waited < segmentWaitMilliseconds; waited += 50) {
    if (isThere(segment)) return segment;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw backupErrors.walNotArchived({});
}

/** Whether a database that replayed WAL is over with it and takes writes. */
export async function isPromoted(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ over: boolean }>("select not pg_is_in_recovery() as over");
  return rows[0]?.over ?? false;
}

/** A table that holds somebody's data already; null when none does. */
export async function findFilled(client: Client, tables: readonly Table[]): Promise<string | null> {
  for (const table of tables.filter(
    ({ schema, columns }) => schema === "auth" || columns.includes("tenant_id"),
  )) {
    const { rows } = await client.query(`select from ${nameOf(table)} limit 1`);
    if (rows.length > 0) return `${table.schema}.${table.name}`;
  }
  return null;
}

/** Begins the transaction that takes a whole database in, with its own triggers silent. */
export async function beginImport(client: Client, tables: readonly Table[]): Promise<void> {
  await client.query("begin");
  await client.query("set local row_security = off");
  const names = tables.map((table) => nameOf(table));
  await client.query(`truncate ${names.join(", ")}`);
  for (const name of names) await client.query(`alter table ${name} disable trigger user`);
}

/** Ends the import. */
export async function commitImport(client: Client, tables: readonly Table[]): Promise<void> {
  await renewTransactionIds(client, tables);
  for (const table of tables) await client.query(`alter table ${nameOf(table)} enable trigger user`);
  await client.query("commit");
}

/**
 * Transaction numbers kept in rows (`xid8`) mean nothing in another cluster, where a reader that waits for a number yet to
 * come would wait for ever: they become the number of the import.
 */
async function renewTransactionIds(client: Client, tables: readonly Table[]): Promise<void> {
  for (const table of tables) {
    const { rows } = await client.query<{ column: string }>(
      `select attname as column from pg_attribute where attrelid = $1::regclass and atttypid = 'xid8'::regtype` +
        " and attnum > 0 and not attisdropped and attgenerated = ''",
      [nameOf(table)],
    );
    for (const { column } of rows) {
      await client.query(`update ${nameOf(table)} set ${escapeIdentifier(column)} = pg_current_xact_id()`);
    }
  }
}
