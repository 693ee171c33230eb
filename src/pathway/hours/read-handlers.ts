import { localDateAt, type Instant } from "#base";
import { handle, type BoundHandler, type Tx, type Vault } from "#storage";
import { fileOf, loadOwn } from "../file-facts.ts";
import { openSummaries } from "../file-sealing.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { findPersons, type PersonRow } from "../store.ts";
import { seesResult } from "../who-sees/result.ts";
import { exportPersonHours, readHours, type HoursEntry } from "./ledger-actions.ts";
import { exportHoursMonth, readHoursMonth } from "./month-actions.ts";
import { balancesOf, monthOf, roomIn, type Month } from "./allowance.ts";
import { hoursErrors } from "./errors.ts";
import { closingsInForce } from "./closing-store.ts";
import type { CountedEntry } from "./corrected.ts";
import { countedLedger, readLedger, viewDepartment } from "./ledger.ts";
import { loadOrganisation } from "../team-organisation.ts";
import { openHours } from "./sealing.ts";
import { entriesCsv, statementCsv, statementOf } from "./statement.ts";
import {
  departmentsOf,
  invitationsOf,
  newestImports,
  openInvitations,
  providersOf,
  referencesOf,
  type ProviderRow,
} from "./store.ts";

const longestFile = 2_000_000;
const monthsShown = 24;

/** Carries out the reading of ledgers and statements. */
export function readingHandlers({ vault }: PathwayServices): BoundHandler[] {
  return [
    handle(readHoursMonth, {
      load: loadOrganisation,
      run: async ({ db, input, facts, now, audit }) => {
        const { controllerId } = facts;
        const month = askedMonth(input.month, now);
        const { lines, hasMore } = await statementOf(db, vault, { ...input, controllerId, month });
        const providers = await providersOf(db, controllerId);
        const invitations = await openInvitations(db, controllerId, 200);
        const persons = await findPersons(db, [...new Set(invitations.map((row) => row.person_id))]);
        const names = new Map(openSummaries(vault, persons).map((person) => [person.id, person.givenNames]));
        audit({
          kind: "person",
          ids: [...new Set([...lines.map(({ personId }) => personId), ...persons.map(({ id }) => id)])],
          fields: ["givenNames", "familyName", "hours"],
        });
        return {
          month,
          controllerId,
          providers: providers.map(named),
          lines: [...lines],
          hasMore,
          imports: (await newestImports(db, controllerId)).map((row) => ({
            id: row.id,
            providerName: providers.find(({ id }) => id === row.provider_id)?.name ?? "",
            at: row.imported_at,
            isTrial: row.is_trial,
            rows: row.row_count,
            faults: row.faults.length,
          })),
          invitations: invitations.map((row) => ({
            id: row.id,
            personId: row.person_id,
            givenNames: names.get(row.person_id) ?? "",
            noticedOn: row.noticed_on,
          })),
        };
      },
    }),
    handle(exportHoursMonth, {
      load: loadOrganisation,
      run: async ({ db, input, facts, now, audit }) => {
        const month = askedMonth(input.month, now);
        const question = { ...input, controllerId: facts.controllerId, month };
        const { lines, hasMore } = await statementOf(db, vault, question);
        const text = statementCsv(month, lines);
        if (hasMore || text.length > longestFile) throw hoursErrors.hoursFileTooLong({});
        const ids = [...new Set(lines.map(({ personId }) => personId))];
        audit({ kind: "person", ids, fields: ["givenNames", "familyName", "hours"] });
        return csvFile(["hours", month, input.department], text);
      },
    }),
    handle(readHours, {
      load: loadOwn,
      run: async ({ db, input, actor, now, audit }) => {
        const file = await fileOf(db, input.personId);
        const month = askedMonth(input.month, now);
        const rows = await readLedger(db, file.id);
        const ledger = countedLedger(rows);
        const providers = await providersOf(db, file.controller_id);
        const closedFor = await closedServices(db, file, month);
        audit({ kind: "person", ids: [file.id], fields: ["hours", "gir", "planNumber"] });
        const sees = (askedBy: string | null): boolean =>
          seesResult(actor, { controllerId: file.controller_id, askedBy });
        return {
          month,
          givenNames: openSummaries(vault, [file])[0]?.givenNames ?? "",
          rights: rows.rights.map((row) => {
            const content = openHours(vault, file, { table: "hours_right", row });
            return {
              id: row.id,
              department: row.department,
              decision: row.decision,
              validFrom: row.valid_from,
              validUntil: row.valid_until,
              monthlyMinutes: row.monthly_minutes,
              gir: sees(row.recorded_by) ? content.gir : null,
              planNumber: content.planNumber,
              version: row.version,
            };
          }),
          months: balancesOf(ledger, monthOf(localDateAt(now, timeZone)))
            .slice(-monthsShown)
            .toReversed(),
          room: roomIn(ledger, month),
          entries: shownEntries(rows.entries, { month, providers, closedFor }),
          closedFor: [...closedFor],
          providers: providers.map(named),
          references: await shownReferences(db, vault, file),
          departments: (await departmentsOf(db)).map(viewDepartment),
          invitations: (await invitationsOf(db, file.id)).map((row) => ({
            id: row.id,
            noticedOn: row.noticed_on,
            words: sees(row.recorded_by)
              ? openHours(vault, file, { table: "talk_invitation", row }).words
              : null,
            answer: row.answer,
            version: row.version,
          })),
        };
      },
    }),
    handle(exportPersonHours, {
      load: loadOwn,
      run: async ({ db, input, now, audit }) => {
        const file = await fileOf(db, input.personId);
        const month = askedMonth(input.month, now);
        const { entries } = await readLedger(db, file.id);
        const providers = await providersOf(db, file.controller_id);
        audit({ kind: "person", ids: [file.id], fields: ["hours"] });
        const closedFor = await closedServices(db, file, month);
        return csvFile(["hours", month], entriesCsv(shownEntries(entries, { month, providers, closedFor })));
      },
    }),
  ];
}

