import { anyone, defineAction, idSchema, localeSchema } from "#base";
import { positionPrecision, publicServed } from "#directory";
import { takingPartSchema, weekSchema } from "#directory/actions";
import { z } from "zod";
import { rowRefusal, suspicion } from "../suspicion.ts";
import { proposalShape } from "./proposal.ts";

/** Where a proposed entry is written, and where one sees what becomes of it. */
export const proposalPath = "/r/proposition/:token";

const token = z
  .string()
  .trim()
  .max(60)
  .regex(/^[A-Za-z0-9_-]{10,60}$/);
const shared = { part: "directory", allow: anyone } as const;

/** A proposed entry as it will be shown. */
export const shownProposalSchema = z.strictObject({
  name: z.string().max(200),
  organizationName: z.string().max(200),
  kind: z.string().max(20),
  categories: z.array(z.string().max(20)).max(5),
  description: z.string().max(2000),
  street: z.string().max(300).nullable(),
  postcode: z.string().max(10).nullable(),
  city: z.string().max(100),
  /** How well its place on the map is known; null when it has none. */
  positionPrecision: positionPrecision.schema.nullable(),
  phone: z.string().max(40).nullable(),
  email: z.string().max(200).nullable(),
  website: z.string().max(500).nullable(),
  welcome: z.string().max(200).nullable(),
  frais: z.array(z.string().max(40)).max(3),
  publics: z.array(publicServed.schema).max(20),
  takingPart: takingPartSchema,
  /** The hours of the seven days from today, as they were understood. */
  week: weekSchema,
});
/** A proposed entry as it will be shown. */
export type ShownProposal = z.output<typeof shownProposalSchema>;

/** Asks for the link by which an entry is proposed. */
export const askProposalLink = defineAction({
  ...shared,
  name: "exchange.askProposalLink",
  summary:
    "Sends a link to an e-mail address, by which an association that is not in the directory yet proposes its entry.",
  route: "POST /exchange/proposal-links",
  input: z.strictObject({
    address: z.email().max(200),
    locale: localeSchema.default("fr"),
    /** A field that nobody sees: machines fill it. */
    leaveEmpty: z.string().max(200).default(""),
  }),
  output: z.strictObject({}),
  isRepeatable: true,
  personal: ["address"],
  errors: ["exchange.reportByMachine", "exchange.codesEnough"],
  form: { path: "/proposer/nouvelle", page: "/proposer/nouvelle", done: "/proposer/lien-envoye" },
});

/** Reads what became of a proposed entry. */
export const readProposedEntry = defineAction({
  ...shared,
  name: "exchange.readProposedEntry",
  summary: "What became of the entry that a link proposes. Reading changes nothing.",
  route: "GET /exchange/proposals/:token",
  input: z.strictObject({ token }),
  output: z.strictObject({
    state: z.enum(["none", "waiting", "shown", "refused", "closed"]),
    /** Why it is kept out; null when it is not. */
    refusal: rowRefusal.schema.nullable(),
    offerId: idSchema<"offer">(),
    /** The entry as it was sent; null when none was. */
    sent: shownProposalSchema.nullable(),
  }),
  errors: ["exchange.linkUnusable"],
});

/** Shows a proposed entry as it will look. */
export const previewProposal = defineAction({
  ...shared,
  name: "exchange.previewProposal",
  summary: "A proposed entry as it will look, and why it may wait longer. Nothing is kept.",
  route: "POST /exchange/proposals/:token/preview",
  input: z.strictObject({ token, ...proposalShape }),
  output: z.strictObject({
    shown: shownProposalSchema,
    /** What a moderator will look at first. */
    suspicions: z.array(suspicion.schema).max(10),
  }),
  keepsNothing: true,
  personal: ["token"],
  errors: ["exchange.linkUnusable", "exchange.correctionUnreadable"],
});

/** Sends a proposed entry to the moderators. */
export const sendProposal = defineAction({
  ...shared,
  name: "exchange.sendProposal",
  summary:
    "Sends a proposed entry to the moderators; as long as they did not decide, sending again replaces it. Nothing is shown before.",
  route: "PUT /exchange/proposals/:token",
  input: z.strictObject({
    token,
    ...proposalShape,
    /** Whether the entry was seen as it will look; else it is refused with that to see. */
    isSeen: z.boolean().default(false),
    /** Whether it is another one than the entry that is there already. */
    isOther: z.boolean().default(false),
  }),
  output: z.strictObject({ offerId: idSchema<"offer">() }),
  personal: ["token"],
  errors: [
    "exchange.linkUnusable",
    "exchange.linkAnswered",
    "exchange.correctionUnreadable",
    "exchange.proposalToSee",
    "exchange.entryExists",
    "exchange.notProposersAddress",
  ],
  form: { path: proposalPath, page: proposalPath, done: proposalPath },
});
