import { anyone, defineAction, hasRole, idSchema, localDateSchema } from "#base";
import { z } from "zod";
import { mobilityMode } from "./match/codes.ts";
import { lifeEvent } from "./match/life-events.ts";
import { needProfileSchema } from "./match/need.ts";
import { leftOutReason, matchCaution, matchReason, matchUnknown } from "./match/reasons.ts";
import { offerSchema } from "./offer-schema.ts";
import { offerSummarySchema, townCode, townSchema } from "./offer-shape.ts";
import { interventionType } from "./taxonomy.ts";

export * from "./offer-shape.ts";
export * from "./offer-schema.ts";
export * from "./address/actions.ts";
export * from "./search/actions.ts";
export * from "./shortlist/actions.ts";
export * from "./slice/actions.ts";
export * from "./telephone/actions.ts";
export * from "./weights/actions.ts";

/** Finds towns by the beginning of a name, by a whole name with typing faults, or by a postcode. */
export const findTowns = defineAction({
  name: "directory.findTowns",
  summary: "Towns of France by name (accents and typing faults forgiven) or postcode, best first.",
  route: "GET /directory/towns",
  part: "directory",
  input: z.strictObject({
    q: z.string().trim().min(1).max(80),
    limit: z.coerce.number().int().min(1).max(20).default(8),
  }),
  output: z.strictObject({ towns: z.array(townSchema).max(20) }),
  allow: anyone,
  isPublicRead: true,
  cacheSeconds: 3600,
});

/** A code with what its sentence `code.<list>.<code>` names. */
function codedReason<Code extends string>(list: { readonly schema: z.ZodEnum<{ [C in Code]: C }> }) {
  return z.strictObject({
    code: list.schema,
    params: z.record(z.string().max(40), z.union([z.string().max(200), z.number()])),
  });
}

/** An offer proposed to somebody, with why. */
export const suggestedOfferSchema = z.strictObject({
  offer: offerSummarySchema,
  reasons: z.array(codedReason(matchReason)).max(20),
  /** What weighs against it. */
  cautions: z.array(codedReason(matchCaution)).max(12),
  /** What should be asked before going. */
  unknown: z.array(matchUnknown.schema).max(7),
});
/** An offer proposed to somebody. */
export type SuggestedOffer = z.output<typeof suggestedOfferSchema>;

const codes = z
  .string()
  .max(200)
  .regex(/^[a-z-]*(,[a-z-]+)*$/)
  .default("");

/** Proposes a few offers to a visitor, who stays unknown. */
export const suggestOffers = defineAction({
  name: "directory.suggestOffers",
  summary: "A few offers near a town or point for needs and wishes told by a visitor, each with its reasons.",
  route: "GET /directory/suggestions",
  part: "directory",
  input: z.strictObject({
    /** Code of a commune; wins over a point. */
    town: townCode.optional(),
    latitude: z.coerce.number().min(-90).max(90).optional(),
    longitude: z.coerce.number().min(-180).max(180).optional(),
    /** Codes of needs, most important first, parted by commas. Unknown ones count for nothing. */
    needs: codes,
    /** Codes of wishes, parted by commas. */
    wishes: codes,
    /** What happened in the visitor's life: adds what one usually looks for then, after the needs told. */
    lifeEvent: lifeEvent.schema.optional(),
    mobility: mobilityMode.schema.default("bus"),
    /** Years; never kept. */
    age: z.coerce.number().int().min(0).max(120).optional(),
    limit: z.coerce.number().int().min(1).max(10).default(3),
  }),
  output: z.strictObject({
    town: townSchema.nullable(),
    offers: z.array(suggestedOfferSchema).max(10),
  }),
  allow: anyone,
  isPublicRead: true,
  errors: ["directory.townNotFound", "directory.placeNeeded", "directory.positionUnusable"],
  cacheSeconds: 60,
});

