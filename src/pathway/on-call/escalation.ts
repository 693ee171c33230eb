import { addMilliseconds, type AccountId, type Instant } from "#base";
import { onDutyAt, type Roster } from "./roster.ts";

const minute = 60_000;

/**
 * Delays after which an alert that nobody took over is told again, in minutes: at 15, at 60, then each hour. Times stop
 * for nobody: an alert is never left alone.
 * Source  notes/reliability.md §3 (K-e): acknowledge by a named human; escalate at 15 min, 60 min, then to the fallback.
 */
export const escalationMinutes = { second: 15, third: 60, again: 60 } as const;

/** Who works for the organisation and may open its files. */
export interface Colleague {
  readonly accountId: AccountId;
  readonly isCoordinator: boolean;
}

/** What is known when an alert is told. */
export interface Telling {
  /** 1 at once, 2 after 15 minutes, 3 after 60 and later. */
  readonly step: number;
  readonly roster: Roster;
  readonly colleagues: readonly Colleague[];
  /** Never told as long as there is anybody else: somebody else takes it over. */
  readonly asker: AccountId | null;
  readonly now: Instant;
}

/**
 * Whom a step tells: first those on call whose turn is first, then everybody on call with the coordinators, then the whole
 * roster and all who may open the files. Where the roster is empty at that hour the next wider circle is told at once.
 */
export function whomToTell({ step, roster, colleagues, asker, now }: Telling): readonly AccountId[] {
  const onDuty = onDutyAt(roster, now).filter(({ accountId }) => accountId !== asker);
  const firstTurn = onDuty[0]?.turn;
  const coordinators = colleagues.filter(({ isCoordinator }) => isCoordinator);
  const everybody = [...roster.duties, ...colleagues];
  const circles = [
    onDuty.filter(({ turn }) => turn === firstTurn),
    [...onDuty, ...coordinators],
    everybody,
  ].map((circle) => [...new Set(circle.map(({ accountId }) => accountId))].filter((id) => id !== asker));
  const wide = circles.slice(Math.min(step, circles.length) - 1).find((circle) => circle.length > 0);
  return wide ?? (asker === null ? [] : [asker]);
}

/** When the step after one is due. A clock that went back since the alert was raised begins the delay anew. */
export function nextStepAt(step: number, raisedAt: Instant, now: Instant): Instant {
  const from = raisedAt < now ? raisedAt : now;
  if (step === 1) return addMilliseconds(from, escalationMinutes.second * minute);
  if (step === 2) return addMilliseconds(from, escalationMinutes.third * minute);
  return addMilliseconds(now, escalationMinutes.again * minute);
}
