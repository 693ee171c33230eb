import { defineAction, hasRole, instantSchema } from "#base";
import { z } from "zod";
import { choiceFaultCodes, pathwayChoicesSchema, pathwayChoicesShape } from "./choices.ts";

const page = "/pro/parcours";
const fields = z.array(z.string().max(40)).max(30);
const exampleOutcome = z.strictObject({
  t1: z.enum(["negative", "watch", "positive", "not-asked"]),
  level: z.int().min(0).max(3),
  instruments: z.array(z.string().max(40)).max(40),
});

/** The pathway of the territory and what was decided about it. */
export const readTerritoryPathway = defineAction({
  name: "pathway.readTerritoryPathway",
  summary:
    "The screening pathway of the territory as chosen, that of the catalogue, and every decision about it.",
  route: "GET /pathway/territory-pathway",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({
    choices: pathwayChoicesSchema,
    /** Those of the catalogue. */
    defaults: pathwayChoicesSchema,
    isDefault: z.boolean(),
    /** Lines that can be shown beside those of the catalogue. */
    lines: z.array(z.string().max(40)).max(200),
    decisions: z
      .array(
        z.strictObject({
          position: z.int().min(1),
          isDefault: z.boolean(),
          /** What differs from the catalogue. */
          changed: fields,
          reason: z.string().max(2000),
          decidedAt: instantSchema,
          decidedBy: z.string().max(120),
        }),
      )
      .max(200),
  }),
  allow: hasRole("territory-admin", "team-coordinator"),
  auditRead: true,
  errors: ["pathway.pathwayWithoutTerritory"],
});

/** Looks at what choices would change, without deciding. */
export const previewPathway = defineAction({
  name: "pathway.previewPathway",
  summary:
    "What choices would change of the pathway in force, and which safe bounds they break; nothing is decided.",
  route: "POST /pathway/territory-pathway/preview",
  part: "persons",
  input: pathwayChoicesSchema,
  output: z.strictObject({
    changed: fields,
    faults: z.array(z.strictObject({ code: z.enum(choiceFaultCodes), path: z.string().max(40) })).max(100),
    /** Where each saved example is led by the pathway in force, and by these choices; nobody of them exists. */
    examples: z
      .array(z.strictObject({ id: z.string().max(40), before: exampleOutcome, after: exampleOutcome }))
      .max(40),
  }),
  allow: hasRole("territory-admin"),
  keepsNothing: true,
  errors: ["pathway.pathwayWithoutTerritory"],
});

/** Decides on the pathway of the territory. */
export const decidePathway = defineAction({
  name: "pathway.decidePathway",
  summary:
    "Decides on the screening pathway of the territory within safe bounds, with the reason; the self-check and the questions asked together follow it at once.",
  route: "POST /pathway/territory-pathway/decisions",
  part: "persons",
  input: z.strictObject({ ...pathwayChoicesShape, reason: z.string().trim().min(20).max(2000) }),
  output: z.strictObject({ position: z.int().min(1) }),
  allow: hasRole("territory-admin"),
  errors: [
    "pathway.pathwayWithoutTerritory",
    "pathway.pathwayOutOfBounds",
    "pathway.pathwayDecisionOvertaken",
  ],
  form: { path: `${page}/decision`, page, done: page },
});

/** Takes an earlier decision again. */
export const restorePathway = defineAction({
  name: "pathway.restorePathway",
  summary:
    "Takes an earlier decision on the screening pathway again, with the reason, if it still keeps the safe bounds; nothing is erased.",
  route: "POST /pathway/territory-pathway/restore",
  part: "persons",
  input: z.strictObject({
    /** Place of the decision to take again; 0 is the catalogue, before any decision. */
    position: z.coerce.number().int().min(0),
    reason: z.string().trim().min(20).max(2000),
  }),
  output: z.strictObject({ position: z.int().min(1) }),
  allow: hasRole("territory-admin"),
  errors: [
    "pathway.pathwayWithoutTerritory",
    "pathway.pathwayDecisionUnknown",
    "pathway.pathwayOutOfBounds",
    "pathway.pathwayDecisionOvertaken",
  ],
  form: { path: `${page}/reprise`, page, done: page },
});

/** Goes back to the pathway of the catalogue. */
export const resetPathway = defineAction({
  name: "pathway.resetPathway",
  summary:
    "Goes back to the screening pathway of the catalogue, with the reason; earlier decisions stay readable.",
  route: "POST /pathway/territory-pathway/reset",
  part: "persons",
  input: z.strictObject({ reason: z.string().trim().min(20).max(2000) }),
  output: z.strictObject({ position: z.int().min(1) }),
  allow: hasRole("territory-admin"),
  errors: ["pathway.pathwayWithoutTerritory", "pathway.pathwayDecisionOvertaken"],
  form: { path: `${page}/defaut`, page, done: page },
});
