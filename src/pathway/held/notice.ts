import type { Instant, NewId } from "#base";
import type { Tx, Vault } from "#storage";
import { safeAddress } from "../contact/may-write.ts";
import { openPerson } from "../file-sealing.ts";
import { queueToPerson } from "../message/outgoing.ts";
import { openOwnInvitation } from "../own-page/invitation.ts";
import { findOwnPage } from "../own-page/store.ts";
import type { PersonRow } from "../store.ts";

/** What telling a person something needs. */
export interface Telling {
  readonly db: Tx;
  readonly vault: Vault;
  readonly now: Instant;
  readonly newId: NewId;
}

/**
 * Lets a message without content wait for the person at the address that the file says before a change: who they know, and a number to
 * call back. Only by a way that the rules allow, and only where a name was agreed on before, or nobody would know whom to call.
 * Answers whether one waits.
 */
export async function askToCallBack({ db, vault, now, newId }: Telling, file: PersonRow): Promise<boolean> {
  const person = openPerson(vault, file);
  const page = await findOwnPage(db, file.id);
  if (page === null) return false;
  const channel = (["sms", "email"] as const).find((one) => (safeAddress(person, one) ?? "") !== "");
  if (channel === undefined) return false;
  const { agreedName: name, callbackPhone: phone } = openOwnInvitation(vault, file, page);
  await queueToPerson(db, vault, file, {
    template: "call-back",
    channel,
    content: {
      to: safeAddress(person, channel) ?? "",
      locale: person.preferredLocale,
      link: "",
      phone,
      name,
    },
    now,
    newId,
  });
  return true;
}
