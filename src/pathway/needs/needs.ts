import {
  accessNeed,
  barrierCode,
  mobilityMode,
  needCode,
  needProfileSchema,
  type NeedProfile,
} from "#directory";
import type { GeoPoint } from "#base";
import { z } from "zod";

/** What is asked of a person's needs, wishes and barriers: codes for matching, their own words beside them. */
export const needFields = {
  /** Most important first. */
  needs: z.array(needCode.schema).max(6).default([]),
  barriers: z.array(barrierCode.schema).max(11).default([]),
  accessibility: z.array(accessNeed.schema).max(6).default([]),
  mobility: mobilityMode.schema.default("walk"),
  /** What the person told of their situation, in the codes of publics. */
  situation: z
    .array(
      z
        .string()
        .max(40)
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    )
    .max(20)
    .default([]),
  languages: z.array(z.string().min(2).max(20)).max(8).default(["fr"]),
  digital: z.enum(["none", "low", "ok"]).default("ok"),
  budget: z.enum(["none", "low", "any"]).default("low"),
  /** When the person is free, as OSM `opening_hours`; null for any time. */
  availability: z.string().trim().max(500).nullable().default(null),
  /** What they would like, a few words apart by commas. */
  wishes: z.string().trim().max(400).nullable().default(null),
  /** Organisations never to propose, one a line. */
  exclusions: z.string().trim().max(2000).nullable().default(null),
};

/** Needs as they are kept, sealed. */
export const needsContent = z.strictObject(needFields);
/** Needs as they are kept. */
export type Needs = z.output<typeof needsContent>;

/** Needs as they are read. */
export const needsSchema = needsContent.extend({
  /** 0 when nobody asked yet. */
  version: z.int().min(0),
  /** The question for matching: nothing in it identifies anybody. */
  profile: needProfileSchema,
});

/** Needs of whom nobody asked yet. */
export const noNeeds: Needs = needsContent.parse({});

/** What else is known of the person when offers are looked for. */
export interface NeedContext {
  readonly townCode: string | null;
  readonly position: GeoPoint | null;
  /** Years; null when not known. */
  readonly age: number | null;
  readonly pattern: NeedProfile["pattern"];
}

/** The question that matching understands, made of what a person needs. No name, no answer, no score goes with it. */
export function needProfileOf(needs: Needs, context: NeedContext): NeedProfile {
  return {
    place: {
      town: context.townCode,
      country: "FR",
      latitude: context.position?.latitude ?? null,
      longitude: context.position?.longitude ?? null,
    },
    mobility: { mode: needs.mobility, radiusKm: null, maxKm: null },
    age: context.age,
    gender: null,
    situation: needs.situation,
    asked: needs.situation,
    needs: needs.needs,
    wishes: wordsOf(needs.wishes, /[,;\n]/),
    barriers: needs.barriers,
    languages: needs.languages,
    availability: needs.availability || null,
    accessibility: needs.accessibility,
    pattern: context.pattern,
    channels: [],
    digital: needs.digital,
    budget: needs.budget,
    exclusions: excludedOrganisations(needs).map((organisation) => ({ organisation })),
    text: null,
  };
}

/** Organisations never to propose, by name. */
export function excludedOrganisations({ exclusions }: Pick<Needs, "exclusions">): readonly string[] {
  return wordsOf(exclusions, /\n/, 200);
}

function wordsOf(text: string | null, separator: RegExp, lengthAtMost = 40): string[] {
  return (text ?? "")
    .split(separator)
    .map((word) => word.trim().slice(0, lengthAtMost))
    .filter((word) => word !== "")
    .slice(0, 12);
}
