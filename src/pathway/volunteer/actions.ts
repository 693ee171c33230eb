import { defineAction, hasRole, idSchema, instantSchema, localDateSchema, when } from "#base";
import { holds } from "#access";
import { z } from "zod";
import { keepsForTeam, mayFollow, type TeamFacts } from "../rules.ts";
import {
  checkKind,
  engagementPurpose,
  trainingKind,
  unfitReason,
  visitPattern,
  volunteerStatus,
} from "./codes.ts";

const volunteerId = idSchema<"volunteer">();
const controllerId = idSchema<"controller">();
const accountId = idSchema<"account">();
const personId = idSchema<"person">();
const version = z.int().min(1);
const receipt = z.strictObject({ volunteerId, version });
const teamErrors = ["pathway.volunteerNotFound"] as const;
const door = { page: "/pro/benevoles", done: "/pro/benevoles" } as const;

/** The coordinator of the organisation: policies, and lifting a freeze. */
export const coordinates = when<TeamFacts>(
  hasRole("team-coordinator"),
  (actor, facts) => holds(actor, "team-coordinator", facts.controllerId),
  "otherOrganisation",
);

const unfitness = z.strictObject({
  reason: unfitReason.schema,
  kind: z.union([checkKind.schema, trainingKind.schema]).nullable(),
});

const policy = z.strictObject({
  purpose: engagementPurpose.schema,
  needsCharter: z.boolean(),
  checks: z.array(checkKind.schema).max(4),
  trainings: z.array(trainingKind.schema).max(5),
  /** 0 while the organisation has said nothing: then the usual is asked. */
  version: z.int().min(0),
});

/** The volunteers of an organisation. */
export const listVolunteers = defineAction({
  name: "pathway.listVolunteers",
  summary:
    "The volunteers of an organisation: charter, trainings and checks with their ends, what each mission still asks, and what deserves a look.",
  route: "GET /pathway/volunteers",
  part: "persons",
  input: z.strictObject({ controllerId: controllerId.optional() }),
  output: z.strictObject({
    controllerId,
    policies: z.array(policy).max(5),
    volunteers: z
      .array(
        z.strictObject({
          id: volunteerId,
          name: z.string().max(120),
          status: volunteerStatus.schema,
          since: instantSchema,
          charterSignedOn: localDateSchema.nullable(),
          frozenAt: instantSchema.nullable(),
          checks: z
            .array(
              z.strictObject({
                kind: checkKind.schema,
                isFit: z.boolean(),
                checkedOn: localDateSchema,
                expiresOn: localDateSchema.nullable(),
                checkedBy: z.string().max(120),
              }),
            )
            .max(100),
          trainings: z
            .array(
              z.strictObject({
                kind: trainingKind.schema,
                doneOn: localDateSchema,
                expiresOn: localDateSchema.nullable(),
              }),
            )
            .max(100),
          missing: z
            .array(z.strictObject({ purpose: engagementPurpose.schema, missing: z.array(unfitness).max(20) }))
            .max(5),
          running: z.int().min(0),
          patterns: z.array(visitPattern.schema).max(5),
          version,
        }),
      )
      .max(500),
    /** Accounts with the role of a volunteer that are not enrolled yet. */
    accounts: z.array(z.strictObject({ accountId, name: z.string().max(120) })).max(500),
    /** Visits that wait for the team: a rhythm missed, or the day of the review. */
    waiting: z
      .array(
        z.strictObject({
          engagementId: idSchema<"engagement">(),
          personId,
          givenNames: z.string().max(100),
          purpose: engagementPurpose.schema,
          why: z.enum(["unfit", "missed", "review"]),
        }),
      )
      .max(200),
    /** Reports that nobody reviewed. */
    reports: z
      .array(
        z.strictObject({
          id: idSchema<"visitReport">(),
          engagementId: idSchema<"engagement">(),
          personId,
          volunteerName: z.string().max(120).nullable(),
          reason: z.string().max(20),
          reportedAt: instantSchema,
          words: z.string().max(2000).nullable(),
        }),
      )
      .max(200),
  }),
  allow: keepsForTeam,
  auditRead: true,
  errors: ["pathway.organisationNeeded"],
});

/** Says what a mission asks. */
export const setMissionPolicy = defineAction({
  name: "pathway.setMissionPolicy",
  summary: "Says what a mission asks of those who carry it out: charter, checks, trainings.",
  route: "PUT /pathway/missions/:purpose",
  part: "persons",
  input: z.strictObject({
    controllerId,
    purpose: engagementPurpose.schema,
    needsCharter: z.boolean().default(false),
    checks: z.array(checkKind.schema).max(4).default([]),
    trainings: z.array(trainingKind.schema).max(5).default([]),
  }),
  output: z.strictObject({ purpose: engagementPurpose.schema, version }),
  allow: coordinates,
  versioned: true,
  form: { ...door, path: "/pro/benevoles/missions" },
  errors: ["pathway.organisationNeeded"],
});

