import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { randomId } from "#base";
import { freshDatabase } from "../../tests/support/database.ts";
import { isConnectionFailure, toStorageError } from "./connection-failure.ts";
import type { Tx } from "./database.ts";
import { withTransaction } from "./transaction.ts";

const database = await freshDatabase();
const tenantId = randomId<"tenant">();

async function settings(tx: Tx): Promise<unknown> {
  const { rows } = await sql`select current_user as role, current_setting('tisser.tenant', true) as tenant,
    current_setting('tisser.controllers', true) as controllers, current_setting('tisser.actor', true) as actor,
    current_setting('transaction_isolation') as isolation`.execute(tx);
  return rows[0];
}

describe("a transaction", () => {
  it("works as the application, for the territory, organisations and account of its scope", async () => {
    const controllerIds = [randomId<"controller">(), randomId<"controller">()];
    const actorId = randomId<"account">();
    const found = await database.as({ tenantId, controllerIds, actorId }, settings);
    expect(found).toEqual({
      role: "tisser_app",
      tenant: tenantId,
      controllers: controllerIds.join(","),
      actor: actorId,
      isolation: "read committed",
    });
  });

  it("leaves nothing of its scope on the connection, whether it ended well or not", async () => {
    await database.as({ tenantId }, settings);
    await expect(database.as({ tenantId }, () => Promise.reject(new Error("refused")))).rejects.toThrow(
      "refused",
    );
    const seen = await Promise.all(
      Array.from({ length: 12 }, () =>
        sql<{ tenant: string | null }>`select nullif(current_setting('tisser.tenant', true), '') as tenant,
          pg_sleep(0.02)`.execute(database.app),
      ),
    );
    expect(new Set(seen.map(({ rows }) => rows[0]?.tenant))).toEqual(new Set([null]));
  });

  it("undoes everything when it is refused", async () => {
    const count = (): Promise<number> =>
      database.as({ tenantId }, async (tx) => {
        const { rows } = await sql<{ n: number }>`select count(*) as n from idempotency`.execute(tx);
        return rows[0]?.n ?? -1;
      });
    const before = await count();
    const refused = database.as({ tenantId }, async (tx) => {
      await sql`insert into idempotency values (${tenantId}, 'a', 'b', 'c', sha256(''), 200, '{}', '2026-01-01Z')`.execute(
        tx,
      );
      throw new Error("refused");
    });
    await expect(refused).rejects.toThrow("refused");
    expect(await count()).toBe(before);
  });

  it("does not pass for done when a statement in it failed and the failure was swallowed", async () => {
    const swallowed = database.as({ tenantId }, async (tx) => {
      await sql`select 1/0`.execute(tx).catch(() => {});
    });
    await expect(swallowed).rejects.toThrow(Error);
  });

  it("says its last words with the commit, and undoes everything when they are refused", async () => {
    const keys = async (): Promise<readonly string[]> =>
      database.as({ tenantId }, async (tx) => {
        const { rows } = await sql<{ key: string }>`select key from idempotency where actor = 'last'`.execute(
          tx,
        );
        return rows.map(({ key }) => key).toSorted();
      });
    const insert = (key: string): string =>
      `insert into idempotency values ('${tenantId}', 'last', 'b', '${key}', sha256(''), 200, '{}', '2026-01-01Z')`;
    const scope = { tenantId, controllerIds: [], actorId: null };
    const say = (first: string, last: string) =>
      withTransaction(
        database.app,
        scope,
        (tx) => sql.raw(insert(first)).execute(tx),
        () => last,
      );
    await say("one", insert("two"));
    expect(await keys()).toEqual(["one", "two"]);
    await expect(say("three", "select 1/0")).rejects.toThrow("division by zero");
    await expect(say("four", insert("one"))).rejects.toThrow("duplicate key");
    expect(await keys()).toEqual(["one", "two"]);
  });

  it("begins anew when PostgreSQL ended it because two waited for each other, and leaves each effect once", async () => {
    const insert = (key: string) => sql`insert into idempotency values
      (${tenantId}, 'both', 'b', ${key}, sha256(''), 200, '{}', '2026-01-01Z')`;
    const lock = (name: number) => sql`select pg_advisory_xact_lock(1946, ${name})`;
    const bothHoldOne = Promise.withResolvers<void>();
    let begun = 0;
    const holdTwo = (key: string, first: number, second: number): Promise<void> =>
      database.as({ tenantId }, async (tx) => {
        await lock(first).execute(tx);
        await insert(key).execute(tx);
        begun += 1;
        if (begun === 2) bothHoldOne.resolve();
        await bothHoldOne.promise;
        await lock(second).execute(tx);
      });
    await Promise.all([holdTwo("left", 1, 2), holdTwo("right", 2, 1)]);
    expect(begun).toBe(3);
    const { rows } = await sql`select key from idempotency where actor = 'both' order by key`.execute(
      database.admin,
    );
    expect(rows).toEqual([{ key: "left" }, { key: "right" }]);
  });

  it("is not begun again for ever, nor for anything else", async () => {
    let begun = 0;
    const refuse = (code: string) =>
      database.as({ tenantId }, async (tx) => {
        begun += 1;
        await sql`do ${sql.raw(`$$ begin raise exception 'asked for' using errcode = '${code}'; end $$`)}`.execute(
          tx,
        );
      });
    await expect(refuse("40P01")).rejects.toThrow("asked for");
    expect(begun).toBe(4);
    await expect(refuse("23505")).rejects.toThrow("asked for");
    expect(begun).toBe(5);
  });

  it("tells that the database went away, even when it went in the middle", async () => {
    const cut = database.as({ tenantId }, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]?.pid}, 60000)`.execute(database.admin);
      await sql`select 1`.execute(tx);
    });
    await expect(cut).rejects.toMatchObject({ code: "storage.databaseAway", status: 503 });
    expect(await database.as({ tenantId }, settings)).toMatchObject({ tenant: tenantId });
  });

  it("keeps the refusal of the action when the connection breaks while it is being undone", async () => {
    const refusal = new Error("the action refused");
    const cut = database.as({ tenantId }, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]?.pid}, 60000)`.execute(database.admin);
      throw refusal;
    });
    await expect(cut).rejects.toBe(refusal);
  });

  it("tells a database that only reads", async () => {
    const readOnly = database.as({ tenantId }, async (tx) => {
      await sql`set transaction read only`.execute(tx);
      await sql`delete from idempotency`.execute(tx);
    });
    await expect(readOnly).rejects.toMatchObject({ code: "storage.readOnly", status: 503 });
  });

  it("cannot reach accounts as the application, nor territories as sign-in, nor become the owner", async () => {
    await expect(sql`select * from auth."user"`.execute(database.app)).rejects.toThrow("permission denied");
    await expect(sql`select * from public.idempotency`.execute(database.auth)).rejects.toThrow(
      "permission denied",
    );
    await expect(sql`set role tisser_owner`.execute(database.app)).rejects.toThrow("permission denied");
    await expect(sql`create table mine (id int)`.execute(database.app)).rejects.toThrow("permission denied");
  });
});

