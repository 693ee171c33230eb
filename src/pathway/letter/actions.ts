import { defineAction, idSchema, instantSchema, localeSchema } from "#base";
import { z } from "zod";
import { phoneSchema } from "../referral/referral.ts";
import { accompanies, mayFollow } from "../rules.ts";

const personId = idSchema<"person">();
const letterId = idSchema<"letter">();
const receipt = z.strictObject({ personId, letterId });

/** What a letter says beside its neutral words. */
export const letterWords = z.strictObject({
  /** First name that the person will recognise. */
  agreedName: z.string().trim().min(1).max(40),
  callbackPhone: phoneSchema,
});

/** Prepares a letter with the link to the person's own page. */
export const prepareLetter = defineAction({
  name: "pathway.prepareLetter",
  summary:
    "Prepares a letter with the link to the person's own page, for whoever agreed to be written to by post; one that waits is replaced, earlier links close.",
  route: "POST /pathway/persons/:personId/letters",
  part: "persons",
  input: z.strictObject({ personId, ...letterWords.shape }),
  output: receipt,
  allow: mayFollow,
  personal: ["agreedName", "callbackPhone"],
  form: {
    path: "/pro/personnes/:personId/courrier",
    page: "/pro/personnes/:personId",
    done: "/pro/courrier",
  },
  errors: [
    "pathway.personNotFound",
    "pathway.contactNotAgreed",
    "pathway.contactForbidden",
    "pathway.contactHeld",
    "pathway.contactRulesLate",
  ],
});

/** Letters that wait to be printed and posted. */
export const listLetters = defineAction({
  name: "pathway.listLetters",
  summary: "Letters that wait to be printed and posted, oldest first.",
  route: "GET /pathway/letters",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({
    letters: z
      .array(
        z.strictObject({
          id: letterId,
          personId,
          givenNames: z.string().max(100),
          familyName: z.string().max(100).nullable(),
          locale: localeSchema,
          madeAt: instantSchema,
          /** Whether it must not go any more: the person wants no letter, or something happened in their life. */
          isWithheld: z.boolean(),
        }),
      )
      .max(500),
  }),
  allow: accompanies,
  auditRead: true,
});

/** Reads a letter that waits, to print it. */
export const readLetter = defineAction({
  name: "pathway.readLetter",
  summary:
    "A letter that waits, with its link, to print it; refused when the person may not be written to any more.",
  route: "GET /pathway/letters/:letterId",
  part: "persons",
  input: z.strictObject({ letterId }),
  output: z.strictObject({
    id: letterId,
    personId,
    agreedName: z.string().max(40),
    callbackPhone: z.string().max(30),
    locale: localeSchema,
    link: z.string().max(400),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.letterNotFound", "pathway.contactForbidden"],
});

/** Notes that a letter was posted, or is not to be. */
export const endLetter = defineAction({
  name: "pathway.endLetter",
  summary:
    "Notes that a letter was posted, after which its link is known to the paper alone; or that it is not to go.",
  route: "POST /pathway/letters/:letterId/end",
  part: "persons",
  input: z.strictObject({ letterId, outcome: z.enum(["posted", "cancelled"]) }),
  output: receipt,
  allow: mayFollow,
  form: { path: "/pro/courrier/:letterId/fait", page: "/pro/courrier", done: "/pro/courrier" },
  errors: ["pathway.letterNotFound", "pathway.contactForbidden"],
});
