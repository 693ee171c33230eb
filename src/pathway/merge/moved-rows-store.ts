import type { PersonId } from "#base";
import type { Tx, Vault } from "#storage";
import { sql } from "kysely";
import { openJson, sealJson } from "../sealed-json.ts";
import type { PersonRow } from "../store.ts";
import { z } from "zod";

/** A table of which rows belong to a file. */
export interface TableOfFile {
  /** Columns sealed with the key of the file. */
  readonly sealed: readonly string[];
  /** The same columns of another table whose rows hang on these. */
  readonly below?: { readonly table: string; readonly column: string; readonly sealed: readonly string[] };
  /** Columns of which a file has each set of values once: a row stays where the other file has one like it. */
  readonly once?: { readonly columns: readonly string[]; readonly whereStatus?: string };
}

/** Every table whose rows move from one file to the other. */
export const tablesOfFile: Readonly<Record<string, TableOfFile>> = {
  questionnaire_response: { sealed: ["answers", "result", "note"] },
  assessment: { sealed: ["content"], once: { columns: ["instrument"], whereStatus: "open" } },
  plan_item: { sealed: ["content"], once: { columns: ["offer_id"], whereStatus: "chosen" } },
  plan_closing: { sealed: ["content"] },
  plan_review: { sealed: [], once: { columns: ["status"], whereStatus: "planned" } },
  sharing_agreement: { sealed: [] },
  consent_paper: {
    sealed: [],
    below: { table: "consent_paper_part", column: "paper_id", sealed: ["content"] },
  },
  person_document: {
    sealed: ["label"],
    below: { table: "person_document_part", column: "document_id", sealed: ["content"] },
  },
  contact_note: { sealed: ["note", "wrong_address"] },
  held_request: { sealed: ["content"], once: { columns: ["kind"], whereStatus: "held" } },
  side_note: { sealed: ["content"] },
  referral: {
    sealed: ["content"],
    below: { table: "referral_event", column: "referral_id", sealed: ["note"] },
  },
  offered_moment: { sealed: ["place"] },
  message: { sealed: ["content"] },
  reassessment: { sealed: ["invitation"] },
  network_map: { sealed: ["content"], once: { columns: ["taken_on"] } },
  risk_alert: {
    sealed: [],
    below: { table: "risk_alert_event", column: "alert_id", sealed: ["words"] },
  },
  hours_right: { sealed: ["content"] },
  hours_reference: { sealed: ["content"], once: { columns: ["provider_id"] } },
  hours_entry: { sealed: [] },
  hours_correction: { sealed: [] },
  hours_closing_line: { sealed: ["content"] },
  talk_invitation: { sealed: ["content"] },
  exclusion_pair: { sealed: [], once: { columns: ["volunteer_id"] } },
  engagement: {
    sealed: ["content"],
    below: { table: "visit_report", column: "engagement_id", sealed: ["content"] },
  },
  shown_number: { sealed: ["content"] },
  set_aside: { sealed: [] },
  referral_group_line: { sealed: [], once: { columns: ["group_id"] } },
  danger_act: { sealed: ["content", "review"] },
  representative: { sealed: ["content"] },
};

/**
 * Tables of a file whose rows stay where they are: one a file (what the person looks for, their own page), who accompanies, which
 * is joined, search tokens, which are made of the names, and what tells how the file came about.
 */
export const tablesThatStay: readonly string[] = [
  "person_need",
  "own_page",
  "letter",
  "companion",
  "person_token",
  "call_request",
  "break_glass",
];

/** Ids of the rows that moved, by table. */
export const movedSchema = z.record(z.string().max(60), z.array(z.guid()).max(100_000));
/** Ids of the rows that moved, by table. */
export type MovedRows = z.output<typeof movedSchema>;

/** How many rows of each table a file has, and how many of them would stay because the other file has one like it. */
export async function countRows(
  db: Tx,
  from: PersonId,
  to: PersonId,
): Promise<ReadonlyMap<string, { readonly moves: number; readonly stays: number }>> {
  const counts = new Map<string, { readonly moves: number; readonly stays: number }>();
  for (const [table, { once }] of Object.entries(tablesOfFile)) {
    const { rows } = await sql<{ moves: number; stays: number }>`
      select count(*) filter (where ${isFree(table, once, to)})::int as moves,
        count(*) filter (where not ${isFree(table, once, to)})::int as stays
      from ${sql.id(table)} own where person_id = ${from}`.execute(db);
    counts.set(table, rows[0] ?? { moves: 0, stays: 0 });
  }
  return counts;
}

