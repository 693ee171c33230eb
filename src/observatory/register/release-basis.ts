import { z } from "zod";
import { indicator } from "../indicator.ts";
import type { CountedTable } from "../counted-table.ts";

const count = z.int().min(0);
const groupId = z.string().max(200);
const categoryId = z.string().max(200);

/**
 * The unweighted numbers behind the tables of a release, and which of them it shows: what later releases are audited
 * against. Small numbers are in it: it never leaves the server.
 */
export const releaseBasisSchema = z.strictObject({
  /** Whether the strict rule of local or dense samples was applied. */
  isLocal: z.boolean(),
  waves: z
    .array(
      z.strictObject({
        wave: z.string().max(40),
        /** Share of the universe that answered; decides on the rule. */
        samplingFraction: z.number().min(0).max(1),
        tables: z
          .array(
            z.strictObject({
              indicator: indicator.schema,
              includes: indicator.schema.nullable(),
              universe: z.string().max(80),
              groups: groupId,
              categories: z.array(categoryId).max(400),
              margins: z
                .array(
                  z.strictObject({
                    categories: z.array(categoryId).max(400),
                    margin: groupId,
                    marginCategories: z.array(categoryId).max(400),
                  }),
                )
                .max(100),
              /** Respondents, those counted (null for a mean), and 2 shown, 1 withheld, 0 never shown. */
              figures: z.array(z.tuple([count, count.nullable(), z.int().min(0).max(2)])).max(400),
            }),
          )
          .max(2000),
      }),
    )
    .max(40),
});
/** The unweighted numbers behind a release. */
export type ReleaseBasis = z.output<typeof releaseBasisSchema>;
/** The numbers of one table of a wave. */
export type BasisTable = ReleaseBasis["waves"][number]["tables"][number];

const [neverShown, withheld, shown] = [0, 1, 2];

/** Whether a figure of a table is shown to the public. */
export function isShown(table: BasisTable, category: number): boolean {
  return table.figures[category]?.[2] === shown;
}

/** What disclosure control reads of a table of a basis. */
export function countedTable(table: BasisTable): CountedTable {
  const { indicator: id, includes, groups, categories, margins, figures } = table;
  return {
    indicator: { id, ...(includes === null ? {} : { includes }) },
    groups: { id: groups, categories, margins },
    figures: figures.map(([n, numerator, state]) => ({
      n,
      numerator,
      isImprecise: false,
      isNeverShown: state === neverShown,
    })),
  };
}

/** The table of a basis for counts of which it is known what became of them. */
export function basisTable(
  { indicator, groups, figures }: CountedTable,
  universe: string,
  isFigureShown: (category: number) => boolean,
): BasisTable {
  return {
    indicator: indicator.id,
    includes: indicator.includes ?? null,
    universe,
    groups: groups.id,
    categories: [...groups.categories],
    margins: groups.margins.map(({ categories, margin, marginCategories }) => ({
      categories: [...categories],
      margin,
      marginCategories: [...marginCategories],
    })),
    figures: figures.map(({ n, numerator, isNeverShown }, category) => [
      n,
      numerator,
      isNeverShown ? neverShown : isFigureShown(category) ? shown : withheld,
    ]),
  };
}

/** Whether two tables of the same groups count exactly alike: then the same persons were counted, as far as counts tell. */
export function countsAlike(one: BasisTable, other: BasisTable): boolean {
  return (
    one.categories.length === other.categories.length &&
    one.figures.every(
      ([n, numerator], category) =>
        n === other.figures[category]?.[0] && numerator === other.figures[category]?.[1],
    )
  );
}
