import { anyone, defineAction, defineCodeList, geoPointSchema } from "#base";
import { z } from "zod";
import { townSchema } from "../offer-shape.ts";
import { positionPrecision } from "../taxonomy.ts";

/** What came of a text typed where one says where one is. */
export const addressOutcome = defineCodeList("addressOutcome", "Tisser", [
  "town",
  "place",
  "several",
  "unknown",
  "unanswered",
  "busy",
  "not-offered",
]);
/** One outcome. */
export type AddressOutcome = (typeof addressOutcome.codes)[number];

/** Longest text that is taken for an address: what the French national service takes. */
export const longestAddress = 200;

/** An address that was found, in one of our towns. */
export const addressPlaceSchema = z.strictObject({
  /** The address as the service writes it. */
  label: z.string().min(1).max(200),
  /** What of it was found: the number, the street, a place within the town, or the town alone. */
  precision: positionPrecision.schema,
  /** Rounded to about a hundred metres, unless asked otherwise. */
  position: geoPointSchema,
  town: townSchema,
});

/** Finds where an address is, by the service that the operator named. */
export const locateAddress = defineAction({
  name: "directory.locateAddress",
  summary:
    "Where an address is. A town or postcode is told by our own list and sent to nobody; other texts go to the service of addresses that the operator named, if any, without anything that tells who asks. Nothing is kept.",
  route: "POST /directory/addresses",
  part: "directory",
  input: z.strictObject({
    text: z.string().trim().min(1).max(longestAddress),
    /** Whether the position is told as the service tells it: for the address of an organisation, which is published. */
    isExact: z.boolean().default(false),
  }),
  output: z.strictObject({
    /**
     * `town`: our own list knows the text, nothing was sent. `place`: one address. `several`: choose. `unknown`: nothing fits.
     * `unanswered`: the service did not answer. `busy`: it was not asked, somebody asks too much. `not-offered`: there is no such service.
     */
    outcome: addressOutcome.schema,
    /** Of `town`, the towns that the text names, best first; else the towns named inside it. */
    towns: z.array(townSchema).max(12),
    places: z.array(addressPlaceSchema).max(5),
  }),
  allow: anyone,
  keepsNothing: true,
  isPublicRead: true,
  personal: ["text"],
});
