import { localDateAt, stableId, type AccountId, type Instant, type PersonId } from "#base";
import { handle, type BoundHandler, type Tx, type Vault } from "#storage";
import { territoryOf } from "../file-facts.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { findPersons, type PersonRow } from "../store.ts";
import { importHours, readHoursImport } from "./time-keeping-actions.ts";
import { hoursErrors } from "./errors.ts";
import { monthOf } from "./allowance.ts";
import type { CountedEntry } from "./corrected.ts";
import { closedKey, heldClosings, obstacleTo, readLedger, type LedgerRows } from "./ledger.ts";
import { loadOrganisation } from "../team-organisation.ts";
import { openHours } from "./sealing.ts";
import {
  findImport,
  insertEntry,
  insertImport,
  lockLedger,
  providersOf,
  referencesOf,
  replaceEntry,
  type EntryRow,
  type ImportRow,
  type ProviderRow,
} from "./store.ts";
import { readTimeKeeping, timesAtMost, type KeptTime, type TimeKeepingFault } from "./time-keeping.ts";

/** Carries out the reading of a service's time-keeping. */
export function importHandlers({ vault }: PathwayServices): BoundHandler[] {
  return [
    handle(importHours, {
      load: loadOrganisation,
      run: async ({ db, input, actor, facts, now, audit }) => {
        const provider = await providerIn(db, facts.controllerId, input.providerId);
        const read = readTimeKeeping(input.text, timeZone);
        if (read.rowCount > timesAtMost) throw hoursErrors.hoursFileTooLong({});
        const closed = await heldClosings(db, [provider.id]);
        const keeping = { db, vault, provider, closed, now, by: actor.id, isTrial: input.isTrial };
        const kept = await keepTimes(keeping, read.times);
        const faults = [...read.faults, ...kept.faults].toSorted((a, b) => a.row - b.row);
        await insertImport(db, {
          tenant_id: territoryOf(actor),
          controller_id: facts.controllerId,
          id: input.id,
          provider_id: provider.id,
          is_trial: input.isTrial,
          imported_at: now,
          imported_by: actor.id,
          row_count: read.rowCount,
          added: kept.counts.added,
          changed: kept.counts.changed,
          unchanged: kept.counts.unchanged,
          faults,
        });
        audit({ kind: "hours-import", ids: [input.id], fields: ["text"] });
        audit({ kind: "person", ids: kept.personIds, fields: ["hours"] });
        return { importId: input.id };
      },
    }),
    handle(readHoursImport, {
      load: async ({ db, input }) => ({
        facts: { controllerId: (await importOf(db, input.importId)).controller_id },
      }),
      run: async ({ db, input }) => {
        const row = await importOf(db, input.importId);
        const provider = await providerIn(db, row.controller_id, row.provider_id);
        return {
          importId: row.id,
          providerName: provider.name,
          at: row.imported_at,
          isTrial: row.is_trial,
          rows: row.row_count,
          added: row.added,
          changed: row.changed,
          unchanged: row.unchanged,
          faults: [...row.faults],
        };
      },
    }),
  ];
}

interface Keeping {
  readonly db: Tx;
  readonly vault: Vault;
  readonly provider: ProviderRow;
  /** Closed months of the service, as {@link heldClosings} writes them. */
  readonly closed: ReadonlySet<string>;
  readonly now: Instant;
  readonly by: AccountId | null;
  readonly isTrial: boolean;
}

type Effect = "added" | "changed" | "unchanged";

interface Kept {
  readonly counts: Readonly<Record<Effect, number>>;
  readonly faults: readonly TimeKeepingFault[];
  readonly personIds: readonly PersonId[];
}

/** Keeps the times of a service, person by person in one order, so that two imports at once never wait for each other. */
async function keepTimes(keeping: Keeping, times: readonly KeptTime[]): Promise<Kept> {
  const files = await filesByReference(keeping);
  const faults: TimeKeepingFault[] = times
    .filter(({ reference }) => !files.has(reference))
    .map(({ row }) => ({ row, column: "reference", code: "referenceUnknown" }));
  const known = Map.groupBy(
    times.filter(({ reference }) => files.has(reference)),
    ({ reference }) => reference,
  );
  const counts = { added: 0, changed: 0, unchanged: 0 };
  const ordered = [...known].toSorted(([a], [b]) => idOf(files, a).localeCompare(idOf(files, b)));
  for (const [reference, own] of ordered) {
    const file = files.get(reference);
    if (file === undefined) continue;
    await lockLedger(keeping.db, file.id);
    let ledger = await readLedger(keeping.db, file.id);
    for (const time of own) {
      const kept = await keepTime(keeping, { file, ledger, time });
      if ("fault" in kept) faults.push(kept.fault);
      else {
        counts[kept.effect] += 1;
        ledger = kept.ledger;
      }
    }
  }
  return { counts, faults, personIds: ordered.map(([reference]) => idOf(files, reference)) };
}

