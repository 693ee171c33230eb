import { sql } from "kysely";
import type { ClientConfig } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptyDatabase, type EmptyDatabase } from "../../tests/support/database-empty.ts";
import { silentLog } from "./log.ts";
import { migrate } from "./migrate.ts";
import { openStore } from "./open-store.ts";
import type { Store } from "./store.ts";

let database: EmptyDatabase;
beforeEach(async () => {
  database = await emptyDatabase();
});
afterEach(() => database.close());

function urlOf({ user, password, host, database: name }: ClientConfig): string {
  return `postgres://${user}:${String(password)}@localhost:5432/${name}?host=${encodeURIComponent(host ?? "")}`;
}

function open(login: ClientConfig, owner?: ClientConfig): Promise<Store> {
  const adminUrl = owner === undefined ? undefined : urlOf(owner);
  return openStore({ dataDir: "unused", databaseUrl: urlOf(login), adminUrl, mode: "serve", log: silentLog });
}

/** A server as its administrator prepares it: the schema, an owner who is no superuser, and a role for the application. */
async function prepared(attributes: string): Promise<ClientConfig> {
  await database.asPlainOwner();
  await migrate(database.owner, { log: silentLog });
  return (await database.makeRole(attributes)).address;
}

const ordinary = "noinherit in role tisser_app, tisser_auth";

describe("a server given by DATABASE_URL", () => {
  it("is migrated by its plain owner and used by an ordinary role", async () => {
    const owner = await database.plainOwner();
    const { address } = await database.makeRole(ordinary);
    const store = await open(address, owner);
    expect(store.info).toMatchObject({ kind: "server", host: owner.host, version: "18.4" });
    const { rows } = await sql`select current_user as app, session_user as login`.execute(store.app);
    expect(rows).toEqual([{ app: "tisser_app", login: address.user }]);
    const auth = await sql`select current_user as auth, current_schema() as schema`.execute(store.auth);
    expect(auth.rows).toEqual([{ auth: "tisser_auth", schema: "auth" }]);
    const admin = await sql`select current_user as owner`.execute(store.admin);
    expect(admin.rows).toEqual([{ owner: owner.user }]);
    expect(await store.isReady()).toBe(true);
    await store.close();
    expect(await store.isReady()).toBe(false);
  });

  it("is served without its owner, who is asked for only when needed", async () => {
    const store = await open(await prepared(ordinary));
    expect(await store.isReady()).toBe(true);
    expect(() => store.admin).toThrow("storage.adminUrlNeeded");
    await store.close();
  });

  it("answers that it is ready although every connection is busy", async () => {
    const store = await open(await prepared(ordinary));
    const busy = Array.from({ length: 10 }, () => sql`select pg_sleep(1)`.execute(store.app));
    expect(await store.isReady()).toBe(true);
    await Promise.all(busy);
    await store.close();
  });

  it("is refused with a role that row security would not hold, or that is without its groups", async () => {
    await prepared(ordinary);
    for (const [what, attributes, code] of [
      ["superuser", "superuser", "storage.roleIsSuperuser"],
      ["past row security", `bypassrls ${ordinary}`, "storage.roleBypassesRowSecurity"],
      ["inheriting its groups' rights", "inherit in role tisser_app, tisser_auth", "storage.roleInherits"],
      ["in no group", "noinherit", "storage.roleNotMember"],
      ["without the group of sign-in", "noinherit in role tisser_app", "storage.roleNotMember"],
      ["able to become a superuser", `${ordinary}, tisser_owner`, "storage.roleBypassesRowSecurity"],
    ] as const) {
      const { address } = await database.makeRole(attributes);
      await expect(open(address), what).rejects.toMatchObject({ code });
    }
  });

  it("is refused with the owner of the database, or of one table", async () => {
    const owner = await database.plainOwner();
    await migrate(database.owner, { log: silentLog });
    await sql.raw(`grant tisser_app, tisser_auth to ${owner.user}`).execute(database.owner);
    await sql.raw(`alter role ${owner.user} noinherit`).execute(database.owner);
    await expect(open(owner)).rejects.toMatchObject({ code: "storage.roleIsOwner" });
    const { role, address } = await database.makeRole(ordinary);
    await sql.raw(`create table mine (id int); alter table mine owner to ${role}`).execute(database.owner);
    await expect(open(address)).rejects.toMatchObject({ code: "storage.roleIsOwner" });
    await sql`drop table mine`.execute(database.owner);
  });

  it("is refused while its schema is behind, when nobody may migrate it", async () => {
    const address = await prepared(ordinary);
    await sql`delete from schema_migration where number > 1`.execute(database.owner);
    await expect(open(address)).rejects.toMatchObject({
      code: "storage.schemaBehind",
      params: { database: 1 },
    });
  });

  it("is refused in one sentence when it was never prepared, or does not answer", async () => {
    await database.asPlainOwner();
    const { address } = await database.makeRole(ordinary);
    await expect(open(address)).rejects.toMatchObject({
      code: "storage.schemaBehind",
      params: { database: 0 },
    });
    await expect(open({ ...address, host: "/nowhere" })).rejects.toMatchObject({
      code: "storage.databaseUnreachable",
    });
    await expect(open({ ...address, password: "wrong" })).rejects.toMatchObject({
      code: "storage.signInRefused",
    });
    await expect(open({ ...address, database: "nowhere" })).rejects.toMatchObject({
      code: "storage.signInRefused",
    });
  });
});
