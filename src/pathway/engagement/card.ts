import { createHash, createHmac } from "node:crypto";
import type { Vault } from "#storage";
import type { EngagementRow } from "./store.ts";

/** The secret of an engagement's card: the same whenever it is printed again, and worked out from nothing that is stored. */
export function cardOf(
  vault: Vault,
  { tenant_id, controller_id, id }: Pick<EngagementRow, "tenant_id" | "controller_id" | "id">,
): string {
  const key = vault.secretFor("visit-card");
  return createHmac("sha256", key).update(`${tenant_id}/${controller_id}/${id}`).digest("base64url");
}

/** What is kept of a card. */
export function cardDigest(card: string): Buffer {
  return createHash("sha256").update(card).digest();
}
