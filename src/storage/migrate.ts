import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { sql } from "kysely";
import { storageErrors } from "./errors.ts";
import { toStorageError } from "./connection-failure.ts";
import type { Database, Tx } from "./database.ts";
import type { StoreLog } from "./log.ts";
import { loadReference, referenceSteps } from "./reference-data.ts";

/** A migration of the program. */
export interface Migration {
  readonly number: number;
  /** File name without ending, for instance `0001-foundation`. */
  readonly name: string;
  readonly text: string;
  /** SHA-256 of the text, in hexadecimal. */
  readonly sha256: string;
}

/** What a run of the migrations did. */
export interface MigrationReport {
  /** Names of the migrations applied now, in order. */
  readonly applied: readonly string[];
  /** Number of the newest migration in the database afterwards. */
  readonly version: number;
}

interface Applied {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

const ownFolder = new URL("./migrations/", import.meta.url);
/** Any number, the same in every process: those that migrate one database take turns. */
const advisoryLock = 7_483_920_117;

/** Reads the program's migrations in order. @throws storage.migrationMisnumbered when two share a number. */
export function readMigrations(folder: URL = ownFolder): readonly Migration[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .toSorted();
  return files.map((file, position) => {
    const name = file.slice(0, -".sql".length);
    const number = Number(/^(\d{4})-[a-z0-9-]+$/.exec(name)?.[1]);
    const isRepeated = position > 0 && files[position - 1]?.slice(0, 4) === file.slice(0, 4);
    if (!(number > 0) || isRepeated) throw storageErrors.migrationMisnumbered({ name });
    const text = readFileSync(new URL(file, folder), "utf8");
    return { number, name, text, sha256: createHash("sha256").update(text).digest("hex") };
  });
}

/**
 * Brings the schema to the program's version, each migration in its own transaction, as the owner of the database.
 * Two processes may do it together: one waits for the other.
 * @throws storage.schemaNewer, storage.migrationEdited, storage.migrationFailed.
 */
export async function migrate(
  owner: Database,
  options: { readonly log: StoreLog; readonly migrations?: readonly Migration[] },
): Promise<MigrationReport> {
  const migrations = options.migrations ?? readMigrations();
  const applied: string[] = [];
  await prepare(owner);
  for (const migration of migrations) {
    const isNew = await applyOnce(owner, migration, migrations).catch((error: unknown) => {
      throw toStorageError(error);
    });
    if (isNew) {
      options.log.info({ migration: migration.name }, "migration applied");
      applied.push(migration.name);
    }
  }
  return { applied, version: migrations.at(-1)?.number ?? 0 };
}

/** Refuses a database whose schema is not the program's, for a program that may not migrate. @throws storage.schemaNewer, storage.schemaBehind, storage.migrationEdited. */
export async function checkSchema(database: Database, migrations = readMigrations()): Promise<void> {
  const applied = (await isPrepared(database)) ? await readApplied(database) : [];
  refuseForeign(applied, migrations);
  const [newest, program] = [applied.at(-1)?.number ?? 0, migrations.at(-1)?.number ?? 0];
  if (applied.length < migrations.length) throw storageErrors.schemaBehind({ database: newest, program });
}

async function prepare(owner: Database): Promise<void> {
  await inTurn(owner, async (tx) => {
    if (await isPrepared(tx)) return;
    await sql`create table public.schema_migration (
      number integer primary key, name text not null, sha256 text not null)`.execute(tx);
  });
}

async function isPrepared(database: Database): Promise<boolean> {
  const { rows } = await sql<{ isThere: boolean }>`
    select to_regclass('public.schema_migration') is not null as "isThere"`.execute(database);
  return rows[0]?.isThere ?? false;
}

async function inTurn<Result>(owner: Database, run: (tx: Tx) => Promise<Result>): Promise<Result> {
  return owner
    .transaction()
    .setIsolationLevel("read committed")
    .execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${advisoryLock})`.execute(tx);
      return run(tx);
    });
}

async function applyOnce(owner: Database, migration: Migration, all: readonly Migration[]): Promise<boolean> {
  return inTurn(owner, async (tx) => {
    const applied = await readApplied(tx);
    refuseForeign(applied, all);
    if (applied.some(({ number }) => number === migration.number)) return false;
    try {
      await sql.raw(migration.text).execute(tx);
      for (const step of referenceSteps(migration)) await loadReference(tx, step);
    } catch (cause) {
      throw failure(migration, cause);
    }
    await sql`insert into public.schema_migration (number, name, sha256)
      values (${migration.number}, ${migration.name}, ${migration.sha256})`.execute(tx);
    return true;
  });
}

function failure(migration: Migration, cause: unknown): unknown {
  const known = toStorageError(cause);
  return known === cause ? storageErrors.migrationFailed({ name: migration.name }, { cause }) : known;
}

async function readApplied(database: Database): Promise<readonly Applied[]> {
  const { rows } = await sql<Applied>`
    select number, name, sha256 from public.schema_migration order by number`.execute(database);
  return rows;
}

function refuseForeign(applied: readonly Applied[], migrations: readonly Migration[]): void {
  const program = migrations.at(-1)?.number ?? 0;
  for (const { number, name, sha256 } of applied) {
    const own = migrations.find((migration) => migration.number === number);
    if (own === undefined) throw storageErrors.schemaNewer({ database: number, program });
    if (own.sha256 !== sha256) throw storageErrors.migrationEdited({ name });
  }
}
