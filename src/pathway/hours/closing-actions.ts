import { defineAction, instantSchema, localDateSchema } from "#base";
import { z } from "zod";
import { keepsForTeam, leadsTeam, mayFollow } from "../rules.ts";
import { closedLine } from "./closed-line.ts";
import { correctionCause, hoursActivity, hoursStatus, reopenReason } from "./codes.ts";
import {
  closingId,
  controllerId,
  correctionId,
  csvFile,
  department,
  entryId,
  minutes,
  month,
  personId,
  provider,
  providerId,
  totalMinutes,
  version,
} from "./fields.ts";
import { linesAtMost } from "./month-actions.ts";

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const closing = z.strictObject({
  id: closingId,
  position: z.int().min(1),
  closedAt: instantSchema,
  digest,
  reopened: z.strictObject({ at: instantSchema, reason: reopenReason.schema }).nullable(),
  version,
});
/** A closing of a month for a service. */
export type HoursClosing = z.output<typeof closing>;

const monthDoor = { page: "/pro/heures", done: "/pro/heures" } as const;

/** What of a month is closed. */
export const listHoursClosings = defineAction({
  name: "pathway.listHoursClosings",
  summary: "The services with hours in a month: what is still planned, and whether the month is closed.",
  route: "GET /pathway/hours/closings",
  part: "health",
  input: z.strictObject({ month: month.optional(), controllerId: controllerId.optional() }),
  output: z.strictObject({
    month,
    /** Whether the last day of the month is over. */
    isOver: z.boolean(),
    services: z
      .array(
        z.strictObject({
          provider,
          done: totalMinutes,
          /** Visits of which nobody said what became. */
          stillPlanned: z.int().min(0),
          /** Corrections of earlier months that the statement of this one will show. */
          corrections: z.int().min(0),
          /** In force first; then those opened again, the newest first. */
          closings: z.array(closing).max(100),
        }),
      )
      .max(500),
  }),
  allow: keepsForTeam,
  errors: ["pathway.organisationNeeded"],
});

/** Closes a month for a service. */
export const closeHoursMonth = defineAction({
  name: "pathway.closeHoursMonth",
  summary:
    "Closes a month of hours for a service: its statement is frozen with a digest, its minutes are no longer changed. A correction afterwards has a date of its own and shows in the next statement.",
  route: "POST /pathway/hours/closings",
  part: "health",
  input: z.strictObject({ id: closingId, controllerId: controllerId.optional(), providerId, month }),
  output: z.strictObject({ closingId, digest, version }),
  allow: keepsForTeam,
  form: { ...monthDoor, path: "/pro/heures/cloture", done: "/pro/heures/releves/:closingId" },
  errors: [
    "pathway.organisationNeeded",
    "pathway.hoursProviderNotFound",
    "pathway.hoursMonthNotOver",
    "pathway.hoursMonthClosed",
    "pathway.hoursStillPlanned",
    "pathway.hoursFileTooLong",
  ],
});

/** Opens a closed month again. */
export const reopenHoursMonth = defineAction({
  name: "pathway.reopenHoursMonth",
  summary:
    "Opens a closed month of hours again, with the reason; its statement stays on record as opened again. Refused once a later statement holds corrections of it.",
  route: "POST /pathway/hours/closings/:closingId/reopen",
  part: "health",
  input: z.strictObject({ closingId, reason: reopenReason.schema }),
  output: z.strictObject({ closingId, version }),
  allow: leadsTeam,
  versioned: true,
  form: {
    path: "/pro/heures/releves/:closingId/rouvrir",
    page: "/pro/heures/releves/:closingId",
    done: "/pro/heures/releves/:closingId",
  },
  errors: ["pathway.hoursClosingNotFound", "pathway.hoursMonthOpen", "pathway.hoursMonthCorrected"],
});

