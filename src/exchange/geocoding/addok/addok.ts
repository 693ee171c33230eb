import type { AddressFound, PositionPrecision } from "#directory";
import { z } from "zod";
import { AnswerUnreadable, cleanLabel, readEach, type AddressDialect } from "../dialect.ts";

const precisionOf = {
  housenumber: "address",
  street: "street",
  locality: "area",
  municipality: "town",
} as const satisfies Record<string, PositionPrecision>;

const answerSchema = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(z.unknown()).max(100),
});

const featureSchema = z.object({
  geometry: z.object({
    type: z.literal("Point"),
    /** Longitude first, as GeoJSON has it (RFC 7946, §3.1.1). */
    coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number()),
  }),
  properties: z.object({
    label: z.string().min(1).max(1000),
    score: z.number().min(0).max(1),
    type: z.enum(["housenumber", "street", "locality", "municipality"]),
    citycode: z
      .string()
      .regex(/^\d[\dAB]\d{3}$/)
      .optional(),
    postcode: z
      .string()
      .regex(/^\d{5}$/)
      .optional(),
    city: z.string().max(200).optional(),
  }),
});

/**
 * Addok, the engine of the French national service (Base Adresse Nationale; IGN's Géoplateforme at `https://data.geopf.fr/geocodage`).
 * Source  https://addok.readthedocs.io/en/latest/api/ and https://adresse.data.gouv.fr/api-doc/adresse
 */
export const addok: AddressDialect = {
  id: "addok",
  question: (base, text, limit) => {
    const address = new URL(`${base}/search`);
    address.searchParams.set("q", text);
    address.searchParams.set("limit", String(limit));
    // The whole address was typed: what is found must not only begin like it.
    address.searchParams.set("autocomplete", "0");
    return address;
  },
  read: (answer) => {
    const parsed = answerSchema.safeParse(answer);
    if (!parsed.success) throw new AnswerUnreadable();
    return readEach(parsed.data.features, readFeature);
  },
};

function readFeature(feature: unknown): AddressFound | null {
  const parsed = featureSchema.safeParse(feature);
  if (!parsed.success) return null;
  const { geometry, properties } = parsed.data;
  const [longitude, latitude] = geometry.coordinates;
  const label = cleanLabel(properties.label);
  if (label === null) return null;
  return {
    label,
    precision: precisionOf[properties.type],
    position: { latitude, longitude },
    score: properties.score,
    townCode: properties.citycode ?? null,
    postcode: properties.postcode ?? null,
    city: properties.city ?? null,
  };
}
