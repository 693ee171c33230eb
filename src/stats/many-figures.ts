import { demandLength, numbersOf, type NumericColumn } from "./columns.ts";
import type { SurveyDesign } from "./design.ts";
import type { Domains } from "./domains.ts";
import type { Estimate } from "./estimate.ts";
import { figuresFromSums } from "./figures-from-sums.ts";
import { pageSums, sumsRoom } from "./many-sums.ts";
import { meanBy } from "./mean.ts";
import { mostDomains, pageCells } from "./page-cells.ts";
import { proportionBy, type ProportionOptions } from "./proportion.ts";

/** A variable and what is wanted of it. */
export interface MeasuredVariable {
  readonly y: NumericColumn;
  readonly measure: "mean" | "proportion";
}

/**
 * A page of figures: every variable by every grouping, to the bit what `meanBy` and `proportionBy` give one by one,
 * several times faster.
 * Shapes  answers one list a variable, in it one list a grouping, in it one estimate a domain.
 * Errors  those of `meanBy` and `proportionBy`.
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
  const all = groupings.reduce((sum, { labels }) => sum + labels.length, 0);
  if (!isPlain || options.interval === "likelihood" || all > mostDomains || all === 0)
    return variables.map((variable) =>
      groupings.map((domains) => oneByOne(design, variable, { domains, options })),
    );
  for (const { codes } of groupings) demandLength(codes, design.rows, "by");
  const cells = pageCells(design, groupings);
  const room = sumsRoom(cells);
  const labels = [...groupings.flatMap((grouping) => grouping.labels), "nobody"];
  return variables.map(({ y, measure }) => {
    demandLength(y, design.rows, "y");
    const sums = pageSums(cells, { y: numbersOf(y), isBinary: measure === "proportion" }, room);
    const { estimates } = figuresFromSums(design, { sums, labels, measure }, options);
    let first = 0;
    return groupings.map((grouping) => estimates.slice(first, (first += grouping.labels.length)));
  });
}

function oneByOne(
  design: SurveyDesign,
  { y, measure }: MeasuredVariable,
  { domains, options }: { readonly domains: Domains; readonly options: ProportionOptions },
): readonly Estimate[] {
  return (measure === "proportion" ? proportionBy : meanBy)(design, y, domains, options).estimates;
}
