import { anyone, defineAction, hasRole, idSchema, localDateSchema, localeSchema } from "#base";
import { z } from "zod";
import { correctionShape } from "./correction.ts";

const offerId = idSchema<"offer">();
const token = z
  .string()
  .trim()
  .max(60)
  .regex(/^[A-Za-z0-9_-]{10,60}$/);
const listPath = "/r/fiche/:token";
const onePath = "/r/fiche/:token/:offerId";
const shared = { part: "directory", allow: anyone } as const;
const byLink = { ...shared, personal: ["token"], output: z.strictObject({ offerId }) } as const;
const linkErrors = ["exchange.linkUnusable", "exchange.linkAnswered", "exchange.openNotFound"] as const;
const campaignPath = "/pro/imports/campagne";
const mayReview = hasRole("territory-admin", "platform-operator");

/** Asks for a code by which an organisation keeps its entries. */
export const askKeeperCode = defineAction({
  ...shared,
  name: "exchange.askKeeperCode",
  summary:
    "Sends a code to an e-mail address that entries publish; by it the organisation keeps those entries, without account.",
  route: "POST /exchange/keeper-codes",
  input: z.strictObject({
    address: z.email().max(200),
    /** The entry that is meant; without it, all that publish the address. */
    offerId: offerId.optional(),
    locale: localeSchema.default("fr"),
    /** A field that nobody sees: machines fill it. */
    leaveEmpty: z.string().max(200).default(""),
  }),
  output: z.strictObject({}),
  isRepeatable: true,
  personal: ["address"],
  errors: [
    "exchange.reportByMachine",
    "exchange.addressUnknown",
    "exchange.notTheirAddress",
    "exchange.codesEnough",
  ],
  form: { path: "/proposer", page: "/proposer", done: "/proposer/code" },
});

/** Takes a code that came by e-mail. */
export const takeKeeperCode = defineAction({
  ...shared,
  name: "exchange.takeKeeperCode",
  summary: "Takes a code that came by e-mail: it leads to the entries that it opens. Nothing is changed.",
  route: "POST /exchange/keeper-codes/use",
  input: z.strictObject({ code: z.string().trim().min(10).max(60) }),
  output: z.strictObject({ token }),
  keepsNothing: true,
  personal: ["code"],
  errors: ["exchange.linkUnusable"],
  form: { path: "/proposer/code", page: "/proposer/code", done: listPath },
});

const keptEntry = z.strictObject({
  offerId,
  name: z.string().max(200),
  city: z.string().max(100),
  /** Day on which the organisation, or its producer, last said that it is right. */
  confirmedOn: localDateSchema.nullable(),
  isOpen: z.boolean(),
  /** Day until which it is closed; null when it is not. */
  pausedUntil: localDateSchema.nullable(),
  /** What was answered by this link; null when nothing was. */
  answer: z.enum(["confirmed", "corrected", "closed", "paused"]).nullable(),
  /** Months between reminders, 0 for never; null when nobody chose. */
  reminderMonths: z.int().min(0).max(12).nullable(),
  /** Reports of mistakes about it that wait. */
  reports: z.int().min(0),
});

/** Reads the entries of a link. */
export const readKeptEntries = defineAction({
  ...shared,
  name: "exchange.readKeptEntries",
  summary: "The entries that a link or code opens, with what is known of each. Reading changes nothing.",
  route: "GET /exchange/kept/:token",
  input: z.strictObject({ token }),
  output: z.strictObject({
    /** Whether each entry can be answered once alone. */
    isOnce: z.boolean(),
    entries: z.array(keptEntry).max(100),
  }),
  errors: ["exchange.linkUnusable"],
});

/** Reads one entry of a link, to be corrected. */
export const readKeptEntry = defineAction({
  ...shared,
  name: "exchange.readKeptEntry",
  summary: "One entry that a link opens, with what can be corrected. Reading changes nothing.",
  route: "GET /exchange/kept/:token/:offerId",
  input: z.strictObject({ token, offerId }),
  output: z.strictObject({
    entry: keptEntry,
    isOnce: z.boolean(),
    correction: z.strictObject({ ...correctionShape, description: z.string().max(10_000).optional() }),
  }),
  errors: ["exchange.linkUnusable", "exchange.openNotFound"],
});

