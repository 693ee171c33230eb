import { anyone, defineAction, idSchema, localeSchema } from "#base";
import { z } from "zod";
import { callMoment, mayBeSaid, referrerKind } from "./codes.ts";
import { townCodeSchema } from "./area.ts";

/** How a professional finds in a message back which request it is about, without a name: `7K2M9Q`. */
export const requestReference = z.string().regex(/^[0-9A-Z]{6}$/);

/** Leaves a request to call somebody, for them. */
export const referByForm = defineAction({
  name: "pathway.referByForm",
  summary:
    "A doctor, midwife, home help or mobile unit, or somebody close to a person, asks that the person be called, with their agreement, without account; a professional is told how it ended if they wish, a relative never.",
  route: "POST /pathway/call-requests/for-somebody",
  part: "persons",
  input: z.strictObject({
    controllerId: idSchema<"controller">(),
    townCode: townCodeSchema,
    /** First name, or any name under which the person wishes to be asked for. */
    callerName: z.string().trim().min(1).max(60),
    /** The person's number, as typed. */
    phone: z.string().trim().min(1).max(40),
    moments: z.array(callMoment.schema).max(4).default([]),
    mayBeSaid: mayBeSaid.schema.default("nothing"),
    /** Language in which the person is called. */
    locale: localeSchema.default("fr"),
    /** What the person looks for or what worries, in words they agreed to. */
    words: z.string().trim().min(3).max(1000),
    /** To be called before others; never for danger, and not by a relative. */
    isPriority: z.boolean().default(false),
    /** The person said yes to being called about this: without it nothing is kept. */
    isAgreed: z.literal(true),
    /** Grown up: somebody under 18 never enters the queue of adults (`spec/legal.md`). */
    isAdult: z.literal(true),
    kind: referrerKind.schema,
    referrerName: z.string().trim().min(2).max(100),
    /** Where to say how it ended; null when nothing is wished back, and for a relative: what becomes of it is the person's to tell. */
    referrerEmail: z.email().max(200).nullable().default(null),
    /** Language in which to say so. */
    referrerLocale: localeSchema.default("fr"),
  }),
  // Nothing that differs between a first and a second request of one number.
  output: z.strictObject({ controllerId: idSchema<"controller">(), reference: requestReference }),
  allow: anyone,
  personal: ["callerName", "phone", "moments", "mayBeSaid", "words", "referrerName", "referrerEmail"],
  errors: ["pathway.callQueueClosed", "pathway.callQueueFull", "pathway.phoneUnusable"],
  form: { path: "/orienter", done: "/orienter/note/:reference" },
  bodyLimit: 16_384,
});
