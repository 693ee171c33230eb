import type { ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";
import type { PlanArea } from "./area.ts";
import type { PlanCompany } from "./company.ts";

/** An item of a plan; its words are in `content`, sealed. */
export interface PlanItemTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"planItem">;
  readonly person_id: PersonId;
  readonly offer_id: Id<"offer"> | null;
  readonly status: "chosen" | "done" | "dropped";
  readonly categories: string[];
  readonly interventions: string[];
  readonly accompanied_by: PlanCompany;
  /** Whether the person helps by it, instead of being helped. */
  readonly is_helping: boolean;
  readonly area: PlanArea;
  readonly added_at: Instant;
  readonly added_by: string | null;
  readonly changed_at: Instant;
  readonly version: number;
  readonly content: Uint8Array;
}
/** An item of a plan as read. */
export type PlanItemRow = Selectable<PlanItemTable>;

const tables = (db: Tx) => db.withTables<{ plan_item: PlanItemTable }>();

/** Inserts an item. Answers false when there is one of that id already, or one for the same offer that is still to be done. */
export async function insertPlanItem(db: Tx, row: PlanItemRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("plan_item")
    .values({ ...row, categories: [...row.categories], interventions: [...row.interventions] })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Most things of one person that are read at once: far above what a life brings, so that nothing of a file is passed over. */
const mostOfPerson = 1000;

/** The plan of a person, oldest item first. */
export async function planOf(db: Tx, personId: PersonId): Promise<readonly PlanItemRow[]> {
  return tables(db)
    .selectFrom("plan_item")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("added_at")
    .orderBy("id")
    .limit(mostOfPerson)
    .execute();
}

/** An item of a person's plan that row security lets through. */
export async function findPlanItem(
  db: Tx,
  { id, personId }: { readonly id: Id<"planItem">; readonly personId: PersonId },
): Promise<PlanItemRow | null> {
  const found = await tables(db)
    .selectFrom("plan_item")
    .selectAll()
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return found ?? null;
}

/** Whether another item of the same plan is for the same offer, and still to be done. */
export async function isChosenElsewhere(db: Tx, item: PlanItemRow): Promise<boolean> {
  if (item.offer_id === null) return false;
  const found = await tables(db)
    .selectFrom("plan_item")
    .select("id")
    .where("person_id", "=", item.person_id)
    .where("offer_id", "=", item.offer_id)
    .where("status", "=", "chosen")
    .where("id", "!=", item.id)
    .executeTakeFirst();
  return found !== undefined;
}

/** Changes where an item stands, who goes along or what it is, if it still has the version seen. */
export async function changeItem(
  db: Tx,
  item: PlanItemRow,
  {
    now,
    ...change
  }: Partial<Pick<PlanItemRow, "status" | "accompanied_by" | "area" | "categories" | "interventions">> & {
    readonly now: Instant;
  },
): Promise<boolean> {
  const updated = await tables(db)
    .updateTable("plan_item")
    .set({ ...change, changed_at: now, version: item.version + 1 })
    .where("tenant_id", "=", item.tenant_id)
    .where("controller_id", "=", item.controller_id)
    .where("id", "=", item.id)
    .where("version", "=", item.version)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}
