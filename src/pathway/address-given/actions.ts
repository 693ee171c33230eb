import { defineAction, idSchema } from "#base";
import { z } from "zod";
import { accompanies } from "../rules.ts";

/** Counts that somebody was given the address of an offer and goes themselves. */
export const noteAddressGiven = defineAction({
  name: "pathway.noteAddressGiven",
  summary:
    "Counts that somebody who wished nothing to be told was given the address of an offer instead; about nobody: month, organisation and offer alone.",
  route: "POST /pathway/offers/:offerId/addresses-given",
  part: "persons",
  input: z.strictObject({
    offerId: idSchema<"offer">(),
    controllerId: idSchema<"controller">().optional(),
  }),
  output: z.strictObject({
    offerId: idSchema<"offer">(),
    /** Times in the last twelve months, by this organisation. */
    times: z.int().min(1),
  }),
  allow: accompanies,
  form: { path: "/pro/adresse-donnee/:offerId", page: "/lieu/:offerId", done: "/lieu/:offerId" },
  errors: ["pathway.offerNotFound", "pathway.organisationNeeded"],
});
