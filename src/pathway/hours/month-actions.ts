import { defineAction, idSchema, instantSchema, localDateSchema } from "#base";
import { z } from "zod";
import { keepsForTeam } from "../rules.ts";
import {
  controllerId,
  csvFile,
  department,
  invitationId,
  month,
  personId,
  provider,
  providerId,
  totalMinutes,
} from "./fields.ts";

/** Most lines of a monthly statement: persons and services. */
export const linesAtMost = 2000;

const statementLine = z.strictObject({
  personId,
  givenNames: z.string().max(100),
  familyName: z.string().max(100).nullable(),
  provider,
  /** Number of the plan at the departement; null where it was not noted. */
  planNumber: z.string().max(60).nullable(),
  department: department.nullable(),
  gir: z.int().min(1).max(4).nullable(),
  planned: totalMinutes,
  done: totalMinutes,
  refused: totalMinutes,
  notUsed: totalMinutes,
  /** Given by the plan for this month, and left over from earlier ones. */
  allowance: totalMinutes,
  carried: totalMinutes,
});
/** A line of a monthly statement. Minutes. */
export type StatementLine = z.output<typeof statementLine>;

const monthQuestion = {
  month: month.optional(),
  controllerId: controllerId.optional(),
  providerId: providerId.optional(),
  department: department.optional(),
};

/** The monthly statement of an organisation. */
export const readHoursMonth = defineAction({
  name: "pathway.readHoursMonth",
  summary: "The hours of a month by person and service, of one service or one departement when asked.",
  route: "GET /pathway/hours/month",
  part: "health",
  input: z.strictObject(monthQuestion),
  output: z.strictObject({
    month,
    controllerId,
    providers: z.array(provider).max(500),
    lines: z.array(statementLine).max(linesAtMost),
    /** Whether there are more lines than are given: ask by service. */
    hasMore: z.boolean(),
    /** Files whose time-keeping was read last. */
    imports: z
      .array(
        z.strictObject({
          id: idSchema<"hoursImport">(),
          providerName: z.string().max(200),
          at: instantSchema,
          isTrial: z.boolean(),
          rows: z.int().min(0),
          faults: z.int().min(0),
        }),
      )
      .max(20),
    /** Invitations to talk that nobody answered. */
    invitations: z
      .array(
        z.strictObject({
          id: invitationId,
          personId,
          givenNames: z.string().max(100),
          noticedOn: localDateSchema,
        }),
      )
      .max(200),
  }),
  allow: keepsForTeam,
  auditRead: true,
  errors: ["pathway.organisationNeeded"],
});

/** The monthly statement as a file, for a service or for the departement. */
export const exportHoursMonth = defineAction({
  name: "pathway.exportHoursMonth",
  summary:
    "The hours of a month as CSV, a line a person and service, for the service or for the departement.",
  route: "GET /pathway/hours/month/export",
  part: "health",
  input: z.strictObject(monthQuestion),
  output: csvFile,
  allow: keepsForTeam,
  auditRead: true,
  errors: ["pathway.organisationNeeded", "pathway.hoursFileTooLong"],
});
