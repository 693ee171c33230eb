import { defineAction, localDateSchema } from "#base";
import { z } from "zod";
import { mayFollow } from "../rules.ts";
import { hoursActivity, hoursStatus, monthlyMost, talkAnswer } from "./codes.ts";
import {
  csvFile,
  department,
  departmentSchema,
  entryId,
  invitationId,
  minutes,
  month,
  personId,
  provider,
  providerId,
  rightId,
  totalMinutes,
  version,
} from "./fields.ts";

const right = z.strictObject({
  id: rightId,
  department,
  decision: z.enum(["accepted", "refused"]),
  validFrom: localDateSchema,
  validUntil: localDateSchema.nullable(),
  monthlyMinutes: minutes,
  /** Null for whoever reads no result of the file. */
  gir: z.int().min(1).max(4).nullable(),
  planNumber: z.string().max(60).nullable(),
  version,
});

const entry = z.strictObject({
  id: entryId,
  provider,
  day: localDateSchema,
  minutes,
  status: hoursStatus.schema,
  activity: hoursActivity.schema,
  source: z.enum(["typed", "imported"]),
  /** Whether its month is closed, or it was corrected since: it is corrected, no longer changed. */
  isFixed: z.boolean(),
  /** How often it was corrected after its month was closed. */
  corrections: z.int().min(0),
  version,
});
/** Some minutes of the ledger. */
export type HoursEntry = z.output<typeof entry>;

