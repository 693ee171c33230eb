/** Largest file that the door receives, in bytes; larger ones come in at the terminal. */
export const surveyFileBytes = 300_000_000;

/** Formats of files of microdata that are read. */
export type SurveyFormat = "csv" | "parquet";

/** The format that a file has by the end of its name; null for one that is not read. */
export function surveyFormatOf(fileName: string): SurveyFormat | null {
  const [, end] = /\.([a-z0-9]{1,10})$/i.exec(fileName) ?? [];
  const name = end?.toLowerCase();
  if (name === "csv" || name === "txt" || name === "tsv") return "csv";
  return name === "parquet" ? "parquet" : null;
}

/** Days for which the file of a draft, raw answers in it, is kept after the draft was last changed, unless the operator says otherwise. */
export const usualDraftDays = 90;
