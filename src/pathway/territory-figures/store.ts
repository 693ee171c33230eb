import type { AccountId, ControllerId, Instant, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";
import type { StatisticsGround } from "./codes.ts";
import { contributionSchema, type Contribution } from "./contribution.ts";

interface ContributionTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly year: number;
  readonly ground: StatisticsGround;
  readonly records: unknown;
  readonly given_at: Instant;
  readonly given_by: AccountId | null;
}
type ContributionRow = Selectable<ContributionTable>;

const tables = (db: Tx) => db.withTables<{ figure_contribution: ContributionTable }>();

/** Puts what an organisation gives of a year in the place of what it gave before. */
export async function putContribution(
  db: Tx,
  row: Omit<ContributionRow, "records"> & { readonly records: Contribution },
): Promise<void> {
  const records = JSON.stringify(row.records);
  const { ground, given_at, given_by } = row;
  await tables(db)
    .insertInto("figure_contribution")
    .values({ ...row, records })
    .onConflict((conflict) =>
      conflict
        .columns(["tenant_id", "controller_id", "year"])
        .doUpdateSet({ ground, records, given_at, given_by }),
    )
    .execute();
}

/** When and on what ground an organisation gave a year; null when it did not. */
export async function findContribution(
  db: Tx,
  controllerId: ControllerId,
  year: number,
): Promise<Pick<ContributionRow, "given_at" | "ground"> | null> {
  const row = await tables(db)
    .selectFrom("figure_contribution")
    .select(["given_at", "ground"])
    .where("controller_id", "=", controllerId)
    .where("year", "=", year)
    .executeTakeFirst();
  return row ?? null;
}

/** Takes back what an organisation gave of a year. Answers false when there was nothing. */
export async function deleteContribution(db: Tx, controllerId: ControllerId, year: number): Promise<boolean> {
  const deleted = await tables(db)
    .deleteFrom("figure_contribution")
    .where("controller_id", "=", controllerId)
    .where("year", "=", year)
    .executeTakeFirst();
  return deleted.numDeletedRows === 1n;
}

/** What the organisations of the territory in force gave of a year. @throws ZodError when a row has another shape */
export async function contributionsOf(db: Tx, year: number) {
  const rows = await tables(db)
    .selectFrom("figure_contribution")
    .select(["controller_id", "given_at", "records"])
    .where("year", "=", year)
    .orderBy("controller_id")
    .execute();
  return rows.map(({ controller_id, given_at, records }) => ({
    controllerId: controller_id,
    givenAt: given_at,
    ...contributionSchema.parse(records),
  }));
}
