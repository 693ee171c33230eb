import { defineAction, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { keepsForTeam } from "../rules.ts";
import { hoursFault } from "./codes.ts";
import { controllerId, providerId } from "./fields.ts";

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
