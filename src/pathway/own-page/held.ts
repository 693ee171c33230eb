import type { Id } from "#base";
import type { Tx } from "#storage";
import { findLink, type AnswerLinkTable } from "../answer/store.ts";
import { pathwayErrors } from "../errors.ts";
import { fileOf } from "../file-facts.ts";
import type { LinkFacts } from "../rules.ts";
import type { PersonRow } from "../store.ts";
import { findOwnPage, type OwnPageRow } from "./store.ts";

/** What the link to an own page leads to. */
export interface Held {
  readonly link: AnswerLinkTable;
  readonly page: OwnPageRow;
  readonly file: PersonRow;
}

/** What the link of an actor leads to. @throws pathway.ownPageGone when it leads nowhere any more */
export async function held(db: Tx, linkId: string | null): Promise<Held> {
  const link = linkId === null ? null : await findLink(db, linkId as Id<"answerLink">);
  const personId = link?.own_person_id ?? null;
  const page = personId === null ? null : await findOwnPage(db, personId);
  if (link === null || page === null || link.revoked_at !== null) throw pathwayErrors.ownPageGone({});
  const file = await fileOf(db, page.person_id);
  if (file.status !== "open") throw pathwayErrors.ownPageGone({});
  return { link, page, file };
}

/** A question by a link. */
export interface LinkQuestion {
  readonly db: Tx;
  readonly actor: { readonly kind: string; readonly id: string | null };
}

/** Whose the link of an actor is, for the permission rules. */
export async function loadLink({ db, actor }: LinkQuestion): Promise<{ readonly facts: LinkFacts }> {
  if (actor.kind !== "link" || actor.id === null) return { facts: { holder: "receiver" } };
  const link = await findLink(db, actor.id as Id<"answerLink">);
  return { facts: { holder: link?.own_person_id ? link.holder : "receiver" } };
}
