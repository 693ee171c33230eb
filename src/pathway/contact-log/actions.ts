import { defineAction, idSchema, instantSchema, localDateSchema } from "#base";
import { z } from "zod";
import { mayFollow } from "../rules.ts";
import { confirmingWays, contactOutcome, contactWay } from "./codes.ts";

const personId = idSchema<"person">();
const contactId = idSchema<"contact-note">();
const receipt = z.strictObject({ personId, contactId });
const page = "/pro/personnes/:personId";
const done = `${page}#contacts`;

/** Notes a contact with a person, or an attempt at one. */
export const noteContact = defineAction({
  name: "pathway.noteContact",
  summary: "Notes a contact with a person, or an attempt at one: when, by which way, how it went.",
  route: "POST /pathway/persons/:personId/contacts",
  part: "persons",
  input: z.strictObject({
    id: contactId,
    personId,
    day: localDateSchema,
    /** On the clock of the place, hours and minutes. */
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    way: contactWay.schema,
    outcome: contactOutcome.schema,
    note: z.string().trim().max(1000).nullable().default(null),
    /** Whether it was gone through with the person how they are reached, and is still right. */
    confirmsRules: z.boolean().default(false),
  }),
  output: receipt,
  allow: mayFollow,
  personal: ["note"],
  form: { path: `${page}/contacts`, page, done },
  errors: [
    "pathway.personNotFound",
    "pathway.contactInFuture",
    "pathway.contactExists",
    "pathway.contactNotReached",
  ],
});

/** Notes in one gesture that somebody talked with the person and how they are reached is still right. */
export const confirmContact = defineAction({
  name: "pathway.confirmContact",
  summary:
    "Notes that how a person is reached was gone through with them, just now, and is still right; withdrawn like any contact.",
  route: "POST /pathway/persons/:personId/contact-rules/confirmation",
  part: "persons",
  input: z.strictObject({
    id: contactId,
    personId,
    /** By voice or face to face: who answers a written message is not known. */
    way: z.enum(confirmingWays),
  }),
  output: receipt,
  allow: mayFollow,
  versioned: true,
  form: { path: `${page}/contact-confirme`, page, done: `${page}#contact` },
  errors: ["pathway.personNotFound", "pathway.contactExists"],
});

/** Withdraws a contact that one noted by mistake. */
export const withdrawContact = defineAction({
  name: "pathway.withdrawContact",
  summary:
    "Withdraws a contact that one noted oneself by mistake, within a day: it stays in the log, marked as withdrawn.",
  route: "POST /pathway/persons/:personId/contacts/:contactId/withdraw",
  part: "persons",
  input: z.strictObject({ personId, contactId }),
  output: receipt,
  allow: mayFollow,
  form: { path: `${page}/contacts/:contactId/retirer`, page, done },
  errors: ["pathway.personNotFound", "pathway.contactNotFound", "pathway.contactSettled"],
});

/** The log of contacts with a person. */
export const listContacts = defineAction({
  name: "pathway.listContacts",
  summary: "The contacts with a person and the attempts, newest first, and whether they were tried in vain.",
  route: "GET /pathway/persons/:personId/contacts",
  part: "persons",
  input: z.strictObject({ personId }),
  output: z.strictObject({
    /** The newest two hundred. */
    contacts: z
      .array(
        z.strictObject({
          id: contactId,
          at: instantSchema,
          way: contactWay.schema,
          outcome: contactOutcome.schema,
          note: z.string().max(1000).nullable(),
          /** Name of who noted it; null when the account is closed. */
          notedBy: z.string().max(120).nullable(),
          withdrawnAt: instantSchema.nullable(),
          /** Whether it was gone through how the person is reached. */
          confirmsRules: z.boolean(),
          /** Whether who asks can withdraw it now. */
          mayWithdraw: z.boolean(),
        }),
      )
      .max(200),
    /** Three attempts at different times, by two ways, without an answer since. */
    isTriedInVain: z.boolean(),
    /** From when the waiting queue asks to try again; null where nobody is to be tried. */
    tryAgainAt: instantSchema.nullable(),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});
