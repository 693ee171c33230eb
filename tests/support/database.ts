import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll } from "vitest";
import { migrate, readMigrations, type Migration } from "../../src/storage/migrate.ts";
import { makePool } from "../../src/storage/pool.ts";
import { silentLog } from "../../src/storage/log.ts";
import { loginRole } from "../../src/storage/embedded/secrets.ts";
import { makePools, type Store } from "../../src/storage/store.ts";
import { withTransaction, type Scope } from "../../src/storage/transaction.ts";
import type { Tx } from "../../src/storage/database.ts";
import { addressesIn, inTurn, testCluster } from "./cluster.ts";

/** A database of its own for a test file, with all migrations, closed and dropped when the file is done. */
export interface TestDatabase extends Pick<Store, "app" | "auth" | "admin" | "connect" | "close"> {
  /** Name of the database, for tests that connect on their own. */
  readonly name: string;
  /** Runs something in a transaction under row security; what is left out of the scope is nobody and nowhere. */
  readonly as: <Result>(scope: Partial<Scope>, run: (tx: Tx) => Promise<Result>) => Promise<Result>;
}

const template = "tisser_template";
const poolSizes = { app: 12, auth: 4, admin: 4 };

/**
 * Makes a fresh database from the template (about 60 ms). Call it once at the head of a test file:
 * `const database = await freshDatabase();`
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const cluster = await testCluster();
  const server = makePool({ address: addressesIn(cluster, "postgres").owner ?? {} }, 1, silentLog);
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await inTurn("template", () => makeTemplate(server.database));
  await sql`create database ${sql.id(name)} template ${sql.id(template)}`.execute(server.database);
  const pools = makePools(addressesIn(cluster, name), silentLog, poolSizes);
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await pools.end();
    await sql`drop database if exists ${sql.id(name)} with (force)`.execute(server.database);
    await server.end();
  };
  const database: TestDatabase = {
    name,
    app: pools.app,
    auth: pools.auth,
    admin: pools.admin(),
    connect: pools.connect,
    close: () => (closing ??= close()),
    as: (scope, run) =>
      withTransaction(pools.app, { tenantId: null, controllerIds: [], actorId: null, ...scope }, run),
  };
  afterAll(database.close);
  return database;
}

async function makeTemplate(server: Parameters<typeof migrate>[0]): Promise<void> {
  const { rows } = await sql`select from pg_database where datname = ${template}`.execute(server);
  if (rows.length > 0) return;
  const building = `${template}_building`;
  await sql`drop database if exists ${sql.id(building)} with (force)`.execute(server);
  await sql`create database ${sql.id(building)}`.execute(server);
  const pool = makePool({ address: addressesIn(await testCluster(), building).owner ?? {} }, 1, silentLog);
  try {
    await migrate(pool.database, { log: silentLog, migrations: wantedMigrations() });
    await sql`grant tisser_app, tisser_auth to ${sql.id(loginRole)}`.execute(pool.database);
  } finally {
    await pool.end();
  }
  await sql`alter database ${sql.id(building)} rename to ${sql.id(template)}`.execute(server);
}

/** All migrations; or, while a colleague's is half written, those numbered in `ONLY_MIGRATIONS` ("1 2 5"). */
function wantedMigrations(): readonly Migration[] {
  const only = process.env["ONLY_MIGRATIONS"]?.split(" ").map(Number);
  return readMigrations().filter(({ number }) => only?.includes(number) ?? true);
}
