import { writeCsv } from "#base";
import type { ReleaseTable } from "./release-schema.ts";

/** What every line of a file says of its release. */
export interface CsvOrigin {
  readonly release: string;
  readonly survey: string;
  readonly isSynthetic: boolean;
  /** Code of the indicator in the reference. */
  readonly code: string;
  readonly unit: "percent" | "score";
}

const columns = [
  "release",
  "survey",
  "synthetic",
  "indicator",
  "code",
  "breakdown",
  "category",
  "wave",
  "unit",
  "value",
  "ci95_low",
  "ci95_high",
  "respondents",
  "effective_respondents",
  "status",
  "reason",
  "read_with_caution",
] as const;

/** Writes tables as CSV (RFC 4180): a line a cell, empty where a figure is not shown; codes as in the API. */
export function tablesToCsv(tables: readonly ReleaseTable[], origin: CsvOrigin): string {
  const lines = tables.flatMap(({ indicator, breakdown, waves }) =>
    waves.flatMap(({ wave, cells }) =>
      cells.map((cell) => [
        origin.release,
        origin.survey,
        origin.isSynthetic ? "yes" : "no",
        indicator,
        origin.code,
        breakdown,
        cell.category,
        wave,
        origin.unit,
        cell.value,
        cell.low,
        cell.high,
        cell.n,
        cell.effectiveN,
        cell.status,
        cell.reason,
        cell.isUncertain ? "yes" : "no",
      ]),
    ),
  );
  return writeCsv([[...columns], ...lines]);
}
