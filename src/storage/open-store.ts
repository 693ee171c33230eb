import path from "node:path";
import { sql } from "kysely";
import { Client, DatabaseError } from "pg";
import { TisserError } from "#base";
import { isConnectionFailure, toStorageError } from "./connection-failure.ts";
import type { Database } from "./database.ts";
import { startCluster, superviseCluster, type Cluster } from "./embedded/cluster.ts";
import { databaseName, loginRole, ownerRole } from "./embedded/secrets.ts";
import { servingProcess } from "./embedded/serve-lock.ts";
import { socketPort } from "./embedded/settings.ts";
import { storageErrors } from "./errors.ts";
import type { StoreLog } from "./log.ts";
import { checkSchema, migrate, readMigrations } from "./migrate.ts";
import { makePool } from "./pool.ts";
import { checkLoginRole } from "./role-check.ts";
import { answers, makePools, type Addresses, type Pools, type Store, type StoreInfo } from "./store.ts";

/** How to open the store. */
export interface OpenStoreOptions {
  /** Folder of all that the program keeps. */
  readonly dataDir: string;
  /** A PostgreSQL server, as the role of the application; without it the embedded one is used. */
  readonly databaseUrl?: string | undefined;
  /** The same server, as the owner of the database. */
  readonly adminUrl?: string | undefined;
  /** `serve` keeps PostgreSQL running and stops it at the end; `attach` (a command) uses the one that runs, if any. */
  readonly mode: "serve" | "attach";
  readonly log: StoreLog;
}

const drainMilliseconds = 4_000;
const stopMilliseconds = 5_000;

/**
 * Opens the database: starts or finds it, brings the schema up to date, checks the role of the application.
 * @throws coded errors of {@link storageErrors}; whatever was started is stopped again.
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { databaseUrl } = options;
  return databaseUrl === undefined ? openEmbedded(options) : openServer(options, databaseUrl);
}

async function openEmbedded(options: OpenStoreOptions): Promise<Store> {
  const cluster = await startCluster(options);
  const pools = makePools(addressesOf(cluster), options.log);
  try {
    await migrate(pools.admin(), options);
    await joinGroups(pools.admin());
    const endWatch = options.mode === "serve" ? superviseCluster(cluster, options.log) : null;
    const info = await describe(pools.app, "embedded", options, cluster.socketFolder);
    return makeStore(pools, info, async () => {
      await Promise.all([atMost(endWatch?.()), drain(pools)]);
      if (await isOursToStop(cluster, options)) await cluster.stop(stopMilliseconds);
    });
  } catch (error) {
    await drain(pools);
    if (cluster.isStartedHere) await cluster.stop();
    throw toStorageError(error);
  }
}

async function openServer(options: OpenStoreOptions, databaseUrl: string): Promise<Store> {
  const owner = options.adminUrl === undefined ? null : { connectionString: options.adminUrl };
  const addresses: Addresses = { login: { connectionString: databaseUrl }, owner };
  const pools = makePools(addresses, options.log);
  try {
    if (owner !== null) await migrate(pools.admin(), options);
    await checkLogin(addresses, options.log);
    await checkSchema(pools.app);
    const info = await describe(pools.app, "server", options, new Client(addresses.login).host);
    return makeStore(pools, info, () => drain(pools));
  } catch (error) {
    await drain(pools);
    throw whyNotOpened(error);
  }
}

/** Refusals of the server at the door: unknown name or password (28), unknown database (3D000). */
function whyNotOpened(error: unknown): unknown {
  const cause = error instanceof TisserError && error.cause !== undefined ? error.cause : error;
  if (isConnectionFailure(cause)) return storageErrors.databaseUnreachable({}, { cause });
  const code = cause instanceof DatabaseError ? (cause.code ?? "") : "";
  return /^(?:28|3D000)/.test(code) ? storageErrors.signInRefused({}, { cause }) : error;
}

