import type { ControllerId, Id, Instant, TenantId } from "#base";
import type { Database, Tx } from "#storage";
import { sql } from "kysely";

/** What a timer is about. */
export type TimerKind =
  | "message"
  | "referral-reminder"
  | "referral-expiry"
  | "referral-draft"
  | "referral-attendance"
  | "referral-waitlist"
  | "referral-review"
  | "moments-past"
  | "moment-told"
  | "contact-again"
  | "loop-unknown"
  | "risk-alert"
  | "risk-notice"
  | "reassessment-due"
  | "engagement-missed"
  | "handover-tail"
  | "held-request"
  | "message-back"
  | "call-referrer"
  | "danger-review"
  | "danger-notice"
  | "erasure-reminder";

/** A timer: one of a kind for a thing. Ids and times only, no personal data. */
export interface Timer {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly kind: TimerKind;
  readonly id: Id<string>;
  readonly due_at: Instant;
  /** How often it was tried in vain. */
  readonly attempts: number;
  /** When it was set; null where a clock that goes back does not matter. */
  readonly set_at: Instant | null;
}

/** The timer of a thing, without when it is due. */
export type TimerRef = Pick<Timer, "tenant_id" | "controller_id" | "kind" | "id">;

const tables = (db: Tx | Database) => db.withTables<{ timer_due: Timer }>();

const matches = ({ tenant_id, controller_id, kind, id }: TimerRef) =>
  ({ tenant_id, controller_id, kind, id }) as const;

/**
 * Sets a timer, or sets it anew. Where `setAt` is told, the delay is kept even if the clock later goes back
 * ({@link beginDelaysAnew}).
 */
export async function setTimer(
  db: Tx,
  ref: TimerRef,
  dueAt: Instant,
  setAt: Instant | null = null,
): Promise<void> {
  const times = { due_at: dueAt, attempts: 0, set_at: setAt };
  await tables(db)
    .insertInto("timer_due")
    .values({ ...matches(ref), ...times })
    .onConflict((conflict) =>
      conflict.columns(["tenant_id", "controller_id", "kind", "id"]).doUpdateSet(times),
    )
    .execute();
}

/**
 * Timers set at a moment that has not come yet, because the clock was wrong then: their delay begins anew now. Otherwise
 * an alert raised by a clock that stood in 2038 would be told in 2038.
 */
export async function beginDelaysAnew(db: Database, now: Instant): Promise<void> {
  await tables(db)
    .updateTable("timer_due")
    .set({ due_at: sql`${now}::timestamptz + (due_at - set_at)`, set_at: now })
    .where("set_at", ">", now)
    .execute();
}

/** Takes timers of a thing away. */
export async function clearTimers(
  db: Tx,
  { tenant_id, controller_id, id }: Omit<TimerRef, "kind">,
  kinds: readonly TimerKind[],
): Promise<void> {
  await tables(db)
    .deleteFrom("timer_due")
    .where("tenant_id", "=", tenant_id)
    .where("controller_id", "=", controller_id)
    .where("id", "=", id)
    .where("kind", "in", [...kinds])
    .execute();
}

/** When the timer of a thing is due; null where there is none. */
export async function dueAtOf(db: Tx, ref: TimerRef): Promise<Instant | null> {
  const found = await tables(db)
    .selectFrom("timer_due")
    .select("due_at")
    .where("tenant_id", "=", ref.tenant_id)
    .where("controller_id", "=", ref.controller_id)
    .where("kind", "=", ref.kind)
    .where("id", "=", ref.id)
    .executeTakeFirst();
  return found?.due_at ?? null;
}

/** Timers that are due, earliest first. */
export async function dueTimers(db: Database, now: Instant, limit: number): Promise<readonly Timer[]> {
  return tables(db)
    .selectFrom("timer_due")
    .selectAll()
    .where("due_at", "<=", now)
    .orderBy("due_at")
    .limit(limit)
    .execute();
}

/** Takes a due timer for this transaction: false when another process has it or it was set anew. */
export async function takeTimer(db: Tx, timer: Timer, now: Instant): Promise<boolean> {
  const taken = await tables(db)
    .deleteFrom("timer_due")
    .where("tenant_id", "=", timer.tenant_id)
    .where("controller_id", "=", timer.controller_id)
    .where("kind", "=", timer.kind)
    .where("id", "=", timer.id)
    .where("due_at", "<=", now)
    .executeTakeFirst();
  return taken.numDeletedRows === 1n;
}

/** Puts a timer off after it was tried in vain. */
export async function postponeTimer(db: Tx, timer: Timer, dueAt: Instant): Promise<void> {
  await tables(db)
    .updateTable("timer_due")
    .set({ due_at: dueAt, attempts: timer.attempts + 1 })
    .where("tenant_id", "=", timer.tenant_id)
    .where("controller_id", "=", timer.controller_id)
    .where("kind", "=", timer.kind)
    .where("id", "=", timer.id)
    .where("due_at", "=", timer.due_at)
    .execute();
}
