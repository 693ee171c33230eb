import { defineAction, hasRole } from "#base";
import { z } from "zod";
import { keepsForTeam } from "../rules.ts";
import { controllerId, department, departmentSchema, providerId, version } from "./fields.ts";

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
