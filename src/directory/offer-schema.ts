import { instantSchema, localDateSchema } from "#base";
import { z } from "zod";
import { attendance, capacityStatus, groupSize, offerType, wayIn } from "./match/codes.ts";
import { offerSummarySchema, townCode } from "./offer-shape.ts";
import { accessFeature, interventionType, publicServed, wheelchairAccess } from "./taxonomy.ts";

/** Opening intervals of the seven days from today, local time as `HH:MM`; empty when unknown. */
export const weekSchema = z
  .array(
    z.strictObject({
      date: localDateSchema,
      intervals: z.array(z.strictObject({ from: z.string().max(5), to: z.string().max(5) })).max(12),
    }),
  )
  .max(7);

/** What one needs to know to dare to go: who comes, what it costs, how one begins. Null or empty where nobody told. */
export const takingPartSchema = z.strictObject({
  /** What it is, finer than its kind. */
  type: offerType.schema.nullable(),
  attendance: z.array(attendance.schema).max(6),
  waysIn: z.array(wayIn.schema).max(6),
  /** Years. */
  ageMin: z.int().min(0).max(120).nullable(),
  ageMax: z.int().min(0).max(120).nullable(),
  gender: z.enum(["women", "men"]).nullable(),
  /** Whether it is for its publics alone. */
  isRestricted: z.boolean(),
  /** Run by those whom it is for. */
  isByAndFor: z.boolean(),
  fetchesPeople: z.boolean(),
  /** How one gets there, in the words of whoever keeps the entry. */
  gettingThere: z.string().max(500).nullable(),
  groupSize: groupSize.schema.nullable(),
  /** ISO 639; `lsf` signs. */
  languages: z.array(z.string().max(20)).max(20),
  /** Euros. */
  price: z
    .strictObject({
      amount: z.number().min(0),
      per: z.enum(["session", "month", "quarter", "year"]).nullable(),
    })
    .nullable(),
  /** Whom it serves: the country, or names of départements or communes. */
  area: z
    .strictObject({
      type: z.enum(["country", "departement", "communes"]),
      names: z.array(z.string().max(80)).max(12),
      /** Names left off. */
      more: z.int().min(0),
    })
    .nullable(),
  /** What was told longer ago than counts is told no more: `ask`, without words, and the day. */
  capacity: z.strictObject({
    status: capacityStatus.schema,
    note: z.string().max(300).nullable(),
    toldOn: localDateSchema.nullable(),
  }),
});
/** What one needs to know to dare to go. */
export type TakingPart = z.output<typeof takingPartSchema>;

/** Everything public about one offer. */
export const offerSchema = offerSummarySchema.extend({
  summary: z.string().max(1000).nullable(),
  description: z.string().max(10_000).nullable(),
  interventions: z.array(interventionType.schema).max(6),
  publics: z.array(publicServed.schema).max(20),
  /** Names of services exactly as the producer lists them. */
  serviceLabels: z.array(z.string().max(200)).max(60),
  /** Numbers beside the one to call first. */
  otherPhones: z.array(z.string().max(40)).max(4),
  takingPart: takingPartSchema,
  /** Conditions of access in the producer's words. */
  accessConditions: z.string().max(2000).nullable(),
  /** How one gets in, and by whom that is told. */
  accessibility: z.strictObject({
    wheelchair: wheelchairAccess.schema,
    features: z.array(accessFeature.schema).max(20),
    /** What a source of such facts tells of the place; null where none is joined to it. */
    place: z
      .strictObject({
        wheelchair: wheelchairAccess.schema,
        name: z.string().max(200),
        licence: z.string().max(200),
        url: z.string().max(500).nullable(),
        /** Day on which it was last changed there; null when it does not say. */
        confirmedOn: localDateSchema.nullable(),
        importedOn: localDateSchema,
      })
      .nullable(),
  }),
  /** Regular hours as OSM `opening_hours`; null when none are known. */
  openingHours: z.string().max(2000).nullable(),
  /** A closure that ends by itself, days included; null when none is announced. */
  closure: z.strictObject({ from: localDateSchema.nullable(), until: localDateSchema }).nullable(),
  /** Hours in the producer's words where they could not be read as `opening_hours`. */
  hoursNote: z.string().max(2000).nullable(),
  /** Whom one asks for or who receives, in the producer's words; null when it is not told. */
  welcome: z.string().max(200).nullable(),
  townCode: townCode.nullable(),
  /** Days on which each group of its fields was last confirmed; null for one that never was. */
  confirmedGroups: z.strictObject({
    /** Hours, telephone, room. */
    hours: localDateSchema.nullable(),
    /** What is done, for whom, at what price. */
    what: localDateSchema.nullable(),
    place: localDateSchema.nullable(),
    organisation: localDateSchema.nullable(),
  }),
  /** Opening intervals of the seven days from today, for display; empty when unknown. */
  week: weekSchema,
  /** Dated sessions that are not over, the next first. */
  sessions: z.array(z.strictObject({ start: instantSchema, end: instantSchema })).max(20),
  source: z.strictObject({
    id: z.string().max(80),
    name: z.string().max(200),
    licence: z.string().max(200),
    url: z.string().max(500).nullable(),
    /** Day of the edition that was imported last. */
    importedOn: localDateSchema,
  }),
});
/** Everything public about one offer. */
export type Offer = z.output<typeof offerSchema>;
