import { daysBetween, localDateAt, type Instant, type LocalDate, type PersonId } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import { timeZone } from "../services.ts";
import { mustHaveOpenPlan } from "../plan-closing/open-plan.ts";
import { lockPerson } from "../store.ts";
import { reviewPlan, setPlanReview } from "./review-actions.ts";
import { changePlanReview, insertPlanReview, plannedReview } from "./review-store.ts";

/** How far ahead a day may lie, days: two years. */
const furthestDays = 731;

/** Carries out what is done with the days on which plans are looked at together. */
export function planReviewHandlers(): BoundHandler[] {
  return [
    handle(setPlanReview, {
      load: loadOwn,
      run: async ({ input, db, actor, now, newId, audit }) => {
        const file = await lockedFile(db, input.personId);
        await mustHaveOpenPlan(db, file.id);
        checkDay(input.reviewOn, { now, soonestDays: 0, path: "reviewOn" });
        const said = { due_on: input.reviewOn, set_at: now, set_by: actor.id };
        const planned = await plannedReview(db, file.id);
        const id = planned?.id ?? newId<"planReview">();
        if (planned === null) await insertPlanReview(db, { ...placeOf(file), id, ...said, ...stillToCome });
        else await changePlanReview(db, planned, said);
        audit({ kind: "person", ids: [file.id], fields: ["planReview"] });
        return { personId: file.id, planReviewId: id };
      },
    }),
    handle(reviewPlan, {
      load: loadOwn,
      run: async ({ input, db, actor, now, newId, audit }) => {
        const file = await lockedFile(db, input.personId);
        await mustHaveOpenPlan(db, file.id);
        const planned = await plannedReview(db, file.id);
        if (planned?.id !== input.planReviewId) throw pathwayErrors.planReviewNotFound({});
        const { nextOn } = input;
        if (nextOn !== null) checkDay(nextOn, { now, soonestDays: 1, path: "nextOn" });
        await changePlanReview(db, planned, { status: "done", done_at: now, done_by: actor.id });
        const nextId = nextOn === null ? null : newId<"planReview">();
        if (nextOn !== null && nextId !== null)
          await insertPlanReview(db, {
            ...placeOf(file),
            id: nextId,
            due_on: nextOn,
            set_at: now,
            set_by: actor.id,
            ...stillToCome,
          });
        audit({ kind: "person", ids: [file.id], fields: ["planReview"] });
        return { personId: file.id, planReviewId: nextId };
      },
    }),
  ];
}

type File = Awaited<ReturnType<typeof fileOf>>;

const stillToCome = { status: "planned", done_at: null, done_by: null } as const;

const placeOf = ({ tenant_id, controller_id, id }: File) => ({ tenant_id, controller_id, person_id: id });

/** The file, locked: two who set a day at once come one after the other. */
async function lockedFile(db: Tx, personId: PersonId): Promise<File> {
  const file = await fileOf(db, personId);
  return (await lockPerson(db, file.id, "for update")) ?? file;
}

function checkDay(
  day: LocalDate,
  { now, soonestDays, path }: { readonly now: Instant; readonly soonestDays: number; readonly path: string },
): void {
  const ahead = daysBetween(localDateAt(now, timeZone), day);
  if (ahead < soonestDays || ahead > furthestDays)
    throw pathwayErrors.reviewDayInvalid({}, { issues: [{ path, code: "invalid" }] });
}
