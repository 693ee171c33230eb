import { localDateSchema } from "#base";
import { z } from "zod";
import { correctionCause, hoursActivity, hoursStatus } from "./codes.ts";
import { department, minutes, totalMinutes } from "./fields.ts";

const counted = z.strictObject({ minutes, status: hoursStatus.schema });

/** What a statement says of one person, frozen when the month was closed. Minutes. */
export const closedLine = z.strictObject({
  givenNames: z.string().max(100),
  familyName: z.string().max(100).nullable(),
  planNumber: z.string().max(60).nullable(),
  department: department.nullable(),
  gir: z.int().min(1).max(4).nullable(),
  done: totalMinutes,
  refused: totalMinutes,
  notUsed: totalMinutes,
  allowance: totalMinutes,
  carried: totalMinutes,
  entries: z
    .array(
      z.strictObject({
        day: localDateSchema,
        minutes,
        status: hoursStatus.schema,
        activity: hoursActivity.schema,
      }),
    )
    .max(500),
  /** Corrections of months closed before, each told once. */
  corrections: z
    .array(
      z.strictObject({
        day: localDateSchema,
        /** Null for a visit that nobody had noted. */
        before: counted.nullable(),
        after: counted,
        cause: correctionCause.schema,
        notedOn: localDateSchema,
      }),
    )
    .max(500),
});
/** What a statement says of one person. */
export type ClosedLine = z.output<typeof closedLine>;

/** Minutes done that corrections add to a sum, or take away. */
export function correctedDone(corrections: ClosedLine["corrections"]): number {
  const done = (one: { readonly minutes: number; readonly status: string } | null): number =>
    one?.status === "done" ? one.minutes : 0;
  return corrections.reduce((sum, { before, after }) => sum + done(after) - done(before), 0);
}
