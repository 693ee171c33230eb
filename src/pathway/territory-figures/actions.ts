import { defineAction, hasRole, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { leadsTeam } from "../rules.ts";
import { figuresShape } from "../team-figures/actions.ts";
import { statisticsGround } from "./codes.ts";

const page = "/pro/chiffres";
const year = z.coerce.number().int().min(2020).max(2100);
const controllerId = idSchema<"controller">();
const readsTerritory = hasRole("territory-admin", "analyst");

/** Gives the territory the lines of a year. */
export const giveTerritoryFigures = defineAction({
  name: "pathway.giveTerritoryFigures",
  summary:
    "Gives the figures of the territory one line without name, id or date for each person of the team's year who was told of statistics or agreed, on a ground that is kept. Given again, the year is replaced.",
  route: "PUT /pathway/territory-figures/contribution",
  part: "persons",
  input: z.strictObject({ controllerId, year, ground: statisticsGround.schema }),
  output: z.strictObject({ persons: z.int().min(0) }),
  allow: leadsTeam,
  form: { path: `${page}/territoire/don`, page, done: page },
  errors: ["pathway.organisationNeeded", "pathway.yearNotBegun"],
});

/** Takes the lines of a year back. */
export const withdrawTerritoryFigures = defineAction({
  name: "pathway.withdrawTerritoryFigures",
  summary: "Takes back what the team gave the figures of the territory of a year: the lines are erased.",
  route: "DELETE /pathway/territory-figures/contribution",
  part: "persons",
  input: z.strictObject({ controllerId, year }),
  output: z.strictObject({ wasGiven: z.boolean() }),
  allow: leadsTeam,
  form: { path: `${page}/territoire/retrait`, page, done: page },
  errors: ["pathway.organisationNeeded"],
});

/** The figures of the territory in a year. */
export const readTerritoryFigures = defineAction({
  name: "pathway.readTerritoryFigures",
  summary:
    "The figures of all organisations of the territory that gave theirs for a year, three at least, put together: no persons, no organisation apart, nothing small even for who knows the figures of two of them; nothing is called an effect.",
  route: "GET /pathway/territory-figures",
  part: "persons",
  input: z.strictObject({ year: year.optional() }),
  output: z.strictObject({
    ...figuresShape,
    /** Organisations that gave their lines, in the order of the alphabet, and when. */
    organisations: z.array(z.strictObject({ name: z.string().max(200), givenAt: instantSchema })).max(1000),
    /** Whether enough of them have persons for figures to be shown. */
    isEnough: z.boolean(),
    /** Referrals under way by receiving organisation, in the order of the alphabet; small ones `together`. */
    partners: z
      .array(z.strictObject({ code: z.string().max(300), count: z.int().min(0).nullable() }))
      .max(2000),
  }),
  allow: readsTerritory,
  auditRead: true,
});

/** The same as a file. */
export const exportTerritoryFigures = defineAction({
  name: "pathway.exportTerritoryFigures",
  summary: "The figures of the territory in a year as CSV: a line a figure, empty where it is withheld.",
  route: "GET /pathway/territory-figures/export",
  part: "persons",
  input: z.strictObject({ year: year.optional() }),
  output: z.strictObject({
    fileName: z.string().max(200),
    mediaType: z.literal("text/csv"),
    text: z.string().max(500_000),
  }),
  allow: readsTerritory,
  auditRead: true,
});
