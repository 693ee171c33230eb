import { defineAction, hasRole, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { offerSummarySchema } from "../offer-shape.ts";
import { matchWeightsSchema, matchWeightsShape } from "../match/weights.ts";
import { scoreParts } from "./comparison.ts";
import { exampleNeedSchema, exampleNeedShape } from "./example.ts";

const page = "/pro/territoire/classement";
const reason = z.string().trim().min(20).max(2000);
const position = z.int().min(1);
const receipt = z.strictObject({ position });
const names = z.array(z.string().max(40)).max(60);
const exampleId = idSchema<"match-example">();
/** A title of what is invented, not of somebody. */
const title = z.string().trim().min(3).max(80);

/** The weights of the territory, what was decided about them, and its examples. */
export const readMatchWeights = defineAction({
  name: "directory.readMatchWeights",
  summary:
    "The weights by which offers are ranked in the territory, the defaults, every decision about them, and the saved examples.",
  route: "GET /directory/match-weights",
  part: "directory",
  input: z.strictObject({}),
  output: z.strictObject({
    weights: matchWeightsSchema,
    defaults: matchWeightsSchema,
    isDefault: z.boolean(),
    decisions: z
      .array(
        z.strictObject({
          position,
          isDefault: z.boolean(),
          /** What differs from the decision before. */
          changed: z.array(z.strictObject({ name: z.string().max(40), value: z.number() })).max(60),
          reason: z.string().max(2000),
          decidedAt: instantSchema,
          decidedBy: z.string().max(120),
        }),
      )
      .max(200),
    examples: z.array(z.strictObject({ id: exampleId, title, need: exampleNeedSchema })).max(20),
  }),
  allow: hasRole("territory-admin", "team-coordinator"),
  errors: ["directory.weightsWithoutTerritory"],
});

const comparedOffer = z.strictObject({
  offer: offerSummarySchema,
  rank: z.int().min(1).max(10),
  /** Place in the other list; null when it is not among the first ten there. */
  otherRank: z.int().min(1).max(10).nullable(),
  /** What of its own score changed, the most first. */
  moved: z
    .array(z.strictObject({ part: z.enum(scoreParts), from: z.number(), to: z.number() }))
    .max(scoreParts.length),
});

/** Looks at what weights would change, without deciding. */
export const previewMatchWeights = defineAction({
  name: "directory.previewMatchWeights",
  summary:
    "What weights would change: the first ten offers of each saved example before and after, what moved and why; nothing is decided.",
  route: "POST /directory/match-weights/preview",
  part: "directory",
  input: matchWeightsSchema,
  output: z.strictObject({
    changed: names,
    /** Weights that do not go with the others. */
    faults: names,
    examples: z
      .array(
        z.strictObject({
          id: exampleId,
          title,
          before: z.array(comparedOffer).max(10),
          after: z.array(comparedOffer).max(10),
        }),
      )
      .max(20),
  }),
  allow: hasRole("territory-admin", "team-coordinator"),
  keepsNothing: true,
  errors: ["directory.weightsWithoutTerritory"],
});

/** Decides on the weights of the territory. */
export const decideMatchWeights = defineAction({
  name: "directory.decideMatchWeights",
  summary:
    "Decides on the weights of the territory within bounds, with the reason; what is proposed from now on follows them.",
  route: "POST /directory/match-weights/decisions",
  part: "directory",
  input: z.strictObject({ ...matchWeightsShape, reason }),
  output: receipt,
  allow: hasRole("territory-admin"),
  errors: [
    "directory.weightsWithoutTerritory",
    "directory.weightsDoNotGoTogether",
    "directory.weightDecisionOvertaken",
  ],
  form: { path: `${page}/decision`, page, done: page },
});

/** Takes an earlier decision again. */
export const restoreMatchWeights = defineAction({
  name: "directory.restoreMatchWeights",
  summary: "Takes the weights of an earlier decision again, with the reason; the history grows by one.",
  route: "POST /directory/match-weights/restore",
  part: "directory",
  input: z.strictObject({ position: z.coerce.number().int().min(1), reason }),
  output: receipt,
  allow: hasRole("territory-admin"),
  errors: [
    "directory.weightsWithoutTerritory",
    "directory.weightDecisionUnknown",
    "directory.weightsDoNotGoTogether",
    "directory.weightDecisionOvertaken",
  ],
  form: { path: `${page}/reprise`, page, done: page },
});

/** Goes back to the defaults. */
export const resetMatchWeights = defineAction({
  name: "directory.resetMatchWeights",
  summary: "Goes back to the default weights, with the reason; earlier decisions stay readable.",
  route: "POST /directory/match-weights/reset",
  part: "directory",
  input: z.strictObject({ reason }),
  output: receipt,
  allow: hasRole("territory-admin"),
  errors: ["directory.weightsWithoutTerritory", "directory.weightDecisionOvertaken"],
  form: { path: `${page}/defaut`, page, done: page },
});

/** Keeps an example. */
export const keepMatchExample = defineAction({
  name: "directory.keepMatchExample",
  summary:
    "Keeps an invented need as an example of the territory: codes and a title, never a person's words or a sensitive attribute.",
  route: "POST /directory/match-examples",
  part: "directory",
  input: z.strictObject({
    title,
    /** Name, postcode or code of a commune; one must be meant. */
    town: z.string().trim().min(1).max(80),
    ...exampleNeedShape,
  }),
  output: z.strictObject({ id: exampleId }),
  allow: hasRole("territory-admin", "team-coordinator"),
  errors: [
    "directory.weightsWithoutTerritory",
    "directory.exampleTownUnclear",
    "directory.exampleTitleTaken",
    "directory.exampleAsksNothing",
    "directory.tooManyExamples",
  ],
  form: { path: `${page}/exemple`, page: `${page}/exemple`, done: page },
});

/** Removes an example. */
export const forgetMatchExample = defineAction({
  name: "directory.forgetMatchExample",
  summary: "Removes a saved example of the territory.",
  route: "POST /directory/match-examples/:id/removal",
  part: "directory",
  input: z.strictObject({ id: exampleId }),
  output: z.strictObject({ id: exampleId }),
  allow: hasRole("territory-admin", "team-coordinator"),
  errors: ["directory.weightsWithoutTerritory", "directory.exampleNotFound"],
  form: { path: `${page}/exemple/:id/retrait`, page, done: page },
});
