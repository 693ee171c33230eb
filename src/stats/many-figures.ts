import { demandLength, numbersOf, type NumericColumn } from "./columns.ts";
import type { SurveyDesign } from "./design.ts";
import type { Domains } from "./domains.ts";
import type { Estimate } from "./estimate.ts";
import { figuresFromSums } from "./figures-from-sums.ts";
import { groupedRows, hasShortUnits, manySums } from "./many-sums.ts";
import { meanBy } from "./mean.ts";
import { binary, proportionBy, type ProportionOptions } from "./proportion.ts";

/** A variable and what is wanted of it. */
export interface MeasuredVariable {
  readonly y: NumericColumn;
  readonly measure: "mean" | "proportion";
}

/** Variables read in one go: as much as keeps the sums of a million respondents in tens of megabytes. */
const inOneGo = 8;

/**
 * A page of figures: every variable by every grouping, to the bit what \`meanBy\` and \`proportionBy\` give one by one,
 * several times faster where the respondents of each unit are few hundreds.
 * Shapes  answers one list a variable, in it one list a grouping, in it one estimate a domain.
 * Errors  those of \`meanBy\` and \`proportionBy\`.
 * @example
 * const design = makeDesign({ weights: [10, 20, 10, 20], strata: ["a", "a", "b", "b"] });
 * const bySex = makeDomains(["F", "H", "F", "H"]);
 * const page = manyFigures(design, [{ y: [5, 7, 3, 5], measure: "mean" }], [bySex]);
 * page[0]?.[0]?.[1]?.value; // 6
 */
export function manyFigures(
  design: SurveyDesign,
  variables: readonly MeasuredVariable[],
  groupings: readonly Domains[],
  options: ProportionOptions = {},
): readonly (readonly (readonly Estimate[])[])[] {
  const isPlain = design.calibrations.length === 0 && options.domain === undefined;
  if (!isPlain || options.interval === "likelihood" || !hasShortUnits(design))
    return variables.map((variable) =>
      groupings.map((domains) => oneByOne(design, variable, { domains, options })),
    );
  for (const { codes } of groupings) demandLength(codes, design.rows, "by");
  const rows = groupings.map((domains) => groupedRows(design, domains));
  const page: (readonly (readonly Estimate[])[])[] = [];
  for (let from = 0; from < variables.length; from += inOneGo) {
    const some = variables.slice(from, from + inOneGo);
    const ys = some.map(({ y, measure }) => {
      demandLength(y, design.rows, "y");
      const isBinary = measure === "proportion";
      return { y: isBinary ? binary(y) : numbersOf(y), isBinary };
    });
    for (const [index, sumsOfVariable] of manySums(design, ys, rows).entries()) {
      const { measure } = some[index]!;
      page.push(
        sumsOfVariable.map((sums, grouping) => {
          const { labels } = groupings[grouping]!;
          return figuresFromSums(design, { sums, labels, measure }, options).estimates;
        }),
      );
    }
  }
  return page;
}

function oneByOne(
  design: SurveyDesign,
  { y, measure }: MeasuredVariable,
  { domains, options }: { readonly domains: Domains; readonly options: ProportionOptions },
): readonly Estimate[] {
  return (measure === "proportion" ? proportionBy : meanBy)(design, y, domains, options).estimates;
}
