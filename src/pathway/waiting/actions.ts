import { defineAction, idSchema } from "#base";
import { z } from "zod";
import { accompanies } from "../rules.ts";
import { waitingReason } from "./reason.ts";

/** What waits for me. */
export const listWaiting = defineAction({
  name: "pathway.listWaiting",
  summary: "What waits for the workers of one's organisation, most urgent first, each with its reason.",
  route: "GET /pathway/waiting",
  part: "persons",
  input: z.strictObject({
    /** Only what one owns oneself. */
    mine: z.enum(["true", "false"]).default("false"),
  }),
  output: z.strictObject({
    items: z
      .array(
        z.strictObject({
          reason: waitingReason.schema,
          personId: idSchema<"person">(),
          givenNames: z.string().max(100),
          referralId: idSchema<"referral">().nullable(),
          receiverName: z.string().max(200).nullable(),
          since: z.string().max(30),
        }),
      )
      .max(500),
    hasMore: z.boolean(),
  }),
  allow: accompanies,
  auditRead: true,
});
