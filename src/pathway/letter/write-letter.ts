import type { AccountId, Id } from "#base";
import { z } from "zod";
import { makeLink } from "../answer/link.ts";
import { mustBeSilent } from "../contact/may-write.ts";
import { keepOwnInvitation, type LinkSending } from "../own-page/send-link.ts";
import { sealJson } from "../sealed-json.ts";
import type { PersonRow } from "../store.ts";
import { letterWords } from "./actions.ts";
import { endLetters, insertLetter } from "./store.ts";

/** Days that the link of a letter opens: post takes days, and a letter lies. */
const letterLinkDays = 30;

/** What a letter holds sealed while it waits. */
export const letterContent = letterWords.extend({ link: z.string().max(400) });

/** Where the content of a letter is sealed. */
export const placeOfLetter = (file: PersonRow, id: Id<"letter">) =>
  ({ file, table: "letter", column: "content", rowId: id }) as const;

/** Whether a person may be written to by post today. */
export function mayPost(person: Parameters<typeof mustBeSilent>[0]): boolean {
  return !mustBeSilent(person) && person.contactChannels.includes("post");
}

/** Writes a letter with a new link to the own page, in the place of one that waits; earlier links close. */
export async function writeLetter(
  sending: LinkSending,
  file: PersonRow,
  { words, by }: { readonly words: z.output<typeof letterWords>; readonly by: AccountId | null },
): Promise<Id<"letter">> {
  const { db, vault, now, newId, baseUrl } = sending;
  // First the own page, whose row makes two who write at once wait for one another. Who opens a letter in a house of several is not
  // known: what was answered is not shown behind it.
  await keepOwnInvitation(sending, file, { ...words, channel: "post", showsSaid: false });
  await endLetters(
    db,
    { personId: file.id, id: null },
    { end_kind: "replaced", ended_at: now, ended_by: by },
  );
  const aim = { ownPersonId: file.id };
  const link = await makeLink(db, { file, aim, holder: "person", days: letterLinkDays }, { now, newId });
  const id = newId<"letter">();
  await insertLetter(db, {
    tenant_id: file.tenant_id,
    controller_id: file.controller_id,
    id,
    person_id: file.id,
    made_at: now,
    made_by: by,
    ended_at: null,
    ended_by: null,
    end_kind: null,
    content: sealJson(vault, placeOfLetter(file, id), { ...words, link: `${baseUrl}${link}` }),
  });
  return id;
}
