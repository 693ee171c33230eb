import type { Id, Instant, NewId } from "#base";
import type { Tx, Vault } from "#storage";
import { makeLink } from "../answer/link.ts";
import { revokeLinks } from "../answer/store.ts";
import { fileOf } from "../file-facts.ts";
import { queueInvitation } from "../message/outgoing.ts";
import { withholdInvitations } from "../message/store.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { PersonRow } from "../store.ts";
import { delaysInForce } from "../territory-delays/store.ts";
import { daysLater } from "../timer/delays.ts";
import { clearTimers, setTimer } from "../timer/store.ts";
import type { TimerEffect } from "../timer/work.ts";
import { invitationContent, type Invitation } from "./actions.ts";
import { reassessmentErrors } from "./errors.ts";
import { isOpen } from "./plan.ts";
import { addressIn, reachBy } from "../contact/reach.ts";
import {
  changeReassessment,
  findReassessment,
  reassessmentsOf,
  type ReassessmentChange,
  type ReassessmentRow,
} from "./store.ts";

/** What sending a link to questions needs beside them. */
export interface Inviting {
  readonly db: Tx;
  readonly vault: Vault;
  readonly now: Instant;
  readonly newId: NewId;
  readonly baseUrl: string;
}

const placeOf = (file: PersonRow, id: Id<"reassessment">) =>
  ({ file, table: "reassessment", column: "invitation", rowId: id }) as const;

/** How the link of questions was sent; null when none is under way. */
export function openInvitation(vault: Vault, file: PersonRow, row: ReassessmentRow): Invitation | null {
  if (row.invitation === null) return null;
  return openJson(vault, placeOf(file, row.id), { bytes: row.invitation, schema: invitationContent });
}

/**
 * Lets a neutral message with a new link to questions wait for the person, and writes down that it goes.
 * @throws as {@link addressIn}
 */
export async function invite(
  inviting: Inviting,
  { row, file }: { readonly row: ReassessmentRow; readonly file: PersonRow },
  invitation: Invitation,
): Promise<void> {
  const { db, vault, now, newId, baseUrl } = inviting;
  const to = addressIn(await reachBy(inviting, file, invitation.channel));
  const change: ReassessmentChange = {
    status: "sent",
    sent_at: now,
    invitation: sealJson(vault, placeOf(file, row.id), invitation),
  };
  if (!(await changeReassessment(db, row, change))) throw reassessmentErrors.reassessmentOver({});
  const link = await makeLink(
    db,
    { file, aim: { reassessmentId: row.id }, holder: "person" },
    { now, newId },
  );
  await withholdInvitations(db, row.id, now);
  await queueInvitation(
    db,
    vault,
    { reassessmentId: row.id, file },
    {
      template: "as-agreed",
      channel: invitation.channel,
      content: {
        to,
        locale: invitation.locale,
        link: `${baseUrl}${link}`,
        phone: invitation.callbackPhone,
        name: invitation.agreedName,
      },
      now,
      newId,
    },
  );
  // A link that nobody followed gives the task back to whoever accompanies.
  await setTimer(
    db,
    { ...row, kind: "reassessment-due" },
    daysLater(now, (await delaysInForce(db)).linkDays),
  );
}

/** Sends a new link in the place of a spent or late one, in the same way. Answers whether one goes. */
export async function inviteOnceMore(inviting: Inviting, id: Id<"reassessment">): Promise<boolean> {
  const row = await findReassessment(inviting.db, id, "for update");
  if (row?.status !== "sent" && row?.status !== "due") return false;
  const file = await fileOf(inviting.db, row.person_id);
  const invitation = openInvitation(inviting.vault, file, row);
  if (invitation === null) return false;
  const isSafe = "to" in (await reachBy(inviting, file, invitation.channel));
  if (isSafe) await invite(inviting, { row, file }, invitation);
  return isSafe;
}

/** What could not be sent safely is asked together: the task waits again for whoever accompanies. */
export async function askTogetherInstead(db: Tx, id: Id<"reassessment">, now: Instant): Promise<void> {
  const row = await findReassessment(db, id, "for update");
  if (row?.status !== "sent") return;
  await changeReassessment(db, row, { status: "due", invitation: null });
  await clearTimers(db, row, ["reassessment-due"]);
  await revokeLinks(db, { reassessmentId: id }, now);
}

/** Ends a series without answers: its links close, its messages stay. */
export async function stopSeries(db: Tx, row: ReassessmentRow, now: Instant): Promise<void> {
  const all = await reassessmentsOf(db, row.person_id);
  const series = all.filter((one) => one.instrument === row.instrument && isOpen(one));
  for (const one of series) await endWithout(db, one, { status: "stopped", now });
}

/** Ends every time of asking again of a person, whatever the questions. */
export async function stopAllQuestions(db: Tx, personId: PersonRow["id"], now: Instant): Promise<void> {
  for (const one of (await reassessmentsOf(db, personId)).filter(isOpen))
    await endWithout(db, one, { status: "stopped", now });
}

async function endWithout(
  db: Tx,
  row: ReassessmentRow,
  { status, now }: { readonly status: "stopped" | "missed"; readonly now: Instant },
): Promise<void> {
  await changeReassessment(db, row, { status, ended_at: now, invitation: null });
  await clearTimers(db, row, ["reassessment-due"]);
  await withholdInvitations(db, row.id, now);
  await revokeLinks(db, { reassessmentId: row.id }, now);
}

/** A planned time has come, or a link was not followed: the questions wait to be asked; an earlier time of the series is over. */
export const reassessmentDue: TimerEffect = async (db, timer, { now }) => {
  const row = await findReassessment(db, timer.id as Id<"reassessment">, "for update");
  if (row === null || (row.status !== "planned" && row.status !== "sent")) return;
  // How a link was sent is kept: whoever comes late may still ask for a new one.
  await changeReassessment(db, row, { status: "due" });
  if (row.status === "sent") return;
  const earlier = (await reassessmentsOf(db, row.person_id)).filter(
    (one) => one.base_id === row.base_id && one.due_at < row.due_at && isOpen(one),
  );
  for (const one of earlier) await endWithout(db, one, { status: "missed", now });
};
