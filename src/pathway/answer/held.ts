import type { Id } from "#base";
import type { Tx } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { fileOf } from "../file-facts.ts";
import { findReferral, type ReferralRow } from "../referral/store.ts";
import type { LinkFacts } from "../rules.ts";
import type { PersonRow } from "../store.ts";
import { findLink, type AnswerLinkTable } from "./store.ts";

/** What the link to a referral leads to. */
export interface HeldReferral {
  readonly link: AnswerLinkTable;
  readonly row: ReferralRow;
  readonly file: PersonRow;
}

/** What the link of an actor leads to. @throws pathway.referralNotFound when it leads to no referral any more */
export async function heldReferral(db: Tx, linkId: string | null): Promise<HeldReferral> {
  const link = linkId === null ? null : await findLink(db, linkId as Id<"answerLink">);
  const id = link?.referral_id ?? null;
  const row = id === null ? null : await findReferral(db, id);
  if (link === null || row === null || link.revoked_at !== null) throw pathwayErrors.referralNotFound({});
  return { link, row, file: await fileOf(db, row.person_id) };
}

/** Whose the link of an actor is, for the permission rules. @throws pathway.referralNotFound */
export async function loadReceiver({
  db,
  actor,
}: {
  readonly db: Tx;
  readonly actor: { readonly kind: string; readonly id: string | null };
}): Promise<{ readonly facts: LinkFacts }> {
  if (actor.kind !== "link") return { facts: { holder: "receiver" } };
  const { link } = await heldReferral(db, actor.id);
  return { facts: { holder: link.holder } };
}
