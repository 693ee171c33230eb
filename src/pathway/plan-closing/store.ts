import type { AccountId, ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx, Vault } from "#storage";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { FileKey } from "../referral/content.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { PlanReopenReason } from "./codes.ts";
import { countedSchema } from "./counted.ts";

interface PlanClosingTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"planClosing">;
  readonly person_id: PersonId;
  readonly status: "closed" | "reopened";
  readonly closed_at: Instant;
  readonly closed_by: AccountId;
  readonly reopened_at: Instant | null;
  readonly reopened_by: string | null;
  readonly reopen_reason: PlanReopenReason | null;
  /** Sealed. */
  readonly content: Uint8Array;
}
/** The end of a plan, in force or not any more. */
export type PlanClosingRow = Selectable<PlanClosingTable>;

const tables = (db: Tx) => db.withTables<{ plan_closing: PlanClosingTable }>();

/** Writes down that a plan is closed; the person's file must be locked. */
export async function insertPlanClosing(db: Tx, row: PlanClosingRow): Promise<void> {
  await tables(db).insertInto("plan_closing").values(row).execute();
}

/** Every end of a person's plan, oldest first. */
export async function planClosingsOf(db: Tx, personId: PersonId): Promise<readonly PlanClosingRow[]> {
  return tables(db)
    .selectFrom("plan_closing")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("closed_at")
    .orderBy("id")
    .limit(100)
    .execute();
}

/** The end of a person's plan that is in force; null while the plan goes on. */
export async function closingInForce(db: Tx, personId: PersonId): Promise<PlanClosingRow | null> {
  const found = await tables(db)
    .selectFrom("plan_closing")
    .selectAll()
    .where("person_id", "=", personId)
    .where("status", "=", "closed")
    .executeTakeFirst();
  return found ?? null;
}

/** Of some persons, those whose plan is closed. */
export async function closedPlansAmong(
  db: Tx,
  personIds: readonly PersonId[],
): Promise<ReadonlySet<PersonId>> {
  if (personIds.length === 0) return new Set();
  const found = await tables(db)
    .selectFrom("plan_closing")
    .select("person_id")
    .where("person_id", "in", [...personIds])
    .where("status", "=", "closed")
    .execute();
  return new Set(found.map(({ person_id }) => person_id));
}

/** Writes down that a plan goes on; the person's file must be locked. */
export async function reopenClosing(
  db: Tx,
  { tenant_id, controller_id, id }: PlanClosingRow,
  change: Pick<PlanClosingRow, "reopened_at" | "reopened_by" | "reopen_reason">,
): Promise<void> {
  await tables(db)
    .updateTable("plan_closing")
    .set({ ...change, status: "reopened" })
    .where("tenant_id", "=", tenant_id)
    .where("controller_id", "=", controller_id)
    .where("id", "=", id)
    .execute();
}

const closingContent = z.strictObject({ summary: z.string().max(2000).nullable(), counted: countedSchema });
/** The person's words, null when they could not be asked, and what was counted on the day. */
export type PlanClosingContent = z.output<typeof closingContent>;

const placeOf = (file: FileKey, id: PlanClosingRow["id"]) =>
  ({ file, table: "plan_closing", column: "content", rowId: id }) as const;

/** Seals what is kept of an end. @throws vault.keyDestroyed */
export function sealPlanClosing(
  vault: Vault,
  file: FileKey,
  { id, content }: { readonly id: PlanClosingRow["id"]; readonly content: PlanClosingContent },
): Buffer {
  return sealJson(vault, placeOf(file, id), content);
}

/** Opens what is kept of an end. @throws vault.keyDestroyed, vault.sealBroken */
export function openPlanClosing(vault: Vault, file: FileKey, row: PlanClosingRow): PlanClosingContent {
  return openJson(vault, placeOf(file, row.id), { bytes: row.content, schema: closingContent });
}