/** Enrols somebody. */
export const enrolVolunteer = defineAction({
  name: "pathway.enrolVolunteer",
  summary: "Enrols an account with the role of a volunteer, so that missions can be proposed to it.",
  route: "POST /pathway/volunteers",
  part: "persons",
  input: z.strictObject({ id: volunteerId, controllerId, accountId }),
  output: receipt,
  allow: keepsForTeam,
  form: { ...door, path: "/pro/benevoles" },
  errors: ["pathway.organisationNeeded", "pathway.volunteerExists", "pathway.volunteerAccountUnfit"],
});

/** Notes that the charter was signed. */
export const signCharter = defineAction({
  name: "pathway.signCharter",
  summary: "Notes the day on which a volunteer signed the charter.",
  route: "POST /pathway/volunteers/:volunteerId/charter",
  part: "persons",
  input: z.strictObject({ volunteerId, signedOn: localDateSchema }),
  output: receipt,
  allow: keepsForTeam,
  versioned: true,
  form: { ...door, path: "/pro/benevoles/:volunteerId/charte" },
  errors: teamErrors,
});

/** Notes the verdict of a check. */
export const recordCheck = defineAction({
  name: "pathway.recordCheck",
  summary:
    "Notes the verdict of a check with its kind, day, end and checker; never the document. A verdict of no freezes the volunteer at once.",
  route: "POST /pathway/volunteers/:volunteerId/checks",
  part: "persons",
  input: z.strictObject({
    id: idSchema<"volunteerCheck">(),
    volunteerId,
    kind: checkKind.schema,
    isFit: z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")]),
    checkedOn: localDateSchema,
    expiresOn: localDateSchema.nullable().default(null),
  }),
  output: receipt,
  allow: keepsForTeam,
  form: { ...door, path: "/pro/benevoles/:volunteerId/verifications" },
  errors: [...teamErrors, "pathway.freezeNotYours"],
});

/** Notes a training. */
export const recordVolunteerTraining = defineAction({
  name: "pathway.recordVolunteerTraining",
  summary: "Notes a training of a volunteer, with its end where it has one.",
  route: "POST /pathway/volunteers/:volunteerId/trainings",
  part: "persons",
  input: z.strictObject({
    id: idSchema<"volunteerTraining">(),
    volunteerId,
    kind: trainingKind.schema,
    doneOn: localDateSchema,
    expiresOn: localDateSchema.nullable().default(null),
  }),
  output: receipt,
  allow: keepsForTeam,
  form: { ...door, path: "/pro/benevoles/:volunteerId/formations" },
  errors: teamErrors,
});

/** Freezes somebody at once. */
export const freezeVolunteer = defineAction({
  name: "pathway.freezeVolunteer",
  summary:
    "Freezes a volunteer at once: what they could read of persons closes, also on the way to a visit, and nothing is proposed to them.",
  route: "POST /pathway/volunteers/:volunteerId/freeze",
  part: "persons",
  input: z.strictObject({ volunteerId }),
  output: receipt,
  allow: keepsForTeam,
  form: { ...door, path: "/pro/benevoles/:volunteerId/suspendre" },
  errors: teamErrors,
});

/** Lifts a freeze, or ends the enrolment. */
export const settleVolunteer = defineAction({
  name: "pathway.settleVolunteer",
  summary:
    "Lifts the freeze of a volunteer, or ends the enrolment; the coordinator, never the one concerned.",
  route: "POST /pathway/volunteers/:volunteerId/settle",
  part: "persons",
  input: z.strictObject({ volunteerId, status: z.enum(["active", "ended"]) }),
  output: receipt,
  allow: coordinates,
  versioned: true,
  form: { ...door, path: "/pro/benevoles/:volunteerId/suite" },
  errors: [...teamErrors, "pathway.freezeNotYours"],
});

const pairDoor = {
  page: "/pro/personnes/:personId/visites",
  done: "/pro/personnes/:personId/visites",
} as const;

/** Keeps two from ever being proposed to each other. */
export const addExclusion = defineAction({
  name: "pathway.addExclusion",
  summary:
    "Keeps a person and a volunteer from ever being proposed to each other, whoever asked; without a reason.",
  route: "POST /pathway/persons/:personId/exclusions",
  part: "persons",
  input: z.strictObject({
    id: idSchema<"exclusion">(),
    personId,
    volunteerId,
    askedBy: z.enum(["person", "volunteer", "team"]),
  }),
  output: z.strictObject({ personId, volunteerId }),
  allow: mayFollow,
  form: { ...pairDoor, path: "/pro/personnes/:personId/visites/eviter" },
  errors: ["pathway.personNotFound", "pathway.volunteerNotFound"],
});

/** Takes such a word back. */
export const removeExclusion = defineAction({
  name: "pathway.removeExclusion",
  summary: "Lets a person and a volunteer be proposed to each other again.",
  route: "DELETE /pathway/persons/:personId/exclusions/:volunteerId",
  part: "persons",
  input: z.strictObject({ personId, volunteerId }),
  output: z.strictObject({ personId, volunteerId }),
  allow: mayFollow,
  form: { ...pairDoor, path: "/pro/personnes/:personId/visites/eviter/:volunteerId/retirer" },
  errors: ["pathway.personNotFound", "pathway.exclusionNotFound"],
});
