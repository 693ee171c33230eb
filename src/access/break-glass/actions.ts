import { defineAction, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { mayOpenInEmergency, mayReadOpenings, mayReviewOpening } from "../rules.ts";

/** Fewest signs that tell why a file had to be opened. */
export const reasonMinLength = 20;

/** Hours during which an emergency opening lasts. */
export const emergencyHours = 3;

/** Opens a file in an emergency. */
export const openFileInEmergency = defineAction({
  name: "access.openFileInEmergency",
  summary:
    "Opens, to read only and for three hours, a file one is not in charge of; the organisation is told and reviews it.",
  route: "POST /access/emergency-openings",
  part: "persons",
  input: z.strictObject({
    controllerId: idSchema<"controller">(),
    personId: idSchema<"person">(),
    reason: z.string().trim().min(reasonMinLength).max(2000),
  }),
  output: z.strictObject({
    openingId: idSchema<"opening">(),
    personId: idSchema<"person">(),
    expiresAt: instantSchema,
  }),
  allow: mayOpenInEmergency,
  personal: ["reason"],
  errors: ["access.fileNotFound", "access.territoryNeeded"],
  form: { path: "/pro/urgence", done: "/pro/personnes/:personId" },
});

/** An emergency opening as its reviewer, or the one who opened, sees it. */
export const openingSchema = z.strictObject({
  id: idSchema<"opening">(),
  controllerId: idSchema<"controller">(),
  personId: idSchema<"person">(),
  openedBy: idSchema<"account">(),
  openedByName: z.string().max(120),
  /** Null once the person was erased. */
  reason: z.string().max(2000).nullable(),
  openedAt: instantSchema,
  expiresAt: instantSchema,
  reviewedAt: instantSchema.nullable(),
  verdict: z.enum(["justified", "not-justified"]).nullable(),
  /** Whether the reader may review it. */
  mayReview: z.boolean(),
  /** Each read made under it, in order. */
  reads: z.array(z.strictObject({ at: instantSchema, action: z.string().max(100) })).max(500),
});
/** An emergency opening. */
export type Opening = z.output<typeof openingSchema>;

/** Lists emergency openings to review. */
export const listBreakGlass = defineAction({
  name: "access.listBreakGlass",
  summary: "Emergency openings of one's organisation, those to review first, with each read made under them.",
  route: "GET /access/emergency-openings",
  part: "persons",
  input: z.strictObject({ page: z.coerce.number().int().min(1).max(200).default(1) }),
  output: z.strictObject({ openings: z.array(openingSchema).max(50), hasMore: z.boolean() }),
  allow: mayReadOpenings,
  auditRead: true,
});

/** Lists one's own emergency openings that last. */
export const listMyEmergencies = defineAction({
  name: "access.listMyEmergencies",
  summary: "One's own emergency openings that still last.",
  route: "GET /access/my-emergencies",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({ openings: z.array(openingSchema).max(50) }),
  allow: mayOpenInEmergency,
});

/** Says whether an emergency opening was justified. */
export const reviewBreakGlass = defineAction({
  name: "access.reviewBreakGlass",
  summary: "Says whether an emergency opening was justified; nobody reviews the own act.",
  route: "POST /access/emergency-openings/:openingId/review",
  part: "persons",
  input: z.strictObject({
    openingId: idSchema<"opening">(),
    verdict: z.enum(["justified", "not-justified"]),
  }),
  output: z.strictObject({ openingId: idSchema<"opening">() }),
  allow: mayReviewOpening,
  errors: ["access.openingNotFound", "access.openingReviewed"],
  form: { path: "/admin/bris-de-glace", done: "/admin/bris-de-glace" },
});
