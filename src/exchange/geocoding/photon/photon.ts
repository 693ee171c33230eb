import type { AddressFound, PositionPrecision } from "#directory";
import { z } from "zod";
import { AnswerUnreadable, cleanLabel, readEach, type AddressDialect } from "../dialect.ts";

/** Layers of Photon that are addresses; `county`, `state`, `country` and `other` are none. */
const precisionOf: Readonly<Record<string, PositionPrecision>> = {
  house: "address",
  street: "street",
  locality: "area",
  district: "area",
  city: "town",
};

const answerSchema = z.object({ features: z.array(z.unknown()).max(100) });
const text = z.string().max(300).optional();

const featureSchema = z.object({
  geometry: z.object({
    type: z.literal("Point"),
    coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number()),
  }),
  properties: z.object({
    /** The layer; older servers do not tell it. */
    type: text,
    osm_key: text,
    osm_value: text,
    name: text,
    housenumber: text,
    street: text,
    postcode: text,
    city: text,
  }),
});
type Properties = z.output<typeof featureSchema>["properties"];

/**
 * Photon, the engine over OpenStreetMap that one may run oneself. It tells no score and no code of a commune: the town is recognised by
 * its postcode and name.
 * Source  https://github.com/komoot/photon/blob/master/docs/api-v1.md
 */
export const photon: AddressDialect = {
  id: "photon",
  question: (base, asked, limit) => {
    const address = new URL(`${base}/api`);
    address.searchParams.set("q", asked);
    address.searchParams.set("limit", String(limit));
    address.searchParams.set("lang", "fr");
    return address;
  },
  read: (answer) => {
    const parsed = answerSchema.safeParse(answer);
    if (!parsed.success) throw new AnswerUnreadable();
    const read = readEach(parsed.data.features, (feature) => featureSchema.safeParse(feature).data ?? null);
    return read.flatMap(({ geometry, properties }) => placeOf(geometry.coordinates, properties) ?? []);
  },
};

function placeOf(
  [longitude, latitude]: readonly [number, number, ...number[]],
  properties: Properties,
): AddressFound | null {
  const precision = precisionOf[layerOf(properties)];
  const city = properties.city ?? (precision === "town" ? properties.name : undefined) ?? null;
  const label = cleanLabel(labelOf(properties, precision === "town"));
  if (precision === undefined || label === null) return null;
  const postcode = /^\d{5}$/.test(properties.postcode ?? "") ? (properties.postcode ?? null) : null;
  return { label, precision, position: { latitude, longitude }, score: null, townCode: null, postcode, city };
}

function layerOf({ type, housenumber, osm_key: key, osm_value: value }: Properties): string {
  if (type !== undefined) return type;
  if (housenumber !== undefined) return "house";
  if (key === "highway") return "street";
  if (key !== "place") return "other";
  return value === "city" || value === "town" || value === "village" ? "city" : "locality";
}

function labelOf({ name, housenumber, street, postcode, city }: Properties, isTown: boolean): string {
  const line =
    housenumber !== undefined && street !== undefined ? `${housenumber} ${street}` : (name ?? street ?? "");
  const town = isTown ? postcode : [postcode, city].filter(Boolean).join(" ");
  return [line, town].filter(Boolean).join(", ");
}
