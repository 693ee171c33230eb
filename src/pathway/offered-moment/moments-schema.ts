import { idSchema, instantSchema } from "#base";
import { z } from "zod";
import { mostMoments } from "./moment.ts";

const momentSchema = z.strictObject({
  id: idSchema<"offeredMoment">(),
  startsAt: instantSchema,
  endsAt: instantSchema.nullable(),
  /** Where one meets; null for a call. */
  place: z.string().max(200).nullable(),
});
/** A moment as either side reads it. */
export type OfferedMoment = z.output<typeof momentSchema>;

/** The moments of a referral, as either side reads them. */
export const momentsSchema = z.strictObject({
  /** Those of which the person can choose one. */
  open: z.array(momentSchema).max(mostMoments),
  /** The one they chose, while the meeting is to come or to be asked after. */
  chosen: momentSchema.nullable(),
  /** Whether the person said that none suits, and nothing happened since. */
  isNoneSuiting: z.boolean(),
  /** Whether nobody chose in time, and nothing happened since. */
  isPast: z.boolean(),
  /** Whether no message could tell the person of them: somebody calls. */
  isToTell: z.boolean(),
  /** By whose clocks they are. */
  timeZone: z.string().max(60),
});
/** The moments of a referral, as either side reads them. */
export type Moments = z.output<typeof momentsSchema>;
