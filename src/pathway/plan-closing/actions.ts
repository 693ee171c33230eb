import { defineAction, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { mayFollow } from "../rules.ts";
import { changeSchema } from "../screening/response.ts";
import { planReopenReason } from "./codes.ts";
import { countedSchema } from "./counted.ts";

const personId = idSchema<"person">();
const planClosingId = idSchema<"planClosing">();
const page = "/pro/personnes/:personId";
const done = `${page}#cloture`;
const summary = z.string().trim().max(2000);

/** Closes a plan. */
export const closePlan = defineAction({
  name: "pathway.closePlan",
  summary:
    "Closes a person's plan with a summary in their words and what was counted; refused while something in it is to be done or a referral is under way, which the issues name.",
  route: "POST /pathway/persons/:personId/plan-closings",
  part: "persons",
  input: z.strictObject({
    id: planClosingId,
    personId,
    /** In the person's words; null when they could not be asked. */
    summary: summary.nullable().default(null),
  }),
  output: z.strictObject({ personId, planClosingId }),
  allow: mayFollow,
  personal: ["summary"],
  form: { path: `${page}/cloture`, page, done },
  errors: ["pathway.personNotFound", "pathway.planStillOpen", "pathway.planClosed"],
});

/** Takes a closed plan up again. */
export const reopenPlan = defineAction({
  name: "pathway.reopenPlan",
  summary: "Takes a person's plan up again that was closed, with the reason; the closing stays on record.",
  route: "POST /pathway/persons/:personId/plan-closings/:planClosingId/reopening",
  part: "persons",
  input: z.strictObject({ personId, planClosingId, reason: planReopenReason.schema }),
  output: z.strictObject({ personId, planClosingId }),
  allow: mayFollow,
  form: { path: `${page}/cloture/:planClosingId/reprise`, page, done: `${page}#projet` },
  errors: ["pathway.personNotFound", "pathway.planClosingNotFound"],
});

/** The end of a plan and what keeps it from ending. */
export const readPlanClosing = defineAction({
  name: "pathway.readPlanClosing",
  summary:
    "The end of a person's plan with what was counted and the change of scores since each instrument was first asked, ends before it, and what is still open.",
  route: "GET /pathway/persons/:personId/plan-closings",
  part: "persons",
  input: z.strictObject({ personId }),
  output: z.strictObject({
    /** The one in force; null while the plan goes on. */
    closing: z
      .strictObject({
        id: planClosingId,
        closedAt: instantSchema,
        /** Name of who closed it; null when the account is closed. */
        closedBy: z.string().max(120).nullable(),
        summary: z.string().max(2000).nullable(),
        counted: countedSchema,
        askedAgain: z
          .array(
            z.strictObject({
              instrument: z.string().max(60),
              firstAskedAt: instantSchema,
              /** Null when it was not asked again. */
              lastAskedAt: instantSchema.nullable(),
              change: z.union([changeSchema, z.strictObject({ status: z.literal("hidden") })]),
            }),
          )
          .max(60),
      })
      .nullable(),
    /** Ends after which the plan was taken up again, oldest first. */
    earlier: z
      .array(
        z.strictObject({
          id: planClosingId,
          closedAt: instantSchema,
          reopenedAt: instantSchema,
          reason: planReopenReason.schema,
          summary: z.string().max(2000).nullable(),
        }),
      )
      .max(100),
    stillOpen: z.strictObject({
      items: z.array(z.strictObject({ id: idSchema<"planItem">(), title: z.string().max(300) })).max(1000),
      referrals: z
        .array(z.strictObject({ id: idSchema<"referral">(), receiverName: z.string().max(200) }))
        .max(1000),
    }),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});
