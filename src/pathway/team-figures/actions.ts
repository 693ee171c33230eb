import { defineAction, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { costShape } from "../cost/actions.ts";
import { referralStatus } from "../referral/status.ts";
import { keepsForTeam } from "../rules.ts";
import { statisticsGround } from "../territory-figures/codes.ts";
import { waitingReason } from "../waiting/reason.ts";
import { equityDimension, openFigure, pathInterval, pathStep } from "./codes.ts";
import { opensFigure } from "./opens-figure.ts";

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
    .array(
      z.strictObject({
        interval: pathInterval.schema,
        n: count,
        /** For how many it began and has no end, or none yet; withheld together with `n`. */
        notYet: count,
        medianDays: z.number().nullable(),
      }),
    )
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
  partners: z
    .array(
      z.strictObject({
        name: z.string().max(200),
        open: z.int().min(1),
        /** One of them, by which the list of those at this receiver is opened: no name goes into an address. */
        referralId: idSchema<"referral">(),
      }),
    )
    .max(200),
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

/** Files on one page of the list behind a figure. */
export const filesPageSize = 50;

/** Who is behind a figure of a team. */
export const listFigureFiles = defineAction({
  name: "pathway.listFigureFiles",
  summary:
    "The files or referrals that make up a figure of a team, of those that one may see, most urgent first, each with its next step. The figures of a territory have no such list.",
  route: "GET /pathway/team-figures/files",
  part: "persons",
  input: z.strictObject({
    ...question,
    figure: openFigure.schema,
    /** A step, an end, an interval, an instrument; of a partner, a referral under way there. */
    code: z.string().regex(/^[a-z0-9_-]{1,40}$/),
    page: z.coerce.number().int().min(1).max(200).default(1),
  }),
  output: z.strictObject({
    year: z.int(),
    controllerId: idSchema<"controller">(),
    figure: openFigure.schema,
    code: z.string().max(40),
    page: z.int().min(1),
    pageSize: z.int().min(1),
    /** How many of them one may see: all that the figure counts, for whoever reads the figure. */
    total: z.int().min(0),
    /** Whether one sees one's own cases alone; how many the figure counts is then not told. */
    isOwnCases: z.boolean(),
    /** In a figure of ends, those that stand on the list. */
    ends: z.array(z.strictObject({ code: z.string().max(40), count: z.int().min(1) })).max(60),
    files: z
      .array(
        z.strictObject({
          personId: idSchema<"person">(),
          givenNames: z.string().max(100),
          /** Null in a figure of persons. */
          referral: z.strictObject({ id: idSchema<"referral">(), status: referralStatus.schema }).nullable(),
          /** Receiver of the referral, or of that which waits. */
          receiverName: z.string().max(200).nullable(),
          end: z.string().max(40).nullable(),
          reached: pathStep.schema.nullable(),
          days: z.int().min(0).nullable(),
          /** Last act on the referral; in a figure of persons, when the file was opened. */
          since: instantSchema,
          isPriority: z.boolean(),
          /** What waits for a worker; null where nothing does. */
          next: z
            .strictObject({ reason: waitingReason.schema, referralId: idSchema<"referral">().nullable() })
            .nullable(),
        }),
      )
      .max(filesPageSize),
  }),
  allow: opensFigure,
  auditRead: true,
  errors: ["pathway.organisationNeeded", "pathway.figureUnknown"],
});
