import { sql } from "kysely";
import type { Client, ClientConfig } from "pg";
import type { Database } from "./database.ts";
import { storageErrors } from "./errors.ts";
import type { StoreLog } from "./log.ts";
import { makePool, openConnection, type ConnectionOptions, type Pool } from "./pool.ts";

/** As whom a connection works: the application, the sign-in, or the owner of the database. */
export type StoreRole = "app" | "auth" | "admin";

/** Where the database is, for people and for the log; holds no password. */
export interface StoreInfo {
  /** PostgreSQL brought along, or a server given by `DATABASE_URL`. */
  readonly kind: "embedded" | "server";
  /** Folder of the program's own files. */
  readonly dataDir: string;
  /** Folder of the socket, or name of the server. */
  readonly host: string;
  /** Version of the server, for instance `18.4`. */
  readonly version: string;
  /** Number of the newest migration applied. */
  readonly schemaVersion: number;
}

/** The open database. */
export interface Store {
  /** Works as `tisser_app`, under row security. Use it through `withTransaction`. */
  readonly app: Database;
  /** Works as `tisser_auth` in schema `auth`: accounts and sessions. */
  readonly auth: Database;
  /**
   * Works as the owner: migrations, backup, restore, rotation, verification. Connects when first used. Its sessions have
   * `row_security = off`: where row security would hide rows from an owner who is no superuser, statements fail instead.
   * @throws storage.adminUrlNeeded when a server is used and no `DATABASE_ADMIN_URL` was given.
   */
  readonly admin: Database;
  /** A connection outside the pools, for LISTEN and COPY; the caller ends it. */
  readonly connect: (role: StoreRole) => Promise<Client>;
  /** Whether the database answers now. */
  readonly isReady: () => Promise<boolean>;
  /** Waits for work under way, then closes, and stops the PostgreSQL that is ours: within 10 seconds. */
  readonly close: () => Promise<void>;
  readonly info: StoreInfo;
}

/** Addresses of the database: of the role that signs in for the application, and of the owner if it is known. */
export interface Addresses {
  readonly login: ClientConfig;
  readonly owner: ClientConfig | null;
}

/** The pools of a store. */
export interface Pools {
  readonly app: Database;
  readonly auth: Database;
  readonly admin: () => Database;
  /** One connection of the application kept for asking whether the database answers, so that busy pools do not pass for it being away. */
  readonly probe: Database;
  readonly connect: Store["connect"];
  readonly end: () => Promise<void>;
}

/** Connections of the pools: 10 for the application, 4 for signing in, 2 for the owner. */
const poolSizes: Readonly<Record<StoreRole, number>> = { app: 10, auth: 4, admin: 2 };
/** A transaction forgotten open would hold locks and dead rows: the server ends it. */
const idleLimit = { idle_in_transaction_session_timeout: "300000" };

/** What a connection of a role looks like. @throws storage.adminUrlNeeded. */
export function connectionOptions(addresses: Addresses, role: StoreRole): ConnectionOptions {
  if (role === "app")
    return {
      address: addresses.login,
      role: "tisser_app",
      settings: { search_path: "public", ...idleLimit },
    };
  if (role === "auth")
    return { address: addresses.login, role: "tisser_auth", settings: { search_path: "auth", ...idleLimit } };
  if (addresses.owner === null) throw storageErrors.adminUrlNeeded({});
  return { address: addresses.owner, settings: { search_path: "public", row_security: "off" } };
}

/** Makes the pools; none connects before it is used. */
export function makePools(addresses: Addresses, log: StoreLog, sizes = poolSizes): Pools {
  const made = new Map<StoreRole, Pool>();
  const probe = makePool(connectionOptions(addresses, "app"), 1, log);
  const poolOf = (role: StoreRole): Database => {
    const pool = made.get(role) ?? makePool(connectionOptions(addresses, role), sizes[role], log);
    made.set(role, pool);
    return pool.database;
  };
  return {
    app: poolOf("app"),
    auth: poolOf("auth"),
    admin: () => poolOf("admin"),
    probe: probe.database,
    connect: (role) => openConnection(connectionOptions(addresses, role), log),
    end: async () => {
      await Promise.all([probe, ...made.values()].map((pool) => pool.end()));
    },
  };
}

/** Whether the database answers within two seconds. */
export async function answers(database: Database): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), 2_000).unref();
  });
  const asked = sql`select 1`.execute(database).then(
    () => true,
    () => false,
  );
  return Promise.race([asked, late]);
}