/** Notes a correction of a closed month. */
export const correctHours = defineAction({
  name: "pathway.correctHours",
  summary:
    "Notes a correction of minutes whose month is closed, or a visit of it that nobody had noted. It counts at once and shows in the next statement.",
  route: "POST /pathway/persons/:personId/hours/:entryId/corrections",
  part: "health",
  input: z.strictObject({
    id: correctionId,
    personId,
    /** The minutes corrected; a new id for a visit that nobody had noted. */
    entryId,
    providerId,
    day: localDateSchema,
    minutes,
    /** A month that is over has nothing planned. */
    status: hoursStatus.schema.exclude(["planned"]).default("done"),
    activity: hoursActivity.schema,
    cause: correctionCause.schema,
  }),
  output: z.strictObject({ personId, entryId, version }),
  allow: mayFollow,
  versioned: true,
  form: {
    path: "/pro/personnes/:personId/heures/:entryId/corrections",
    page: "/pro/personnes/:personId/heures",
    done: "/pro/personnes/:personId/heures",
  },
  errors: [
    "pathway.personNotFound",
    "pathway.hoursProviderNotFound",
    "pathway.hoursMonthOpen",
    "pathway.hoursRightNeeded",
    "pathway.hoursNotApplied",
    "pathway.hoursInFuture",
    "pathway.hoursMonthFull",
    "pathway.hoursEntryExists",
  ],
});

const statementParts = {
  controllerId,
  provider,
  month,
  closing,
  /** Whether what is kept still has the digest of the day it was closed. */
  isSound: z.boolean(),
};

/** The statement of a service for a closed month. */
export const readHoursStatement = defineAction({
  name: "pathway.readHoursStatement",
  summary:
    "The frozen statement of a service for a month: a line a person, with corrections of earlier months.",
  route: "GET /pathway/hours/closings/:closingId",
  part: "health",
  input: z.strictObject({ closingId }),
  output: z.strictObject({
    ...statementParts,
    /** Lines of persons whose file was erased since: their digest alone is left. */
    erased: z.int().min(0),
    lines: z
      .array(z.strictObject({ personId, ...closedLine.omit({ entries: true }).shape }))
      .max(linesAtMost),
  }),
  allow: keepsForTeam,
  auditRead: true,
  errors: ["pathway.hoursClosingNotFound"],
});

/** The statement of a service as a file. */
export const exportHoursStatement = defineAction({
  name: "pathway.exportHoursStatement",
  summary: "The frozen statement of a service for a month as CSV: a line a person, a line a correction.",
  route: "GET /pathway/hours/closings/:closingId/export",
  part: "health",
  input: z.strictObject({ closingId }),
  output: csvFile,
  allow: keepsForTeam,
  auditRead: true,
  errors: ["pathway.hoursClosingNotFound", "pathway.hoursFileTooLong"],
});

/** The closed months of an organisation for a departement. */
export const exportHoursDepartment = defineAction({
  name: "pathway.exportHoursDepartment",
  summary:
    "What a departement is told of a month as CSV, from closed statements alone; refused while a service with hours in it is not closed.",
  route: "GET /pathway/hours/departments/:department/export",
  part: "health",
  input: z.strictObject({ department, month, controllerId: controllerId.optional() }),
  output: csvFile,
  allow: keepsForTeam,
  auditRead: true,
  errors: ["pathway.organisationNeeded", "pathway.hoursStatementsMissing", "pathway.hoursFileTooLong"],
});

/** The statements of a person for a month. */
export const readPersonStatement = defineAction({
  name: "pathway.readPersonStatement",
  summary: "What the closed statements of a month say of a person, service by service, visit by visit.",
  route: "GET /pathway/persons/:personId/hours/statement",
  part: "health",
  input: z.strictObject({ personId, month }),
  output: z.strictObject({
    month,
    statements: z.array(z.strictObject({ ...statementParts, line: closedLine.omit({ gir: true }) })).max(500),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});
