import type { Id } from "#base";
import { handle, type BoundHandler, type LoadedFacts, type Tx } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import { noteErasureAnswer } from "../receiver-erasure/actions.ts";
import { answerAsking } from "../receiver-erasure/carry-out.ts";
import type { FileFacts } from "../rules.ts";
import type { PathwayServices } from "../services.ts";
import { createReferral, listReferrals, moveReferral, readReferral, sendReferral } from "./actions.ts";
import { agree } from "./agree.ts";
import { moveOn, type Moving } from "./carry-out.ts";
import { openContent } from "./content.ts";
import { hasOwnDoor } from "./moves.ts";
import { movingOf, orderOf, refer, referralOf, sendWithinLimit, type ReferContext } from "./refer.ts";
import { viewReferrals } from "./view.ts";
import { referralsOf, type ReferralRow } from "./store.ts";

/** Carries out the acts of workers on referrals. */
export function referralHandlers(services: PathwayServices): BoundHandler[] {
  const moving = (context: ReferContext): Moving => movingOf(context, services);
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
        const { input, db, audit, afterCommit } = context;
        const file = await fileOf(db, input.personId);
        const row = await refer(context, services, { ...input, file });
        audit({ kind: "referral", ids: [row.id, input.personId], fields: [...input.items] });
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
        if (hasOwnDoor(input.move)) throw pathwayErrors.moveNotAllowed({ status: found.status });
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

function receiptOf(row: ReferralRow) {
  const { id: referralId, person_id: personId, status, loop, version } = row;
  return { referralId, personId, status, loop, version };
}
