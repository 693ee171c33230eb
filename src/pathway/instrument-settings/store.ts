import type { AccountId, ControllerId, Id, Instant, LocalDate, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Kysely, type Selectable } from "kysely";

interface DecisionTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"instrument-decision">;
  readonly instrument: string;
  readonly position: number;
  readonly is_enabled: boolean;
  readonly purpose: string | null;
  readonly answerable_id: AccountId | null;
  readonly decided_at: Instant;
  readonly decided_by: AccountId | null;
}

interface TrainedTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"trained-person">;
  readonly instrument: string;
  readonly account_id: AccountId;
  readonly trained_on: LocalDate;
  readonly training: string;
  readonly recorded_at: Instant;
  readonly recorded_by: AccountId | null;
  readonly until: Instant | null;
  readonly ended_by: AccountId | null;
}

interface OperatorTextTable {
  readonly tenant_id: TenantId;
  readonly id: Id<"operator-text">;
  readonly instrument: string;
  readonly language: string;
  readonly wording: string;
  readonly licence: string;
  readonly content: unknown;
  readonly loaded_at: Instant;
  /** Null while the words are asked. */
  readonly withdrawn_at: Instant | null;
  readonly withdrawn_by: AccountId | null;
  readonly withdrawal_reason: string | null;
}

interface WordingTable {
  readonly tenant_id: TenantId;
  readonly id: Id<"wording-decision">;
  readonly instrument: string;
  readonly wording: string;
  readonly position: number;
  readonly is_accepted: boolean;
  readonly reason: string;
  readonly decided_at: Instant;
  readonly decided_by: AccountId | null;
}

/** A decision on an instrument as kept. */
export type DecisionRow = Selectable<DecisionTable>;
/** Somebody trained for an official form, as kept. */
export type TrainedRow = Selectable<TrainedTable>;
/** Licensed words as kept. */
export type OperatorTextRow = Selectable<OperatorTextTable>;
/** A decision on words as kept. */
export type WordingRow = Selectable<WordingTable>;

type Tables = {
  instrument_decision: DecisionTable;
  trained_person: TrainedTable;
  operator_text: OperatorTextTable;
  wording_decision: WordingTable;
};

const on = (db: Tx): Kysely<Tables> => db.withTables<Tables>();

/** The newest decision of an organisation on each instrument it decided about. */
export async function newestDecisions(
  db: Tx,
  controllerId: ControllerId,
): Promise<ReadonlyMap<string, DecisionRow>> {
  const rows = await on(db)
    .selectFrom("instrument_decision")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .orderBy("instrument")
    .orderBy("position")
    .execute();
  return new Map(rows.map((row) => [row.instrument, row]));
}

/** Adds a decision. Answers false when another one took its place meanwhile. */
export async function insertDecision(db: Tx, row: DecisionRow): Promise<boolean> {
  const inserted = await on(db)
    .insertInto("instrument_decision")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Who is trained in an organisation, for every instrument. */
export async function trainedIn(db: Tx, controllerId: ControllerId): Promise<readonly TrainedRow[]> {
  return on(db)
    .selectFrom("trained_person")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .where("until", "is", null)
    .orderBy("recorded_at")
    .orderBy("id")
    .limit(500)
    .execute();
}

/** Records a training. Answers false when the person is on record already. */
export async function insertTrained(db: Tx, row: TrainedRow): Promise<boolean> {
  const inserted = await on(db)
    .insertInto("trained_person")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Ends a training on record. Answers false when there is none of that id. */
export async function endTrained(
  db: Tx,
  { controllerId, id }: { readonly controllerId: ControllerId; readonly id: Id<"trained-person"> },
  end: { readonly now: Instant; readonly by: AccountId | null },
): Promise<boolean> {
  const ended = await on(db)
    .updateTable("trained_person")
    .set({ until: end.now, ended_by: end.by })
    .where("controller_id", "=", controllerId)
    .where("id", "=", id)
    .where("until", "is", null)
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

/** Licensed words of the territory in force that were not taken back, oldest first. */
export async function operatorTexts(db: Tx): Promise<readonly OperatorTextRow[]> {
  return on(db)
    .selectFrom("operator_text")
    .selectAll()
    .where("withdrawn_at", "is", null)
    .orderBy("loaded_at")
    .orderBy("id")
    .limit(500)
    .execute();
}

/**
 * The licensed words of an instrument that every territory of the installation holds alike: the only ones that pages for
 * everybody may show. Needs no territory.
 */
export async function wordsOfEveryTerritory(db: Tx, instrument: string): Promise<readonly unknown[]> {
  const { rows } = await sql<{ content: unknown; territories: number }>`
    select content, territories from licensed_words_of_all() where instrument = ${instrument}`.execute(db);
  const holders = new Map<string, { readonly content: unknown; readonly count: number }>();
  for (const { content } of rows) {
    const text = JSON.stringify(content);
    holders.set(text, { content, count: (holders.get(text)?.count ?? 0) + 1 });
  }
  const territories = rows[0]?.territories ?? 0;
  return [...holders.values()].flatMap(({ content, count }) => (count === territories ? [content] : []));
}

/** Keeps licensed words. Answers false when the territory has some of that name for the instrument. */
export async function insertOperatorText(db: Tx, row: OperatorTextRow): Promise<boolean> {
  const inserted = await on(db)
    .insertInto("operator_text")
    .values({ ...row, content: JSON.stringify(row.content) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Takes licensed words back. Answers false when the territory has none of that name that are still asked. */
export async function withdrawOperatorText(
  db: Tx,
  { instrument, wording }: Pick<OperatorTextRow, "instrument" | "wording">,
  end: { readonly now: Instant; readonly by: AccountId | null; readonly reason: string },
): Promise<boolean> {
  const ended = await on(db)
    .updateTable("operator_text")
    .set({ withdrawn_at: end.now, withdrawn_by: end.by, withdrawal_reason: end.reason })
    .where("instrument", "=", instrument)
    .where("wording", "=", wording)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

/** The newest decision of the territory in force on each wording, under `<instrument> <wording>`. */
export async function newestWordingDecisions(db: Tx): Promise<ReadonlyMap<string, WordingRow>> {
  const rows = await on(db)
    .selectFrom("wording_decision")
    .selectAll()
    .orderBy("position")
    .limit(5000)
    .execute();
  return new Map(rows.map((row) => [`${row.instrument} ${row.wording}`, row]));
}

/** Adds a decision on words. Answers false when another one took its place meanwhile. */
export async function insertWordingDecision(db: Tx, row: WordingRow): Promise<boolean> {
  const inserted = await on(db)
    .insertInto("wording_decision")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}
