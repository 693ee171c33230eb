import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { DatabaseError, type ClientConfig } from "pg";
import type { Database } from "../../src/storage/database.ts";
import { silentLog } from "../../src/storage/log.ts";
import { makePool, type Pool } from "../../src/storage/pool.ts";
import { addressesIn, testCluster } from "./cluster.ts";

/** A database in which nothing is, for tests of the migrations and of the roles themselves. */
export interface EmptyDatabase {
  readonly name: string;
  /** As the superuser. */
  readonly owner: Database;
  /** Hands the database to a new role that is no superuser, and works as it; the group roles are there already. */
  readonly asPlainOwner: () => Promise<Database>;
  /** The same, giving the address instead. */
  readonly plainOwner: () => Promise<ClientConfig>;
  /** Makes a role with these attributes (SQL); its address. */
  readonly makeRole: (attributes: string) => Promise<{ role: string; address: ClientConfig }>;
  /** Removes the database and the roles made. */
  readonly close: () => Promise<void>;
}

/** Makes an empty database on the server of this run. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  const cluster = await testCluster();
  const address = (database: string): ClientConfig => addressesIn(cluster, database).owner ?? {};
  const server = makePool({ address: address("postgres") }, 1, silentLog);
  const name = `empty_${randomUUID().replaceAll("-", "")}`;
  await sql`create database ${sql.id(name)}`.execute(server.database);
  const pools: Pool[] = [];
  const roles: string[] = [];
  const open = (config: ClientConfig, settings: Readonly<Record<string, string>>): Database => {
    const pool = makePool({ address: config, settings }, 4, silentLog);
    pools.push(pool);
    return pool.database;
  };
  const makeRole = async (attributes: string): Promise<{ role: string; address: ClientConfig }> => {
    const role = `role_${randomBytes(8).toString("hex")}`;
    await sql.raw(`create role ${role} login password 'invented' ${attributes}`).execute(server.database);
    roles.push(role);
    return { role, address: { ...address(name), user: role, password: "invented" } };
  };
  const plainOwner = async (): Promise<ClientConfig> => {
    for (const group of ["tisser_app", "tisser_auth"]) await makeGroup(server.database, group);
    const { role, address: plain } = await makeRole("nosuperuser nocreatedb nocreaterole");
    await sql`alter database ${sql.id(name)} owner to ${sql.id(role)}`.execute(server.database);
    return plain;
  };
  return {
    name,
    owner: open(address(name), { row_security: "off" }),
    makeRole,
    plainOwner,
    asPlainOwner: async () => open(await plainOwner(), { row_security: "off" }),
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
      await sql`drop database ${sql.id(name)} with (force)`.execute(server.database);
      for (const role of roles) await sql`drop role ${sql.id(role)}`.execute(server.database);
      await server.end();
    },
  };
}

async function makeGroup(server: Database, group: string): Promise<void> {
  const made = sql`create role ${sql.id(group)} nologin`.execute(server);
  await made.catch((error: unknown) => {
    if (!(error instanceof DatabaseError && error.code === "42710")) throw error; // it is there already
  });
}
