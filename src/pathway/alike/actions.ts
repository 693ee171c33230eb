import { defineAction, idSchema } from "#base";
import { z } from "zod";
import { keptBirthDate, typedBirthDate } from "../birth-date.ts";
import { accompanies } from "../rules.ts";

/** Files shown of persons who may be the same. */
export const alikeAtMost = 10;

/** Finds files of persons who may be the one about to be written down. */
export const findAlike = defineAction({
  name: "pathway.findAlike",
  summary:
    "Files of one's own organisation whose person may be the same: names that sound alike, and a birth date that does not contradict.",
  route: "GET /pathway/alike",
  part: "persons",
  input: z.strictObject({
    givenNames: z.string().trim().min(1).max(100),
    familyName: z.string().trim().max(100).nullable().default(null),
    birthDate: typedBirthDate.nullable().default(null),
  }),
  output: z.strictObject({
    persons: z
      .array(
        z.strictObject({
          id: idSchema<"person">(),
          givenNames: z.string().max(100),
          familyName: z.string().max(100).nullable(),
          birthDate: keptBirthDate.nullable(),
          likeness: z.enum(["same-birth-date", "near-birth-date", "birth-date-unknown"]),
        }),
      )
      .max(alikeAtMost),
  }),
  allow: accompanies,
  auditRead: true,
});
