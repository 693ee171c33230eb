import { anyone, defineAction, hasRole } from "#base";
import { z } from "zod";
import { indicator } from "../indicator.ts";
import { editionSchema, releaseId } from "../register/actions.ts";
import { releaseCellSchema, releaseHeadSchema } from "../release-schema.ts";

/** Largest file in bytes, once decoded. */
export const maxGeographyBytes = 12 * 1024 * 1024;
const maxBase64 = Math.ceil(maxGeographyBytes / 3) * 4;

/** Imports outlines of areas for maps. */
export const importGeography = defineAction({
  name: "observatory.importGeography",
  summary: "Imports outlines of departments (GeoJSON, with their licence) for maps; they are simplified.",
  route: "POST /observatory/geographies",
  part: "observatory",
  input: z.strictObject({
    level: z.enum(["department"]).default("department"),
    source: z.string().trim().min(1).max(200),
    /** Licence under which the outlines may be shown, as their producer writes it. */
    licence: z.string().trim().min(1).max(200),
    /** The file, in base64. */
    content: z
      .string()
      .min(1)
      .max(maxBase64)
      .refine((text) => text.length % 4 === 0 && !/[^A-Za-z0-9+/=]/.test(text), {
        params: { code: "notBase64" },
      }),
  }),
  output: z.strictObject({
    level: z.enum(["department"]),
    /** Digest of the file. */
    edition: z.string().max(64),
    areas: z.int().min(0),
    /** Codes of departments that the file does not hold. */
    missing: z.array(z.string().max(10)).max(200),
  }),
  allow: hasRole("platform-operator"),
  errors: ["observatory.geographyUnreadable", "observatory.geographyEmpty"],
  bodyLimit: maxBase64 + 64 * 1024,
});

/** An area of a map with its figure. */
export const mapAreaSchema = z.strictObject({
  code: z.string().max(10),
  name: z.string().max(60),
  /** Place in the layout of tiles. */
  column: z.int().min(0),
  row: z.int().min(0),
  /** Outline as an SVG path on a drawing 1000 wide; null when none was imported. */
  path: z.string().max(200_000).nullable(),
  cell: releaseCellSchema,
});
/** An area of a map. */
export type MapArea = z.output<typeof mapAreaSchema>;

/** Reads the figures of an indicator by department, with where to draw them. */
export const mapIndicator = defineAction({
  name: "observatory.mapIndicator",
  summary:
    "An indicator by department, in the order of their names, with outlines or places in a layout of tiles.",
  route: "GET /observatory/indicators/:indicator/map",
  part: "observatory",
  input: z.strictObject({
    indicator: z.string().max(60).pipe(indicator.schema),
    release: releaseId.optional(),
  }),
  output: z.strictObject({
    /** Null when no survey gives figures by department. */
    map: z
      .strictObject({
        release: releaseHeadSchema.extend(editionSchema.shape),
        wave: z.string().max(40),
        measure: z.enum(["share", "mean"]),
        range: z.tuple([z.number(), z.number()]),
        /** The figure of everybody. */
        whole: releaseCellSchema.nullable(),
        areas: z.array(mapAreaSchema).max(200),
        outlines: z
          .strictObject({ source: z.string().max(200), licence: z.string().max(200), height: z.int().min(1) })
          .nullable(),
      })
      .nullable(),
  }),
  allow: anyone,
  isPublicRead: true,
  errors: ["observatory.releaseNotFound"],
  cacheSeconds: 3600,
});
