import { auditRelease, suppress, type DisclosureRule, type SolveLinear } from "#stats";
import type { CountedTable } from "./counted-table.ts";
import { observatoryErrors } from "./errors.ts";
import { SystemPlan } from "./system-plan.ts";

/** Whether the figure of a category is withheld. */
export type IsWithheld = (indicator: string, groups: string, category: number) => boolean;

/** What disclosure control works with. */
export interface ProtectionOptions {
  readonly rule: DisclosureRule;
  readonly solve: SolveLinear;
}

/**
 * Decides which figures of one universe of a wave are withheld: those that are small or imprecise, and as many others as
 * it takes, all tables of the universe being one linear system ({@link SystemPlan}). What an earlier release of the same
 * answers shows stays shown: it cannot be taken back.
 * @throws observatory.auditFailed when the release could not be made safe.
 */
export function protectUniverse(
  tables: readonly CountedTable[],
  { rule, solve }: ProtectionOptions,
): IsWithheld {
  const plan = new SystemPlan(tables, rule);
  const system = plan.system();
  const isKnown = knownFigures(tables);
  const found = suppress(system, solve);
  // Nothing protects a universe that is small as a whole: then none of its figures is shown.
  if (found === null) return (indicator, groups, category) => !isKnown(indicator, groups, category);
  const isSafe = auditRelease(system, found.withheld, { solve, onlySensitive: true }).every(
    (line) => line.isSafe,
  );
  if (!isSafe) throw observatoryErrors.auditFailed({ cell: "", reason: "deducible", release: "" });
  return (indicator, groups, category) =>
    !isKnown(indicator, groups, category) &&
    (found.withheld[plan.unitOf(indicator, groups, category)] ?? true);
}

function knownFigures(tables: readonly CountedTable[]): IsWithheld {
  const known = new Set(
    tables.flatMap(({ indicator, groups, figures }) =>
      figures.flatMap(({ isKnown }, category) =>
        isKnown ? [`${indicator.id}/${groups.id}/${category}`] : [],
      ),
    ),
  );
  return (indicator, groups, category) => known.has(`${indicator}/${groups}/${category}`);
}
