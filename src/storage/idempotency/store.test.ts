import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { randomId, type Instant, type TenantId } from "#base";
import { freshDatabase } from "../../../tests/support/database.ts";
import { findReceipt, forgetReceipts, keepReceipt, type ReceiptKey } from "./store.ts";

const database = await freshDatabase();
const now = "2026-11-21T08:30:00.000Z" as Instant;
const digest = createHash("sha256").update("request").digest();
const receipt = { digest, status: 201, receipt: { id: "a", version: 1 } };

function keyOf(tenantId: TenantId): ReceiptKey {
  return { tenantId, actor: "account-1", action: "directory.makeOffer", key: randomId<"key">() };
}

describe("receipts of requests", () => {
  it("gives back what was answered to the same request", async () => {
    const tenantId = randomId<"tenant">();
    const key = keyOf(tenantId);
    await database.as({ tenantId }, async (tx) => {
      expect(await findReceipt(tx, key)).toBeNull();
      await keepReceipt(tx, key, receipt, now);
    });
    const found = await database.as({ tenantId }, (tx) => findReceipt(tx, key));
    expect(found).toEqual(receipt);
  });

  it("makes the second of two requests wait for the first, so that the effect happens once", async () => {
    const tenantId = randomId<"tenant">();
    const key = keyOf(tenantId);
    let effects = 0;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        database.as({ tenantId }, async (tx) => {
          const known = await findReceipt(tx, key);
          if (known !== null) return known.receipt;
          effects += 1;
          await new Promise((resolve) => setTimeout(resolve, 30));
          await keepReceipt(tx, key, receipt, now);
          return receipt.receipt;
        }),
      ),
    );
    expect(effects).toBe(1);
    expect(answers).toEqual(Array.from({ length: 8 }, () => receipt.receipt));
  });

  it("lets the second request do it when the first failed", async () => {
    const tenantId = randomId<"tenant">();
    const key = keyOf(tenantId);
    const first = database.as({ tenantId }, async (tx) => {
      await findReceipt(tx, key);
      await keepReceipt(tx, key, receipt, now);
      throw new Error("the first one failed after keeping its receipt");
    });
    await expect(first).rejects.toThrow("failed after");
    expect(await database.as({ tenantId }, (tx) => findReceipt(tx, key))).toBeNull();
  });

  it("undoes a transaction that kept a second receipt without looking for the first", async () => {
    const tenantId = randomId<"tenant">();
    const key = keyOf(tenantId);
    await database.as({ tenantId }, (tx) => keepReceipt(tx, key, receipt, now));
    const again = database.as({ tenantId }, (tx) => keepReceipt(tx, key, receipt, now));
    await expect(again).rejects.toMatchObject({ code: "storage.receiptTwice" });
  });

  it("never shows the receipt of another territory, nor lets one be written there", async () => {
    const [mine, other] = [randomId<"tenant">(), randomId<"tenant">()];
    const key = keyOf(mine);
    await database.as({ tenantId: mine }, (tx) => keepReceipt(tx, key, receipt, now));
    expect(await database.as({ tenantId: other }, (tx) => findReceipt(tx, key))).toBeNull();
    expect(await database.as({}, (tx) => findReceipt(tx, key))).toBeNull();
    const foreign = database.as({ tenantId: other }, (tx) => keepReceipt(tx, keyOf(mine), receipt, now));
    await expect(foreign).rejects.toThrow("row-level security");
  });

  it("forgets old receipts of one territory only", async () => {
    const [mine, other] = [randomId<"tenant">(), randomId<"tenant">()];
    const later = "2026-12-25T00:00:00.000Z" as Instant;
    for (const tenantId of [mine, other])
      await database.as({ tenantId }, (tx) => keepReceipt(tx, keyOf(tenantId), receipt, now));
    await database.as({ tenantId: mine }, (tx) => keepReceipt(tx, keyOf(mine), receipt, later));
    expect(await database.as({ tenantId: mine }, (tx) => forgetReceipts(tx, later))).toBe(1);
    expect(await database.as({ tenantId: other }, (tx) => forgetReceipts(tx, later))).toBe(1);
  });
});
