import { anyone, defineAction, defineCodeList, geoPointSchema, idSchema, localDateSchema } from "#base";
import { z } from "zod";
import { accessSought, attendance, needCode } from "../match/codes.ts";
import { offerSummarySchema, townCode, townSchema } from "../offer-shape.ts";
import { categoryOfAction, interventionType, offerKind, publicServed } from "../taxonomy.ts";

/** Part of a day: from 6, from 12 and from 18 o'clock. */
export const dayPart = defineCodeList("dayPart", "Tisser", ["morning", "afternoon", "evening"]);
/** One part of a day. */
export type DayPart = (typeof dayPart.codes)[number];

/** What may narrow a search besides its place; the names are those of the input. */
export const searchNarrowings = [
  "category",
  "intervention",
  "kind",
  "need",
  "public",
  "q",
  "openNow",
  "date",
  "dayPart",
  "free",
  "cheap",
  "byAndFor",
  "wheelchair",
  "access",
  "withoutInternet",
  "attendance",
  "language",
  "age",
] as const;
/** One narrowing of a search. */
export type SearchNarrowing = (typeof searchNarrowings)[number];

/** Distances offered, in kilometres; the first two are on foot. */
export const searchRadiiKm = [1, 2, 5, 10, 20, 50, 100] as const;

const flag = z.string().max(5).pipe(z.stringbool()).optional();

/** Offers that each further narrowing of a search would leave. */
export const facetCountsSchema = z.strictObject({
  categories: z.record(categoryOfAction.schema, z.int().min(0)),
  interventions: z.record(interventionType.schema, z.int().min(0)),
  kinds: z.record(offerKind.schema, z.int().min(0)),
  needs: z.record(needCode.schema, z.int().min(0)),
  publics: z.record(publicServed.schema, z.int().min(0)),
  cheap: z.int().min(0),
  byAndFor: z.int().min(0),
  free: z.int().min(0),
  wheelchair: z.int().min(0),
  access: z.record(accessSought.schema, z.int().min(0)),
  withoutInternet: z.int().min(0),
  attendance: z.record(attendance.schema, z.int().min(0)),
  /** Languages told to be spoken there, French apart, most offers first. */
  languages: z.array(z.strictObject({ language: z.string().max(3), count: z.int().min(1) })).max(20),
  /** Null where too many were found to look at the hours of each. */
  openNow: z.int().min(0).nullable(),
  /** Null as `openNow`. */
  dayParts: z.record(dayPart.schema, z.int().min(0)).nullable(),
  /** At each distance offered; null where hours are asked for, which would be looked at of everything far around. */
  radii: z
    .array(z.strictObject({ radiusKm: z.int().min(1), total: z.int().min(0) }))
    .max(10)
    .nullable(),
});
/** Offers that each further narrowing of a search would leave. */
export type FacetCounts = z.output<typeof facetCountsSchema>;

/** What is asked: a place, and what narrows it. */
const question = {
  /** Code of a commune; wins over a point. */
  town: townCode.optional(),
  latitude: z.coerce.number().min(-90).max(90).optional(),
  longitude: z.coerce.number().min(-180).max(180).optional(),
  radiusKm: z.coerce.number().min(1).max(100).default(20),
  category: categoryOfAction.schema.optional(),
  /** Type of intervention. */
  intervention: interventionType.schema.optional(),
  kind: offerKind.schema.optional(),
  /** What it should answer, by its type, else by its category. */
  need: needCode.schema.optional(),
  /** Only what is told to be for them in particular. */
  public: publicServed.schema.optional(),
  /** Words looked for in names and descriptions, accents ignored. */
  q: z.string().trim().max(100).optional(),
  openNow: flag,
  /** Only what is open, or has a session, on this day; hours that are not known do not count. */
  date: localDateSchema.optional(),
  /** Only what is open for half an hour in this part of the day: of the date, else of one of the next seven days. */
  dayPart: dayPart.schema.optional(),
  free: flag,
  /** Only what is free or told to cost little: at most 8 euros a session or a month. */
  cheap: flag,
  /** Only what is run by those whom it is for. */
  byAndFor: flag,
  /** Only what is told to be accessible to wheelchairs. */
  wheelchair: flag,
  /** Only what tells that it has something for this need of access. */
  access: accessSought.schema.optional(),
  /** Only what can be reached by telephone, by post, or by walking in. */
  withoutInternet: flag,
  attendance: attendance.schema.optional(),
  /** Language told to be spoken there, ISO 639. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional(),
  /** Years: what is kept for other ages is left out. */
  age: z.coerce.number().int().min(0).max(120).optional(),
};

/** Finds offers around a town or a point, nearest first. */
export const searchOffers = defineAction({
  name: "directory.searchOffers",
  summary:
    "Offers around a town or a point, nearest first, with distance, opening now, contact and freshness.",
  route: "GET /directory/offers",
  part: "directory",
  input: z.strictObject({
    ...question,
    /** Whether to count what each further narrowing would leave. */
    facets: flag,
    page: z.coerce.number().int().min(1).max(200).default(1),
  }),
  output: z.strictObject({
    town: townSchema.nullable(),
    total: z.int().min(0),
    page: z.int().min(1),
    pageSize: z.int().min(1).max(50),
    offers: z.array(offerSummarySchema).max(50),
    /** Null unless asked for. */
    facets: facetCountsSchema.nullable(),
    /** Ids of lines that come before the list, when the words speak of danger or distress; most urgent first. */
    lineIds: z.array(z.string().max(40)).max(10),
    /** Where nothing was found: what each narrowing in force alone costs, and what the next wider distances hold. */
    relaxed: z.strictObject({
      narrowings: z
        .array(z.strictObject({ narrowing: z.enum(searchNarrowings), total: z.int().min(0) }))
        .max(searchNarrowings.length),
      radii: z.array(z.strictObject({ radiusKm: z.int().min(1), total: z.int().min(0) })).max(3),
    }),
  }),
  allow: anyone,
  isPublicRead: true,
  errors: ["directory.townNotFound", "directory.placeNeeded", "directory.positionUnusable"],
  cacheSeconds: 60,
});

/** Most points of a map: as many as an old telephone draws at ease. */
export const mostMapPoints = 2000;

/** One offer as a point of a map. */
export const mapPointSchema = z.strictObject({
  id: idSchema<"offer">(),
  name: z.string().max(200),
  city: z.string().max(100),
  position: geoPointSchema,
  /** Whether its place is known to the town only, as that of every place whose address is kept. */
  isVague: z.boolean(),
  /** Its number in the list of the same question, from 1. */
  number: z.int().min(1),
});
/** One offer as a point of a map. */
export type MapPoint = z.output<typeof mapPointSchema>;

/** Finds what {@link searchOffers} finds, all at once, as points. */
export const mapOffers = defineAction({
  name: "directory.mapOffers",
  summary: "Offers around a town or a point as points of a map, the nearest 2000 that have a position.",
  route: "GET /directory/map",
  part: "directory",
  input: z.strictObject(question),
  output: z.strictObject({
    /** Offers found, with or without a position. */
    total: z.int().min(0),
    /** Entries on one page of the list of the same question. */
    pageSize: z.int().min(1).max(50),
    /** Null for a town whose centre is not known. */
    centre: geoPointSchema.nullable(),
    points: z.array(mapPointSchema).max(mostMapPoints),
  }),
  allow: anyone,
  isPublicRead: true,
  errors: ["directory.townNotFound", "directory.placeNeeded", "directory.positionUnusable"],
  cacheSeconds: 60,
});
