import type { AccountId, Id, Instant, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";
import { chosenDelaysSchema, defaultDelays, type ChosenDelays } from "./delays-chosen.ts";

interface DelayDecisionTable {
  readonly tenant_id: TenantId;
  readonly id: Id<"delay-decision">;
  readonly position: number;
  /** Null: the defaults. */
  readonly delays: unknown;
  readonly reason: string;
  readonly decided_at: Instant;
  readonly decided_by: AccountId | null;
}
/** A decision on delays as kept. */
export type DelayDecisionRow = Selectable<DelayDecisionTable>;

const tables = (db: Tx) => db.withTables<{ delay_decision: DelayDecisionTable }>();

/** Decisions of the territory in force, newest first. */
export async function delayDecisions(db: Tx): Promise<readonly DelayDecisionRow[]> {
  return tables(db).selectFrom("delay_decision").selectAll().orderBy("position", "desc").limit(200).execute();
}

/** The delays of the territory in force: its newest decision, else the defaults. */
export async function delaysInForce(db: Tx): Promise<ChosenDelays> {
  const newest = await tables(db)
    .selectFrom("delay_decision")
    .select("delays")
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirst();
  return readDelays(newest?.delays ?? null);
}

/** Delays as kept. Missing  the defaults where nothing was chosen. @throws ZodError when the shape is another */
export function readDelays(kept: unknown): ChosenDelays {
  return kept === null ? defaultDelays : chosenDelaysSchema.parse(kept);
}

/** Adds a decision. Answers false when another one took its place meanwhile. */
export async function insertDelayDecision(
  db: Tx,
  row: Omit<DelayDecisionRow, "delays"> & { readonly delays: ChosenDelays | null },
): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("delay_decision")
    .values({ ...row, delays: row.delays === null ? null : JSON.stringify(row.delays) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}