/** Says that an entry is right. */
export const confirmKeptEntry = defineAction({
  ...byLink,
  name: "exchange.confirmKeptEntry",
  summary: "Says by a link that an entry is right as it is.",
  route: "POST /exchange/kept/:token/:offerId/confirmation",
  input: z.strictObject({ token, offerId }),
  errors: linkErrors,
  form: { path: `${onePath}/confirmer`, page: onePath, done: listPath },
});

/** Corrects an entry by a link. */
export const correctKeptEntry = defineAction({
  ...byLink,
  name: "exchange.correctKeptEntry",
  summary: "Corrects an entry by a link: every field as it is to stand. It is confirmed at the same time.",
  route: "PUT /exchange/kept/:token/:offerId",
  input: z.strictObject({ token, offerId, ...correctionShape }),
  errors: [...linkErrors, "exchange.correctionUnreadable", "exchange.correctionSuspicious"],
  form: { path: `${onePath}/corriger`, page: onePath, done: listPath },
});

/** Closes an entry by a link. */
export const closeKeptEntry = defineAction({
  ...byLink,
  name: "exchange.closeKeptEntry",
  summary: "Says by a link that what an entry tells of exists no more: it is closed.",
  route: "POST /exchange/kept/:token/:offerId/closing",
  input: z.strictObject({
    token,
    offerId,
    /** Said twice, because it is shown no more. */
    isSure: z.literal(true),
  }),
  errors: linkErrors,
  form: { path: `${onePath}/fermer`, page: onePath, done: listPath },
});

/** Closes an entry for a time by a link. */
export const pauseKeptEntry = defineAction({
  ...byLink,
  name: "exchange.pauseKeptEntry",
  summary: "Says by a link that it is closed from one day to another; it opens again by itself.",
  route: "POST /exchange/kept/:token/:offerId/pause",
  input: z.strictObject({ token, offerId, from: localDateSchema, until: localDateSchema }),
  errors: [...linkErrors, "exchange.pauseUnusable"],
  form: { path: `${onePath}/pause`, page: onePath, done: listPath },
});

/** Chooses when to be asked again. */
export const chooseReminder = defineAction({
  ...byLink,
  name: "exchange.chooseReminder",
  summary:
    "Chooses by a link after how many months one is asked again whether an entry is right; 0 for never.",
  route: "PUT /exchange/kept/:token/:offerId/reminder",
  input: z.strictObject({ token, offerId, months: z.enum(["0", "3", "6", "12"]) }),
  errors: ["exchange.linkUnusable", "exchange.openNotFound"],
  form: { path: `${onePath}/rappel`, page: onePath, done: listPath },
});

const campaignFilter = {
  /** Months since which nobody confirmed. */
  months: z.coerce.number().int().min(1).max(36).default(6),
  departement: z
    .string()
    .regex(/^(?:[0-9][0-9AB]|97[1-8])$/)
    .optional(),
};
const campaignSize = z.strictObject({ addresses: z.int().min(0), offers: z.int().min(0) });

/** Says whom a campaign would ask. */
export const previewCampaign = defineAction({
  part: "directory",
  name: "exchange.previewCampaign",
  summary: "How many addresses and entries a campaign would ask whether they are still right.",
  route: "GET /exchange/campaigns",
  input: z.strictObject(campaignFilter),
  output: campaignSize,
  allow: mayReview,
});

/** Asks organisations whether their entries are still right. */
export const startCampaign = defineAction({
  part: "directory",
  name: "exchange.startCampaign",
  summary:
    "Asks organisations by one e-mail each whether their entries are still right: none that asked not to be, none asked in the last thirty days, at most 200 at a time.",
  route: "POST /exchange/campaigns",
  input: z.strictObject(campaignFilter),
  output: campaignSize,
  allow: mayReview,
  errors: ["exchange.campaignEmpty"],
  form: { path: campaignPath, page: campaignPath, done: `${campaignPath}/lancee` },
});
