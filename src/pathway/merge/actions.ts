import { defineAction, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { keptBirthDate } from "../birth-date.ts";
import { keepsForTeam } from "../rules.ts";

const summary = z.strictObject({
  id: idSchema<"person">(),
  givenNames: z.string().max(100),
  familyName: z.string().max(100).nullable(),
  birthDate: keptBirthDate.nullable(),
  openedAt: z.string().max(30),
});

/** Why two files cannot become one now: what must be settled in one of them first. */
const mergeObstacle = z.enum(["hours-both", "life-events", "alert-open", "words-too-long", "plan-closed"]);

/** What becomes of two files that become one. */
export const previewMerge = defineAction({
  name: "pathway.previewMerge",
  summary:
    "What would become of two files that become one: which things move, which stay, what becomes stricter, and what forbids it. Nothing is changed.",
  route: "GET /pathway/merges/preview",
  part: "persons",
  input: z.strictObject({ keptId: idSchema<"person">(), mergedId: idSchema<"person">() }),
  output: z.strictObject({
    kept: summary,
    merged: summary,
    /** How many things of each kind move; kinds by the name of their table. */
    moves: z.array(z.strictObject({ kind: z.string().max(60), count: z.int().min(1) })).max(40),
    /** How many stay in the file taken in, because the kept one has one like it. */
    stays: z.array(z.strictObject({ kind: z.string().max(60), count: z.int().min(1) })).max(40),
    /** Fields taken over where the kept file has nothing. */
    filled: z.array(z.string().max(40)).max(10),
    /** Rules of being in touch and of statistics that become stricter than the kept file says now. */
    stricter: z.array(z.string().max(40)).max(6),
    /** Whether nobody may be in touch with the person afterwards. */
    isNoContact: z.boolean(),
    /** Agreements that end, because the person took back the same one in the other file later. */
    agreementsEnded: z.int().min(0),
    obstacles: z.array(mergeObstacle).max(5),
    /** Whether one of the two takes part in another proposal or merge. */
    isTaken: z.boolean(),
  }),
  allow: keepsForTeam,
  auditRead: true,
  errors: ["pathway.personNotFound", "pathway.mergeSame", "pathway.mergeOtherOrganisation"],
});

const receipt = z.strictObject({ mergeId: idSchema<"person-merge">(), personId: idSchema<"person">() });

/** Proposes that two files become one. */
export const proposeMerge = defineAction({
  name: "pathway.proposeMerge",
  summary: "Proposes that two files become one. Nothing is changed until somebody else confirms it.",
  route: "POST /pathway/merges",
  part: "persons",
  input: z.strictObject({ keptId: idSchema<"person">(), mergedId: idSchema<"person">() }),
  output: receipt,
  allow: keepsForTeam,
  form: { path: "/pro/fiches-reunies", done: "/pro/fiches-reunies" },
  errors: [
    "pathway.personNotFound",
    "pathway.mergeSame",
    "pathway.mergeOtherOrganisation",
    "pathway.mergeExists",
  ],
});

const one = z.strictObject({ mergeId: idSchema<"person-merge">() });

/** Confirms a proposal of somebody else: two files become one. */
export const confirmMerge = defineAction({
  name: "pathway.confirmMerge",
  summary:
    "Confirms what somebody else proposed: everything of the one file moves to the other, the stricter rules hold, and both ids lead to it.",
  route: "POST /pathway/merges/:mergeId/confirm",
  part: "persons",
  input: one,
  output: receipt,
  allow: keepsForTeam,
  form: {
    path: "/pro/fiches-reunies/:mergeId/confirmer",
    page: "/pro/fiches-reunies",
    done: "/pro/fiches-reunies",
  },
  errors: [
    "pathway.mergeNotFound",
    "pathway.personNotFound",
    "pathway.mergeOver",
    "pathway.mergeSecondPersonNeeded",
    "pathway.mergeHoursBoth",
    "pathway.mergeLifeEvents",
    "pathway.mergeAlertOpen",
    "pathway.mergeWordsTooLong",
    "pathway.mergePlanClosed",
  ],
});

/** Drops a proposal, or takes apart again what became one. */
export const undoMerge = defineAction({
  name: "pathway.undoMerge",
  summary:
    "Drops a proposal; or takes two files apart again that became one at most thirty days ago: what moved goes back, what came since stays, agreements that ended stay ended.",
  route: "POST /pathway/merges/:mergeId/undo",
  part: "persons",
  input: one,
  output: receipt,
  allow: keepsForTeam,
  form: {
    path: "/pro/fiches-reunies/:mergeId/defaire",
    page: "/pro/fiches-reunies",
    done: "/pro/fiches-reunies",
  },
  errors: ["pathway.mergeNotFound", "pathway.mergeOver", "pathway.mergeTooLate", "pathway.personNotFound"],
});

/** Proposals that wait, and merges that can be undone. */
export const listMerges = defineAction({
  name: "pathway.listMerges",
  summary: "Proposals that two files become one, and those that became one in the last thirty days.",
  route: "GET /pathway/merges",
  part: "persons",
  input: z.strictObject({ controllerId: idSchema<"controller">().optional() }),
  output: z.strictObject({
    merges: z
      .array(
        z.strictObject({
          id: idSchema<"person-merge">(),
          kept: summary,
          merged: summary,
          proposedAt: instantSchema,
          proposedBy: z.string().max(120).nullable(),
          confirmedAt: instantSchema.nullable(),
          /** Whether the reader may confirm it: somebody else proposed it. */
          mayConfirm: z.boolean(),
        }),
      )
      .max(200),
  }),
  allow: keepsForTeam,
  auditRead: true,
  errors: ["pathway.organisationNeeded"],
});
