import { localDateAt, type AccountId, type Id, type NewId, type Instant } from "#base";
import type { Tx } from "#storage";
import { coversOf } from "../absence/store.ts";
import type { MessageServices } from "../message/send.ts";
import { timeZone } from "../services.ts";
import { setTimer } from "../timer/store.ts";
import type { TimerEffect } from "../timer/work.ts";
import {
  changeAlert,
  endNotice,
  findAlert,
  insertAlertEvent,
  insertNotice,
  lockAlert,
  lockNotice,
  type AlertRow,
  type NoticeRow,
} from "./alert-store.ts";
import { nextStepAt, whomToTell } from "./escalation.ts";
import { rosterOf } from "./roster-reading.ts";
import { actingAccounts, dutiesOf } from "./store.ts";

/** What telling those on call needs from the program. */
export interface NoticeServices extends MessageServices {
  readonly baseUrl: string;
  /** Name and e-mail address of an account; null when there is none any more. */
  readonly accountAddress: (accountId: AccountId) => Promise<string | null>;
}

/** After so many tries in vain a notice is given up; the next step tells again. */
const mostTries = 8;

/** One step of telling an alert, under its lock: nothing is told once somebody took it over. */
export const tellAlert: TimerEffect = async (db, timer, { now, newId }) => {
  const alert = await lockAlert(db, timer.id as Id<"risk-alert">);
  if (alert === null || alert.acknowledged_at !== null) return;
  const { tenant_id, controller_id, id } = alert;
  const step = alert.steps + 1;
  const accountIds = whomToTell({
    step,
    roster: await rosterOf(db, controller_id),
    colleagues: await actingAccounts(db, controller_id),
    asker: alert.asked_by,
    now,
  });
  // Whoever covers for somebody who is away is told at the same step.
  const covers = await coversOf(db, controller_id, { accountIds, day: localDateAt(now, timeZone) });
  const accounts = [...new Set([...accountIds, ...covers.filter((one) => one !== alert.asked_by)])];
  for (const accountId of accounts) await addNotices(db, { alert, step, accountId, now, newId });
  await insertAlertEvent(db, {
    tenant_id,
    controller_id,
    id: newId<"risk-alert-event">(),
    alert_id: id,
    at: now,
    by_id: null,
    kind: "told",
    step,
    people: accounts.length,
    words: null,
  });
  await changeAlert(db, alert, { steps: step });
  await setTimer(db, timer, nextStepAt(step, alert.raised_at, now), now);
};

interface NewNotice {
  readonly alert: AlertRow;
  readonly step: number;
  readonly accountId: AccountId;
  readonly now: Instant;
  readonly newId: NewId;
}

async function addNotices(db: Tx, { alert, step, accountId, now, newId }: NewNotice): Promise<void> {
  const { tenant_id, controller_id } = alert;
  const hasPhone = (await phonesOf(db, alert, accountId)).length > 0;
  for (const channel of hasPhone ? (["email", "sms"] as const) : (["email"] as const)) {
    const id = newId<"risk-notice">();
    const isNew = await insertNotice(db, {
      tenant_id,
      controller_id,
      id,
      alert_id: alert.id,
      account_id: accountId,
      step,
      channel,
      status: "waiting",
      made_at: now,
      ended_at: null,
    });
    if (isNew) await setTimer(db, { tenant_id, controller_id, kind: "risk-notice", id }, now, now);
  }
}

/** Sends a notice: no name, no matter, no organisation; a link behind which one signs in. */
export function sendRiskNotice(services: NoticeServices): TimerEffect {
  return async (db, timer, { now }) => {
    const notice = await lockNotice(db, timer.id as Id<"risk-notice">);
    if (notice?.status !== "waiting") return;
    const alert = await findAlert(db, notice.alert_id);
    if (alert === null || alert.acknowledged_at !== null) {
      await endNotice(db, notice.id, { status: "withheld", now });
      return;
    }
    const to = await destinationOf(services, db, notice);
    if (to === null) {
      await endNotice(db, notice.id, { status: "failed", now });
      return;
    }
    const link = `${services.baseUrl}/pro`;
    const say = (part: string): string => services.sentence("fr", `pro.message.onCall.${part}`, { link });
    try {
      await services.sendMessage({
        channel: notice.channel,
        to,
        subject: say("subject"),
        text: say(notice.channel === "sms" ? "sms" : "text"),
        template: "on-call",
      });
    } catch (error) {
      if (timer.attempts < mostTries) throw error;
      await endNotice(db, notice.id, { status: "failed", now });
      return;
    }
    await endNotice(db, notice.id, { status: "sent", now });
  };
}

async function destinationOf(
  { accountAddress }: NoticeServices,
  db: Tx,
  notice: NoticeRow,
): Promise<string | null> {
  if (notice.channel === "email") return accountAddress(notice.account_id);
  return (await phonesOf(db, notice, notice.account_id))[0] ?? null;
}

async function phonesOf(
  db: Tx,
  { controller_id }: Pick<AlertRow, "controller_id">,
  accountId: AccountId,
): Promise<readonly string[]> {
  const duties = await dutiesOf(db, controller_id);
  return duties.flatMap(({ account_id, phone }) =>
    account_id === accountId && phone !== null ? [phone] : [],
  );
}
