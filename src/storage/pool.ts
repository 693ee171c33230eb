import { Kysely, PostgresDialect, type PostgresPool } from "kysely";
import { Client, Pool as ClientPool, type ClientConfig } from "pg";
import type { Database } from "./database.ts";
import type { StoreLog } from "./log.ts";
import { preparing } from "./prepared-texts.ts";
import { valueTypes } from "./value-types.ts";

/** How a connection reaches the database and as whom it works there. */
export interface ConnectionOptions {
  /** Address, either as a URL or in parts. */
  readonly address: ClientConfig;
  /** Group role taken on; absent for the owner. */
  readonly role?: string;
  /** Settings of the session. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A pool of connections and the query builder on it. */
export interface Pool {
  readonly database: Database;
  readonly end: () => Promise<void>;
}

const connectMilliseconds = 5_000;

function clientConfig({ address, role, settings }: ConnectionOptions): ClientConfig {
  const session = {
    timezone: "UTC",
    datestyle: "ISO,YMD",
    ...settings,
    ...(role === undefined ? {} : { role }),
  };
  const options = Object.entries(session).map(([name, value]) => `-c ${name}=${escapeOption(value)}`);
  return {
    ...address,
    options: options.join(" "),
    types: valueTypes,
    keepAlive: true,
    application_name: "tisser",
    connectionTimeoutMillis: connectMilliseconds,
  };
}

function escapeOption(value: string): string {
  return value.replaceAll(/[\\ ]/g, "\\$&");
}

/**
 * A pool that outlives its database: every connection has a listener of its own for as long as it exists, because `pg`
 * takes its own away while a connection is lent, and an error without listener would end the process.
 */
export function makePool(options: ConnectionOptions, size: number, log: StoreLog): Pool {
  const pool = new ClientPool({ ...clientConfig(options), max: size, idleTimeoutMillis: 60_000 });
  let isEnding = false;
  pool.on("error", (error) => {
    if (!isEnding) log.warn({ code: codeOf(error) }, "an idle database connection was lost");
  });
  pool.on("connect", (client) => client.on("error", () => {}));
  const lending: PostgresPool = options.role === undefined ? pool : preparing(pool);
  const database: Database = new Kysely({ dialect: new PostgresDialect({ pool: lending }) });
  const end = (): Promise<void> => {
    isEnding = true;
    return database.destroy();
  };
  return { database, end };
}

/** One connection outside any pool, for LISTEN and for COPY; the caller ends it. */
export async function openConnection(options: ConnectionOptions, log: StoreLog): Promise<Client> {
  const client = new Client(clientConfig(options));
  client.on("error", (error) => log.warn({ code: codeOf(error) }, "a database connection was lost"));
  await client.connect();
  return client;
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
