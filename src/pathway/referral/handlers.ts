import type { AccountId, Actor, Id, InputOf } from "#base";
import { handle, type BoundHandler, type HandlerContext, type LoadedFacts, type Tx } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { mustBeSilent } from "../contact/may-write.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import { findPlanItem } from "../plan/store.ts";
import { noteErasureAnswer } from "../receiver-erasure/actions.ts";
import { answerAsking } from "../receiver-erasure/carry-out.ts";
import type { FileFacts } from "../rules.ts";
import { timeZone, type OfferFacts, type PathwayServices } from "../services.ts";
import type { PersonRow } from "../store.ts";
import { createReferral, listReferrals, moveReferral, readReferral, sendReferral } from "./actions.ts";
import { agree } from "./agree.ts";
import { moveOn, noteCreation, type Moving } from "./carry-out.ts";
import { addressOf, openContent, sealContent, type ReferralContent } from "./content.ts";
import { viewReferrals } from "./view.ts";
import { countUnderWay, findReferral, insertReferral, referralsOf, type ReferralRow } from "./store.ts";

/** Most referrals of a person under way at once (spec/pathway.md §4.3): over-referral harms trust. */
export const mostUnderWay = 2;

/** Carries out the acts of workers on referrals. */
export function referralHandlers(services: PathwayServices): BoundHandler[] {
  const moving = (context: Pick<HandlerContext<unknown, unknown>, "db" | "now" | "newId">): Moving => ({
    db: context.db,
    now: context.now,
    newId: context.newId,
    vault: services.vault,
    baseUrl: services.baseUrl,
    timeZone,
  });
  const loadReferral = async (
    { db, input }: ReferralQuestion,
    lock: "for update" | "no lock" = "no lock",
  ): Promise<LoadedFacts<FileFacts>> => {
    const row = await referralOf(db, input.referralId, lock);
    return { facts: { controllerId: row.controller_id, isEmergency: false }, version: row.version };
  };
  /** Locked before the version is compared: of two who move it at once, the second is told that it changed. */
  const loadToMove = (question: ReferralQuestion) => loadReferral(question, "for update");
  return [
    handle(createReferral, {
      load: loadOwn,
      run: async (context) => {
        const { input, db, actor, audit, afterCommit } = context;
        const file = await fileOf(db, input.personId);
        const content = contentOf(input);
        const offer = await checkTargets(services, db, input);
        let row = await insertDraft(context, services, { file, content });
        audit({ kind: "referral", ids: [row.id, input.personId], fields: [...input.items] });
        await noteCreation(moving(context), row, ownerOf(actor));
        if (input.partOfId !== null) await reroute(moving(context), file, { id: input.partOfId, actor });
        if (input.evidence === null) {
          row = await moveOn(moving(context), { row, file }, orderOf("ask-consent", actor));
        } else {
          const { organizationId } = offer;
          const agreed = { ...input, evidence: input.evidence, file, organizationId };
          row = await agree({ ...context, vault: services.vault }, row, agreed);
          row = await sendWithinLimit(moving(context), { row, file }, actor);
        }
        afterCommit(services.wakeTimers);
        return receiptOf(row);
      },
    }),
    handle(sendReferral, {
      load: loadToMove,
      run: async (context) => {
        const { input, db, actor, audit, afterCommit } = context;
        const found = await referralOf(db, input.referralId, "for update");
        const file = await fileOf(db, found.person_id);
        const { items } = openContent(services.vault, file, found);
        // An offer that closed meanwhile is of no organisation any more: then only the person's word counts.
        const organizationId = (await services.findOffer(db, found.offer_id))?.organizationId ?? null;
        const agreeing = { ...input, items, file, organizationId };
        const agreed = await agree({ ...context, vault: services.vault }, found, agreeing);
        const row = await sendWithinLimit(moving(context), { row: agreed, file }, actor);
        audit({ kind: "referral", ids: [row.id, row.person_id], fields: [...items] });
        afterCommit(services.wakeTimers);
        return receiptOf(row);
      },
    }),
    handle(moveReferral, {
      load: loadToMove,
      run: async (context) => {
        const { input, db, actor, audit, afterCommit } = context;
        const found = await referralOf(db, input.referralId, "for update");
        const file = await fileOf(db, found.person_id);
        const order = { ...orderOf(input.move, actor), details: input };
        const row = await moveOn(moving(context), { row: found, file }, order);
        audit({ kind: "referral", ids: [row.id, row.person_id], fields: ["status"] });
        afterCommit(services.wakeTimers);
        return receiptOf(row);
      },
    }),
    handle(noteErasureAnswer, {
      load: (question) => loadReferral(question),
      run: async ({ input, db, now, audit }) => {
        const row = await referralOf(db, input.referralId, "for update");
        const state = await answerAsking(db, row, { answer: input.answer, by: "worker", now });
        audit({ kind: "referral", ids: [row.id, row.person_id], fields: ["erasure"] });
        return { state };
      },
    }),
    handle(readReferral, {
      load: (question) => loadReferral(question),
      run: async ({ input, db, now, audit }) => {
        const row = await referralOf(db, input.referralId);
        audit({ kind: "referral", ids: [row.id, row.person_id], fields: ["content", "events"] });
        const [view] = await viewReferrals(db, services.vault, [row], {
          file: await fileOf(db, row.person_id),
          now,
        });
        if (!view) throw pathwayErrors.referralNotFound({});
        return view;
      },
    }),
    handle(listReferrals, {
      load: loadOwn,
      run: async ({ input, db, now, audit }) => {
        const file = await fileOf(db, input.personId);
        const rows = await referralsOf(db, input.personId);
        audit({ kind: "person", ids: [input.personId, ...rows.map(({ id }) => id)], fields: ["referrals"] });
        return { referrals: [...(await viewReferrals(db, services.vault, rows, { file, now }))] };
      },
    }),
  ];
}

