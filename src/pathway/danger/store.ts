import type { AccountId, ControllerId, Id, Instant, LocalDate, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Kysely, type Selectable } from "kysely";
import type { SharedItem } from "../sharing/item.ts";
import type { DangerFollowUp, DangerVerdict } from "./codes.ts";
import type { SecondPerson } from "./review-steps.ts";

/** What was done in danger: codes and times in clear, words sealed. */
interface ActTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"danger-act">;
  readonly person_id: PersonId;
  readonly ground: string;
  readonly deed: "shared" | "contacted";
  readonly items: SharedItem[];
  readonly despite_silence: boolean;
  readonly acted_by: AccountId;
  readonly acted_at: Instant;
  readonly recorded_at: Instant;
  readonly reviewer_id: AccountId | null;
  readonly review_due_at: Instant;
  readonly steps: number;
  readonly telling_reason: string | null;
  readonly telling_on: LocalDate | null;
  readonly told_at: Instant | null;
  readonly told_by: AccountId | null;
  readonly reviewed_at: Instant | null;
  readonly reviewed_by: AccountId | null;
  readonly verdict: DangerVerdict | null;
  readonly follow_ups: DangerFollowUp[];
  readonly version: number;
  readonly content: Uint8Array;
  readonly review: Uint8Array | null;
}

interface NoticeTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"danger-notice">;
  readonly act_id: Id<"danger-act">;
  readonly account_id: AccountId;
  readonly step: number;
  readonly status: "waiting" | "sent" | "withheld" | "failed";
  readonly made_at: Instant;
  readonly ended_at: Instant | null;
}

/** An act as read. */
export type ActRow = Selectable<ActTable>;
/** A notice as read. */
export type NoticeRow = Selectable<NoticeTable>;

type Tables = { danger_act: ActTable; danger_notice: NoticeTable };
const on = (db: Tx): Kysely<Tables> => db.withTables<Tables>();

/** Adds an act. Answers false when the organisation has one of that id already. */
export async function insertAct(db: Tx, row: ActRow): Promise<boolean> {
  const inserted = await on(db)
    .insertInto("danger_act")
    .values({ ...row, items: [...row.items], follow_ups: [...row.follow_ups] })
    .onConflict((conflict) => conflict.columns(["tenant_id", "controller_id", "id"]).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** An act that row security lets through; locked until the end of the transaction when it is to be changed. */
export async function findAct(
  db: Tx,
  id: Id<"danger-act">,
  lock: "for update" | "no lock" = "no lock",
): Promise<ActRow | null> {
  const query = on(db).selectFrom("danger_act").selectAll().where("id", "=", id);
  return (await (lock === "for update" ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** Changes how an act fares, under its lock. */
export async function changeAct(
  db: Tx,
  row: ActRow,
  change: Partial<
    Pick<
      ActRow,
      | "telling_reason"
      | "telling_on"
      | "told_at"
      | "told_by"
      | "reviewed_at"
      | "reviewed_by"
      | "verdict"
      | "follow_ups"
      | "review"
    >
  >,
): Promise<void> {
  await on(db)
    .updateTable("danger_act")
    .set({ ...change, version: row.version + 1 })
    .where("tenant_id", "=", row.tenant_id)
    .where("controller_id", "=", row.controller_id)
    .where("id", "=", row.id)
    .execute();
}

/** Notes how often the review was asked for; whoever has the act open may still review it. */
export async function noteStep(db: Tx, id: Id<"danger-act">, steps: number): Promise<void> {
  await on(db).updateTable("danger_act").set({ steps }).where("id", "=", id).execute();
}

/** Acts about a person, newest first. */
export async function actsOf(db: Tx, personId: PersonId): Promise<readonly ActRow[]> {
  return on(db)
    .selectFrom("danger_act")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("acted_at", "desc")
    .orderBy("id")
    .limit(100)
    .execute();
}

/** Acts in reach that nobody reviewed, of one organisation when told; the earliest due first. */
export async function unreviewedActs(
  db: Tx,
  { controllerId, limit }: { readonly controllerId: ControllerId | null; readonly limit: number },
): Promise<readonly ActRow[]> {
  let query = on(db).selectFrom("danger_act").selectAll().where("reviewed_at", "is", null);
  if (controllerId !== null) query = query.where("controller_id", "=", controllerId);
  return query.orderBy("review_due_at").orderBy("id").limit(limit).execute();
}

/** Acts in reach of which the person is to be told by a day. */
export async function untoldActs(db: Tx, day: LocalDate, limit: number): Promise<readonly ActRow[]> {
  return on(db)
    .selectFrom("danger_act")
    .selectAll()
    .where("told_at", "is", null)
    .where("telling_on", "<=", day)
    .orderBy("telling_on")
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Those who may review in an organisation now, the likeliest first. */
export async function secondPersons(db: Tx, controllerId: ControllerId): Promise<readonly SecondPerson[]> {
  const { rows } = await sql<SecondPerson>`
    select account_id as "accountId", bool_or(role = 'team-coordinator') as "isCoordinator",
      bool_and(role = 'data-protection-officer') as "isOfficerOnly"
    from membership
    where controller_id = ${controllerId} and until is null
      and role in ('link-worker', 'team-coordinator', 'data-protection-officer')
    group by tenant_id, account_id order by 2 desc, 3, 1 limit 500`.execute(db);
  return rows;
}

/** Adds a notice. Answers false when this step told this person already. */
export async function insertNotice(db: Tx, row: NoticeRow): Promise<boolean> {
  const inserted = await on(db)
    .insertInto("danger_notice")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** A notice, locked until the end of the transaction. */
export async function lockNotice(db: Tx, id: Id<"danger-notice">): Promise<NoticeRow | null> {
  const found = await on(db)
    .selectFrom("danger_notice")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return found ?? null;
}

/** How a notice ended. */
export async function endNotice(
  db: Tx,
  id: Id<"danger-notice">,
  end: { readonly status: "sent" | "withheld" | "failed"; readonly now: Instant },
): Promise<void> {
  await on(db)
    .updateTable("danger_notice")
    .set({ status: end.status, ended_at: end.now })
    .where("id", "=", id)
    .execute();
}

/** How many acts there were, by what they rest on and what was found. */
export interface ActCount {
  readonly ground: string;
  readonly verdict: string | null;
  readonly acts: number;
  readonly inTime: number;
  readonly overdue: number;
  readonly untold: number;
}

/** Counts of the acts of an organisation since a moment. */
export async function countActs(
  db: Tx,
  {
    controllerId,
    since,
    now,
  }: { readonly controllerId: ControllerId; readonly since: Instant; readonly now: Instant },
): Promise<readonly ActCount[]> {
  const { rows } = await sql<ActCount>`
    select ground, verdict, count(*)::int as acts,
      count(*) filter (where reviewed_at <= review_due_at)::int as "inTime",
      count(*) filter (where reviewed_at is null and review_due_at < ${now})::int as overdue,
      count(*) filter (where told_at is null)::int as untold
    from danger_act where controller_id = ${controllerId} and acted_at > ${since}
    group by tenant_id, ground, verdict order by ground, verdict`.execute(db);
  return rows;
}
