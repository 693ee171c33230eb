import { baseErrors, localDateAt, type Instant } from "#base";
import { categoryOfAction, interventionType } from "#directory";
import { handle, type BoundHandler, type Tx, type Vault } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import { mustHaveOpenPlan } from "../plan-closing/open-plan.ts";
import type { FileKey } from "../referral/content.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { openPlanItem, sealPlanItem } from "./sealing.ts";
import { areaOf } from "./area.ts";
import { addPlanItem, changePlanItem, classifyPlanItem, listPlan, setPlanCompany } from "./actions.ts";
import { lastReviewedAt, plannedReview, type PlanReviewRow } from "./review-store.ts";
import {
  changeItem,
  findPlanItem,
  insertPlanItem,
  isChosenElsewhere,
  planOf,
  type PlanItemRow,
} from "./store.ts";

/** Carries out what is done with plans. */
export function planHandlers(services: PathwayServices): BoundHandler[] {
  const { vault } = services;
  return [
    handle(addPlanItem, {
      load: loadOwn,
      run: async ({ input, db, actor, now, audit }) => {
        const file = await fileOf(db, input.personId);
        await mustHaveOpenPlan(db, file.id);
        const offer = input.offerId === null ? null : await services.findOffer(db, input.offerId);
        if (input.offerId !== null && offer === null) throw pathwayErrors.offerNotFound({});
        const title = input.title || offer?.name;
        if (!title) throw pathwayErrors.titleNeeded({}, { issues: [{ path: "title", code: "required" }] });
        const row: PlanItemRow = {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          id: input.id,
          person_id: file.id,
          offer_id: input.offerId,
          status: "chosen",
          categories: [...(offer?.categories ?? input.categories)],
          interventions: [...(offer?.interventions ?? input.interventions)],
          is_helping: offer === null ? input.isHelping : offer.kind === "mission",
          area: input.area ?? (offer === null ? "social" : areaOf(offer)),
          accompanied_by: "nobody",
          added_at: now,
          added_by: actor.id,
          changed_at: now,
          version: 1,
          content: sealPlanItem(vault, file, { id: input.id, content: { title, goal: input.goal || null } }),
        };
        if (!(await insertPlanItem(db, row))) throw pathwayErrors.planItemExists({});
        audit({ kind: "planItem", ids: [row.id, file.id], fields: ["title", "goal", "area"] });
        return { personId: file.id, planItemId: row.id, version: 1 };
      },
    }),
    handle(changePlanItem, {
      load: loadItem,
      run: async ({ input, db, now, audit }) => {
        await mustHaveOpenPlan(db, input.personId);
        const item = await itemOf(db, input);
        if (input.status === "chosen" && (await isChosenElsewhere(db, item)))
          throw pathwayErrors.planItemExists({});
        if (!(await changeItem(db, item, { status: input.status, now }))) throw baseErrors.versionStale({});
        audit({ kind: "planItem", ids: [item.id, item.person_id], fields: ["status"] });
        return { personId: item.person_id, planItemId: item.id, version: item.version + 1 };
      },
    }),
    handle(setPlanCompany, {
      load: loadItem,
      run: async ({ input, db, now, audit }) => {
        await mustHaveOpenPlan(db, input.personId);
        const item = await itemOf(db, input);
        if (item.status !== "chosen") throw pathwayErrors.planItemOver({});
        if (!(await changeItem(db, item, { accompanied_by: input.accompaniedBy, now })))
          throw baseErrors.versionStale({});
        audit({ kind: "planItem", ids: [item.id, item.person_id], fields: ["accompaniedBy"] });
        return { personId: item.person_id, planItemId: item.id, version: item.version + 1 };
      },
    }),
    handle(classifyPlanItem, {
      load: loadItem,
      run: async ({ input, db, now, audit }) => {
        await mustHaveOpenPlan(db, input.personId);
        const item = await itemOf(db, input);
        const { area, categories, interventions } = input;
        if (!(await changeItem(db, item, { area, categories, interventions, now })))
          throw baseErrors.versionStale({});
        audit({ kind: "planItem", ids: [item.id, item.person_id], fields: ["area"] });
        return { personId: item.person_id, planItemId: item.id, version: item.version + 1 };
      },
    }),
    handle(listPlan, {
      load: loadOwn,
      run: async ({ input, db, now, audit }) => {
        const file = await fileOf(db, input.personId);
        const rows = await planOf(db, input.personId);
        const planned = await plannedReview(db, file.id);
        audit({ kind: "person", ids: [file.id], fields: ["plan"] });
        return {
          items: rows.map((row) => viewOf(vault, file, row)),
          review: planned === null ? null : reviewIn(planned, now),
          lastReviewedAt: await lastReviewedAt(db, file.id),
        };
      },
    }),
  ];
}

interface ItemAsked {
  readonly personId: PlanItemRow["person_id"];
  readonly planItemId: PlanItemRow["id"];
}

async function loadItem({ db, input }: { readonly db: Tx; readonly input: ItemAsked }) {
  const { controller_id: controllerId } = await fileOf(db, input.personId);
  const item = await itemOf(db, input);
  return { facts: { controllerId, isEmergency: false }, version: item.version };
}

async function itemOf(db: Tx, input: ItemAsked): Promise<PlanItemRow> {
  const item = await findPlanItem(db, { id: input.planItemId, personId: input.personId });
  if (item === null) throw pathwayErrors.planItemNotFound({});
  return item;
}

function reviewIn({ id, due_on }: PlanReviewRow, now: Instant) {
  return { id, on: due_on, isDue: due_on <= localDateAt(now, timeZone) };
}

function viewOf(vault: Vault, file: FileKey, row: PlanItemRow) {
  const { id, status, area, version } = row;
  return {
    id,
    offerId: row.offer_id,
    status,
    isHelping: row.is_helping,
    area,
    categories: row.categories.filter((code) => categoryOfAction.has(code)),
    interventions: row.interventions.filter((code) => interventionType.has(code)),
    accompaniedBy: row.accompanied_by,
    addedAt: row.added_at,
    version,
    ...openPlanItem(vault, file, row),
  };
}
