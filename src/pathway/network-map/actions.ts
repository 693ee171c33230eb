import { defineAction, idSchema, instantSchema, localDateSchema, when } from "#base";
import { networkSchema } from "#network";
import { z } from "zod";
import { accompanies, mayFollow, type FileFacts } from "../rules.ts";
import { seesResult } from "../who-sees/result.ts";

/** Longest map as a text, in characters: all that {@link networkSchema} lets through, with room. */
const longestMap = 400_000;

/** A map as an object, or as the text that a form of the workshop brings. */
const mapField = z.union([
  networkSchema,
  z
    .string()
    .max(longestMap)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.issues.push({ code: "custom", input: text, params: { code: "invalidFormat" } });
        return z.NEVER;
      }
    })
    .pipe(networkSchema),
]);

const receipt = z.strictObject({
  personId: idSchema<"person">(),
  networkMapId: idSchema<"networkMap">(),
  version: z.int().min(1),
});

/** Facts of a map: those of its file, and who drew it. */
export interface MapFacts extends FileFacts {
  readonly askedBy: string | null;
}

/** Those who may read a map may change or remove it. */
const mayChangeMap = when(
  accompanies,
  (actor, facts: MapFacts) => mayFollow.check(actor, facts).allowed && seesResult(actor, facts),
  "notYours",
);

/** Keeps a map of ties drawn with a person. */
export const keepNetworkMap = defineAction({
  name: "pathway.keepNetworkMap",
  summary: "Keeps in a person's file the map of their ties on a day: initials or nicknames only, sealed.",
  route: "POST /pathway/persons/:personId/network-maps",
  part: "persons",
  input: z.strictObject({
    /** Made by the caller, so that a map sent twice from a device is kept once. */
    id: idSchema<"networkMap">(),
    personId: idSchema<"person">(),
    map: mapField,
  }),
  output: receipt,
  allow: mayFollow,
  offline: true,
  personal: ["map"],
  form: {
    path: "/pro/personnes/:personId/carte",
    page: "/pro/personnes/:personId/carte/dessin",
    done: "/pro/personnes/:personId/carte",
  },
  errors: ["pathway.personNotFound", "pathway.networkMapExists", "pathway.networkMapInFuture"],
});

/** Replaces a map of ties of a person. */
export const changeNetworkMap = defineAction({
  name: "pathway.changeNetworkMap",
  summary: "Replaces the map of a person's ties on a day by a corrected one.",
  route: "PUT /pathway/persons/:personId/network-maps/:networkMapId",
  part: "persons",
  input: z.strictObject({
    personId: idSchema<"person">(),
    networkMapId: idSchema<"networkMap">(),
    map: mapField,
  }),
  output: receipt,
  allow: mayChangeMap,
  versioned: true,
  personal: ["map"],
  form: {
    path: "/pro/personnes/:personId/carte/:networkMapId",
    page: "/pro/personnes/:personId/carte/dessin",
    done: "/pro/personnes/:personId/carte",
  },
  errors: [
    "pathway.personNotFound",
    "pathway.networkMapNotFound",
    "pathway.networkMapExists",
    "pathway.networkMapInFuture",
  ],
});

/** Removes a map of ties from a file. */
export const removeNetworkMap = defineAction({
  name: "pathway.removeNetworkMap",
  summary: "Removes the map of a person's ties on a day from their file. It cannot be undone.",
  route: "DELETE /pathway/persons/:personId/network-maps/:networkMapId",
  part: "persons",
  input: z.strictObject({ personId: idSchema<"person">(), networkMapId: idSchema<"networkMap">() }),
  output: z.strictObject({ personId: idSchema<"person">(), networkMapId: idSchema<"networkMap">() }),
  allow: mayChangeMap,
  versioned: true,
  form: {
    path: "/pro/personnes/:personId/carte/:networkMapId/retirer",
    page: "/pro/personnes/:personId/carte",
    done: "/pro/personnes/:personId/carte",
  },
  errors: ["pathway.personNotFound", "pathway.networkMapNotFound"],
});

/** A map in a file; `network` is null where the reader neither drew it nor accompanies as link worker. */
export const keptMapSchema = z.strictObject({
  id: idSchema<"networkMap">(),
  takenOn: localDateSchema,
  recordedAt: instantSchema,
  version: z.int().min(1),
  /** Whether the reader drew it. */
  isOwn: z.boolean(),
  network: networkSchema.nullable(),
});
/** See {@link keptMapSchema}. */
export type KeptMap = z.output<typeof keptMapSchema>;

/** Most maps of a file: one a month for ten years. */
export const mapsOfFileAtMost = 120;

/** The maps of ties in a person's file. */
export const listNetworkMaps = defineAction({
  name: "pathway.listNetworkMaps",
  summary:
    "The maps of a person's ties, newest first; whoever neither drew one nor accompanies as link worker learns its day only.",
  route: "GET /pathway/persons/:personId/network-maps",
  part: "persons",
  input: z.strictObject({ personId: idSchema<"person">() }),
  output: z.strictObject({ maps: z.array(keptMapSchema).max(mapsOfFileAtMost) }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});
