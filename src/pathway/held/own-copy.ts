import { addMilliseconds, type Instant } from "#base";
import { randomInt, timingSafeEqual } from "node:crypto";
import { isToldWrong } from "../contact-log/wrong-address.ts";
import { isMoment } from "../contact/moment.ts";
import { reachBy } from "../contact/reach.ts";
import { openPerson } from "../file-sealing.ts";
import { queueToPerson } from "../message/outgoing.ts";
import { openOwnInvitation } from "../own-page/invitation.ts";
import { findOwnPage } from "../own-page/store.ts";
import { timeZone } from "../services.ts";
import type { PersonRow } from "../store.ts";
import { hoursLater } from "../timer/delays.ts";
import { proofOpensUntil } from "./carry-out.ts";
import { holdHours, mostWrongProofs, proofMinutes } from "./codes.ts";
import type { OwnCopy } from "./copy-schema.ts";
import { askToCallBack, type Telling } from "./notice.ts";
import { openProof, sealHeld, type Proof } from "./sealing.ts";
import { changeProof, copyOpenUntil, heldOf, wrongProofsSince, type HeldRequestRow } from "./store.ts";
import { endHeld, hold } from "./write-contact.ts";

const minute = 60_000;

type Looking = Pick<Telling, "db" | "vault" | "now">;

/** Whether a second proof is still worth something. */
function isGood(proof: Proof | null, now: Instant): proof is Proof {
  return proof !== null && now < addMilliseconds(proof.sentAt, proofMinutes * minute);
}

/** Wrong codes while a request could have waited, ten at most. */
async function wrongProofs(db: Looking["db"], file: PersonRow, now: Instant): Promise<number> {
  return Math.min(mostWrongProofs, await wrongProofsSince(db, file.id, hoursLater(now, -holdHours)));
}

/** How far the copy is that a person asked for. */
export async function ownCopyOf({ db, vault, now }: Looking, file: PersonRow): Promise<OwnCopy> {
  const until = await copyOpenUntil(db, file.id, now);
  if (until !== null) return { state: "open", until };
  const row = await heldOf(db, file.id, "own-copy");
  if (row === null) return { state: "none" };
  const proof = openProof(vault, file, row);
  const wrong = await wrongProofs(db, file, now);
  const mayProve = wrong < mostWrongProofs && proof !== null;
  const hasCode = mayProve && isGood(proof, now);
  const mayAskCode = mayProve && !hasCode;
  return { state: "waits", opensAt: row.due_at, hasCode, mayAskCode, wrong };
}

/** Asks for a copy, of a file that is locked: a code goes by another way than the link did; where there is none, a word to call back. */
export async function askCopy(telling: Telling, file: PersonRow): Promise<OwnCopy> {
  const copy = await ownCopyOf(telling, file);
  if (copy.state === "open" || (copy.state === "waits" && (copy.hasCode || copy.wrong >= mostWrongProofs)))
    return copy;
  const waiting = await heldOf(telling.db, file.id, "own-copy");
  const asked = { kind: "own-copy", by: null, identity: null, content: null } as const;
  const row = waiting ?? (await hold(telling, file, asked));
  const mayProve = (await wrongProofs(telling.db, file, telling.now)) < mostWrongProofs;
  const isSent = mayProve && (await sendProof(telling, file, row));
  if (!isSent && waiting === null) await askToCallBack(telling, file);
  return ownCopyOf(telling, file);
}

/** Sends a code by a way that the person agreed to and the link did not take, where one may be used now. Answers whether one goes. */
async function sendProof(telling: Telling, file: PersonRow, row: HeldRequestRow): Promise<boolean> {
  const { db, vault, now, newId } = telling;
  const page = await findOwnPage(db, file.id);
  if (page === null) return false;
  const { channel: ofLink, agreedName, callbackPhone } = openOwnInvitation(vault, file, page);
  const person = openPerson(vault, file);
  // A code that waits for the hours agreed on would be worth nothing when it comes.
  if (!isMoment(person.contactMoments, now, timeZone)) return false;
  for (const channel of ["sms", "email"] as const) {
    const reach = channel === ofLink ? null : await reachBy({ db, vault, now }, file, channel);
    if (reach === null || !("to" in reach) || (await isToldWrong(db, vault, file, reach.to))) continue;
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    await changeProof(db, row.id, {
      content: sealHeld(vault, file, { id: row.id, content: { code, sentAt: now } }),
    });
    const words = { locale: person.preferredLocale, phone: callbackPhone, name: agreedName };
    const content = { ...words, to: reach.to, link: "", code };
    await queueToPerson(db, vault, file, { template: "second-proof", channel, content, now, newId });
    return true;
  }
  return false;
}

/** Looks at a code, of a file that is locked: the copy opens for this visit, or one try less is left. */
export async function proveCopy(telling: Telling, file: PersonRow, code: string): Promise<OwnCopy> {
  const { db, vault, now } = telling;
  const row = await heldOf(db, file.id, "own-copy");
  if (row === null || (await wrongProofs(db, file, now)) >= mostWrongProofs) return ownCopyOf(telling, file);
  const proof = openProof(vault, file, row);
  if (isGood(proof, now) && timingSafeEqual(Buffer.from(code), Buffer.from(proof.code)))
    await endHeld(telling, file, { row, status: "applied", by: null, openUntil: proofOpensUntil(now) });
  else await changeProof(db, row.id, { tries: row.tries + 1 });
  return ownCopyOf(telling, file);
}
