import { addMilliseconds, operatorActor, type Clock, type Instant, type NewId } from "#base";
import { appendAudit, withTransaction, type Database, type Tx } from "#storage";
import { beginDelaysAnew, dueTimers, postponeTimer, takeTimer, type Timer, type TimerKind } from "./store.ts";

/** What happens when a timer of a kind is due, inside the territory and organisation of the timer. */
export type TimerEffect = (
  db: Tx,
  timer: Timer,
  moment: { readonly now: Instant; readonly newId: NewId },
) => Promise<void>;

/** What the work of timers needs. */
export interface TimerWork {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly effects: Readonly<Record<TimerKind, TimerEffect>>;
  /** Told of a timer whose effect failed; it is tried again later. Never given anything personal. */
  readonly onFailure: (timer: Timer, error: unknown) => void;
}

const batch = 100;
const minute = 60_000;
const longestDelay = 6 * 60 * minute;
/** What tells of an alert is tried again soon: somebody waits to be told. */
const longestAlertDelay = 2 * minute;

/**
 * Lets every due timer have its effect, each in a transaction of its own in which it is taken away: a process killed
 * before the commit leaves it due, and two processes never both have it. Answers how many had their effect.
 */
export async function runDueTimers(work: TimerWork): Promise<number> {
  let done = 0;
  const failed = new Set<string>();
  await beginDelaysAnew(work.db, work.clock());
  for (;;) {
    const now = work.clock();
    const due = (await dueTimers(work.db, now, batch)).filter((timer) => !failed.has(keyOf(timer)));
    if (due.length === 0) return done;
    for (const timer of due) {
      if (await runTimer(work, timer, now)) done += 1;
      else failed.add(keyOf(timer));
    }
  }
}

const keyOf = ({ tenant_id, controller_id, kind, id }: Timer): string =>
  [tenant_id, controller_id, kind, id].join(" ");

async function runTimer(work: TimerWork, timer: Timer, now: Instant): Promise<boolean> {
  const scope = { tenantId: timer.tenant_id, controllerIds: [timer.controller_id], actorId: null };
  try {
    await withTransaction(work.db, scope, async (tx) => {
      if (!(await takeTimer(tx, timer, now))) return;
      await work.effects[timer.kind](tx, timer, { now, newId: work.newId });
      const action = `pathway.timer.${timer.kind}`;
      await appendAudit(tx, { at: now, actor: operatorActor, action, kind: "timer", ids: [timer.id] });
    });
    return true;
  } catch (error) {
    work.onFailure(timer, error);
    const isAlert = ["risk-alert", "risk-notice", "danger-review", "danger-notice"].includes(timer.kind);
    const longest = isAlert ? longestAlertDelay : longestDelay;
    const delay = Math.min(longest, minute * 2 ** Math.min(timer.attempts, 20));
    await withTransaction(work.db, scope, (tx) => postponeTimer(tx, timer, addMilliseconds(now, delay)));
    return false;
  }
}
