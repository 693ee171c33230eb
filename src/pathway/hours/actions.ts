import { defineAction, hasRole, idSchema, instantSchema, localDateSchema } from "#base";
import { z } from "zod";
import { keepsForTeam, mayFollow } from "../rules.ts";
import { hoursActivity, hoursFault, hoursStatus, monthlyMost, talkAnswer } from "./codes.ts";

const personId = idSchema<"person">();
const controllerId = idSchema<"controller">();
const providerId = idSchema<"hoursProvider">();
const rightId = idSchema<"hoursRight">();
const entryId = idSchema<"hoursEntry">();
const invitationId = idSchema<"talkInvitation">();
const minutes = z.int().min(1).max(monthlyMost);
const month = z
  .string()
  .length(7)
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/);
const department = z
  .string()
  .trim()
  .max(3)
  .regex(/^[0-9][0-9AB][0-9]?$/);
const version = z.int().min(1);
const totalMinutes = z.int().min(0);

const departmentSchema = z.strictObject({
  department,
  isApplied: z.boolean(),
  carryOverMonths: z.int().min(0).max(5),
  version,
});

/** Which departements apply the hours. */
export const listHoursDepartments = defineAction({
  name: "pathway.listHoursDepartments",
  summary:
    "Which departements of the territory apply the hours of social connection, and whether unused ones are carried over.",
  route: "GET /pathway/hours/departments",
  part: "health",
  input: z.strictObject({}),
  output: z.strictObject({ departments: z.array(departmentSchema).max(110) }),
  allow: hasRole("link-worker", "team-coordinator", "territory-admin"),
});

/** Says whether a departement applies the hours. */
export const setHoursDepartment = defineAction({
  name: "pathway.setHoursDepartment",
  summary:
    "Says whether a departement applies the hours of social connection, and for how many months unused ones stay.",
  route: "PUT /pathway/hours/departments/:department",
  part: "health",
  input: z.strictObject({
    department,
    isApplied: z.boolean().default(false),
    carryOverMonths: z.int().min(0).max(5).default(0),
  }),
  output: z.strictObject({ department, version }),
  allow: hasRole("territory-admin"),
  versioned: true,
  form: { path: "/pro/heures/departements", page: "/pro/heures", done: "/pro/heures" },
});

/** Adds a service that gives hours. */
export const addHoursProvider = defineAction({
  name: "pathway.addHoursProvider",
  summary: "Adds a service that gives hours of social connection to those that an organisation knows.",
  route: "POST /pathway/hours/providers",
  part: "health",
  input: z.strictObject({
    id: providerId,
    controllerId: controllerId.optional(),
    name: z.string().trim().min(1).max(200),
  }),
  output: z.strictObject({ providerId }),
  allow: keepsForTeam,
  form: { path: "/pro/heures/services", page: "/pro/heures", done: "/pro/heures" },
  errors: ["pathway.organisationNeeded", "pathway.hoursProviderExists"],
});

const provider = z.strictObject({ id: providerId, name: z.string().max(200) });

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

const file = z.strictObject({
  fileName: z.string().max(200),
  mediaType: z.literal("text/csv"),
  text: z.string().max(2_000_000),
});

/** The monthly statement as a file, for a service or for the departement. */
export const exportHoursMonth = defineAction({
  name: "pathway.exportHoursMonth",
  summary:
    "The hours of a month as CSV, a line a person and service, for the service or for the departement.",
  route: "GET /pathway/hours/month/export",
  part: "health",
  input: z.strictObject(monthQuestion),
  output: file,
  allow: keepsForTeam,
  auditRead: true,
  errors: ["pathway.organisationNeeded", "pathway.hoursFileTooLong"],
});

/** Reads a service's time-keeping. */
export const importHours = defineAction({
  name: "pathway.importHours",
  summary:
    "Reads the time-keeping of a service (CSV): good rows are kept, each other one is named with what is wrong. The same file twice changes nothing.",
  route: "POST /pathway/hours/imports",
  part: "health",
  input: z.strictObject({
    id: idSchema<"hoursImport">(),
    controllerId: controllerId.optional(),
    providerId,
    text: z.string().min(1).max(500_000),
    /** Only says what would change. */
    isTrial: z.boolean().default(false),
  }),
  output: z.strictObject({ importId: idSchema<"hoursImport">() }),
  allow: keepsForTeam,
  personal: ["text"],
  form: { path: "/pro/heures/imports", page: "/pro/heures", done: "/pro/heures/imports/:importId" },
  errors: ["pathway.organisationNeeded", "pathway.hoursProviderNotFound", "pathway.hoursFileTooLong"],
});

/** What became of a file of time-keeping. */
export const readHoursImport = defineAction({
  name: "pathway.readHoursImport",
  summary:
    "What became of a file of time-keeping: rows kept, changed, unchanged, and what is wrong with the others.",
  route: "GET /pathway/hours/imports/:importId",
  part: "health",
  input: z.strictObject({ importId: idSchema<"hoursImport">() }),
  output: z.strictObject({
    importId: idSchema<"hoursImport">(),
    providerName: z.string().max(200),
    at: instantSchema,
    isTrial: z.boolean(),
    rows: z.int().min(0),
    added: z.int().min(0),
    changed: z.int().min(0),
    unchanged: z.int().min(0),
    faults: z
      .array(z.strictObject({ row: z.int().min(0), column: z.string().max(20), code: hoursFault.schema }))
      .max(20_000),
  }),
  allow: keepsForTeam,
  errors: ["pathway.hoursImportNotFound"],
});

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
  output: file,
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});