const idOf = (files: ReadonlyMap<string, PersonRow>, reference: string): PersonId =>
  files.get(reference)?.id ?? ("" as PersonId);

async function filesByReference({ db, vault, provider }: Keeping): Promise<ReadonlyMap<string, PersonRow>> {
  const references = await referencesOf(db, { providerId: provider.id });
  const files = await findPersons(
    db,
    references.map((row) => row.person_id),
  );
  const byId = new Map(files.map((file) => [file.id, file]));
  return new Map(
    references.flatMap((row) => {
      const file = byId.get(row.person_id);
      if (file === undefined) return [];
      return [[openHours(vault, file, { table: "hours_reference", row }).reference, file] as const];
    }),
  );
}

interface Subject {
  readonly file: PersonRow;
  readonly ledger: LedgerRows;
  readonly time: KeptTime;
}

async function keepTime(
  keeping: Keeping,
  { file, ledger, time }: Subject,
): Promise<{ readonly fault: TimeKeepingFault } | { readonly effect: Effect; readonly ledger: LedgerRows }> {
  const { provider, now, by } = keeping;
  const id = stableId<"hoursEntry">(
    "hours-entry",
    provider.tenant_id,
    provider.controller_id,
    provider.id,
    time.key,
  );
  const before = ledger.entries.find((entry) => entry.id === id);
  const others = ledger.entries.filter((entry) => entry.id !== id);
  const row: EntryRow = {
    tenant_id: file.tenant_id,
    controller_id: file.controller_id,
    id,
    person_id: file.id,
    provider_id: provider.id,
    on_day: time.day,
    minutes: time.minutes,
    status: time.status,
    activity: time.activity,
    source: "imported",
    recorded_at: now,
    recorded_by: by,
    version: (before?.version ?? 0) + 1,
  };
  if (before && (isSame(before, row) || isSame(before.original ?? before, row)))
    return { effect: "unchanged", ledger };
  if (isClosed(keeping, before, row))
    return { fault: { row: time.row, column: "date", code: "monthClosed" } };
  const obstacle = obstacleTo({ ...ledger, entries: others }, time, localDateAt(now, timeZone));
  if (obstacle !== null) {
    const column = obstacle.code === "monthFull" ? "minutes" : "date";
    return { fault: { row: time.row, column, code: obstacle.code } };
  }
  if (!keeping.isTrial && !(await (before ? replaceEntry : insertEntry)(keeping.db, row)))
    return { fault: { row: time.row, column: "number", code: "repeatedRow" } };
  return {
    effect: before ? "changed" : "added",
    ledger: { ...ledger, entries: [...others, { ...row, corrections: 0, original: row }] },
  };
}

/** Whether a row would change a closed month, or minutes that were corrected once closed. */
function isClosed({ closed, provider }: Keeping, before: CountedEntry | undefined, row: EntryRow): boolean {
  const isIn = ({ on_day }: EntryRow): boolean => closed.has(closedKey(provider.id, monthOf(on_day)));
  return isIn(row) || (before !== undefined && (isIn(before) || before.corrections > 0));
}

function isSame(a: EntryRow, b: EntryRow): boolean {
  return (["on_day", "minutes", "status", "activity"] as const).every((column) => a[column] === b[column]);
}

async function providerIn(
  db: Tx,
  controllerId: ProviderRow["controller_id"],
  id: ProviderRow["id"],
): Promise<ProviderRow> {
  const provider = (await providersOf(db, controllerId)).find((row) => row.id === id);
  if (provider === undefined)
    throw hoursErrors.hoursProviderNotFound({}, { issues: [{ path: "providerId", code: "invalid" }] });
  return provider;
}

async function importOf(db: Tx, id: ImportRow["id"]): Promise<ImportRow> {
  const row = await findImport(db, id);
  if (row === null) throw hoursErrors.hoursImportNotFound({});
  return row;
}
