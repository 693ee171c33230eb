import { writeCsv, type ControllerId, type Id, type LocalDate, type PersonId } from "#base";
import type { Tx, Vault } from "#storage";
import { openSummaries } from "../file-sealing.ts";
import { findPersons } from "../store.ts";
import type { HoursEntry } from "./ledger-actions.ts";
import { linesAtMost, type StatementLine } from "./month-actions.ts";
import { balancesOf, daysOf, monthOf, type Month } from "./allowance.ts";
import { correctionsOf, correctionsUpTo } from "./closing-store.ts";
import { correctedEntries, type CountedEntry } from "./corrected.ts";
import { countedLedger } from "./ledger.ts";
import { openHours } from "./sealing.ts";
import { departmentsOf, entriesBetween, entriesOf, providersOf, rightsOf, type EntryRow } from "./store.ts";

/** Which lines of a month are asked for. */
export interface StatementQuestion {
  readonly controllerId: ControllerId;
  readonly month: Month;
  readonly providerId?: Id<"hoursProvider"> | undefined;
  readonly department?: string | undefined;
}

/**
 * The statement of a month: a line a person and service, by name. Allowance and what is left over are the person's, whatever
 * the service.
 */
export async function statementOf(
  db: Tx,
  vault: Vault,
  { controllerId, month, providerId, department }: StatementQuestion,
): Promise<{ readonly lines: readonly StatementLine[]; readonly hasMore: boolean }> {
  const days = daysOf(month);
  const entries = (await countedBetween(db, controllerId, days)).filter(
    (row) => providerId === undefined || row.provider_id === providerId,
  );
  const groups = Map.groupBy(entries, (row) => `${row.person_id} ${row.provider_id}`);
  const kept = [...groups.values()].slice(0, linesAtMost);
  const ids = [...new Set(kept.flatMap(([first]) => (first ? [first.person_id] : [])))];
  const facts = await personFacts(db, vault, { ids, month });
  const names = new Map((await providersOf(db, controllerId)).map(({ id, name }) => [id, name]));
  const lines = kept.flatMap((rows) => {
    const [first] = rows;
    const person = first ? facts.get(first.person_id) : undefined;
    if (first === undefined || person === undefined) return [];
    const provider = { id: first.provider_id, name: names.get(first.provider_id) ?? "" };
    return [{ ...person, provider, ...totalsOf(rows) }];
  });
  const asked = lines.filter((line) => department === undefined || line.department === department);
  return { lines: asked.toSorted(byName), hasMore: groups.size > linesAtMost };
}

/** Minutes of an organisation in a stretch of days as they count today, corrections of closed months included. */
export async function countedBetween(
  db: Tx,
  controllerId: ControllerId,
  days: { readonly first: LocalDate; readonly last: LocalDate },
): Promise<readonly CountedEntry[]> {
  const corrections = await correctionsUpTo(db, controllerId, days.last);
  const within = corrections.filter(({ on_day }) => on_day >= days.first);
  return correctedEntries(await entriesBetween(db, controllerId, days), within);
}

/** By name as it is written in French, then by service. */
export function byName(a: StatementLine, b: StatementLine): number {
  const name = ({ familyName, givenNames }: StatementLine): string => `${familyName ?? ""} ${givenNames}`;
  return name(a).localeCompare(name(b), "fr") || a.provider.name.localeCompare(b.provider.name, "fr");
}

/** Sums of the minutes of some entries by what became of them. */
export function totalsOf(rows: readonly EntryRow[]) {
  const sum = (status: EntryRow["status"]): number =>
    rows.filter((row) => row.status === status).reduce((total, { minutes }) => total + minutes, 0);
  return {
    planned: sum("planned"),
    done: sum("done"),
    refused: sum("refused"),
    notUsed: sum("not-used"),
  };
}

/** What a statement says of a person whatever the service. */
export type PersonFacts = Omit<StatementLine, "provider" | "planned" | "done" | "refused" | "notUsed">;

/** What a statement says of persons whatever the service: names, plan, allowance of the month. */
export async function personFacts(
  db: Tx,
  vault: Vault,
  { ids, month }: { readonly ids: readonly PersonId[]; readonly month: Month },
): Promise<ReadonlyMap<PersonId, PersonFacts>> {
  const files = new Map((await findPersons(db, ids)).map((row) => [row.id, row]));
  const names = new Map(openSummaries(vault, [...files.values()]).map((person) => [person.id, person]));
  const departments = await departmentsOf(db);
  const rights = Map.groupBy(await rightsOf(db, ids), (row) => row.person_id);
  const counted = correctedEntries(await entriesOf(db, ids), await correctionsOf(db, ids));
  const entries = Map.groupBy(counted, (row) => row.person_id);
  return new Map(
    ids.flatMap((id) => {
      const file = files.get(id);
      const own = rights.get(id) ?? [];
      const right = own.findLast((row) => row.decision === "accepted" && monthOf(row.valid_from) <= month);
      if (file === undefined) return [];
      const content = right ? openHours(vault, file, { table: "hours_right", row: right }) : null;
      const ledger = countedLedger({ rights: own, entries: entries.get(id) ?? [], departments });
      const balance = balancesOf(ledger, month).find((one) => one.month === month);
      const facts: PersonFacts = {
        personId: id,
        givenNames: names.get(id)?.givenNames ?? "",
        familyName: names.get(id)?.familyName ?? null,
        planNumber: content?.planNumber ?? null,
        department: right?.department ?? null,
        gir: content?.gir ?? null,
        allowance: balance?.allowance ?? 0,
        carried: balance?.carried ?? 0,
      };
      return [[id, facts] as const];
    }),
  );
}

/** A monthly statement as CSV: a line a person and service, minutes. */
export function statementCsv(month: Month, lines: readonly StatementLine[]): string {
  const heading = [
    "month",
    "department",
    "plan_number",
    "family_name",
    "given_names",
    "gir",
    "provider",
    "minutes_done",
    "minutes_planned",
    "minutes_refused",
    "minutes_not_used",
    "minutes_allowed",
    "minutes_carried_over",
  ];
  const records = lines.map((line) => [
    month,
    line.department,
    line.planNumber,
    line.familyName,
    line.givenNames,
    line.gir,
    line.provider.name,
    line.done,
    line.planned,
    line.refused,
    line.notUsed,
    line.allowance,
    line.carried,
  ]);
  return writeCsv([heading, ...records]);
}

/** The entries of a person as CSV. */
export function entriesCsv(entries: readonly HoursEntry[]): string {
  const records = entries.map(({ day, provider, activity, status, minutes }) => [
    day,
    provider.name,
    activity,
    status,
    minutes,
  ]);
  return writeCsv([["day", "provider", "activity", "status", "minutes"], ...records]);
}