/**
 * Moves rows from one file to another of the same organisation: what is sealed is opened with the key of the one and sealed with
 * that of the other. With `only`, those rows alone, as far as they are still there.
 * @throws vault.keyDestroyed, vault.sealBroken
 */
export async function moveRows(
  db: Tx,
  vault: Vault,
  move: { readonly from: PersonRow; readonly to: PersonRow; readonly only?: MovedRows },
): Promise<MovedRows> {
  const { from, to, only } = move;
  const moved: Record<string, string[]> = {};
  for (const [table, { sealed, below, once }] of Object.entries(tablesOfFile)) {
    const wanted = only === undefined ? sql`true` : sql`own.id = any (${only[table] ?? []}::uuid[])`;
    const { rows } = await sql<SealedRow>`
      select id, ${columnsOf(sealed)} from ${sql.id(table)} own
      where person_id = ${from.id} and ${wanted} and ${isFree(table, once, to.id)}
      order by id for update`.execute(db);
    const ids = rows.map(({ id }) => id);
    for (const row of rows)
      await sql`update ${sql.id(table)}
        set ${sql.join([...sealedAnew(vault, { from, to, table, row, sealed }), sql`person_id = ${to.id}`])}
        where id = ${row.id}`.execute(db);
    if (below !== undefined && ids.length > 0) await resealBelow(db, vault, { from, to, below, ids });
    if (ids.length > 0) moved[table] = ids;
  }
  return moved;
}

interface SealedRow {
  readonly id: string;
  readonly [column: string]: unknown;
}

/** Whether a row has no like in the other file. */
function isFree(table: string, once: TableOfFile["once"], to: PersonId) {
  if (once === undefined) return sql`true`;
  const { columns, whereStatus } = once;
  const same = sql.join(
    columns.map((column) => sql`other.${sql.id(column)} = own.${sql.id(column)}`),
    sql` and `,
  );
  const status =
    whereStatus === undefined
      ? sql`true`
      : sql`own.status = ${whereStatus} and other.status = ${whereStatus}`;
  return sql`not exists (select from ${sql.id(table)} other where other.person_id = ${to} and ${same} and ${status})`;
}

const columnsOf = (sealed: readonly string[]) =>
  sealed.length === 0 ? sql`null as nothing` : sql.join(sealed.map((column) => sql.id(column)));

interface Reseal {
  readonly from: PersonRow;
  readonly to: PersonRow;
  readonly table: string;
  readonly row: SealedRow;
  readonly sealed: readonly string[];
}

/** Assignments of the sealed columns that hold something. */
function sealedAnew(vault: Vault, reseal: Reseal) {
  const { from, to, table, row, sealed } = reseal;
  const parts = sealed.flatMap((column) => {
    const bytes = row[column];
    if (!(bytes instanceof Uint8Array)) return [];
    const place = { table, column, rowId: row.id as never };
    const value = openJson(vault, { file: from, ...place }, { bytes, schema: z.unknown() });
    return [sql`${sql.id(column)} = ${sealJson(vault, { file: to, ...place }, value)}`];
  });
  return parts;
}

async function resealBelow(
  db: Tx,
  vault: Vault,
  {
    from,
    to,
    below,
    ids,
  }: {
    readonly from: PersonRow;
    readonly to: PersonRow;
    readonly below: NonNullable<TableOfFile["below"]>;
    readonly ids: readonly string[];
  },
): Promise<void> {
  const { table, column, sealed } = below;
  const { rows } = await sql<SealedRow>`select id, ${columnsOf(sealed)} from ${sql.id(table)}
    where ${sql.id(column)} = any (${[...ids]}::uuid[]) for update`.execute(db);
  for (const row of rows) {
    const parts = sealedAnew(vault, { from, to, table, row, sealed });
    if (parts.length > 0)
      await sql`update ${sql.id(table)} set ${sql.join(parts)} where id = ${row.id}`.execute(db);
  }
}
