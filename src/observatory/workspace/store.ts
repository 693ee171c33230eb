import type { AccountId, ControllerId, Id, Instant, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Generated, Kysely, Selectable } from "kysely";
import { observatoryErrors } from "../errors.ts";
import { shapeSchema } from "../register/actions.ts";
import type { AnalysisShape } from "../release.ts";

interface AnalysisTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"analysis">;
  readonly version: Generated<number>;
  readonly name: string;
  readonly survey: string;
  readonly indicator: string;
  readonly breakdown: string;
  readonly filters: unknown;
  readonly wave: string | null;
  readonly created_by: AccountId | null;
  readonly created_at: Instant;
}

/** An analysis as read. */
export type AnalysisRow = Selectable<AnalysisTable>;

const on = (db: Tx): Kysely<{ readonly analysis: AnalysisTable }> =>
  db.withTables<{ readonly analysis: AnalysisTable }>();

/** Adds an analysis. */
export async function insertAnalysis(db: Tx, row: Omit<AnalysisRow, "version">): Promise<void> {
  await on(db)
    .insertInto("analysis")
    .values({ ...row, filters: JSON.stringify(row.filters) })
    .execute();
}

/** The analyses that row security lets through, the newest first. */
export async function listAnalysisRows(db: Tx, limit: number): Promise<readonly AnalysisRow[]> {
  return on(db)
    .selectFrom("analysis")
    .selectAll()
    .orderBy("created_at", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** An analysis that row security lets through; null when there is none. */
export async function findAnalysis(db: Tx, id: Id<"analysis">): Promise<AnalysisRow | null> {
  return (await on(db).selectFrom("analysis").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** Forgets an analysis; tells whether there was one. */
export async function removeAnalysis(db: Tx, id: Id<"analysis">): Promise<boolean> {
  const { numDeletedRows } = await on(db).deleteFrom("analysis").where("id", "=", id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** What several analyses of a survey show. @throws observatory.analysisNotFound */
export async function analysisShapes(
  db: Tx,
  survey: string,
  ids: readonly Id<"analysis">[],
): Promise<readonly AnalysisShape[]> {
  const shapes: AnalysisShape[] = [];
  for (const id of ids) {
    const row = await findAnalysis(db, id);
    if (row === null || row.survey !== survey) throw observatoryErrors.analysisNotFound({});
    const { indicator, breakdown, filters } = row;
    shapes.push(shapeSchema.parse({ indicator, breakdown, filters }));
  }
  return shapes;
}
