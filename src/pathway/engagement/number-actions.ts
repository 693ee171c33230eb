import { defineAction, idSchema } from "#base";
import { z } from "zod";
import { phoneSchema } from "../referral/referral.ts";
import { mayFollow } from "../rules.ts";

const parties = {
  personId: idSchema<"person">(),
  engagementId: idSchema<"engagement">(),
  volunteerId: idSchema<"volunteer">(),
  /** Whose number. */
  whose: z.enum(["person", "volunteer"]),
};
const receipt = z.strictObject({
  personId: parties.personId,
  engagementId: parties.engagementId,
});
const page = "/pro/personnes/:personId/visites";

/** Notes that one of the two lets the other read their number. */
export const showNumber = defineAction({
  name: "pathway.showNumber",
  summary:
    "Notes, on the word of the person or of a volunteer who accepted, that the other one may read their number; masked without it.",
  route: "POST /pathway/persons/:personId/engagements/:engagementId/numbers",
  part: "persons",
  input: z.strictObject({
    ...parties,
    /** Number of the volunteer; that of the person is in their file. */
    phone: phoneSchema.nullable().default(null),
    /** Whoever's number it is said so themself. */
    isAgreed: z.literal(true),
  }),
  output: receipt,
  allow: mayFollow,
  personal: ["phone"],
  form: { page, done: page, path: "/pro/personnes/:personId/visites/:engagementId/numeros" },
  errors: [
    "pathway.personNotFound",
    "pathway.engagementNotFound",
    "pathway.engagementOver",
    "pathway.proposalNotFound",
    "pathway.numberUnknown",
  ],
});

/** Masks a number again. */
export const hideNumber = defineAction({
  name: "pathway.hideNumber",
  summary: "Masks a number again, at once and without a reason; doing it twice harms nothing.",
  route: "POST /pathway/persons/:personId/engagements/:engagementId/masked-numbers",
  part: "persons",
  input: z.strictObject(parties),
  output: receipt,
  allow: mayFollow,
  form: { page, done: page, path: "/pro/personnes/:personId/visites/:engagementId/numeros-masques" },
  errors: ["pathway.personNotFound", "pathway.engagementNotFound"],
});
