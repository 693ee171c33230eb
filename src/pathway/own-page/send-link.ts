import type { Instant, NewId, PersonId } from "#base";
import type { Tx, Vault } from "#storage";
import { makeLink } from "../answer/link.ts";
import { addressIn, reachBy } from "../contact/reach.ts";
import { fileOf } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import { endLetters } from "../letter/store.ts";
import { queueToPerson } from "../message/outgoing.ts";
import type { PersonRow } from "../store.ts";
import type { KeptInvitation, OwnInvitation } from "./actions.ts";
import { openOwnInvitation, sealOwnInvitation } from "./invitation.ts";
import { findOwnPage, putOwnPage } from "./store.ts";

/** What sending a link needs. */
export interface LinkSending {
  readonly db: Tx;
  readonly vault: Vault;
  readonly now: Instant;
  readonly newId: NewId;
  readonly baseUrl: string;
}

/** Writes down how the person is sent the link from now on. */
export async function keepOwnInvitation(
  { db, vault, now }: Pick<LinkSending, "db" | "vault" | "now">,
  file: PersonRow,
  invitation: KeptInvitation,
): Promise<void> {
  const { tenant_id, controller_id, id: person_id } = file;
  const sealed = sealOwnInvitation(vault, file, invitation);
  await putOwnPage(db, { tenant_id, controller_id, person_id, sent_at: now, invitation: sealed });
}

/**
 * Lets a neutral message with a new link to the own page wait for the person.
 * @throws as {@link addressIn}
 */
export async function sendOwnLink(
  sending: LinkSending,
  file: PersonRow,
  invitation: OwnInvitation,
): Promise<void> {
  const { db, vault, now, newId, baseUrl } = sending;
  const { preferredLocale } = openPerson(vault, file);
  const to = addressIn(await reachBy(sending, file, invitation.channel));
  // Its link closes: a letter that waits would be posted for nothing.
  await endLetters(
    db,
    { personId: file.id, id: null },
    { end_kind: "replaced", ended_at: now, ended_by: null },
  );
  await keepOwnInvitation(sending, file, invitation);
  const link = await makeLink(db, { file, aim: { ownPersonId: file.id }, holder: "person" }, { now, newId });
  await queueToPerson(db, vault, file, {
    template: "as-agreed",
    channel: invitation.channel,
    content: {
      to,
      locale: preferredLocale,
      link: `${baseUrl}${link}`,
      phone: invitation.callbackPhone,
      name: invitation.agreedName,
    },
    now,
    newId,
  });
}

/** Sends a new link in the place of a spent or late one, in the same way; a letter or a sheet is made by somebody. Answers whether one goes. */
export async function sendOwnLinkAgain(sending: LinkSending, personId: PersonId): Promise<boolean> {
  const row = await findOwnPage(sending.db, personId);
  if (row === null) return false;
  const file = await fileOf(sending.db, personId);
  const invitation = openOwnInvitation(sending.vault, file, row);
  const { channel } = invitation;
  if (channel === "post" || channel === "hand") return false;
  if (!("to" in (await reachBy(sending, file, channel)))) return false;
  await sendOwnLink(sending, file, { ...invitation, channel });
  return true;
}
