import { defineAction, idSchema } from "#base";
import { z } from "zod";
import { accompanies } from "../rules.ts";

/** How a receiver answers, as it is shown. */
export const responsivenessSchema = z.strictObject({
  referrals: z.int().min(0),
  answeredShare: z.number().min(0).max(1).nullable(),
  medianDays: z.number().min(0).nullable(),
});

/** How a receiver answered one's own organisations. */
export const readResponsiveness = defineAction({
  name: "pathway.readResponsiveness",
  summary:
    "How a receiver answered the referrals of one's own organisations in the last year: share answered and median days. Nothing below six referrals; the receiver sees its own from the first. Never public, never a ranking.",
  route: "GET /pathway/offers/:offerId/responsiveness",
  part: "persons",
  input: z.strictObject({ offerId: idSchema<"offer">() }),
  output: z.strictObject({
    /** Null while there are too few referrals. */
    responsiveness: responsivenessSchema.nullable(),
    /** Times in the last twelve months that somebody was given the address instead of being referred. */
    addressesGiven: z.int().min(0),
  }),
  allow: accompanies,
});
