import { indicatorCatalogue, type IndicatorId } from "../codes/indicator-catalogue.ts";
import { surveyIndicators } from "../indicators/index.ts";
import type { Sidecar } from "./sidecar.ts";

/** Whether an indicator can be computed from a survey. */
export interface AvailableIndicator {
  readonly indicator: IndicatorId;
  readonly isAvailable: boolean;
  /**
   * Why it is not: questions that were not asked, or not in every wave; or the reason of the catalogue (`panel-needed`,
   * `service-data`, `questions-missing` where no question of the catalogue makes it). Empty where it is available.
   */
  readonly because: readonly string[];
}

/** What a survey carries of the indicators of the catalogue, in its order. */
export function indicatorsFrom({
  codebook,
  issues,
}: Pick<Sidecar, "codebook" | "issues">): readonly AvailableIndicator[] {
  const unusable = new Set(
    issues.filter(({ fault }) => fault === "allMissing" || fault === "oneWaveOnly").map(({ where }) => where),
  );
  const asked = new Set(
    codebook.variables.flatMap(({ name, meaning }) => {
      if (meaning === undefined || unusable.has(name)) return [];
      return "instrument" in meaning ? [meaning.linkId] : [meaning.breakdown];
    }),
  );
  return indicatorCatalogue.map(({ id, unavailability }) => {
    const definition = surveyIndicators.find((one) => one.id === id);
    if (definition === undefined)
      return { indicator: id, isAvailable: false, because: [unavailability ?? "questions-missing"] };
    const because = definition.questions.filter((question) => !asked.has(question));
    return { indicator: id, isAvailable: because.length === 0, because };
  });
}
