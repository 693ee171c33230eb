import { defineAction, idSchema, instantSchema, localDateSchema } from "#base";
import { categoryOfAction, interventionType } from "#directory";
import { z } from "zod";
import { mayFollow } from "../rules.ts";
import { planArea } from "./area.ts";
import { planCompany } from "./company.ts";

const planReceipt = z.strictObject({
  personId: idSchema<"person">(),
  planItemId: idSchema<"planItem">(),
  version: z.int().min(1),
});

/** An item of a plan: something to do with an offer, or without one, and why, in the person's words. */
export const planItemSchema = z.strictObject({
  id: idSchema<"planItem">(),
  offerId: idSchema<"offer">().nullable(),
  title: z.string().max(300),
  /** What it is for, in the person's words. */
  goal: z.string().max(1000).nullable(),
  status: z.enum(["chosen", "done", "dropped"]),
  /** Whether the person helps by it: a mission of volunteering, or a hand lent to somebody. */
  isHelping: z.boolean(),
  area: planArea.schema,
  categories: z.array(categoryOfAction.schema).max(5),
  interventions: z.array(interventionType.schema).max(6),
  /** Who goes along to the first visit. */
  accompaniedBy: planCompany.schema,
  addedAt: instantSchema,
  version: z.int().min(1),
});

/** Puts an offer, or something else, into a person's plan. */
export const addPlanItem = defineAction({
  name: "pathway.addPlanItem",
  summary: "Puts an offer that the person chose, or something else that matters to them, into their plan.",
  route: "POST /pathway/persons/:personId/plan",
  part: "persons",
  input: z.strictObject({
    id: idSchema<"planItem">(),
    personId: idSchema<"person">(),
    offerId: idSchema<"offer">().nullable().default(null),
    /** Left out for an offer, which brings its name. */
    title: z.string().trim().max(300).nullable().default(null),
    goal: z.string().trim().max(1000).nullable().default(null),
    /** For something without an offer; of an offer, whether it is a mission says so. */
    isHelping: z.boolean().default(false),
    /** Left out, what the offer is about; without an offer, ties. */
    area: planArea.schema.nullable().default(null),
    /** For something without an offer; an offer brings its own. */
    categories: z.array(categoryOfAction.schema).max(5).default([]),
    interventions: z.array(interventionType.schema).max(6).default([]),
  }),
  output: planReceipt,
  allow: mayFollow,
  offline: true,
  personal: ["title", "goal"],
  form: {
    path: "/pro/personnes/:personId/projet",
    page: "/pro/personnes/:personId",
    done: "/pro/personnes/:personId#projet",
  },
  errors: [
    "pathway.personNotFound",
    "pathway.offerNotFound",
    "pathway.planItemExists",
    "pathway.titleNeeded",
    "pathway.planClosed",
  ],
});

/** Says that an item of a plan was done, or that the person prefers something else. */
export const changePlanItem = defineAction({
  name: "pathway.changePlanItem",
  summary:
    "Says that an item of a plan was done, that the person prefers something else, or takes it up again.",
  route: "POST /pathway/persons/:personId/plan/:planItemId",
  part: "persons",
  input: z.strictObject({
    personId: idSchema<"person">(),
    planItemId: idSchema<"planItem">(),
    status: z.enum(["chosen", "done", "dropped"]),
  }),
  output: planReceipt,
  allow: mayFollow,
  versioned: true,
  form: {
    path: "/pro/personnes/:personId/projet/:planItemId",
    page: "/pro/personnes/:personId",
    done: "/pro/personnes/:personId#projet",
  },
  errors: [
    "pathway.personNotFound",
    "pathway.planItemNotFound",
    "pathway.planItemExists",
    "pathway.planClosed",
  ],
});

/** Says who goes along to the first visit. */
export const setPlanCompany = defineAction({
  name: "pathway.setPlanCompany",
  summary:
    "Says who goes along to the first visit of something in a plan that is still to be done: somebody of the team, a volunteer, or nobody.",
  route: "POST /pathway/persons/:personId/plan/:planItemId/company",
  part: "persons",
  input: z.strictObject({
    personId: idSchema<"person">(),
    planItemId: idSchema<"planItem">(),
    accompaniedBy: planCompany.schema,
  }),
  output: planReceipt,
  allow: mayFollow,
  versioned: true,
  form: {
    path: "/pro/personnes/:personId/projet/:planItemId/premiere-visite",
    page: "/pro/personnes/:personId",
    done: "/pro/personnes/:personId#projet",
  },
  errors: [
    "pathway.personNotFound",
    "pathway.planItemNotFound",
    "pathway.planItemOver",
    "pathway.planClosed",
  ],
});

/** Says what a thing in a plan is. */
export const classifyPlanItem = defineAction({
  name: "pathway.classifyPlanItem",
  summary:
    "Says what a thing in a plan is about, ties or a practical need, and of which categories of action and types of intervention it is.",
  route: "PUT /pathway/persons/:personId/plan/:planItemId/kind",
  part: "persons",
  input: z.strictObject({
    personId: idSchema<"person">(),
    planItemId: idSchema<"planItem">(),
    area: planArea.schema,
    categories: z.array(categoryOfAction.schema).max(5).default([]),
    interventions: z.array(interventionType.schema).max(6).default([]),
  }),
  output: planReceipt,
  allow: mayFollow,
  versioned: true,
  form: {
    path: "/pro/personnes/:personId/projet/:planItemId/nature",
    page: "/pro/personnes/:personId",
    done: "/pro/personnes/:personId#projet",
  },
  errors: ["pathway.personNotFound", "pathway.planItemNotFound", "pathway.planClosed"],
});

/** The plan of a person. */
export const listPlan = defineAction({
  name: "pathway.listPlan",
  summary:
    "The plan of a person: what was chosen, done, or given up for something else; when it is looked at together next, and when it was last.",
  route: "GET /pathway/persons/:personId/plan",
  part: "persons",
  input: z.strictObject({ personId: idSchema<"person">() }),
  output: z.strictObject({
    items: z.array(planItemSchema).max(1000),
    /** The day that is to come; null when none is set. */
    review: z
      .strictObject({ id: idSchema<"planReview">(), on: localDateSchema, isDue: z.boolean() })
      .nullable(),
    lastReviewedAt: instantSchema.nullable(),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});
