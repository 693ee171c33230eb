import { defineAction, hasRole, idSchema, localDateSchema, when, type Rule } from "#base";
import { z } from "zod";

/** Whose absence it is, and where. */
export interface AbsenceFacts {
  readonly controllerId: string;
  readonly accountId: string;
}

/** One's own absence; that of others in the team that one coordinates. */
export const mayNoteAbsence: Rule<AbsenceFacts> = when(
  hasRole("link-worker", "team-coordinator", "prescriber", "field-worker"),
  (actor, facts) =>
    actor.memberships.some(
      ({ role, controllerId }) =>
        controllerId === facts.controllerId && (actor.id === facts.accountId || role === "team-coordinator"),
    ),
  "otherOrganisation",
);

const someone = z.strictObject({
  controllerId: idSchema<"controller">(),
  accountId: idSchema<"account">(),
  name: z.string().max(120).nullable(),
});

/** Who is away now or soon, and who covers. */
export const listAbsences = defineAction({
  name: "pathway.listAbsences",
  summary: "Who of one's organisations is away now or soon, who covers for them, and who may.",
  route: "GET /pathway/absences",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({
    absences: z
      .array(
        someone.extend({
          id: idSchema<"absence">(),
          coverId: idSchema<"account">(),
          coverName: z.string().max(120).nullable(),
          fromDay: localDateSchema,
          untilDay: localDateSchema,
          /** Whether the reader may end it. */
          mayEnd: z.boolean(),
        }),
      )
      .max(500),
    /** Whose absence the reader may note. */
    away: z.array(someone).max(1000),
    /** Who may cover: link workers and coordinators, who see each file of their organisation. */
    covers: z.array(someone).max(1000),
  }),
  allow: hasRole("link-worker", "team-coordinator", "prescriber", "field-worker"),
});

/** Notes that somebody is away, and who covers. */
export const noteAbsence = defineAction({
  name: "pathway.noteAbsence",
  summary:
    "Notes that somebody is away and who covers: while it lasts, what waits for the one is in the queue of the other, and an alert that would reach the one reaches the other too.",
  route: "POST /pathway/absences",
  part: "persons",
  input: z.strictObject({
    controllerId: idSchema<"controller">(),
    accountId: idSchema<"account">(),
    coverId: idSchema<"account">(),
    fromDay: localDateSchema,
    untilDay: localDateSchema,
  }),
  output: z.strictObject({ absenceId: idSchema<"absence">() }),
  allow: mayNoteAbsence,
  form: { path: "/pro/absences", done: "/pro/absences" },
  errors: [
    "pathway.absenceDaysInvalid",
    "pathway.absenceOverlaps",
    "pathway.coverUnfit",
    "pathway.coverAway",
    "pathway.coversSomebody",
  ],
});

/** Ends an absence before its last day, or takes it back. */
export const endAbsence = defineAction({
  name: "pathway.endAbsence",
  summary: "Ends an absence: from now on what waits is one's own again.",
  route: "POST /pathway/absences/:absenceId/end",
  part: "persons",
  input: z.strictObject({ absenceId: idSchema<"absence">() }),
  output: z.strictObject({ absenceId: idSchema<"absence">() }),
  allow: mayNoteAbsence,
  form: { path: "/pro/absences/:absenceId/fin", page: "/pro/absences", done: "/pro/absences" },
  errors: ["pathway.absenceNotFound"],
});
