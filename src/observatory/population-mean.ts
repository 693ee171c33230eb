import type { Tx } from "#storage";
import { releaseInForce } from "./register/register.ts";

/** Mean of a score in the population, as the release in force publishes it. */
export interface PopulationMean {
  /** Points of the score. */
  readonly mean: number;
  /** Name of the survey. */
  readonly survey: string;
  /** Whether the survey is invented: then it says nothing of any real population. */
  readonly isSynthetic: boolean;
}

/** Indicators that publish the mean score of an instrument. */
const meanIndicators: Readonly<Record<string, string>> = { ucla3: "ucla3-mean" };

/**
 * Mean score of an instrument in the newest wave of the release in force.
 * Missing  null when no indicator publishes it, or the figure is withheld.
 */
export async function populationMeanOf(db: Tx, instrument: string): Promise<PopulationMean | null> {
  const indicator = meanIndicators[instrument];
  if (indicator === undefined) return null;
  const { head, tables } = await releaseInForce(db);
  const table = tables.find((one) => one.indicator === indicator && one.breakdown === "total");
  const cell = table?.waves.at(-1)?.cells[0];
  if (cell?.status !== "published" || cell.value === null) return null;
  return { mean: cell.value, survey: head.survey, isSynthetic: head.isSynthetic };
}
