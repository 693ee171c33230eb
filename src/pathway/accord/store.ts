import type { AccountId, ControllerId, Id, Instant, LocalDate, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Selectable } from "kysely";
import type { SharedItem } from "../sharing/item.ts";
import type { AccordEnd, AccordKind, AccordPurpose } from "./codes.ts";
import type { AccordTerms } from "./state.ts";

interface AccordTable {
  readonly tenant_id: TenantId;
  readonly id: Id<"accord">;
  readonly kind: AccordKind;
  readonly title: string;
  readonly parties: ControllerId[];
  readonly purposes: AccordPurpose[];
  readonly items: SharedItem[];
  readonly contact_id: ControllerId;
  readonly contact: string;
  readonly reference: string;
  readonly since: LocalDate;
  readonly until: LocalDate;
  readonly notice_days: number;
  readonly proposed_at: Instant;
  readonly proposed_by: AccountId | null;
  readonly last_day: LocalDate | null;
  readonly end_reason: AccordEnd | null;
  readonly ended_at: Instant | null;
  readonly ended_by: AccountId | null;
  readonly ended_for: ControllerId | null;
}
/** An accord as kept. */
export type AccordRow = Selectable<AccordTable>;

interface SignatureTable {
  readonly tenant_id: TenantId;
  readonly accord_id: Id<"accord">;
  readonly controller_id: ControllerId;
  readonly signed_at: Instant;
  readonly signed_by: AccountId | null;
}
/** The yes of a party as kept. */
export type SignatureRow = Selectable<SignatureTable>;

/** An accord with the parties that signed it. */
export interface SignedAccord {
  readonly row: AccordRow;
  readonly signatures: readonly SignatureRow[];
}

const on = (db: Tx) => db.withTables<{ accord: AccordTable; accord_signature: SignatureTable }>();

/** Inserts an accord. Answers false when the territory has one of that id already. */
export async function insertAccord(db: Tx, row: AccordRow): Promise<boolean> {
  const inserted = await on(db)
    .insertInto("accord")
    .values({ ...row, parties: [...row.parties], purposes: [...row.purposes], items: [...row.items] })
    .onConflict((conflict) => conflict.columns(["tenant_id", "id"]).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Writes down the yes of a party. Answers false when it had signed. */
export async function insertSignature(db: Tx, row: SignatureRow): Promise<boolean> {
  const inserted = await on(db)
    .insertInto("accord_signature")
    .values(row)
    .onConflict((conflict) => conflict.columns(["tenant_id", "accord_id", "controller_id"]).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Ends an accord, which must be locked. */
export async function endAccordRow(
  db: Tx,
  id: Id<"accord">,
  end: Pick<AccordRow, "last_day" | "end_reason" | "ended_at" | "ended_by" | "ended_for">,
): Promise<void> {
  await on(db).updateTable("accord").set(end).where("id", "=", id).execute();
}

/** An accord that row security lets its parties see; locked until the end of the transaction when it is to be changed. */
export async function findAccord(
  db: Tx,
  id: Id<"accord">,
  lock: "for update" | "no lock" = "no lock",
): Promise<SignedAccord | null> {
  const query = on(db).selectFrom("accord").selectAll().where("id", "=", id);
  const row = await (lock === "for update" ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? null : ((await withSignatures(db, [row]))[0] ?? null);
}

/** The accords to which an organisation in reach is a party, latest proposed first. */
export async function accordsInReach(db: Tx): Promise<readonly SignedAccord[]> {
  const rows = await on(db)
    .selectFrom("accord")
    .selectAll()
    .orderBy("proposed_at", "desc")
    .orderBy("id")
    .limit(200)
    .execute();
  return withSignatures(db, rows);
}

/** The accords to which both organisations are parties, in force or not. */
export async function accordsBetween(
  db: Tx,
  one: ControllerId,
  other: ControllerId,
): Promise<readonly SignedAccord[]> {
  const both = sql<boolean>`parties @> array[${one}, ${other}]::uuid[]`;
  const rows = await on(db)
    .selectFrom("accord")
    .selectAll()
    .where(both)
    .orderBy("since")
    .orderBy("id")
    .execute();
  return withSignatures(db, rows);
}

/** Accords by their ids, those in reach. */
export async function accordsOf(
  db: Tx,
  ids: readonly Id<"accord">[],
): Promise<ReadonlyMap<Id<"accord">, SignedAccord>> {
  if (ids.length === 0) return new Map();
  const rows = await on(db)
    .selectFrom("accord")
    .selectAll()
    .where("id", "in", [...ids])
    .execute();
  return new Map((await withSignatures(db, rows)).map((one) => [one.row.id, one]));
}

async function withSignatures(db: Tx, rows: readonly AccordRow[]): Promise<readonly SignedAccord[]> {
  if (rows.length === 0) return [];
  const signatures = await on(db)
    .selectFrom("accord_signature")
    .selectAll()
    .where(
      "accord_id",
      "in",
      rows.map(({ id }) => id),
    )
    .orderBy("signed_at")
    .execute();
  return rows.map((row) => ({ row, signatures: signatures.filter(({ accord_id: id }) => id === row.id) }));
}

/** What the rules look at. */
export function termsOf({ row, signatures }: SignedAccord): AccordTerms {
  return {
    parties: row.parties,
    signedBy: signatures.map(({ controller_id: id }) => id),
    since: row.since,
    until: row.until,
    noticeDays: row.notice_days,
    lastDay: row.last_day,
  };
}

/** How many referrals under way, of the organisations in reach, rest on an accord. */
export async function countResting(
  db: Tx,
  ids: readonly Id<"accord">[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; total: number }>`
    select g.accord_id as id, count(*)::int as total
    from referral r join sharing_agreement g
      on g.tenant_id = r.tenant_id and g.controller_id = r.controller_id and g.id = r.agreement_id
    where r.loop = 'open' and g.withdrawn_at is null and g.accord_id = any (${[...ids]}::uuid[])
    group by g.accord_id`.execute(db);
  return new Map(rows.map(({ id, total }) => [id, total]));
}

/** The essence of an accord, as anybody may read it. */
export interface AccordEssence {
  readonly id: Id<"accord">;
  readonly territory: string;
  readonly kind: AccordKind;
  readonly title: string;
  readonly parties: readonly string[];
  readonly purposes: readonly AccordPurpose[];
  readonly items: readonly SharedItem[];
  readonly contactName: string;
  readonly contact: string;
  readonly since: LocalDate;
  readonly lastDay: LocalDate;
}

/** The essence of every accord that holds on a day, in every territory; it needs none. */
export async function accordsOfAll(db: Tx, day: LocalDate): Promise<readonly AccordEssence[]> {
  const { rows } = await sql<AccordEssence>`
    select id, territory, kind, title, parties, purposes, items, contact_name as "contactName", contact,
      since, last_day as "lastDay"
    from accords_of_all(${day}) limit 500`.execute(db);
  return rows;
}
