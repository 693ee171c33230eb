import { change, loadInstrument } from "#instruments";
import type { SurveyMean } from "../services.ts";
import type { Screening } from "./response.ts";
import type { OpenResponse } from "./sealing.ts";

/** The mean of an instrument in the population; null when none is known. */
export type MeanOf = (instrument: string) => Promise<SurveyMean | null>;

/** The change of a score between two times of one instrument, with the change expected from regression to the mean; no effect. */
export async function changeBetween(
  before: OpenResponse,
  after: OpenResponse,
  meanOf: MeanOf,
): Promise<Screening["change"]> {
  const instrument = await loadInstrument(after.row.instrument);
  const mean = instrument.psychometrics.mean === null ? await meanOf(instrument.id) : null;
  const norm = mean === null ? undefined : { mean: mean.mean, source: mean.survey };
  const found = change(instrument, before.result, after.result, norm);
  if (found.status === "refused") return found;
  return {
    status: "compared",
    since: before.row.asked_at,
    difference: found.difference,
    low: found.ci95?.[0] ?? null,
    high: found.ci95?.[1] ?? null,
    verdict: found.verdict,
    expectedFromRegression: found.expectedFromRegression,
    meanFrom: found.expectedFromRegression === null ? null : originOf(mean),
  };
}

function originOf(mean: SurveyMean | null): "published" | "survey" | "synthetic-survey" {
  if (mean === null) return "published";
  return mean.isSynthetic ? "synthetic-survey" : "survey";
}
