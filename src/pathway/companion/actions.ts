import { defineAction, hasRole, idSchema, instantSchema, when, type Rule } from "#base";
import { z } from "zod";
import { mayFollow, type FileFacts } from "../rules.ts";

/** Those who say who accompanies a person: whoever owns loops, inside the organisation that holds the file. */
export const maySayWhoAccompanies: Rule<FileFacts> = when(
  hasRole("link-worker", "team-coordinator"),
  (actor, facts) => mayFollow.check(actor, facts).allowed && hasRoleThere(actor.memberships, facts),
  "otherOrganisation",
);

function hasRoleThere(
  memberships: readonly { readonly controllerId: string; readonly role: string }[],
  { controllerId }: FileFacts,
): boolean {
  return memberships.some(
    (one) =>
      one.controllerId === controllerId && (one.role === "link-worker" || one.role === "team-coordinator"),
  );
}

const receipt = z.strictObject({ personId: idSchema<"person">(), accountId: idSchema<"account">() });

/** Who accompanies a person. */
export const listCompanions = defineAction({
  name: "pathway.listCompanions",
  summary: "Who accompanies a person, and who may join them.",
  route: "GET /pathway/persons/:personId/companions",
  part: "persons",
  input: z.strictObject({ personId: idSchema<"person">() }),
  output: z.strictObject({
    companions: z
      .array(
        z.strictObject({
          accountId: idSchema<"account">(),
          name: z.string().max(120).nullable(),
          since: instantSchema,
          /** When somebody else took their place; they read only, for thirty days. */
          endedAt: instantSchema.nullable(),
        }),
      )
      .max(200),
    /** Colleagues of the organisation who accompany persons and are not there yet. */
    colleagues: z
      .array(z.strictObject({ accountId: idSchema<"account">(), name: z.string().max(120).nullable() }))
      .max(500),
    allowed: z.array(z.string().max(60)).max(2),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});

/** Lets a colleague accompany a person. */
export const addCompanion = defineAction({
  name: "pathway.addCompanion",
  summary: "Lets a colleague of the organisation accompany a person: they then see the file.",
  route: "POST /pathway/persons/:personId/companions",
  part: "persons",
  input: z.strictObject({ personId: idSchema<"person">(), accountId: idSchema<"account">() }),
  output: receipt,
  allow: maySayWhoAccompanies,
  form: {
    path: "/pro/personnes/:personId/accompagnants",
    page: "/pro/personnes/:personId",
    done: "/pro/personnes/:personId#accompagnants",
  },
  errors: ["pathway.personNotFound", "pathway.colleagueNotFound"],
});

/** Whose work is handed over, and where. */
export interface HandOverFacts {
  readonly controllerId: string;
  readonly fromId: string;
}

/** One's own work; that of others in the own team; in the whole territory for its administrator, who sees counts only. */
export const mayHandOver: Rule<HandOverFacts> = when(
  hasRole("link-worker", "team-coordinator", "territory-admin"),
  (actor, facts) =>
    actor.memberships.some(
      (one) =>
        one.role === "territory-admin" ||
        (one.controllerId === facts.controllerId &&
          (one.role === "team-coordinator" || (one.role === "link-worker" && actor.id === facts.fromId))),
    ),
  "notYoursToHandOver",
);

/** Hands everything over that somebody accompanies. */
export const handOver = defineAction({
  name: "pathway.handOver",
  summary:
    "Hands over to a successor whom somebody accompanies and the loops they own; they read these files for thirty days more.",
  route: "POST /pathway/handovers",
  part: "persons",
  input: z.strictObject({
    controllerId: idSchema<"controller">(),
    fromId: idSchema<"account">(),
    toId: idSchema<"account">(),
  }),
  output: z.strictObject({
    fromId: idSchema<"account">(),
    toId: idSchema<"account">(),
    /** How many persons are accompanied by the successor from now on who were not before. */
    persons: z.int().min(0),
    /** How many loops changed their owner. */
    loops: z.int().min(0),
  }),
  allow: mayHandOver,
  form: { path: "/pro/relais", done: "/pro/relais" },
  errors: ["pathway.colleagueNotFound", "pathway.successorNeeded"],
});

/** What each of an organisation has open: for whoever sees to it that nobody is left alone. Counts, no persons. */
export const listLoads = defineAction({
  name: "pathway.listLoads",
  summary: "How many persons each colleague accompanies and how many loops they own: counts without persons.",
  route: "GET /pathway/loads",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({
    loads: z
      .array(
        z.strictObject({
          controllerId: idSchema<"controller">(),
          accountId: idSchema<"account">(),
          name: z.string().max(120).nullable(),
          /** Whether they still work there. */
          isHere: z.boolean(),
          persons: z.int().min(0),
          loops: z.int().min(0),
          /** How many of these loops wait for somebody to do something, and how many of those are urgent. */
          waiting: z.int().min(0),
          urgent: z.int().min(0),
          /** Whether the reader may hand their work over. */
          mayHandOver: z.boolean(),
        }),
      )
      .max(1000),
  }),
  allow: hasRole("link-worker", "team-coordinator"),
});