const named = ({ id, name }: ProviderRow) => ({ id, name });

/** The month asked for, else the one of today. */
function askedMonth(asked: string | undefined, now: Instant): Month {
  return (asked ?? monthOf(localDateAt(now, timeZone))) as Month;
}

function csvFile(parts: readonly (string | undefined)[], text: string) {
  const fileName = `${parts.filter((part) => part !== undefined).join("-")}.csv`;
  return { fileName, mediaType: "text/csv" as const, text };
}

/** Services of the organisation of a file for which a month is closed. */
async function closedServices(
  db: Tx,
  { controller_id }: Pick<PersonRow, "controller_id">,
  month: Month,
): Promise<ReadonlySet<ProviderRow["id"]>> {
  const closings = await closingsInForce(db, { controllerId: controller_id }, month);
  return new Set(closings.map(({ provider_id }) => provider_id));
}

function shownEntries(
  entries: readonly CountedEntry[],
  {
    month,
    providers,
    closedFor,
  }: {
    readonly month: Month;
    readonly providers: readonly ProviderRow[];
    readonly closedFor: ReadonlySet<ProviderRow["id"]>;
  },
): HoursEntry[] {
  const names = new Map(providers.map(({ id, name }) => [id, name]));
  return entries
    .filter((row) => monthOf(row.on_day) === month)
    .slice(0, 500)
    .map((row) => ({
      id: row.id,
      provider: { id: row.provider_id, name: names.get(row.provider_id) ?? "" },
      day: row.on_day,
      minutes: row.minutes,
      status: row.status,
      activity: row.activity,
      source: row.source,
      isFixed: closedFor.has(row.provider_id) || row.corrections > 0,
      corrections: row.corrections,
      version: row.version,
    }));
}

async function shownReferences(db: Tx, vault: Vault, file: PersonRow) {
  const rows = await referencesOf(db, { personId: file.id });
  return rows.map((row) => ({
    providerId: row.provider_id,
    reference: openHours(vault, file, { table: "hours_reference", row }).reference,
  }));
}
