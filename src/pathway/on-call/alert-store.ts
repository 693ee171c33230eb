import type { AccountId, ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Kysely, Selectable } from "kysely";

/** An alert: which answers, when, how far it was told, who took it over. Nothing of what was answered. */
export interface AlertTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"risk-alert">;
  readonly person_id: PersonId;
  readonly screening_id: Id<"screening">;
  readonly instrument: string;
  readonly level: 2 | 3;
  readonly asked_by: AccountId | null;
  readonly asked_at: Instant;
  readonly raised_at: Instant;
  readonly was_covered: boolean;
  readonly steps: number;
  readonly acknowledged_at: Instant | null;
  readonly acknowledged_by: AccountId | null;
  readonly version: number;
}

interface EventTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"risk-alert-event">;
  readonly alert_id: Id<"risk-alert">;
  readonly at: Instant;
  readonly by_id: AccountId | null;
  readonly kind: "raised" | "told" | "noted" | "acknowledged";
  readonly step: number | null;
  readonly people: number | null;
  readonly words: Uint8Array | null;
}

interface NoticeTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"risk-notice">;
  readonly alert_id: Id<"risk-alert">;
  readonly account_id: AccountId;
  readonly step: number;
  readonly channel: "email" | "sms";
  readonly status: "waiting" | "sent" | "withheld" | "failed";
  readonly made_at: Instant;
  readonly ended_at: Instant | null;
}

/** An alert as read. */
export type AlertRow = Selectable<AlertTable>;
/** An event as read. */
export type AlertEventRow = Selectable<EventTable>;
/** A notice as read. */
export type NoticeRow = Selectable<NoticeTable>;

type Tables = {
  risk_alert: AlertTable;
  risk_alert_event: EventTable;
  risk_notice: NoticeTable;
};

const on = (db: Tx): Kysely<Tables> => db.withTables<Tables>();

/** Adds an alert. Answers false when the answers it is about have one already. */
export async function insertAlert(db: Tx, row: AlertRow): Promise<boolean> {
  const inserted = await on(db)
    .insertInto("risk_alert")
    .values(row)
    .onConflict((conflict) => conflict.columns(["tenant_id", "controller_id", "screening_id"]).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** The alert about some answers; null when there is none. */
export async function alertAbout(db: Tx, screeningId: Id<"screening">): Promise<AlertRow | null> {
  const found = await on(db)
    .selectFrom("risk_alert")
    .selectAll()
    .where("screening_id", "=", screeningId)
    .executeTakeFirst();
  return found ?? null;
}

/** An alert that row security lets through; null when there is none. */
export async function findAlert(db: Tx, id: Id<"risk-alert">): Promise<AlertRow | null> {
  return (await on(db).selectFrom("risk_alert").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** An alert, locked until the end of the transaction: telling and taking over exclude each other. */
export async function lockAlert(db: Tx, id: Id<"risk-alert">): Promise<AlertRow | null> {
  const found = await on(db)
    .selectFrom("risk_alert")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return found ?? null;
}

/** Changes how far an alert was told, or who took it over. */
export async function changeAlert(
  db: Tx,
  row: AlertRow,
  change: Partial<Pick<AlertRow, "steps" | "acknowledged_at" | "acknowledged_by">>,
): Promise<void> {
  await on(db)
    .updateTable("risk_alert")
    .set({ ...change, version: row.version + 1 })
    .where("tenant_id", "=", row.tenant_id)
    .where("controller_id", "=", row.controller_id)
    .where("id", "=", row.id)
    .execute();
}

/** Alerts that nobody took over, of one person or of all in reach, the oldest first. */
export async function openAlerts(
  db: Tx,
  { personId, limit }: { readonly personId: PersonId | null; readonly limit: number },
): Promise<readonly AlertRow[]> {
  let query = on(db).selectFrom("risk_alert").selectAll().where("acknowledged_at", "is", null);
  if (personId !== null) query = query.where("person_id", "=", personId);
  return query.orderBy("raised_at").orderBy("id").limit(limit).execute();
}

/** Alerts of a person, whether taken over or not, newest first. */
export async function alertsOfPerson(db: Tx, personId: PersonId): Promise<readonly AlertRow[]> {
  return on(db)
    .selectFrom("risk_alert")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("raised_at", "desc")
    .orderBy("id")
    .limit(100)
    .execute();
}

/** Adds an event. */
export async function insertAlertEvent(db: Tx, event: AlertEventRow): Promise<void> {
  await on(db).insertInto("risk_alert_event").values(event).execute();
}

/** Events of an alert in order, at most two hundred. */
export async function alertEvents(db: Tx, alertId: Id<"risk-alert">): Promise<readonly AlertEventRow[]> {
  return on(db)
    .selectFrom("risk_alert_event")
    .selectAll()
    .where("alert_id", "=", alertId)
    .orderBy("at")
    .orderBy("id")
    .limit(200)
    .execute();
}

/** Adds a notice. Answers false when this step told this person by this way already. */
export async function insertNotice(db: Tx, row: NoticeRow): Promise<boolean> {
  const inserted = await on(db)
    .insertInto("risk_notice")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** A notice, locked until the end of the transaction. */
export async function lockNotice(db: Tx, id: Id<"risk-notice">): Promise<NoticeRow | null> {
  const found = await on(db)
    .selectFrom("risk_notice")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return found ?? null;
}

/** How many notices of an alert really went. */
export async function noticesSent(db: Tx, alertId: Id<"risk-alert">): Promise<number> {
  const counted = await on(db)
    .selectFrom("risk_notice")
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .where("alert_id", "=", alertId)
    .where("status", "=", "sent")
    .executeTakeFirstOrThrow();
  return counted.total;
}

/** How a notice ended. */
export async function endNotice(
  db: Tx,
  id: Id<"risk-notice">,
  end: { readonly status: "sent" | "withheld" | "failed"; readonly now: Instant },
): Promise<void> {
  await on(db)
    .updateTable("risk_notice")
    .set({ status: end.status, ended_at: end.now })
    .where("id", "=", id)
    .execute();
}
