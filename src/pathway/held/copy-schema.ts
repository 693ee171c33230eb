import { instantSchema } from "#base";
import { z } from "zod";
import { mostWrongProofs } from "./codes.ts";

/** How far a copy is that a person asked for by their own page. */
export const ownCopySchema = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("none") }),
  z.strictObject({
    state: z.literal("waits"),
    opensAt: instantSchema,
    /** Whether a code was sent that is still worth something. */
    hasCode: z.boolean(),
    /** Whether another code may be sent in the place of one that is worth nothing any more. */
    mayAskCode: z.boolean(),
    /** Wrong codes so far. */
    wrong: z.int().min(0).max(mostWrongProofs),
  }),
  z.strictObject({ state: z.literal("open"), until: instantSchema }),
]);
/** How far a copy is. */
export type OwnCopy = z.output<typeof ownCopySchema>;
