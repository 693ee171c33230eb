import type { AccountId, Instant, PersonId } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";
import type { PersonRow, PersonTable } from "../store.ts";
import { delaysInForce } from "../territory-delays/store.ts";
import { daysLater } from "../timer/delays.ts";
import { confirmFrom, rulesState, type RulesState } from "./confirmed.ts";

const tables = (db: Tx) => db.withTables<{ person: PersonTable }>();

/** Writes down when the rules of contact of a file were last right, if it still has the version seen. */
export async function writeConfirmed(db: Tx, row: PersonRow, at: Instant): Promise<boolean> {
  const updated = await tables(db)
    .updateTable("person")
    .set({ contact_confirmed_at: at, version: row.version + 1 })
    .where("tenant_id", "=", row.tenant_id)
    .where("controller_id", "=", row.controller_id)
    .where("id", "=", row.id)
    .where("version", "=", row.version)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** How far the rules of contact of a file can be relied on now, by the delay of its territory. */
export async function rulesStateOf(db: Tx, file: PersonRow, now: Instant): Promise<RulesState> {
  const { contactConfirmDays: confirmDays } = await delaysInForce(db);
  return rulesState(file, { confirmDays, now });
}

/** Persons whose rules of contact are to be confirmed, longest ago first; who wants no contact is not asked. */
export async function personsToConfirm(
  db: Tx,
  {
    now,
    limit,
    accountIds,
  }: {
    readonly now: Instant;
    readonly limit: number;
    /** Of those whom one of these accompanies; null for everybody's. */
    readonly accountIds: readonly AccountId[] | null;
  },
): Promise<readonly { readonly personId: PersonId; readonly since: Instant }[]> {
  const { contactConfirmDays: confirmDays } = await delaysInForce(db);
  const confirmed = sql<Instant>`coalesce(contact_confirmed_at, opened_at)`;
  const rows = await tables(db)
    .selectFrom("person")
    .select(["id", "opened_at", "contact_confirmed_at", "contact_ask_from"])
    .where("status", "=", "open")
    .where("life_event", "is", null)
    .where("merged_into", "is", null)
    .where(sql<boolean>`cardinality(contact_channels) > 0`)
    .where(confirmed, "<=", daysLater(now, -confirmDays))
    .where(sql<boolean>`(contact_ask_from is null or contact_ask_from <= ${now}::timestamptz)`)
    .where(
      accountIds === null
        ? sql<boolean>`true`
        : sql<boolean>`exists (select from companion c where c.tenant_id = person.tenant_id
            and c.controller_id = person.controller_id and c.person_id = person.id and c.ended_at is null
            and c.account_id = any (${[...accountIds]}::uuid[]))`,
    )
    .orderBy(confirmed)
    .limit(limit)
    .execute();
  return rows.map((row) => ({ personId: row.id, since: confirmFrom(row, confirmDays) }));
}
