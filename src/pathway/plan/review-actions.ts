import { defineAction, idSchema, localDateSchema } from "#base";
import { z } from "zod";
import { mayFollow } from "../rules.ts";

const personId = idSchema<"person">();
const receipt = z.strictObject({ personId, planReviewId: idSchema<"planReview">().nullable() });

/** Sets the day on which a plan is looked at together next, or another day for it. */
export const setPlanReview = defineAction({
  name: "pathway.setPlanReview",
  summary:
    "Sets the day on which a person's plan is looked at together next, or changes it: from today on, within two years.",
  route: "POST /pathway/persons/:personId/plan-reviews",
  part: "persons",
  input: z.strictObject({ personId, reviewOn: localDateSchema }),
  output: receipt,
  allow: mayFollow,
  form: {
    path: "/pro/personnes/:personId/revue",
    page: "/pro/personnes/:personId",
    done: "/pro/personnes/:personId#projet",
  },
  errors: ["pathway.personNotFound", "pathway.reviewDayInvalid", "pathway.planClosed"],
});

/** Notes that a plan was looked at together, and sets the next day. */
export const reviewPlan = defineAction({
  name: "pathway.reviewPlan",
  summary:
    "Notes that a person's plan was looked at together today, which ends the day that was set, and sets the next one if there is to be one.",
  route: "POST /pathway/persons/:personId/plan-reviews/:planReviewId/done",
  part: "persons",
  input: z.strictObject({
    personId,
    planReviewId: idSchema<"planReview">(),
    /** After today; null when no other day is set. */
    nextOn: localDateSchema.nullable().default(null),
  }),
  /** The id is that of the next day. */
  output: receipt,
  allow: mayFollow,
  form: {
    path: "/pro/personnes/:personId/revue/:planReviewId",
    page: "/pro/personnes/:personId",
    done: "/pro/personnes/:personId#projet",
  },
  errors: [
    "pathway.personNotFound",
    "pathway.planReviewNotFound",
    "pathway.reviewDayInvalid",
    "pathway.planClosed",
  ],
});
