import { sql } from "kysely";
import { expect, it } from "vitest";
import { randomId, type Instant, type TenantId } from "#base";
import { freshDatabase } from "../../tests/support/database.ts";
import { findReceipt, keepReceipt } from "./idempotency/store.ts";

const database = await freshDatabase();

it("a text asked again and again is prepared once on a connection, and gives the same answers", async () => {
  const names = await database.as({}, async (tx) => {
    for (let asked = 1; asked <= 12; asked += 1) {
      const { rows } = await sql<{ next: number }>`select ${asked}::int + 1 as next`.execute(tx);
      expect(rows).toEqual([{ next: asked + 1 }]);
      await sql`select ${sql.lit(asked)}::int, ${asked}::int`.execute(tx); // another text each time
    }
    const { rows } = await sql<{ statement: string; generic: number; custom: number }>`
      select statement, generic_plans as generic, custom_plans as custom from pg_prepared_statements`.execute(
      tx,
    );
    return rows.filter(({ statement }) => statement.includes("as next") || statement.includes("::int, "));
  });
  expect(names.map(({ statement }) => statement)).toEqual(["select $1::int + 1 as next"]);
  expect(names[0]!.generic + names[0]!.custom).toBe(8);
});

it("a prepared text sees what row security lets each transaction see", async () => {
  const territories = [randomId<"tenant">(), randomId<"tenant">()];
  const ofKey = (tenantId: TenantId) => ({ tenantId, actor: "someone", action: "room.act", key: "key-0001" });
  for (const tenantId of territories) {
    const receipt = { digest: Buffer.alloc(32), status: 200, receipt: { tenantId } };
    await database.as({ tenantId }, (tx) =>
      keepReceipt(tx, ofKey(tenantId), receipt, "2026-11-28T12:00:00.000Z" as Instant),
    );
  }
  for (let asked = 0; asked < 14; asked += 1) {
    const [own, other] = [territories[asked % 2]!, territories[(asked + 1) % 2]!];
    const seen = await database.as({ tenantId: own }, async (tx) => [
      await findReceipt(tx, ofKey(own)),
      await findReceipt(tx, ofKey(other)),
    ]);
    expect(seen.map((found) => found?.receipt)).toEqual([{ tenantId: own }, undefined]);
  }
});
