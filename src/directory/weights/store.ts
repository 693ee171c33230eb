import type { AccountId, Id, Instant, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Selectable } from "kysely";
import { defaultWeights, readWeights as checked, type MatchWeights } from "../match/weights.ts";
import { exampleNeedSchema, type ExampleNeed } from "./example.ts";

interface WeightDecisionTable {
  readonly tenant_id: TenantId;
  readonly id: Id<"match-weight-decision">;
  readonly position: number;
  /** Null: the defaults. */
  readonly weights: unknown;
  readonly reason: string;
  readonly decided_at: Instant;
  readonly decided_by: AccountId | null;
}
/** A decision on weights as kept. */
export type WeightDecisionRow = Selectable<WeightDecisionTable>;

interface ExampleTable {
  readonly tenant_id: TenantId;
  readonly id: Id<"match-example">;
  readonly title: string;
  readonly need: unknown;
  readonly kept_at: Instant;
  readonly kept_by: AccountId | null;
}
/** An example as kept. */
export interface Example {
  readonly id: Id<"match-example">;
  readonly title: string;
  readonly need: ExampleNeed;
}

/** The weights of a territory and what its queues serve. */
export interface AreaWeights {
  /** Codes of communes or of whole départements. */
  readonly areas: ReadonlySet<string>;
  readonly weights: MatchWeights;
}

const tables = (db: Tx) =>
  db.withTables<{ match_weight_decision: WeightDecisionTable; match_example: ExampleTable }>();

/** Decisions of the territory in force, newest first. */
export async function weightDecisions(db: Tx): Promise<readonly WeightDecisionRow[]> {
  return tables(db)
    .selectFrom("match_weight_decision")
    .selectAll()
    .orderBy("position", "desc")
    .limit(200)
    .execute();
}

/** The weights of the territory in force: its newest decision, else the defaults. */
export async function weightsInForce(db: Tx): Promise<MatchWeights> {
  const newest = await tables(db)
    .selectFrom("match_weight_decision")
    .select("weights")
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirst();
  return readWeights(newest?.weights ?? null);
}

/**
 * Weights as kept. Missing  the defaults where nothing was chosen, and for a weight that is younger than the decision.
 * @throws ZodError when the shape is another
 */
export function readWeights(kept: unknown): MatchWeights {
  return kept === null ? defaultWeights : checked({ ...defaultWeights, ...Object(kept) });
}

/** Adds a decision. Answers false when another one took its place meanwhile. */
export async function insertWeightDecision(
  db: Tx,
  row: Omit<WeightDecisionRow, "weights"> & { readonly weights: MatchWeights | null },
): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("match_weight_decision")
    .values({ ...row, weights: row.weights === null ? null : JSON.stringify(row.weights) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** What the queues of each territory serve, with its weights. Of every territory: nothing in it is personal. */
export async function weightsOfAreas(db: Tx): Promise<readonly AreaWeights[]> {
  const { rows } = await sql<{ areas: string[]; weights: unknown }>`
    select areas, weights from match_weights_of_areas()`.execute(db);
  return rows.map(({ areas, weights }) => ({ areas: new Set(areas), weights: readWeights(weights) }));
}

/** Examples of the territory in force, by title. */
export async function examples(db: Tx): Promise<readonly Example[]> {
  const rows = await tables(db)
    .selectFrom("match_example")
    .select(["id", "title", "need"])
    .orderBy("title")
    .execute();
  return rows.map(({ need, ...row }) => ({ ...row, need: exampleNeedSchema.parse(need) }));
}

/** Keeps an example. Answers false when one has its title. */
export async function insertExample(
  db: Tx,
  row: Omit<Selectable<ExampleTable>, "need"> & { readonly need: ExampleNeed },
): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("match_example")
    .values({ ...row, need: JSON.stringify(row.need) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Removes an example. Answers false when there is none. */
export async function deleteExample(db: Tx, id: Id<"match-example">): Promise<boolean> {
  const deleted = await tables(db).deleteFrom("match_example").where("id", "=", id).executeTakeFirst();
  return deleted.numDeletedRows === 1n;
}
