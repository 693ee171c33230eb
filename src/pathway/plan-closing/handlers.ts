import { baseErrors, type Actor } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { fileOf, loadOwn } from "../file-facts.ts";
import { openPlanItem } from "../plan/sealing.ts";
import { changePlanReview, plannedReview } from "../plan/review-store.ts";
import { planOf } from "../plan/store.ts";
import { openContent } from "../referral/content.ts";
import { referralsOf, type ReferralRow } from "../referral/store.ts";
import { openResponses } from "../screening/sealing.ts";
import type { PathwayServices } from "../services.ts";
import { lockPerson, type PersonRow } from "../store.ts";
import { closePlan, readPlanClosing, reopenPlan } from "./actions.ts";
import { askedAgain } from "./asked-again.ts";
import { countPlan } from "./counted.ts";
import { planClosingErrors } from "./errors.ts";
import { mustHaveOpenPlan, stillOpenIn, type StillOpen } from "./open-plan.ts";
import {
  closingInForce,
  insertPlanClosing,
  openPlanClosing,
  planClosingsOf,
  reopenClosing,
  sealPlanClosing,
  type PlanClosingRow,
} from "./store.ts";

/** Carries out what is done with the end of plans. */
export function planClosingHandlers(services: PathwayServices): BoundHandler[] {
  const { vault } = services;
  return [
    handle(closePlan, {
      load: loadOwn,
      run: async ({ input, db, actor, now, audit }) => {
        const file = await fileOf(db, input.personId);
        if (actor.id === null) throw baseErrors.signInNeeded({});
        await mustHaveOpenPlan(db, file.id);
        const [items, referrals] = [await planOf(db, file.id), await referralsOf(db, file.id)];
        mustBeOver(stillOpenIn({ items, referrals }));
        const counted = countPlan(items, await sidesOf(services, db, { items, referrals }));
        await insertPlanClosing(db, {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          id: input.id,
          person_id: file.id,
          status: "closed",
          closed_at: now,
          closed_by: actor.id,
          reopened_at: null,
          reopened_by: null,
          reopen_reason: null,
          content: sealPlanClosing(vault, file, {
            id: input.id,
            content: { summary: input.summary || null, counted },
          }),
        });
        const review = await plannedReview(db, file.id);
        if (review !== null) await changePlanReview(db, review, { status: "ended" });
        audit({ kind: "person", ids: [file.id], fields: ["planClosing", "summary"] });
        return { personId: file.id, planClosingId: input.id };
      },
    }),
    handle(reopenPlan, {
      load: loadOwn,
      run: async ({ input, db, actor, now, audit }) => {
        const file = await fileOf(db, input.personId);
        await lockPerson(db, file.id, "for no key update");
        const row = await closingInForce(db, file.id);
        if (row?.id !== input.planClosingId) throw planClosingErrors.planClosingNotFound({});
        await reopenClosing(db, row, {
          reopened_at: now,
          reopened_by: actor.id,
          reopen_reason: input.reason,
        });
        audit({ kind: "person", ids: [file.id], fields: ["planReopened", "reason"] });
        return { personId: file.id, planClosingId: row.id };
      },
    }),
    handle(readPlanClosing, {
      load: loadOwn,
      run: async ({ input, db, actor, audit }) => {
        const file = await fileOf(db, input.personId);
        const rows = await planClosingsOf(db, file.id);
        const current = rows.find(({ status }) => status === "closed");
        const open = stillOpenIn({
          items: await planOf(db, file.id),
          referrals: await referralsOf(db, file.id),
        });
        audit({ kind: "person", ids: [file.id], fields: ["planClosing", "screenings"] });
        return {
          closing: current === undefined ? null : await viewOf(services, db, { file, row: current, actor }),
          earlier: rows.flatMap((row) => earlierOf(services, file, row)),
          stillOpen: {
            items: open.items.map((row) => ({ id: row.id, title: openPlanItem(vault, file, row).title })),
            referrals: open.referrals.map((row) => ({
              id: row.id,
              receiverName: openContent(vault, file, row).receiverName,
            })),
          },
        };
      },
    }),
  ];
}

/** @throws pathway.planStillOpen naming what is open by its id */
function mustBeOver({ items, referrals }: StillOpen): void {
  if (items.length + referrals.length === 0) return;
  const issues = [
    ...items.map(({ id }) => ({ path: `items.${id}`, code: "stillOpen" })),
    ...referrals.map(({ id }) => ({ path: `referrals.${id}`, code: "stillOpen" })),
  ];
  throw planClosingErrors.planStillOpen({ items: items.length, referrals: referrals.length }, { issues });
}

/** Of each referral, whether the person helps by it: as its thing in the plan says, else as the directory says of the offer today. */
async function sidesOf(
  services: PathwayServices,
  db: Tx,
  { items, referrals }: StillOpen,
): Promise<readonly (ReferralRow & { readonly isHelping: boolean })[]> {
  const isHelping = async (row: ReferralRow): Promise<boolean> => {
    const item = items.find(({ id }) => id === row.plan_item_id);
    return item?.is_helping ?? (await services.findOffer(db, row.offer_id))?.kind === "mission";
  };
  const found = [];
  for (const row of referrals) found.push({ ...row, isHelping: await isHelping(row) });
  return found;
}

async function viewOf(
  services: PathwayServices,
  db: Tx,
  of: { readonly file: PersonRow; readonly row: PlanClosingRow; readonly actor: Actor },
) {
  const { file, row, actor } = of;
  const names = await services.accountNames([row.closed_by]);
  return {
    id: row.id,
    closedAt: row.closed_at,
    closedBy: names.get(row.closed_by) ?? null,
    ...openPlanClosing(services.vault, file, row),
    askedAgain: await askedAgain(await openResponses(db, services.vault, file), {
      until: row.closed_at,
      actor,
      meanOf: (instrument) => services.populationMean(db, file.tenant_id, instrument),
    }),
  };
}

function earlierOf({ vault }: PathwayServices, file: PersonRow, row: PlanClosingRow) {
  const { id, closed_at: closedAt, reopened_at: reopenedAt, reopen_reason: reason } = row;
  if (reopenedAt === null || reason === null) return [];
  return [{ id, closedAt, reopenedAt, reason, summary: openPlanClosing(vault, file, row).summary }];
}
