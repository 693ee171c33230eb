import { localDateAt, randomId, type LocalDate, type PersonId } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import {
  bringBack,
  exportFile,
  listPlan,
  listWaiting,
  readPlanSheet,
  recordLifeEvent,
  reviewPlan,
  setAside,
  setPlanReview,
} from "../actions.ts";
import { daysLater } from "../timer/delays.ts";

const world = await loopWorld();
const { run, worker: actor, officer } = world;

beforeEach(() => world.reset());

const day = (later: number): LocalDate => localDateAt(daysLater(world.clock.now, later), "Europe/Paris");
const set = (personId: PersonId, reviewOn: LocalDate) =>
  run(setPlanReview, { personId, reviewOn }, { actor });
const planOf = (personId: PersonId) => run(listPlan, { personId }, { actor });
const waiting = async () =>
  (await run(listWaiting, {}, { actor })).items.filter(({ reason }) => reason === "plan-review");

describe("the day on which a plan is looked at together", () => {
  test("is set, changed, and one only also when two set it at once; the sheet tells it", async () => {
    const personId = await world.open();
    expect(await planOf(personId)).toMatchObject({ review: null, lastReviewedAt: null });
    await Promise.all([set(personId, day(30)), set(personId, day(30))]);
    const { planReviewId } = await set(personId, day(40));
    expect((await planOf(personId)).review).toEqual({ id: planReviewId, on: day(40), isDue: false });
    expect((await run(readPlanSheet, { personId }, { actor })).nextReviewOn).toBe(day(40));
    expect(await waiting()).toEqual([]);
  });

  test.each([
    ["yesterday", -1, "pathway.reviewDayInvalid"],
    ["today", 0, "accepted"],
    ["two years ahead", 731, "accepted"],
    ["later than that", 732, "pathway.reviewDayInvalid"],
  ])("is a day to come, within two years: %s", async (_name, later, expected) => {
    expect(await refusal(set(await world.open(), day(later)))).toBe(expected);
  });

  test("comes into what waits when it has come, can be set aside, and leaves it when the review sets the next", async () => {
    const personId = await world.open();
    await set(personId, day(3));
    world.wait(3 * 24);
    const { review } = await planOf(personId);
    expect(review?.isDue).toBe(true);
    expect(await waiting()).toMatchObject([{ personId, referralId: null, maySetAside: true }]);
    const aside = await run(setAside, { items: [`plan-review.${personId}`] }, { actor });
    expect(await waiting()).toEqual([]);
    await run(bringBack, { batchId: aside.batchId }, { actor });
    expect((await waiting()).length).toBe(1);
    const planReviewId = review?.id ?? randomId<"planReview">();
    const done = (nextOn: LocalDate | null) => run(reviewPlan, { personId, planReviewId, nextOn }, { actor });
    expect(await refusal(done(day(0)))).toBe("pathway.reviewDayInvalid");
    const tried = await Promise.all([refusal(done(day(90))), refusal(done(day(90)))]);
    expect(tried.toSorted()).toEqual(["accepted", "pathway.planReviewNotFound"]);
    expect(await waiting()).toEqual([]);
    expect(await planOf(personId)).toMatchObject({
      review: { on: day(90), isDue: false },
      lastReviewedAt: world.clock.now,
    });
    const { records } = await run(exportFile, { personId }, { actor: officer });
    expect(records.filter(({ kind }) => kind === "planReview").map(({ fields }) => fields)).toMatchObject([
      { status: "done", due_on: day(0) },
      { status: "planned", due_on: day(90) },
    ]);
  });

  test("does not wait once the accompaniment is over, and past it is not told on the sheet", async () => {
    const personId = await world.open();
    await set(personId, day(1));
    world.wait(2 * 24);
    expect((await waiting()).length).toBe(1);
    expect((await run(readPlanSheet, { personId }, { actor })).nextReviewOn).toBeNull();
    await run(recordLifeEvent, { personId, event: "moved" }, { actor });
    expect(await waiting()).toEqual([]);
  });

  test("is set by nobody of another organisation or territory", async () => {
    const personId = await world.open();
    for (const other of [world.colleague, world.stranger])
      expect(await refusal(run(setPlanReview, { personId, reviewOn: day(9) }, { actor: other }))).toBe(
        "pathway.personNotFound",
      );
  });
});
