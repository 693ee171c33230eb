import { anyone, defineAction, hasRole, idSchema, instantSchema, localeSchema } from "#base";
import { z } from "zod";
import { reportOutcome, reportReason } from "./report.ts";

const mayReview = hasRole("territory-admin", "platform-operator");
const listPath = "/pro/imports/signalements";
const offerId = idSchema<"offer">();

/** Reports that something is wrong in an entry. */
export const reportEntry = defineAction({
  name: "exchange.reportEntry",
  summary:
    "Reports what is wrong in an entry of the directory, without account. A way to be answered may be left; it goes once somebody decided.",
  route: "POST /exchange/reports",
  part: "directory",
  input: z.strictObject({
    offerId,
    reason: reportReason.schema,
    /** What is wrong, in one's own words; no address of the web. */
    words: z.string().trim().max(1000).optional(),
    /** An e-mail address or a telephone number. */
    contact: z.string().trim().max(120).optional(),
    locale: localeSchema.default("fr"),
    /** A field that nobody sees: machines fill it. */
    leaveEmpty: z.string().max(200).default(""),
  }),
  output: z.strictObject({ offerId }),
  allow: anyone,
  personal: ["words", "contact"],
  errors: [
    "directory.offerNotFound",
    "exchange.reportByMachine",
    "exchange.reportWithLink",
    "exchange.reportsEnough",
    "exchange.reportsFull",
  ],
  form: {
    path: "/lieu/:offerId/signaler",
    page: "/lieu/:offerId/signaler",
    done: "/lieu/:offerId/signaler/merci",
  },
});

/** Lists reports that wait. */
export const listReports = defineAction({
  name: "exchange.listReports",
  summary: "Reports about entries that wait for a decision: what can hurt somebody first, then the oldest.",
  route: "GET /exchange/reports",
  part: "directory",
  input: z.strictObject({ page: z.coerce.number().int().min(1).max(10_000).default(1) }),
  output: z.strictObject({
    total: z.int().min(0),
    page: z.int().min(1),
    pageSize: z.int().min(1),
    reports: z
      .array(
        z.strictObject({
          id: z.guid(),
          offerId,
          name: z.string().max(200),
          city: z.string().max(100),
          sourceName: z.string().max(200),
          reason: reportReason.schema,
          isUrgent: z.boolean(),
          words: z.string().max(1000).nullable(),
          contact: z.string().max(120).nullable(),
          locale: localeSchema,
          reportedAt: instantSchema,
        }),
      )
      .max(50),
  }),
  allow: mayReview,
  auditRead: true,
});

/** Decides about a report. */
export const decideReport = defineAction({
  name: "exchange.decideReport",
  summary: "Says what became of a report; its words and the way to answer are erased.",
  route: "POST /exchange/reports/:reportId/decision",
  part: "directory",
  input: z.strictObject({ reportId: z.guid(), outcome: reportOutcome.schema }),
  output: z.strictObject({ reportId: z.guid() }),
  allow: mayReview,
  errors: ["exchange.reportNotWaiting"],
  form: { path: `${listPath}/:reportId`, page: listPath, done: listPath },
});
