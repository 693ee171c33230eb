import type { TeamFigures } from "../team-figures/figures.ts";
import type { YearRecords } from "../team-figures/person-history.ts";
import { isSmallCount, isSmallShare, totalOf, type Parts } from "../team-figures/protect.ts";

/** What a year cost by what is known of it, in whole euros; null where the number it is divided by is withheld. */
export interface CostFigures {
  readonly perPersonEuros: number | null;
  readonly perKnownEndEuros: number | null;
  readonly perLivingTieEuros: number | null;
}

/** Ends of which nothing is known, or not yet. */
const notKnown: readonly string[] = ["open", "unanswered", "unknown"];

/**
 * A cost by person, by loop whose end is known, by new tie alive six months later. It is a cost, not a saving or an effect.
 * Whoever knows the cost can work out what it was divided by: each is shown only where the figures beside it show that number,
 * or where it is small neither whole nor without what two organisations know.
 */
export function costFigures(
  amountCents: number,
  organisations: readonly YearRecords[],
  figures: Pick<TeamFigures, "persons" | "ends" | "ties">,
): CostFigures {
  const per = (count: number | null): number | null =>
    count === null ? null : Math.round(amountCents / 100 / count);
  return {
    perPersonEuros: per(figures.persons),
    perKnownEndEuros: per(knownEnds(organisations, figures.ends)),
    perLivingTieEuros: per(livingTies(organisations, figures.ties)),
  };
}

/** Loops whose end is known, as far as the table of ends tells: taken from it, nothing more can be worked out. */
function knownEnds(organisations: readonly YearRecords[], shown: TeamFigures["ends"]): number | null {
  const parts = (isCounted: (code: string) => boolean): Parts =>
    organisations.map(({ ends }) => ends.filter(isCounted).length);
  const isTold = (code: string): boolean =>
    totalOf(parts((end) => end === code)) === 0 ||
    shown.some((one) => one.code === code && one.count !== null);
  if (!notKnown.every(isTold)) return null;
  const known = parts((code) => !notKnown.includes(code));
  const isAll = totalOf(known) === totalOf(parts(() => true));
  if (
    isAll
      ? isSmallCount(known)
      : isSmallShare(
          parts(() => true),
          known,
        )
  )
    return null;
  return totalOf(known);
}

function livingTies(organisations: readonly YearRecords[], shown: TeamFigures["ties"]): number | null {
  const ties = organisations.map(({ persons }) =>
    persons.reduce((sum, { newTies }) => sum + (newTies ?? 0), 0),
  );
  return shown.share === null || isSmallCount(ties) ? null : totalOf(ties);
}
