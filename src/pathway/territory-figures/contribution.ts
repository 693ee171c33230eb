import { z } from "zod";
import { pathInterval, pathStep } from "../team-figures/codes.ts";

/** A person as a line without name, id or date: age group, sex as they said it, departement, way in, and how far it went. */
const lineSchema = z.strictObject({
  groups: z.strictObject({
    age: z.string(),
    /** Not in what was given before files held it. */
    sex: z.string().default("unknown"),
    place: z.string(),
    channel: z.string(),
  }),
  reached: pathStep.schema,
  days: z.partialRecord(pathInterval.schema, z.int().min(0)),
  /** Not in what was given before it was counted. */
  notYet: z.array(pathInterval.schema).default([]),
  newTies: z.int().min(0).nullable(),
  asked: z.array(
    z.strictObject({
      instrument: z.string(),
      change: z.strictObject({ difference: z.number(), expected: z.number().nullable() }).nullable(),
    }),
  ),
});

/** What an organisation gives its territory of a year: the de-identified view, and all that the territory reads. */
export const contributionSchema = z.strictObject({
  persons: z.array(lineSchema),
  ends: z.array(z.string()),
  /** Of each referral under way, the organisation of the directory that receives it; `unknown` where it has none. */
  partners: z.array(z.string()),
});
/** See {@link contributionSchema}. */
export type Contribution = z.output<typeof contributionSchema>;

/** In an order that tells nothing of when files were opened. */
export function withoutOrder({ persons, ends, partners }: Contribution): Contribution {
  const ordered = <T>(values: readonly T[]): T[] =>
    values
      .map((value) => ({ value, text: JSON.stringify(value) }))
      .toSorted((a, b) => (a.text < b.text ? -1 : 1))
      .map(({ value }) => value);
  return { persons: ordered(persons), ends: ordered(ends), partners: ordered(partners) };
}