/** The hours of a person. */
export const readHours = defineAction({
  name: "pathway.readHours",
  summary:
    "A person's right to hours of social connection, the months of their ledger, and what was planned and done in one.",
  route: "GET /pathway/persons/:personId/hours",
  part: "health",
  input: z.strictObject({ personId, month: month.optional() }),
  output: z.strictObject({
    month,
    givenNames: z.string().max(100),
    rights: z.array(right).max(50),
    months: z
      .array(
        z.strictObject({
          month,
          allowance: totalMinutes,
          carried: totalMinutes,
          used: totalMinutes,
          over: totalMinutes,
        }),
      )
      .max(24),
    /** Minutes that may still be planned or done in the month. */
    room: totalMinutes,
    entries: z.array(entry).max(500),
    providers: z.array(provider).max(500),
    /** Services for which the month asked for is closed. */
    closedFor: z.array(providerId).max(500),
    references: z.array(z.strictObject({ providerId, reference: z.string().max(60) })).max(50),
    departments: z.array(departmentSchema).max(110),
    invitations: z
      .array(
        z.strictObject({
          id: invitationId,
          noticedOn: localDateSchema,
          /** What was noticed, in the words of who was there; null for whoever reads no result of the file. */
          words: z.string().max(1000).nullable(),
          answer: talkAnswer.schema.nullable(),
          version,
        }),
      )
      .max(100),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});

const door = {
  page: "/pro/personnes/:personId/heures",
  done: "/pro/personnes/:personId/heures",
} as const;

/** Notes what the plan gives, or that the person would rather not. */
export const grantHours = defineAction({
  name: "pathway.grantHours",
  summary:
    "Notes the hours that the plan of the APA at home gives a person, or that they refused them. The right comes from the plan, never from age.",
  route: "POST /pathway/persons/:personId/hours/rights",
  part: "health",
  input: z.strictObject({
    id: rightId,
    personId,
    department,
    gir: z.int().min(1).max(4),
    planNumber: z.string().trim().max(60).nullable().default(null),
    decision: z.enum(["accepted", "refused"]),
    validFrom: localDateSchema,
    validUntil: localDateSchema.nullable().default(null),
    monthlyMinutes: minutes.default(monthlyMost),
  }),
  output: z.strictObject({ personId, rightId, version }),
  allow: mayFollow,
  personal: ["gir", "planNumber"],
  form: { ...door, path: "/pro/personnes/:personId/heures/droits" },
  errors: [
    "pathway.personNotFound",
    "pathway.hoursDepartmentUnknown",
    "pathway.hoursNotApplied",
    "pathway.hoursRightExists",
  ],
});

/** Ends a right. */
export const endHoursRight = defineAction({
  name: "pathway.endHoursRight",
  summary:
    "Ends a person's right to hours on a day: the plan changed, or the person would rather not any more.",
  route: "POST /pathway/persons/:personId/hours/rights/:rightId/end",
  part: "health",
  input: z.strictObject({ personId, rightId, lastDay: localDateSchema }),
  output: z.strictObject({ personId, rightId, version }),
  allow: mayFollow,
  versioned: true,
  form: { ...door, path: "/pro/personnes/:personId/heures/droits/:rightId/fin" },
  errors: ["pathway.personNotFound", "pathway.hoursRightNotFound"],
});

/** Notes under which number a service knows a person. */
export const setHoursReference = defineAction({
  name: "pathway.setHoursReference",
  summary: "Notes under which number a service knows a person, so that its time-keeping can be read.",
  route: "PUT /pathway/persons/:personId/hours/references/:providerId",
  part: "health",
  input: z.strictObject({ personId, providerId, reference: z.string().trim().min(1).max(60) }),
  output: z.strictObject({ personId, providerId }),
  allow: mayFollow,
  personal: ["reference"],
  form: { ...door, path: "/pro/personnes/:personId/heures/numeros" },
  errors: ["pathway.personNotFound", "pathway.hoursProviderNotFound", "pathway.hoursReferenceTaken"],
});

const entryFields = {
  day: localDateSchema,
  minutes,
  status: hoursStatus.schema.default("done"),
  activity: hoursActivity.schema,
  providerId,
};
const entryErrors = [
  "pathway.personNotFound",
  "pathway.hoursProviderNotFound",
  "pathway.hoursRightNeeded",
  "pathway.hoursNotApplied",
  "pathway.hoursInFuture",
  "pathway.hoursMonthFull",
  "pathway.hoursMonthClosed",
] as const;

/** Notes hours planned or done. */
export const logHours = defineAction({
  name: "pathway.logHours",
  summary:
    "Notes minutes of social connection: planned, done, refused or not used; with what was noticed, which becomes an invitation to talk and nothing else.",
  route: "POST /pathway/persons/:personId/hours",
  part: "health",
  input: z.strictObject({
    /** Made by the caller, so that minutes sent twice from a device count once. */
    id: entryId,
    personId,
    ...entryFields,
    noticed: z.string().trim().min(3).max(1000).nullable().default(null),
  }),
  output: z.strictObject({ personId, entryId, version }),
  allow: mayFollow,
  offline: true,
  personal: ["noticed"],
  form: { ...door, path: "/pro/personnes/:personId/heures" },
  errors: [...entryErrors, "pathway.hoursEntryExists"],
});

/** Corrects minutes, or says what became of planned ones. */
export const changeHours = defineAction({
  name: "pathway.changeHours",
  summary: "Corrects minutes of social connection, or says what became of planned ones.",
  route: "PUT /pathway/persons/:personId/hours/:entryId",
  part: "health",
  input: z.strictObject({ personId, entryId, ...entryFields }),
  output: z.strictObject({ personId, entryId, version }),
  allow: mayFollow,
  versioned: true,
  form: { ...door, path: "/pro/personnes/:personId/heures/:entryId" },
  errors: [...entryErrors, "pathway.hoursEntryNotFound"],
});

/** Says what became of an invitation to talk. */
export const answerTalkInvitation = defineAction({
  name: "pathway.answerTalkInvitation",
  summary: "Says what became of an invitation to talk: talked, later, or the person would rather not.",
  route: "POST /pathway/persons/:personId/hours/invitations/:invitationId",
  part: "health",
  input: z.strictObject({ personId, invitationId, answer: talkAnswer.schema }),
  output: z.strictObject({ personId, invitationId, version }),
  allow: mayFollow,
  versioned: true,
  form: { ...door, path: "/pro/personnes/:personId/heures/invitations/:invitationId" },
  errors: ["pathway.personNotFound", "pathway.talkInvitationNotFound", "pathway.talkInvitationAnswered"],
});

/** The ledger of a person as a file. */
export const exportPersonHours = defineAction({
  name: "pathway.exportPersonHours",
  summary: "The hours of a person in a month as CSV, a line an entry.",
  route: "GET /pathway/persons/:personId/hours/export",
  part: "health",
  input: z.strictObject({ personId, month: month.optional() }),
  output: csvFile,
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});