/** Ranks offers for a need noted by a professional. Nothing of the need is kept. */
export const matchOffers = defineAction({
  name: "directory.matchOffers",
  summary:
    "Offers ranked for a person's need, with reasons, what is unknown, and what was left out. Nothing of the need is kept.",
  route: "POST /directory/matches",
  part: "directory",
  input: z.strictObject({
    need: needProfileSchema,
    /** How well each type of intervention is shown to help with the person's pattern, 0 to 1. */
    evidence: z.partialRecord(interventionType.schema, z.number().min(0).max(1)).optional(),
    limit: z.int().min(1).max(30).default(10),
  }),
  output: z.strictObject({
    offers: z
      .array(
        suggestedOfferSchema.extend({
          score: z.number(),
          /** What the score is the sum of. */
          parts: z.strictObject({
            need: z.number(),
            wish: z.number(),
            situation: z.number(),
            words: z.number(),
            distance: z.number(),
            comfort: z.number(),
            quality: z.number(),
            evidence: z.number(),
          }),
          /** Other entries that are the same thing. */
          sameAs: z.array(idSchema<"offer">()).max(100),
        }),
      )
      .max(30),
    /** Offers that would have been among these, and why they are not. */
    leftOut: z
      .array(z.strictObject({ offer: offerSummarySchema, reason: codedReason(leftOutReason) }))
      .max(10),
  }),
  allow: hasRole("link-worker", "team-coordinator", "prescriber", "field-worker", "territory-admin"),
  errors: ["directory.townNotFound"],
  keepsNothing: true,
});

/** Reads one offer. */
export const readOffer = defineAction({
  name: "directory.readOffer",
  summary: "Everything public about one offer.",
  route: "GET /directory/offers/:offerId",
  part: "directory",
  input: z.strictObject({ offerId: idSchema<"offer">() }),
  output: offerSchema,
  allow: anyone,
  isPublicRead: true,
  errors: ["directory.offerNotFound"],
  cacheSeconds: 60,
});

/** A listening or emergency line of the country pack. */
export const helplineSchema = z.strictObject({
  id: z.string().max(40),
  /** Number as dialled, spaces for reading; null when none was verified. */
  number: z.string().max(30),
  name: z.string().max(200),
  audience: z.string().max(200).nullable(),
  cost: z.string().max(100).nullable(),
  /** `always` around the clock; null when the hours were not verified, and then not shown. */
  hours: z.string().max(100).nullable(),
  isEmergency: z.boolean(),
});
/** A listening or emergency line. */
export type Helpline = z.output<typeof helplineSchema>;

/** Lists the lines of the country pack, emergency lines first. */
export const listHelplines = defineAction({
  name: "directory.listHelplines",
  summary: "Emergency and listening lines of the country, with the day on which they were checked.",
  route: "GET /directory/helplines",
  part: "directory",
  input: z.strictObject({}),
  output: z.strictObject({ checkedOn: localDateSchema, lines: z.array(helplineSchema).max(50) }),
  allow: anyone,
  isPublicRead: true,
  cacheSeconds: 3600,
});

/** Largest official file of communes in bytes, once decoded. */
const maxTownFileBytes = 8 * 1024 * 1024;
const maxTownFileText = Math.ceil(maxTownFileBytes / 3) * 4;

/** Imports exact centres of towns. */
export const importTownCentres = defineAction({
  name: "directory.importTownCentres",
  summary:
    "Takes exact centres of towns from an official file of communes (CSV: code, lon, lat), row by row.",
  route: "POST /directory/towns/centres",
  part: "directory",
  input: z.strictObject({
    fileName: z.string().min(1).max(200),
    /** The file, UTF-8, in base64. */
    content: z.base64().min(1).max(maxTownFileText),
    /** Reports what would happen, and changes nothing. */
    dryRun: z.boolean().default(false),
  }),
  output: z.strictObject({
    source: z.literal("communes"),
    read: z.int().min(0),
    created: z.int().min(0),
    updated: z.int().min(0),
    unchanged: z.int().min(0),
    /** Rows without a position, as official files have for new or overseas communes. */
    withoutPosition: z.int().min(0),
    refused: z
      .array(
        z.strictObject({
          row: z.int().min(1),
          field: z.string().max(20),
          code: z.string().max(40),
          message: z.string().max(500),
        }),
      )
      .max(50_000),
    duplicates: z.array(z.never()).max(0),
  }),
  allow: hasRole("platform-operator"),
  errors: ["directory.townFileUnreadable"],
  bodyLimit: maxTownFileText + 64 * 1024,
});
