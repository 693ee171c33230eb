import type { AccountId, ControllerId, Id, Instant, TenantId } from "#base";
import type { OrganisationKind } from "#access";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";
import type { SharingStanding, SpecialGround } from "../sharing/standing.ts";

interface FactsTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly standing: SharingStanding;
  readonly processing_ground: string;
  readonly special_ground: SpecialGround | null;
  readonly organization_id: Id<"organization"> | null;
  readonly offer_id: Id<"offer"> | null;
  readonly version: number;
  readonly decided_at: Instant;
  readonly decided_by: AccountId | null;
}
/** What an organisation says of itself, as kept. */
export type FactsRow = Selectable<FactsTable>;

interface ControllerTable {
  readonly tenant_id: TenantId;
  readonly id: ControllerId;
  readonly name: string;
  readonly kind: OrganisationKind;
}

const on = (db: Tx) => db.withTables<{ organisation_facts: FactsTable; controller: ControllerTable }>();

/** An organisation of the territory in force, with what it said of itself. */
export interface KnownOrganisation {
  readonly id: ControllerId;
  readonly name: string;
  readonly kind: OrganisationKind;
  /** Null while it said nothing of itself. */
  readonly facts: FactsRow | null;
}

/** Organisations of the territory by their ids, in the order of their names. */
export async function organisationsOf(
  db: Tx,
  ids: readonly ControllerId[],
): Promise<readonly KnownOrganisation[]> {
  if (ids.length === 0) return [];
  const rows = await on(db)
    .selectFrom("controller")
    .select(["id", "name", "kind"])
    .where("id", "in", [...ids])
    .orderBy("name")
    .execute();
  const facts = await on(db)
    .selectFrom("organisation_facts")
    .selectAll()
    .where("controller_id", "in", [...ids])
    .execute();
  return rows.map((row) => ({ ...row, facts: facts.find((one) => one.controller_id === row.id) ?? null }));
}

/** The organisation of the territory whose entry of the directory this is; null when none said so. */
export async function organisationOfEntry(
  db: Tx,
  organizationId: Id<"organization"> | null,
): Promise<KnownOrganisation | null> {
  if (organizationId === null) return null;
  const found = await on(db)
    .selectFrom("organisation_facts")
    .select("controller_id")
    .where("organization_id", "=", organizationId)
    .executeTakeFirst();
  return found === undefined ? null : ((await organisationsOf(db, [found.controller_id]))[0] ?? null);
}

/** Writes what an organisation says of itself, if it still has the version before. */
export async function putFacts(db: Tx, row: FactsRow): Promise<boolean> {
  const { tenant_id, controller_id, ...changes } = row;
  if (row.version === 1) {
    const inserted = await on(db)
      .insertInto("organisation_facts")
      .values(row)
      .onConflict((conflict) => conflict.columns(["tenant_id", "controller_id"]).doNothing())
      .executeTakeFirst();
    return inserted.numInsertedOrUpdatedRows === 1n;
  }
  const updated = await on(db)
    .updateTable("organisation_facts")
    .set(changes)
    .where("tenant_id", "=", tenant_id)
    .where("controller_id", "=", controller_id)
    .where("version", "=", row.version - 1)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}
