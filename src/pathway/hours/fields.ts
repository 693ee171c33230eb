import { idSchema } from "#base";
import { z } from "zod";
import { monthlyMost } from "./codes.ts";

/** Id of a person. */
export const personId = idSchema<"person">();
/** Id of an organisation. */
export const controllerId = idSchema<"controller">();
/** Id of a service that gives hours. */
export const providerId = idSchema<"hoursProvider">();
/** Id of a right. */
export const rightId = idSchema<"hoursRight">();
/** Id of an entry of the ledger. */
export const entryId = idSchema<"hoursEntry">();
/** Id of the closing of a month for a service. */
export const closingId = idSchema<"hoursClosing">();
/** Id of a correction. */
export const correctionId = idSchema<"hoursCorrection">();
/** Id of an invitation to talk. */
export const invitationId = idSchema<"talkInvitation">();
/** Minutes of one entry or of a plan: from 1 to the most of a month. */
export const minutes = z.int().min(1).max(monthlyMost);
/** A month, `2026-11`. */
export const month = z
  .string()
  .length(7)
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/);
/** Code of a departement. */
export const department = z
  .string()
  .trim()
  .max(3)
  .regex(/^[0-9][0-9AB][0-9]?$/);
/** Version of a row. */
export const version = z.int().min(1);
/** A sum of minutes. */
export const totalMinutes = z.int().min(0);

/** Whether a departement applies the hours. */
export const departmentSchema = z.strictObject({
  department,
  isApplied: z.boolean(),
  carryOverMonths: z.int().min(0).max(5),
  version,
});

/** A service that gives hours. */
export const provider = z.strictObject({ id: providerId, name: z.string().max(200) });

/** A table as a file. */
export const csvFile = z.strictObject({
  fileName: z.string().max(200),
  mediaType: z.literal("text/csv"),
  text: z.string().max(2_000_000),
});
