import type { AccountId, Id, Instant, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Kysely, type Selectable } from "kysely";
import { defaultChoices, pathwayChoicesSchema, publicChoices, type PathwayChoices } from "./choices.ts";

interface PathwayDecisionTable {
  readonly tenant_id: TenantId;
  readonly id: Id<"pathway-decision">;
  readonly position: number;
  /** Null: the pathway of the catalogue. */
  readonly choices: unknown;
  readonly reason: string;
  readonly decided_at: Instant;
  readonly decided_by: AccountId | null;
}

/** A decision on the pathway as kept. */
export type PathwayDecisionRow = Selectable<PathwayDecisionTable>;

type Tables = { pathway_decision: PathwayDecisionTable };
const on = (db: Tx): Kysely<Tables> => db.withTables<Tables>();

/** Decisions of the territory in force, newest first. */
export async function pathwayDecisions(db: Tx): Promise<readonly PathwayDecisionRow[]> {
  return on(db).selectFrom("pathway_decision").selectAll().orderBy("position", "desc").limit(200).execute();
}

/** What the territory in force chose: its newest decision, else the catalogue's. */
export async function choicesInForce(db: Tx): Promise<PathwayChoices> {
  const newest = await on(db)
    .selectFrom("pathway_decision")
    .select("choices")
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirst();
  return readChoices(newest?.choices ?? null);
}

/** What the pages for everybody follow: the choices of every territory together. Needs no territory. */
export async function choicesForEverybody(db: Tx): Promise<PathwayChoices> {
  const { rows } = await sql<{ choices: unknown }>`select choices from pathways_in_force()`.execute(db);
  return publicChoices(rows.map(({ choices }) => readChoices(choices)));
}

/** Choices as kept. Missing  the catalogue's where nothing was chosen. @throws ZodError when the shape is another */
export function readChoices(kept: unknown): PathwayChoices {
  return kept === null ? defaultChoices : pathwayChoicesSchema.parse(kept);
}

/** Adds a decision. Answers false when another one took its place meanwhile. */
export async function insertPathwayDecision(
  db: Tx,
  row: Omit<PathwayDecisionRow, "choices"> & { readonly choices: PathwayChoices | null },
): Promise<boolean> {
  const inserted = await on(db)
    .insertInto("pathway_decision")
    .values({ ...row, choices: row.choices === null ? null : JSON.stringify(row.choices) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}
