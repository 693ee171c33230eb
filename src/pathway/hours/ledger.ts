import type { LocalDate, PersonId } from "#base";
import type { Tx } from "#storage";
import { covers, monthOf, roomIn, type Ledger, type Month } from "./allowance.ts";
import { closingsInForce, correctionsOf, holdProviders } from "./closing-store.ts";
import type { HoursStatus } from "./codes.ts";
import { correctedEntries, type CountedEntry } from "./corrected.ts";
import {
  departmentsOf,
  entriesOf,
  rightsOf,
  type DepartmentRow,
  type ProviderRow,
  type RightRow,
} from "./store.ts";

/** Everything that decides what may be noted in a person's ledger. */
export interface LedgerRows {
  readonly rights: readonly RightRow[];
  /** Minutes as they count today, corrections of closed months included. */
  readonly entries: readonly CountedEntry[];
  readonly departments: readonly DepartmentRow[];
}

/** Reads the ledger of a person; lock it first when something is to be noted. */
export async function readLedger(db: Tx, personId: PersonId): Promise<LedgerRows> {
  return {
    rights: await rightsOf(db, [personId]),
    entries: correctedEntries(await entriesOf(db, [personId]), await correctionsOf(db, [personId])),
    departments: await departmentsOf(db),
  };
}

/**
 * Keeps the months of some services as they are until the transaction ends, and says which are closed: `PROVIDER MONTH`. To be
 * asked before a ledger is locked: whoever closes a month waits for those who are noting minutes, and they for it.
 */
export async function heldClosings(
  db: Tx,
  providerIds: readonly ProviderRow["id"][],
): Promise<ReadonlySet<string>> {
  await holdProviders(db, providerIds, "together");
  const closings = await closingsInForce(db, { providerIds });
  return new Set(closings.map(({ provider_id, month }) => closedKey(provider_id, month)));
}

/** How a closed month of a service is written in a set of them. */
export function closedKey(providerId: ProviderRow["id"], month: Month): string {
  return `${providerId} ${month}`;
}

/** The ledger as it is counted. Unused minutes stay as long as the departement of the newest right says. */
export function countedLedger({ rights, entries, departments }: LedgerRows): Ledger {
  const accepted = rights.filter(({ decision }) => decision === "accepted");
  const code = accepted.at(-1)?.department;
  const department = departments.find((row) => row.department === code);
  return {
    rights: accepted.map(({ valid_from, valid_until, monthly_minutes }) => ({
      from: valid_from,
      until: valid_until,
      minutes: monthly_minutes,
    })),
    entries: entries.map(({ on_day, minutes, status }) => ({ day: on_day, minutes, status })),
    carryOverMonths: department?.carry_over_months ?? 0,
  };
}

/** Minutes that somebody wants to note. */
export interface WantedMinutes {
  readonly day: LocalDate;
  readonly minutes: number;
  readonly status: HoursStatus;
}

/** Why minutes cannot be noted, with the room there is where the month is full. */
export type Obstacle =
  | { readonly code: "dateInFuture" | "noRight" | "notApplied" }
  | { readonly code: "monthFull"; readonly room: number };

/** Why minutes cannot be noted in a ledger, in which they must not be counted already; null when they can. */
export function obstacleTo(rows: LedgerRows, wanted: WantedMinutes, today: LocalDate): Obstacle | null {
  if (wanted.status !== "planned" && wanted.day > today) return { code: "dateInFuture" };
  const right = rows.rights.find(
    ({ decision, valid_from, valid_until }) =>
      decision === "accepted" && covers({ from: valid_from, until: valid_until }, wanted.day),
  );
  if (right === undefined) return { code: "noRight" };
  if (wanted.status === "refused" || wanted.status === "not-used") return null;
  const isApplied = rows.departments.some((row) => row.department === right.department && row.is_applied);
  if (!isApplied) return { code: "notApplied" };
  const room = roomIn(countedLedger(rows), monthOf(wanted.day));
  return wanted.minutes > room ? { code: "monthFull", room } : null;
}

/** What is said of a departement, as it is shown. */
export function viewDepartment(row: DepartmentRow) {
  const { department, is_applied, carry_over_months, version } = row;
  return { department, isApplied: is_applied, carryOverMonths: carry_over_months, version };
}
