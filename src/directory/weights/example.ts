import { z } from "zod";
import { accessNeed, barrierCode, mobilityMode, needCode } from "../match/codes.ts";
import { lifeEvent, lifeEventMeanings } from "../match/life-events.ts";
import { needProfileSchema, type NeedProfile } from "../match/need.ts";

/** Wishes that an example may hold: codes alone, so that nothing of a person can be written. */
export const exampleWishes = [
  "games",
  "cards",
  "singing",
  "music",
  "dancing",
  "walking",
  "sport",
  "gardening",
  "nature",
  "cooking",
  "knitting",
  "repair",
  "painting",
  "books",
  "cinema",
  "animals",
  "computers",
  "outings",
] as const satisfies readonly string[];

/** What an example says of a need. Sensitive attributes, own words, dates and organisations have no place in it. */
export const exampleNeedShape = {
  mobility: mobilityMode.schema.default("bus"),
  /** Years; null for any age. */
  age: z.coerce.number().int().min(0).max(120).nullable().default(null),
  lifeEvent: lifeEvent.schema.nullable().default(null),
  /** Most important first. */
  needs: z.array(needCode.schema).max(6).default([]),
  wishes: z.array(z.enum(exampleWishes)).max(12).default([]),
  barriers: z.array(barrierCode.schema).max(11).default([]),
  accessibility: z.array(accessNeed.schema).max(6).default([]),
  digital: z.enum(["none", "low", "ok"]).default("ok"),
  budget: z.enum(["none", "low", "any"]).default("low"),
};
/** An example as kept: its town by code. */
export const exampleNeedSchema = z.strictObject({
  town: z
    .string()
    .length(5)
    .regex(/^\d[\dAB]\d{3}$/),
  ...exampleNeedShape,
});
/** A need of nobody. */
export type ExampleNeed = z.output<typeof exampleNeedSchema>;

/** What a visitor or an example says of a need, with where it starts from. */
export interface ToldNeed extends Partial<Omit<ExampleNeed, "town" | "wishes">> {
  readonly wishes?: readonly string[];
  readonly place: Partial<NeedProfile["place"]>;
}

/** The need that matching is asked with; an event of life adds what one usually looks for then, after what was told. */
export function profileOf({ place, mobility, lifeEvent: event, ...told }: ToldNeed): NeedProfile {
  const meant = event === undefined || event === null ? null : lifeEventMeanings[event];
  return needProfileSchema.parse({
    ...told,
    place,
    mobility: { mode: mobility ?? "bus" },
    situation: meant?.situation ?? [],
    needs: [...new Set([...(told.needs ?? []), ...(meant?.needs ?? [])])].slice(0, 6),
  });
}
