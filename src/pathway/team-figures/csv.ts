import { writeCsv } from "#base";
import type { YearCost } from "../cost/amount.ts";
import type { CostFigures } from "../cost/figures.ts";
import type { TeamFigures } from "./figures.ts";
import type { ShownCount } from "./protect.ts";

/** What of a year's cost a file says. */
interface CostLines {
  readonly ofYear: (CostFigures & Pick<YearCost, "amountCents" | "days">) | null;
}

/**
 * Figures as CSV: a line a figure; what is withheld is empty.
 * @param partners referrals under way by receiver, where they belong into the file.
 */
export function figuresCsv(
  year: number,
  figures: TeamFigures,
  { ofYear: cost }: CostLines,
  partners: readonly ShownCount[] = [],
): string {
  const line = (table: string, code: string, measure: string, value: number | null) => [
    year,
    table,
    code,
    measure,
    value,
  ];
  const { ties } = figures;
  return writeCsv([
    ["year", "table", "code", "measure", "value"],
    ...figures.funnel.map(({ step, count }) => line("funnel", step, "persons", count)),
    ...figures.ends.map(({ code, count }) => line("ends", code, "referrals", count)),
    ...figures.intervals.flatMap(({ interval, n, notYet, medianDays }) => [
      line("intervals", interval, "persons", n),
      line("intervals", interval, "persons_not_yet", notYet),
      line("intervals", interval, "median_days", medianDays),
    ]),
    ...figures.equity.flatMap(({ dimension, groups }) =>
      groups.flatMap(({ code, persons, attendedShare }) => [
        line(dimension, code, "persons", persons),
        line(dimension, code, "share_attended", attendedShare),
      ]),
    ),
    line("ties", "new-living-ties", "persons", ties.n),
    line("ties", "new-living-ties", "share", ties.share),
    line("ties", "new-living-ties", "ci95_low", ties.low),
    line("ties", "new-living-ties", "ci95_high", ties.high),
    line("ties", "new-living-ties", "share_unknown", ties.unknownShare),
    ...figures.changes.flatMap(({ instrument, n, mean, low, high, expectedFromRegression, dropOut }) => [
      line("changes", instrument, "persons", n),
      line("changes", instrument, "mean_difference", mean),
      line("changes", instrument, "ci95_low", low),
      line("changes", instrument, "ci95_high", high),
      line("changes", instrument, "expected_from_regression", expectedFromRegression),
      line("changes", instrument, "share_without_second", dropOut),
    ]),
    ...(cost === null
      ? []
      : [
          line("cost", "entered", "euros", cost.amountCents / 100),
          line("cost", "entered", "days", cost.days),
          line("cost", "person", "euros", cost.perPersonEuros),
          line("cost", "known-end", "euros", cost.perKnownEndEuros),
          line("cost", "new-living-tie", "euros", cost.perLivingTieEuros),
        ]),
    ...partners.map(({ code, count }) => line("partners", code, "referrals", count)),
  ]);
}