function makeStore(pools: Pools, info: StoreInfo, close: () => Promise<void>): Store {
  let closing: Promise<void> | null = null;
  return {
    app: pools.app,
    auth: pools.auth,
    get admin() {
      return pools.admin();
    },
    connect: pools.connect,
    isReady: () => (closing === null ? answers(pools.probe) : Promise.resolve(false)),
    close: () => (closing ??= close()),
    info,
  };
}

function addressesOf(cluster: Cluster): Addresses {
  const place = { host: cluster.socketFolder, port: socketPort, database: databaseName };
  return {
    login: { ...place, user: loginRole, password: cluster.secrets.login },
    owner: { ...place, user: ownerRole, password: cluster.secrets.owner },
  };
}

/** The role that signs in becomes a member of the groups that the first migration made. */
async function joinGroups(owner: Database): Promise<void> {
  const { rows } = await sql<{ isMember: boolean }>`
    select pg_has_role(${loginRole}, 'tisser_app', 'member')
      and pg_has_role(${loginRole}, 'tisser_auth', 'member') as "isMember"`.execute(owner);
  if (!rows[0]?.isMember) await sql`grant tisser_app, tisser_auth to ${sql.id(loginRole)}`.execute(owner);
}

/** Looks at the role of `DATABASE_URL` without taking on a group, which it may not be allowed to. */
async function checkLogin(addresses: Addresses, log: StoreLog): Promise<void> {
  const pool = makePool({ address: addresses.login }, 1, log);
  try {
    await checkLoginRole(pool.database);
  } finally {
    await pool.end();
  }
}

async function describe(
  database: Database,
  kind: StoreInfo["kind"],
  { dataDir }: OpenStoreOptions,
  host: string,
): Promise<StoreInfo> {
  const { rows } = await sql<{
    version: string;
  }>`select current_setting('server_version') as version`.execute(database);
  const version = (rows[0]?.version ?? "").split(" ")[0] ?? "";
  const schemaVersion = readMigrations().at(-1)?.number ?? 0;
  return { kind, dataDir: path.resolve(dataDir), host, version, schemaVersion };
}

/** Waits for the work under way, but not for ever. */
async function drain(pools: Pools): Promise<void> {
  await atMost(pools.end().catch(() => {})); // a connection that breaks while it is closed is closed
}

/** Waits for something, for at most the time given to draining. */
async function atMost(wanted: Promise<void> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, drainMilliseconds);
  });
  await Promise.race([wanted, late]);
  clearTimeout(timer);
}

/** `serve` stops PostgreSQL; a command does only when it started it, nobody serves, and no other command uses it. */
async function isOursToStop(cluster: Cluster, { mode, dataDir, log }: OpenStoreOptions): Promise<boolean> {
  if (mode === "serve") return true;
  if (!cluster.isStartedHere || servingProcess(dataDir) !== null) return false;
  return !(await hasOtherUsers(cluster, log));
}

/** PostgreSQL takes a moment to let our own closed connections go; whoever is there after it is somebody else. */
const [goodbyeTurns, goodbyeMilliseconds] = [20, 50];

async function countOthers(database: Database): Promise<number> {
  const { rows } = await sql<{ others: number }>`
    select count(*)::integer as others from pg_stat_activity
    where backend_type = 'client backend' and pid <> pg_backend_pid()`.execute(database);
  return rows[0]?.others ?? 0;
}

async function hasOtherUsers(cluster: Cluster, log: StoreLog): Promise<boolean> {
  const address = addressesOf(cluster).owner;
  if (address === null) return false;
  const pool = makePool({ address }, 1, log);
  try {
    for (let turn = 0; turn < goodbyeTurns; turn += 1) {
      if ((await countOthers(pool.database)) === 0) return false;
      await new Promise((resolve) => setTimeout(resolve, goodbyeMilliseconds));
    }
    return true;
  } catch (error) {
    if (isConnectionFailure(error)) return false;
    throw error;
  } finally {
    await pool.end();
  }
}
