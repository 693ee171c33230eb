import { localDateAt } from "#base";
import type { Tx, Vault } from "#storage";
import { timeZone } from "../services.ts";
import { findPersons, type PersonRow } from "../store.ts";
import type { Month } from "./allowance.ts";
import type { ClosedLine } from "./closed-line.ts";
import type { CorrectionRow } from "./closing-store.ts";
import type { CountedEntry } from "./corrected.ts";
import { personFacts, totalsOf } from "./statement.ts";

/** What a statement is made of: the minutes of the month, and corrections of earlier ones. */
export interface Freezing {
  readonly month: Month;
  readonly entries: readonly CountedEntry[];
  readonly corrections: readonly CorrectionRow[];
}

/** Lines of a statement as they are today: one for each person with minutes or corrections. */
export async function freezeLines(
  db: Tx,
  vault: Vault,
  { month, entries, corrections }: Freezing,
): Promise<readonly { readonly file: PersonRow; readonly line: ClosedLine }[]> {
  const own = Map.groupBy(entries, (row) => row.person_id);
  const corrected = Map.groupBy(corrections, (row) => row.person_id);
  const ids = [...new Set([...own.keys(), ...corrected.keys()])];
  const facts = await personFacts(db, vault, { ids, month });
  return (await findPersons(db, ids)).flatMap((file) => {
    const person = facts.get(file.id);
    if (person === undefined) return [];
    const rows = own.get(file.id) ?? [];
    const { personId: _personId, ...head } = person;
    const { planned: _planned, ...sums } = totalsOf(rows);
    const line: ClosedLine = {
      ...head,
      ...sums,
      entries: rows.map(({ on_day: day, minutes, status, activity }) => ({ day, minutes, status, activity })),
      corrections: (corrected.get(file.id) ?? []).map(viewCorrection),
    };
    return [{ file, line }];
  });
}

function viewCorrection(row: CorrectionRow): ClosedLine["corrections"][number] {
  const { minutes_before: minutes, status_before: status } = row;
  return {
    day: row.on_day,
    before: minutes === null || status === null ? null : { minutes, status },
    after: { minutes: row.minutes, status: row.status },
    cause: row.cause,
    notedOn: localDateAt(row.recorded_at, timeZone),
  };
}
