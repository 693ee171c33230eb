import { z } from "zod";

/** Values that fewer rows than this hold are never shown one by one, not even to analysts. */
export const fewestShown = 11;
/** Most values of a column that are shown one by one. */
export const mostShown = 30;

/** How the values of a column are spread, without anything that few respondents gave. */
export const columnProfileSchema = z.strictObject({
  name: z.string().max(300),
  /** Rows whose field is empty. */
  empty: z.int().min(0),
  /** How many different values there are. */
  distinct: z.int().min(0),
  /** Values that at least {@link fewestShown} rows hold, with the number of rows, most frequent first. */
  values: z.array(z.tuple([z.string().max(200), z.int().min(0)])).max(mostShown),
  /** The values that are not shown: how many, and how many rows hold one of them. */
  others: z.strictObject({ values: z.int().min(0), rows: z.int().min(0) }),
  /** Of a column that holds nothing but numbers; null of any other. */
  numbers: z
    .strictObject({
      isWhole: z.boolean(),
      isPositive: z.boolean(),
      /** Rows by steps of equal width, by the lower end of each; steps of few rows are joined. */
      steps: z.array(z.strictObject({ from: z.number(), rows: z.int().min(0) })).max(12),
    })
    .nullable(),
});
/** How the values of a column are spread. */
export type ColumnProfile = z.output<typeof columnProfileSchema>;

/** A file of microdata as it was found. */
export const fileProfileSchema = z.strictObject({
  rows: z.int().min(0),
  columns: z.array(columnProfileSchema).max(2000),
});
/** A file of microdata as it was found. */
export type FileProfile = z.output<typeof fileProfileSchema>;

/** One step of a distribution. */
export type NumberStep = NonNullable<ColumnProfile["numbers"]>["steps"][number];

/** Joins steps until each holds enough rows to be shown; what is left over at the end goes to the step before. */
export function joinedSteps(steps: readonly NumberStep[]): NumberStep[] {
  const joined: { from: number; rows: number }[] = [];
  for (const { from, rows } of steps) {
    const last = joined.at(-1);
    if (last !== undefined && last.rows < fewestShown) last.rows += rows;
    else joined.push({ from, rows });
  }
  const last = joined.at(-1);
  const before = joined.at(-2);
  if (last !== undefined && before !== undefined && last.rows < fewestShown) {
    before.rows += last.rows;
    joined.pop();
  }
  return joined;
}
