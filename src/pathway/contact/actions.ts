import { defineAction, idSchema } from "#base";
import { z } from "zod";
import { mayFollow } from "../rules.ts";
import { lifeEvent } from "./life-event.ts";

/** Records what happened in a person's life. */
export const recordLifeEvent = defineAction({
  name: "pathway.recordLifeEvent",
  summary:
    "Records a death, a move, a stay in hospital or a long absence: messages and timers stop at once, referrals end or pause; or that the person is back.",
  route: "POST /pathway/persons/:personId/life-events",
  part: "persons",
  input: z.strictObject({
    personId: idSchema<"person">(),
    /** `back`: the person is there again, or it was recorded by mistake. */
    event: z.enum([...lifeEvent.codes, "back"]),
  }),
  output: z.strictObject({
    personId: idSchema<"person">(),
    version: z.int().min(1),
    /** How many referrals ended. */
    ended: z.int().min(0),
    /** How many referrals are paused. */
    paused: z.int().min(0),
    /** How many messages that waited were withheld. */
    withheld: z.int().min(0),
  }),
  allow: mayFollow,
  form: {
    path: "/pro/personnes/:personId/evenement",
    page: "/pro/personnes/:personId",
    done: "/pro/personnes/:personId",
  },
  errors: ["pathway.personNotFound"],
});
