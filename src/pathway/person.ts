import { defineCodeList, idSchema, localeSchema } from "#base";
import { z } from "zod";
import { keptBirthDate, typedBirthDate } from "./birth-date.ts";
import { lifeEvent } from "./contact/life-event.ts";
import { contactMoment } from "./contact/moment.ts";
import { statisticsUse } from "./sharing/item.ts";

/** Why an organisation may hold a file: the processing basis that it names (GDPR art. 6, CNIL délib. 2021-028). */
export const processingGround = defineCodeList(
  "processingGround",
  "GDPR art. 6; CNIL référentiel social, délib. 2021-028",
  ["public-interest-task", "consent", "legal-obligation", "vital-interest"],
);

/** Channels by which a person gave leave to be contacted. None at all means "do not contact". */
export const contactChannel = defineCodeList("contactChannel", "Tisser, from spec/legal.md fact (b)", [
  "phone",
  "sms",
  "email",
  "post",
  "visit",
  "via-referent",
]);

/** On what ground a file may be held of somebody under 18 (country pack France). */
export const minorGround = defineCodeList("minorGround", "spec/legal.md, minors and protected adults", [
  "representative-agreed",
  "legal-order",
  "child-protection",
]);

/** What a person answered when asked their sex, for figures alone; matching and the order of queues know nothing of it. */
export const statedSex = defineCodeList(
  "statedSex",
  "WHA78 resolution, OP1 (1); surveySex of the observatory",
  ["woman", "man", "not-said"],
);

/** What a professional may write of a person. Every text field of it is personal. */
export const personFields = {
  givenNames: z.string().trim().min(1).max(100),
  familyName: z.string().trim().max(100).nullable().default(null),
  /** As far as it is known: the day, the month, or the year alone. */
  birthDate: typedBirthDate.nullable().default(null),
  /** Whether the person, or who knows them, said that they are eighteen or more, where a birth year leaves it open. */
  isSaidOfAge: z.boolean().default(false),
  phone: z
    .string()
    .trim()
    .max(30)
    .regex(/^[+0-9 .()-]+$/)
    .nullable()
    .default(null),
  email: z.email().max(200).nullable().default(null),
  townCode: z
    .string()
    .regex(/^[0-9][0-9AB][0-9]{3}$/)
    .nullable()
    .default(null),
  /** "Ce qui compte pour moi", in the person's words. */
  wishes: z.string().trim().max(5000).nullable().default(null),
  preferredLocale: localeSchema.default("fr"),
  processingGround: processingGround.schema,
  contactChannels: z.array(contactChannel.schema).max(6).default([]),
  /** Parts of the week in which the person may be written to; none means at any time. */
  contactMoments: z.array(contactMoment.schema).max(4).default([]),
  minorGround: minorGround.schema.nullable().default(null),
  /** When it is safe to be in touch, in the person's words. */
  contactHours: z.string().trim().max(200).nullable().default(null),
  /** What may be said and to whom: in whose name one calls, a first name and a word agreed on. */
  contactWords: z.string().trim().max(300).nullable().default(null),
  /** Whether a message may be left; null when it was not asked, and then none is left. */
  mayLeaveVoicemail: z.boolean().nullable().default(null),
  /** Whether the file may serve statistics: a fact of its own. */
  statisticsUse: statisticsUse.schema.default("not-asked"),
  /** Null while nobody asked; nobody has to. */
  sex: statedSex.schema.nullable().default(null),
};

/** Names of the fields that are sealed, erased with the file and never logged. */
export const personalFields = [
  "givenNames",
  "familyName",
  "birthDate",
  "phone",
  "email",
  "townCode",
  "wishes",
  "contactHours",
  "contactWords",
  "sex",
] as const;

/** Fields that say how a person is reached: where, by what, when, in what words. */
export const contactFields = [
  "phone",
  "email",
  "contactChannels",
  "contactMoments",
  "contactHours",
  "contactWords",
  "mayLeaveVoicemail",
] as const;
/** Name of a field that says how a person is reached. */
export type ContactField = (typeof contactFields)[number];

/** A person's file as its organisation reads it. */
export const personSchema = z.strictObject({
  id: idSchema<"person">(),
  controllerId: idSchema<"controller">(),
  version: z.int().min(1),
  status: z.enum(["open", "closed"]),
  openedAt: z.string().max(30),
  changedAt: z.string().max(30),
  givenNames: z.string().max(100),
  familyName: z.string().max(100).nullable(),
  /** As far as it is known: the day, the month, or the year alone. */
  birthDate: keptBirthDate.nullable(),
  isSaidOfAge: z.boolean(),
  phone: z.string().max(30).nullable(),
  email: z.string().max(200).nullable(),
  townCode: z.string().max(5).nullable(),
  wishes: z.string().max(5000).nullable(),
  preferredLocale: localeSchema,
  processingGround: processingGround.schema,
  contactChannels: z.array(contactChannel.schema).max(6),
  contactMoments: z.array(contactMoment.schema).max(4),
  /** When the rules of contact were last written or confirmed. */
  contactConfirmedAt: z.string().max(30),
  /** What happened in their life that ends or pauses things; null when nothing did. */
  lifeEvent: lifeEvent.schema.nullable(),
  minorGround: minorGround.schema.nullable(),
  contactHours: z.string().max(200).nullable(),
  contactWords: z.string().max(300).nullable(),
  mayLeaveVoicemail: z.boolean().nullable(),
  statisticsUse: statisticsUse.schema,
  sex: statedSex.schema.nullable(),
});
/** A person's file. */
export type Person = z.output<typeof personSchema>;
