import { writeCsv } from "#base";
import { correctedDone, type ClosedLine } from "./closed-line.ts";
import type { ClosingRow } from "./closing-store.ts";

type Cell = string | number | null;

const heading = [
  "kind",
  "month",
  "department",
  "plan_number",
  "family_name",
  "given_names",
  "gir",
  "provider",
  "minutes_done",
  "minutes_refused",
  "minutes_not_used",
  "minutes_allowed",
  "minutes_carried_over",
  "corrected_day",
  "correction_noted_on",
  "correction_cause",
  "statement_digest",
];

/**
 * Rows of a closed statement: `month`, one a person with minutes, and `correction`, one for each correction of an earlier month, whose
 * `minutes_done` is what is added to that month or, negative, taken away.
 */
export function statementRows(statement: {
  readonly closing: Pick<ClosingRow, "month" | "digest">;
  readonly providerName: string;
  readonly lines: readonly { readonly content: ClosedLine }[];
}): readonly (readonly Cell[])[] {
  const { closing, providerName, lines } = statement;
  return lines.flatMap(({ content: line }): readonly Cell[][] => {
    const who = [line.department, line.planNumber, line.familyName, line.givenNames, line.gir, providerName];
    const sums = [line.done, line.refused, line.notUsed, line.allowance, line.carried];
    const month =
      line.entries.length === 0
        ? []
        : [["month", closing.month, ...who, ...sums, null, null, null, closing.digest]];
    const corrections = line.corrections.map((one) => [
      "correction",
      closing.month,
      ...who,
      correctedDone([one]),
      null,
      null,
      null,
      null,
      one.day,
      one.notedOn,
      one.cause,
      closing.digest,
    ]);
    return [...month, ...corrections];
  });
}

/** Rows of statements as CSV, under one heading. */
export function statementsCsv(rows: readonly (readonly Cell[])[]): string {
  return writeCsv([heading, ...rows]);
}
