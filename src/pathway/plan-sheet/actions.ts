import { defineAction, idSchema, instantSchema, localDateSchema, localeSchema } from "#base";
import { z } from "zod";
import { letterWords } from "../letter/actions.ts";
import { planArea } from "../plan/area.ts";
import { planCompany } from "../plan/company.ts";
import { ownClosingSchema } from "../plan-closing/own-closing-schema.ts";
import { mayFollow } from "../rules.ts";

const personId = idSchema<"person">();

/** Reads what stands on the sheet "my plan". */
export const readPlanSheet = defineAction({
  name: "pathway.readPlanSheet",
  summary:
    "What stands on the sheet that a person takes home: what matters to them, what is still to be done or how the plan ended, when it is looked at again, whom to call, and the link to their own page if one was handed over.",
  route: "GET /pathway/persons/:personId/plan-sheet",
  part: "persons",
  input: z.strictObject({ personId }),
  output: z.strictObject({
    personId,
    givenNames: z.string().max(100),
    preferredLocale: localeSchema,
    wishes: z.string().max(5000).nullable(),
    items: z
      .array(
        z.strictObject({
          id: idSchema<"planItem">(),
          offerId: idSchema<"offer">().nullable(),
          title: z.string().max(300),
          goal: z.string().max(1000).nullable(),
          /** Who goes along to the first visit. */
          accompaniedBy: planCompany.schema,
          /** Whether the person helps by it. */
          isHelping: z.boolean(),
          area: planArea.schema,
          /** Whom to ask for: the receiver of a referral for it that is under way. */
          receiverName: z.string().max(200).nullable(),
        }),
      )
      .max(1000),
    /** How the plan ended; null while it goes on. */
    closing: ownClosingSchema.nullable(),
    /** What was done, once the plan is closed. */
    done: z
      .array(
        z.strictObject({
          id: idSchema<"planItem">(),
          title: z.string().max(300),
          isHelping: z.boolean(),
        }),
      )
      .max(1000),
    /** Day on which the plan is looked at together, else on which the same questions are asked again next; null when none is set. */
    nextReviewOn: localDateSchema.nullable(),
    /** First name that the person recognises and where they call back; null before any link was sent or handed over. */
    caller: z.strictObject({ agreedName: z.string().max(40), callbackPhone: z.string().max(30) }).nullable(),
    /** The link handed over, while it can still be opened. */
    link: z.strictObject({ address: z.string().max(400), until: instantSchema }).nullable(),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});

/** Makes the link that is handed over on paper. */
export const handOwnLink = defineAction({
  name: "pathway.handOwnLink",
  summary:
    "Makes a link to the person's own page that is handed over on paper with their plan; earlier links close, a letter that waits is replaced.",
  route: "POST /pathway/persons/:personId/plan-sheet/link",
  part: "persons",
  input: z.strictObject({ personId, ...letterWords.shape }),
  output: z.strictObject({ personId }),
  allow: mayFollow,
  personal: ["agreedName", "callbackPhone"],
  form: {
    path: "/pro/personnes/:personId/lien-sur-papier",
    page: "/pro/personnes/:personId",
    done: "/pro/personnes/:personId#projet",
  },
  errors: ["pathway.personNotFound", "pathway.contactForbidden"],
});
