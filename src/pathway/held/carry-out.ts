import { addMilliseconds, type AccountId, type Id, type Instant } from "#base";
import type { LinkSending } from "../own-page/send-link.ts";
import { sendOwnLinkAgain } from "../own-page/send-link.ts";
import { findPerson, lockPerson, type PersonRow } from "../store.ts";
import { daysLater } from "../timer/delays.ts";
import type { TimerEffect } from "../timer/work.ts";
import { copyDays } from "./codes.ts";
import { openChange } from "./sealing.ts";
import { findHeld, type HeldRequestRow } from "./store.ts";
import { endHeld, rewriteFile, withChange, writtenIn } from "./write-contact.ts";

const hour = 3_600_000;

/** Who lets something have its effect, and on what proof; the clock, when its time is over, proves nothing. */
export interface Release {
  readonly by: AccountId | null;
  readonly isProved: boolean;
}

/**
 * What waited has its effect, once: the change is written, or the copy may be taken. The file is locked. Answers false when it did not wait
 * any more, or nothing can be done with it: the accompaniment is over.
 */
export async function release(
  sending: LinkSending,
  file: PersonRow,
  { row, by, isProved }: { readonly row: HeldRequestRow } & Release,
): Promise<boolean> {
  const { vault, now } = sending;
  if (file.status !== "open") {
    await endHeld(sending, file, { row, status: "stopped", by });
    return false;
  }
  const change = openChange(vault, file, row);
  const opening = row.kind === "own-copy" ? { openUntil: daysLater(now, copyDays) } : {};
  if (!(await endHeld(sending, file, { row, status: "applied", by, ...opening }))) return false;
  if (change === null) return true;
  const written = withChange(writtenIn(vault, file), change);
  await rewriteFile(sending, file, { written, confirmedAt: isProved ? now : null });
  return true;
}

/** Until when a copy may be taken that a second proof opened: the visit in which it was asked for. */
export function proofOpensUntil(now: Instant): Instant {
  return addMilliseconds(now, hour);
}

/** The time of something that waits is over and nobody stopped it: it has its effect; for a copy, a new link goes in the agreed way. */
export const heldRequestDue =
  (services: Pick<LinkSending, "vault" | "baseUrl">): TimerEffect =>
  async (db, timer, { now, newId }) => {
    const seen = await findHeld(db, timer.id as Id<"held-request">);
    if (seen === null || (await findPerson(db, seen.person_id)) === null) return;
    const file = await lockPerson(db, seen.person_id, "for update");
    const row = await findHeld(db, seen.id);
    if (file === null || row?.status !== "held" || row.due_at > now) return;
    const { vault, baseUrl } = services;
    const sending = { db, vault, baseUrl, now, newId };
    const isDone = await release(sending, file, { row, by: null, isProved: false });
    if (isDone && row.kind === "own-copy") await sendOwnLinkAgain(sending, file.id);
  };