interface ReferralQuestion {
  readonly input: { readonly referralId: Id<"referral"> };
  readonly db: Tx;
}

async function referralOf(
  db: Tx,
  id: Id<"referral">,
  lock: "for update" | "no lock" = "no lock",
): Promise<ReferralRow> {
  const row = await findReferral(db, id, lock);
  if (!row) throw pathwayErrors.referralNotFound({});
  return row;
}

type CreateContext = HandlerContext<InputOf<typeof createReferral>, unknown>;

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
  if (content.receiverChannel !== "none" && addressOf(content) === null) {
    const path = content.receiverChannel === "email" ? "receiverEmail" : "receiverPhone";
    throw pathwayErrors.receiverAddressNeeded({}, { issues: [{ path, code: "required" }] });
  }
  return content;
}

async function checkTargets(
  services: PathwayServices,
  db: Tx,
  input: Pick<InputOf<typeof createReferral>, "offerId" | "planItemId" | "personId">,
): Promise<OfferFacts> {
  const { offerId, planItemId: id, personId } = input;
  const offer = await services.findOffer(db, offerId);
  if (offer === null) throw pathwayErrors.offerNotFound({});
  if (id !== null && (await findPlanItem(db, { id, personId })) === null)
    throw pathwayErrors.planItemNotFound({});
  return offer;
}

async function insertDraft(
  { input, db, actor, now }: CreateContext,
  { vault }: PathwayServices,
  { file, content }: { readonly file: PersonRow; readonly content: ReferralContent },
): Promise<ReferralRow> {
  const row: ReferralRow = {
    tenant_id: file.tenant_id,
    controller_id: file.controller_id,
    id: input.id,
    person_id: file.id,
    plan_item_id: input.planItemId,
    agreement_id: null,
    offer_id: input.offerId,
    part_of_id: input.partOfId,
    status: "draft",
    loop: "open",
    priority: input.priority,
    outcome: null,
    reason: null,
    next_step: null,
    owner_id: ownerOf(actor),
    created_at: now,
    sent_at: null,
    last_act_at: now,
    version: 1,
    erasure_asked_at: null,
    erasure_reminders: 0,
    erasure_answer: null,
    erasure_ground: null,
    erasure_answered_at: null,
    erasure_answered_by: null,
    content: sealContent(vault, file, { id: input.id, content }),
  };
  if (input.partOfId !== null) await referralOf(db, input.partOfId, "for update");
  if (!(await insertReferral(db, row))) throw pathwayErrors.referralExists({});
  return row;
}

/** The account that owns the loop from now on. */
function ownerOf(actor: Actor): AccountId {
  if (actor.id === null) throw pathwayErrors.organisationNeeded({});
  return actor.id;
}

function orderOf(name: Parameters<typeof moveOn>[2]["name"], actor: Actor) {
  return { name, party: "worker" as const, byId: actor.id, details: {} };
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

async function sendWithinLimit(
  moving: Moving,
  referral: { readonly row: ReferralRow; readonly file: PersonRow },
  actor: Actor,
): Promise<ReferralRow> {
  if (mustBeSilent(openPerson(moving.vault, referral.file))) throw pathwayErrors.contactForbidden({});
  if ((await countUnderWay(moving.db, referral.file.id)) >= mostUnderWay)
    throw pathwayErrors.tooManyOpenReferrals({ limit: mostUnderWay });
  return moveOn(moving, referral, orderOf("send", actor));
}

function receiptOf(row: ReferralRow) {
  const { id: referralId, person_id: personId, status, loop, version } = row;
  return { referralId, personId, status, loop, version };
}