describe("what counts as the database being away", () => {
  const withCode = (code: string, more: object = {}): Error =>
    Object.assign(new Error(code), { code, ...more });

  it.each(["08006", "08001", "57P01", "57P02", "57P03", "53300"])("the answer %s does", (code) => {
    expect(toStorageError(withCode(code))).toMatchObject({ code: "storage.databaseAway" });
  });

  it.each(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE"])(
    "the system's %s on a connection does",
    (code) => {
      expect(isConnectionFailure(withCode(code, { syscall: "connect" }))).toBe(true);
    },
  );

  it.each(["Connection terminated unexpectedly", "timeout exceeded when trying to connect"])(
    "“%s” does",
    (text) => {
      expect(isConnectionFailure(new Error(text))).toBe(true);
    },
  );

  it("a refused value, a missing file or a plain mistake does not", () => {
    for (const error of [withCode("23505"), withCode("ENOENT"), new Error("Connection is a word")])
      expect(toStorageError(error)).toBe(error);
    expect(toStorageError("text")).toBe("text");
  });

  it("a full disk and a read-only database have their own code", () => {
    expect(toStorageError(withCode("53100"))).toMatchObject({ code: "storage.diskFull", status: 507 });
    expect(toStorageError(withCode("25006"))).toMatchObject({ code: "storage.readOnly" });
  });
});
