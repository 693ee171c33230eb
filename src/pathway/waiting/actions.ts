import { defineAction, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { accompanies } from "../rules.ts";
import { waitingReason } from "./reason.ts";

const waitingItem = z.strictObject({
  reason: waitingReason.schema,
  personId: idSchema<"person">(),
  givenNames: z.string().max(100),
  referralId: idSchema<"referral">().nullable(),
  receiverName: z.string().max(200).nullable(),
  since: z.string().max(30),
  /** Whether the person is to be called to hear of it: neither a message nor a letter may tell them. */
  isPersonToTell: z.boolean(),
  /** Whether the referral matters sooner than others. */
  isPriority: z.boolean(),
  /** The colleague away for whom the reader covers; null for one's own and for what is the team's. */
  coversFor: z.string().max(120).nullable(),
  /** Whether it may be set aside. */
  maySetAside: z.boolean(),
  /** When it comes back by itself, and by which act it was set aside; null while it waits. */
  aside: z.strictObject({ until: instantSchema, batchId: idSchema<"set-aside">() }).nullable(),
});

/** What waits for me. */
export const listWaiting = defineAction({
  name: "pathway.listWaiting",
  summary: "What waits for the workers of one's organisation, most urgent first, each with its reason.",
  route: "GET /pathway/waiting",
  part: "persons",
  input: z.strictObject({
    /** Only what one owns oneself, or somebody away for whom one covers. */
    mine: z.enum(["true", "false"]).default("false"),
    /** What waits, or what was set aside. */
    view: z.enum(["open", "aside"]).default("open"),
  }),
  output: z.strictObject({
    items: z.array(waitingItem).max(500),
    hasMore: z.boolean(),
    /** How many are set aside. */
    aside: z.int().min(0),
  }),
  allow: accompanies,
  auditRead: true,
});

/** One thing that waits, as a form names it: the reason, and the referral or the person. */
const itemName = z.string().regex(/^[a-z-]{1,40}\.[0-9a-f-]{36}$/);

/** Sets things aside that were seen. */
export const setAside = defineAction({
  name: "pathway.setAside",
  summary:
    "Sets things that wait aside for some days, one or many at once: they come back by themselves, or as soon as something new happens. What somebody waits for an answer to cannot be set aside.",
  route: "POST /pathway/waiting/aside",
  part: "persons",
  input: z.strictObject({
    /** `<reason>.<id>`: the id of the referral, or of the person where there is none. */
    items: z.array(itemName).min(1).max(100),
    days: z.coerce.number().int().min(1).max(14).default(3),
  }),
  output: z.strictObject({ batchId: idSchema<"set-aside">(), count: z.int().min(1) }),
  allow: accompanies,
  form: { path: "/pro/mettre-de-cote", page: "/pro", done: "/pro?cote=:batchId" },
  errors: ["pathway.nothingToSetAside", "pathway.notToSetAside"],
});

/** Brings back what one act set aside. */
export const bringBack = defineAction({
  name: "pathway.bringBack",
  summary: "Brings everything back that one act set aside.",
  route: "POST /pathway/waiting/aside/:batchId/undo",
  part: "persons",
  input: z.strictObject({ batchId: idSchema<"set-aside">() }),
  output: z.strictObject({ batchId: idSchema<"set-aside">(), count: z.int().min(1) }),
  allow: accompanies,
  form: { path: "/pro/mettre-de-cote/:batchId/retour", page: "/pro", done: "/pro" },
  errors: ["pathway.nothingToSetAside"],
});
