import type { PersonId } from "#base";
import { rulesStateOf } from "../contact/confirmed-store.ts";
import { mustBeSilent, safeAddress } from "../contact/may-write.ts";
import { fileOf } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import { heldOf } from "../held/store.ts";
import { openOwnInvitation } from "../own-page/invitation.ts";
import { sendOwnLinkAgain, type LinkSending } from "../own-page/send-link.ts";
import { lockOwnPage } from "../own-page/store.ts";
import { hasWaitingLetter } from "./store.ts";
import { mayPost, writeLetter } from "./write-letter.ts";

/** How the person hears of an end: by a message, by a letter that waits to be printed, by a call, or not at all. */
export type Telling = "message" | "letter" | "call" | "nothing";

/**
 * Lets a person hear that a referral ended, as their rules allow: by a message to their own page; for whoever has neither e-mail nor SMS by
 * a letter, which waits in the queue with its words ready, one for all that happens until it is posted; else by a call. A
 * letter needs a first name that the person recognises, as it was agreed for their own page: without one, somebody calls.
 */
export async function tellPerson(sending: LinkSending, personId: PersonId): Promise<Telling> {
  const { db, vault, now } = sending;
  const file = await fileOf(db, personId);
  const person = openPerson(vault, file);
  if (mustBeSilent(person)) return "nothing";
  // Rules too old to write by are asked again first: one call does both. While another address waits, neither is written to.
  if ((await rulesStateOf(db, file, now)) === "late") return "call";
  if ((await heldOf(db, file.id, "contact-change")) !== null) return "call";
  if (await sendOwnLinkAgain(sending, personId)) return "message";
  const hasAddress = safeAddress(person, "email") !== null || safeAddress(person, "sms") !== null;
  if (hasAddress) return "nothing";
  if (!mayPost(person)) return "call";
  const page = await lockOwnPage(db, personId);
  if (page === null) return "call";
  if (await hasWaitingLetter(db, personId)) return "letter";
  const { agreedName, callbackPhone } = openOwnInvitation(vault, file, page);
  await writeLetter(sending, file, { words: { agreedName, callbackPhone }, by: null });
  return "letter";
}
