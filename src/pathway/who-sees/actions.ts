import { defineAction, hasRole, idSchema, localDateSchema, when } from "#base";
import { z } from "zod";
import type { FileFacts } from "../rules.ts";
import { accessKind, accessParty } from "./accesses.ts";

/** Who opened a file or changed it on one day, in one way. */
export const accessSchema = z.strictObject({
  day: localDateSchema,
  by: accessParty.schema,
  /** Name of the professional; null for anybody else, and for an account that is there no more. */
  name: z.string().max(120).nullable(),
  kind: accessKind.schema,
  /** How often that day. */
  times: z.int().min(1),
});
/** Who opened a file or changed it on one day, in one way. */
export type Access = z.output<typeof accessSchema>;

/** Most lines of a list of accesses. */
export const accessesAtMost = 1000;

/** Who opened a file. */
export const listAccesses = defineAction({
  name: "pathway.listAccesses",
  summary: "Who opened a file or changed it, by day, newest first: for whoever answers for it.",
  route: "GET /pathway/persons/:personId/accesses",
  part: "persons",
  input: z.strictObject({ personId: idSchema<"person">() }),
  output: z.strictObject({ accesses: z.array(accessSchema).max(accessesAtMost) }),
  allow: when(
    hasRole("data-protection-officer"),
    (actor, facts: FileFacts) =>
      actor.memberships.some(
        (one) => one.role === "data-protection-officer" && one.controllerId === facts.controllerId,
      ),
    "otherOrganisation",
  ),
  auditRead: true,
  errors: ["pathway.personNotFound"],
});
