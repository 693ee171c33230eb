import { createHash } from "node:crypto";
import { localeSchema, type Id, type Instant } from "#base";
import type { Tx, Vault } from "#storage";
import { z } from "zod";
import { openJson, sealJson } from "../sealed-json.ts";
import { setTimer } from "../timer/store.ts";
import type { ReferrerKind } from "./codes.ts";
import { insertReferrer, referrersOf, setTold, type ReferrerRow } from "./referrer-store.ts";
import type { CallRequestRow } from "./store.ts";

const contentSchema = z.strictObject({
  name: z.string().max(100),
  email: z.string().max(200).nullable(),
  locale: localeSchema,
});
/** What is sealed of whoever left a request for somebody. */
export type ReferrerContent = z.output<typeof contentSchema>;

/** Whoever leaves a request for somebody. */
export interface LeftReferrer extends ReferrerContent {
  readonly id: Id<"call-referrer">;
  readonly kind: ReferrerKind;
  readonly isPriority: boolean;
  readonly at: Instant;
}

type RequestPlace = Pick<CallRequestRow, "tenant_id" | "controller_id" | "key_id" | "id">;

const placeOf = (request: Pick<CallRequestRow, "tenant_id" | "key_id">, id: Id<"call-referrer">) => ({
  file: request,
  table: "call_referrer",
  column: "content",
  rowId: id,
});

/** So many who leave a request for one number are noted; what more come say is kept as asked again, and they are not told. */
const mostReferrers = 20;

/** Writes down who left a request for somebody. */
export async function addReferrer(
  db: Tx,
  vault: Vault,
  { request, left }: { readonly request: RequestPlace; readonly left: LeftReferrer },
): Promise<void> {
  const { name, email, locale } = left;
  if ((await referrersOf(db, request.id)).length >= mostReferrers) return;
  await insertReferrer(db, {
    tenant_id: request.tenant_id,
    controller_id: request.controller_id,
    id: left.id,
    request_id: request.id,
    kind: left.kind,
    is_priority: left.isPriority,
    left_at: left.at,
    told: email === null ? "none" : "wished",
    told_at: null,
    content: sealJson(vault, placeOf(request, left.id), { name, email, locale }),
  });
}

/** Opens what is sealed of a referrer. @throws vault.keyDestroyed, vault.sealBroken */
export function openReferrer(
  vault: Vault,
  request: Pick<CallRequestRow, "tenant_id" | "key_id">,
  row: ReferrerRow,
): ReferrerContent {
  return openJson(vault, placeOf(request, row.id), { bytes: row.content, schema: contentSchema });
}

/** Lets those who left a request for somebody, and wish it, be told that it ended. */
export async function tellReferrers(db: Tx, request: CallRequestRow, now: Instant): Promise<void> {
  for (const row of await referrersOf(db, request.id)) {
    if (row.told !== "wished") continue;
    await setTold(db, row.id, { told: "waiting", now });
    const { tenant_id, controller_id, id } = row;
    await setTimer(db, { tenant_id, controller_id, kind: "call-referrer", id }, now);
  }
}

const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The reference of a request left for somebody: six letters and digits that cannot be taken for one another, made of its id. */
export function referenceOf(id: Id<"call-referrer">): string {
  const bytes = createHash("sha256").update(id).digest();
  return [...bytes.subarray(0, 6)].map((byte) => letters[byte % letters.length]).join("");
}
