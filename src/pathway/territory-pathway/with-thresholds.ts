import type { Pathway, PathwayWhen } from "#instruments";
import { usualThresholds, type ThresholdName, type Thresholds } from "./bounds.ts";

/** A pathway in which the numbers of a territory stand where the catalogue has its own. */
export function withThresholds(pathway: Pathway, chosen: Thresholds): Pathway {
  const moved = (when: PathwayWhen): PathwayWhen => when.map((conditions) => conditions.map(movedBy(chosen)));
  return {
    ...pathway,
    positive: moved(pathway.positive),
    watch: watchOf(moved(pathway.watch), chosen),
    proposals: pathway.proposals.map(({ instrument, when }) => ({ instrument, when: moved(when) })),
    levels: pathway.levels.map((level) => ({ ...level, when: moved(level.when) })),
    advice: pathway.advice.map(({ advice, when }) => ({ advice, when: moved(when) })),
  };
}

/** Whoever is at the watch of a scale is so from its own threshold on; positive rules come first. */
function watchOf(watch: PathwayWhen, { uclaWatchFrom, directWatchUpTo }: Thresholds): PathwayWhen {
  return watch.map((conditions) =>
    conditions.map((condition) => {
      if (condition.is === undefined) return condition;
      if (condition.fact === "ucla3")
        return { ...condition, is: codesBetween(uclaWatchFrom, usualThresholds.uclaWatchFrom) };
      return condition.fact === "onsDirect"
        ? { ...condition, is: codesBetween(usualThresholds.directWatchUpTo, directWatchUpTo) }
        : condition;
    }),
  );
}

type Condition = PathwayWhen[number][number];

function movedBy(chosen: Thresholds): (condition: Condition) => Condition {
  const isUsual = (value: number | undefined, name: ThresholdName): boolean =>
    value === usualThresholds[name];
  return (condition) => {
    const { fact, atLeast, atMost, is } = condition;
    if (fact === "ucla3" && isUsual(atLeast, "uclaFrom")) return { ...condition, atLeast: chosen.uclaFrom };
    if (fact === "onsDirect" && is?.length === 1 && is[0] === usualThresholds.directUpTo)
      return { ...condition, is: codesBetween(1, chosen.directUpTo) };
    if (fact === "who5" && isUsual(atMost, "wellBeingUpTo"))
      return { ...condition, atMost: chosen.wellBeingUpTo };
    if (fact === "who5" && isUsual(atMost, "wellBeingSupportUpTo"))
      return { ...condition, atMost: chosen.wellBeingSupportUpTo };
    return fact === "age" && isUsual(atLeast, "olderFrom")
      ? { ...condition, atLeast: chosen.olderFrom }
      : condition;
  };
}

function codesBetween(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_none, step) => first + step);
}
