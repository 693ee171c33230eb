import type { AccountId, Actor, Id, InputOf } from "#base";
import type { HandlerContext, Tx } from "#storage";
import { mustBeSilent } from "../contact/may-write.ts";
import { pathwayErrors } from "../errors.ts";
import { openPerson } from "../file-sealing.ts";
import { mustHaveOpenPlan } from "../plan-closing/open-plan.ts";
import { findPlanItem } from "../plan/store.ts";
import { timeZone, type OfferFacts, type PathwayServices } from "../services.ts";
import type { PersonRow } from "../store.ts";
import type { createReferral } from "./actions.ts";
import { agree } from "./agree.ts";
import { moveOn, noteCreation, type Moving } from "./carry-out.ts";
import { addressOf, sealContent, type ReferralContent } from "./content.ts";
import { delaysInForce } from "../territory-delays/store.ts";
import { countUnderWay, findReferral, insertReferral, type ReferralRow } from "./store.ts";

/** What of a request is needed to refer. */
export type ReferContext = Pick<HandlerContext<unknown, unknown>, "db" | "now" | "newId" | "actor">;

/** A referral to make, and the file of whom it is about. */
export type ReferralToMake = Omit<InputOf<typeof createReferral>, "personId"> & { readonly file: PersonRow };

/** What moving a referral needs, of a request and of the program. */
export function movingOf(
  { db, now, newId }: Pick<ReferContext, "db" | "now" | "newId">,
  { vault, baseUrl }: PathwayServices,
): Moving {
  return { db, now, newId, vault, baseUrl, timeZone };
}

/**
 * Makes a referral: sent at once where it is known how the person agreed, else waiting for their agreement.
 * @throws pathway.receiverAddressNeeded, pathway.offerNotFound, pathway.planItemNotFound, pathway.referralExists, pathway.planClosed and what agreeing
 * and sending refuse
 */
export async function refer(
  context: ReferContext,
  services: PathwayServices,
  toMake: ReferralToMake,
): Promise<ReferralRow> {
  const { db, actor } = context;
  const { file, evidence, partOfId } = toMake;
  const moving = movingOf(context, services);
  const content = contentOf(toMake);
  const { organizationId } = await checkTargets(services, db, toMake);
  const row = await insertDraft(context, services, { toMake, content });
  await mustHaveOpenPlan(db, file.id);
  await noteCreation(moving, row, ownerOf(actor));
  if (partOfId !== null) await reroute(moving, file, { id: partOfId, actor });
  if (evidence === null) return moveOn(moving, { row, file }, orderOf("ask-consent", actor));
  const agreed = await agree({ ...context, vault: services.vault }, row, {
    ...toMake,
    evidence,
    organizationId,
  });
  return sendWithinLimit(moving, { row: agreed, file }, actor);
}

/**
 * Sends a referral to which was agreed, unless nothing may be told about the person or enough is under way.
 * @throws pathway.contactForbidden, pathway.planClosed, pathway.tooManyOpenReferrals
 */
export async function sendWithinLimit(
  moving: Moving,
  referral: { readonly row: ReferralRow; readonly file: PersonRow },
  actor: Actor,
): Promise<ReferralRow> {
  if (mustBeSilent(openPerson(moving.vault, referral.file))) throw pathwayErrors.contactForbidden({});
  await mustHaveOpenPlan(moving.db, referral.file.id);
  const { mostUnderWay } = await delaysInForce(moving.db);
  if ((await countUnderWay(moving.db, referral.file.id)) >= mostUnderWay)
    throw pathwayErrors.tooManyOpenReferrals({ limit: mostUnderWay });
  return moveOn(moving, referral, orderOf("send", actor));
}

/** A move as the worker who acts makes it. */
export function orderOf(name: Parameters<typeof moveOn>[2]["name"], actor: Actor) {
  return { name, party: "worker" as const, byId: actor.id, details: {} };
}

