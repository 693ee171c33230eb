import { defineAction, hasRole, instantSchema } from "#base";
import { z } from "zod";
import { chosenDelaysSchema, chosenDelaysShape, delayNames } from "./delays-chosen.ts";

const page = "/pro/delais";
const reason = z.string().trim().min(20).max(2000);
const receipt = z.strictObject({ position: z.int().min(1) });

/** The delays of the territory and what was decided about them. */
export const readDelays = defineAction({
  name: "pathway.readDelays",
  summary: "The delays of the territory's loops, the defaults, and every decision about them.",
  route: "GET /pathway/delays",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({
    delays: chosenDelaysSchema,
    defaults: chosenDelaysSchema,
    isDefault: z.boolean(),
    decisions: z
      .array(
        z.strictObject({
          position: z.int().min(1),
          isDefault: z.boolean(),
          /** What differs from the decision before. */
          changed: z.array(z.strictObject({ name: z.enum(delayNames), days: z.int().min(1) })).max(20),
          reason: z.string().max(2000),
          decidedAt: instantSchema,
          decidedBy: z.string().max(120),
        }),
      )
      .max(200),
  }),
  allow: hasRole("territory-admin", "team-coordinator"),
  errors: ["pathway.delaysWithoutTerritory"],
});

/** Decides on the delays of the territory. */
export const decideDelays = defineAction({
  name: "pathway.decideDelays",
  summary:
    "Decides on the delays of the territory's loops within safe bounds, with the reason; what is done from now on follows them.",
  route: "POST /pathway/delays/decisions",
  part: "persons",
  input: z.strictObject({ ...chosenDelaysShape, reason }),
  output: receipt,
  allow: hasRole("territory-admin"),
  errors: [
    "pathway.delaysWithoutTerritory",
    "pathway.delaysDoNotGoTogether",
    "pathway.delayDecisionOvertaken",
  ],
  form: { path: `${page}/decision`, page, done: page },
});

/** Goes back to the defaults. */
export const resetDelays = defineAction({
  name: "pathway.resetDelays",
  summary: "Goes back to the default delays, with the reason; earlier decisions stay readable.",
  route: "POST /pathway/delays/reset",
  part: "persons",
  input: z.strictObject({ reason }),
  output: receipt,
  allow: hasRole("territory-admin"),
  errors: ["pathway.delaysWithoutTerritory", "pathway.delayDecisionOvertaken"],
  form: { path: `${page}/defaut`, page, done: page },
});
