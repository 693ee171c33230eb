import { defineAction, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { costShape } from "../cost/actions.ts";
import { keepsForTeam } from "../rules.ts";
import { statisticsGround } from "../territory-figures/codes.ts";
import { equityDimension, pathInterval, pathStep } from "./codes.ts";

const year = z.coerce.number().int().min(2020).max(2100);
const question = { year: year.optional(), controllerId: idSchema<"controller">().optional() };
const count = z.int().min(0).nullable();
const share = z.number().min(0).max(1).nullable();
const points = z.number().nullable();

/** Figures of a year, of a team or of a territory. */
export const figuresShape = {
  year: z.int(),
  /** Files opened in the year whose person does not object to statistics; null where withheld, as everywhere below. */
  persons: count,
  funnel: z.array(z.strictObject({ step: pathStep.schema, count })).max(5),
  /** Ends of the referrals of these persons: outcome, reason, `unknown` or `open`; small ones `together`. */
  ends: z.array(z.strictObject({ code: z.string().max(40), count })).max(40),
  intervals: z
    .array(z.strictObject({ interval: pathInterval.schema, n: count, medianDays: z.number().nullable() }))
    .max(4),
  equity: z
    .array(
      z.strictObject({
        dimension: equityDimension.schema,
        groups: z
          .array(z.strictObject({ code: z.string().max(20), persons: count, attendedShare: share }))
          .max(120),
      }),
    )
    .max(4),
  ties: z.strictObject({ n: count, share, low: share, high: share, unknownShare: share }),
  changes: z
    .array(
      z.strictObject({
        instrument: z.string().max(40),
        n: count,
        mean: points,
        low: points,
        high: points,
        expectedFromRegression: points,
        dropOut: share,
      }),
    )
    .max(40),
  /** What the programme cost in the year, as it was entered, and what that comes to: a cost, not a saving or an effect. */
  cost: costShape,
};

const figuresSchema = z.strictObject({
  ...figuresShape,
  controllerId: idSchema<"controller">(),
  /** When, and on what ground, the team gave its territory the lines of this year; null when it did not. */
  given: z.strictObject({ at: instantSchema, ground: statisticsGround.schema }).nullable(),
  /** Referrals under way at each receiver now, by name: the work of the team, each of which it may open. */
  partners: z.array(z.strictObject({ name: z.string().max(200), open: z.int().min(1) })).max(200),
});

/** The figures of a team in a year. */
export const readTeamFigures = defineAction({
  name: "pathway.readTeamFigures",
  summary:
    "The figures of a team in a year: how far persons came, how referrals ended with unknown as unknown, times, equity, new ties still alive, change scores. Small counts are withheld; nothing is called an effect, nobody is ranked.",
  route: "GET /pathway/team-figures",
  part: "persons",
  input: z.strictObject(question),
  output: figuresSchema,
  allow: keepsForTeam,
  auditRead: true,
  errors: ["pathway.organisationNeeded"],
});

/** The same as a file. */
export const exportTeamFigures = defineAction({
  name: "pathway.exportTeamFigures",
  summary: "The figures of a team in a year as CSV: a line a figure, empty where it is withheld.",
  route: "GET /pathway/team-figures/export",
  part: "persons",
  input: z.strictObject(question),
  output: z.strictObject({
    fileName: z.string().max(200),
    mediaType: z.literal("text/csv"),
    text: z.string().max(200_000),
  }),
  allow: keepsForTeam,
  auditRead: true,
  errors: ["pathway.organisationNeeded"],
});