/** A referral in reach. @throws pathway.referralNotFound */
export async function referralOf(
  db: Tx,
  id: Id<"referral">,
  lock: "for update" | "no lock" = "no lock",
): Promise<ReferralRow> {
  const row = await findReferral(db, id, lock);
  if (!row) throw pathwayErrors.referralNotFound({});
  return row;
}

/** What will be sealed. @throws pathway.receiverAddressNeeded when the channel chosen has no address */
function contentOf(input: ReferralContent): ReferralContent {
  const content: ReferralContent = {
    receiverName: input.receiverName,
    receiverChannel: input.receiverChannel,
    receiverEmail: input.receiverEmail,
    receiverPhone: input.receiverPhone,
    receiverLocale: input.receiverLocale,
    items: [...input.items],
    words: input.words,
    callbackPhone: input.callbackPhone,
  };
  mustHaveAddress(content);
  return content;
}

/** @throws pathway.receiverAddressNeeded when the channel chosen has no address */
export function mustHaveAddress(
  content: Pick<ReferralContent, "receiverChannel" | "receiverEmail" | "receiverPhone">,
): void {
  if (content.receiverChannel === "none" || addressOf(content) !== null) return;
  const path = content.receiverChannel === "email" ? "receiverEmail" : "receiverPhone";
  throw pathwayErrors.receiverAddressNeeded({}, { issues: [{ path, code: "required" }] });
}

async function checkTargets(
  services: PathwayServices,
  db: Tx,
  { offerId, planItemId, file }: Pick<ReferralToMake, "offerId" | "planItemId" | "file">,
): Promise<OfferFacts> {
  const offer = await services.findOffer(db, offerId);
  if (offer === null) throw pathwayErrors.offerNotFound({});
  if (planItemId !== null && (await findPlanItem(db, { id: planItemId, personId: file.id })) === null)
    throw pathwayErrors.planItemNotFound({});
  return offer;
}

async function insertDraft(
  { db, actor, now }: ReferContext,
  { vault }: PathwayServices,
  { toMake, content }: { readonly toMake: ReferralToMake; readonly content: ReferralContent },
): Promise<ReferralRow> {
  const { file, id, partOfId } = toMake;
  const row: ReferralRow = {
    tenant_id: file.tenant_id,
    controller_id: file.controller_id,
    id,
    person_id: file.id,
    plan_item_id: toMake.planItemId,
    agreement_id: null,
    offer_id: toMake.offerId,
    part_of_id: partOfId,
    status: "draft",
    loop: "open",
    priority: toMake.priority,
    outcome: null,
    reason: null,
    next_step: null,
    owner_id: ownerOf(actor),
    created_at: now,
    sent_at: null,
    last_act_at: now,
    review_asked_at: null,
    waitlist_asked_at: null,
    unconfirmed_from: null,
    completion_told_at: null,
    draft_nudged_at: null,
    meeting_on: null,
    expected_on: null,
    attendance_asked_at: null,
    person_to_tell_at: null,
    moments_past_at: null,
    moments_unsuited_at: null,
    moments_to_tell_at: null,
    version: 1,
    erasure_asked_at: null,
    erasure_reminders: 0,
    erasure_answer: null,
    erasure_ground: null,
    erasure_answered_at: null,
    erasure_answered_by: null,
    content: sealContent(vault, file, { id, content }),
  };
  if (partOfId !== null) await referralOf(db, partOfId, "for update");
  if (!(await insertReferral(db, row))) throw pathwayErrors.referralExists({});
  return row;
}

/** The account that owns the loop from now on. */
function ownerOf(actor: Actor): AccountId {
  if (actor.id === null) throw pathwayErrors.organisationNeeded({});
  return actor.id;
}

async function reroute(
  moving: Moving,
  file: PersonRow,
  { id, actor }: { readonly id: Id<"referral">; readonly actor: Actor },
): Promise<void> {
  const row = await referralOf(moving.db, id, "for update");
  if (row.person_id !== file.id) throw pathwayErrors.referralNotFound({});
  await moveOn(moving, { row, file }, orderOf("reroute", actor));
}
