import { baseErrors, localDateAt, type Instant } from "#base";
import { handle, type BoundHandler, type Tx, type Vault } from "#storage";
import { fileOf, loadOwn, territoryOf } from "../file-facts.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { findPersons } from "../store.ts";
import { loadOrganisation } from "../team-organisation.ts";
import { daysOf, monthOf, type Month } from "./allowance.ts";
import {
  closeHoursMonth,
  exportHoursDepartment,
  exportHoursStatement,
  listHoursClosings,
  readHoursStatement,
  readPersonStatement,
  reopenHoursMonth,
  type HoursClosing,
} from "./closing-actions.ts";
import { statementRows, statementsCsv } from "./closing-csv.ts";
import { digestOfLine, digestOfStatement, isSound } from "./closing-digest.ts";
import type { ClosedLine } from "./closed-line.ts";
import {
  closingsInForce,
  closingsOf,
  correctionsUpTo,
  findClosing,
  holdProviders,
  insertClosing,
  linesAbout,
  linesOf,
  reopenClosing,
  stateCorrections,
  type ClosingRow,
  type CorrectionRow,
  type LineRow,
} from "./closing-store.ts";
import { hoursErrors } from "./errors.ts";
import { freezeLines } from "./freeze.ts";
import { linesAtMost } from "./month-actions.ts";
import { checkProvider } from "./noting.ts";
import { openHours, sealHours } from "./sealing.ts";
import { countedBetween, totalsOf } from "./statement.ts";
import { providersOf } from "./store.ts";

const longestFile = 2_000_000;

/** Carries out the closing of months and the reading of closed ones. */
export function closingHandlers(services: PathwayServices): BoundHandler[] {
  return [...actHandlers(services), ...statementHandlers(services)];
}

function actHandlers({ vault }: PathwayServices): BoundHandler[] {
  return [
    handle(listHoursClosings, {
      load: loadOrganisation,
      run: async ({ db, input, facts, now }) => {
        const { controllerId } = facts;
        const month = (input.month ?? monthOf(localDateAt(now, timeZone))) as Month;
        const days = daysOf(month);
        const entries = await countedBetween(db, controllerId, days);
        const waiting = (await correctionsUpTo(db, controllerId, days.last)).filter((row) =>
          isShownNext(row, month),
        );
        const closings = await closingsOf(db, controllerId, month);
        const services = (await providersOf(db, controllerId)).flatMap(({ id, name }) => {
          const own = entries.filter((row) => row.provider_id === id);
          const corrections = waiting.filter((row) => row.provider_id === id);
          const closed = closings.filter((row) => row.provider_id === id);
          if (own.length + corrections.length + closed.length === 0) return [];
          return [
            {
              provider: { id, name },
              done: totalsOf(own).done,
              stillPlanned: own.filter(({ status }) => status === "planned").length,
              corrections: corrections.length,
              closings: closed.map(viewClosing).toReversed().slice(0, 100),
            },
          ];
        });
        return { month, isOver: isOver(month, now), services };
      },
    }),
    handle(closeHoursMonth, {
      load: loadOrganisation,
      run: async ({ db, input, actor, facts, now, newId, audit }) => {
        const { controllerId } = facts;
        const month = input.month as Month;
        if (!isOver(month, now))
          throw hoursErrors.hoursMonthNotOver({}, { issues: [{ path: "month", code: "invalid" }] });
        await checkProvider(db, controllerId, input.providerId);
        // Whoever is noting minutes of this service ends first; whoever comes later finds the month closed.
        await holdProviders(db, [input.providerId], "alone");
        const before = (await closingsOf(db, controllerId, month)).filter(
          (row) => row.provider_id === input.providerId,
        );
        if (before.some(({ reopened_at }) => reopened_at === null)) throw hoursErrors.hoursMonthClosed({});
        const days = daysOf(month);
        const entries = (await countedBetween(db, controllerId, days)).filter(
          (row) => row.provider_id === input.providerId,
        );
        const count = entries.filter(({ status }) => status === "planned").length;
        if (count > 0) throw hoursErrors.hoursStillPlanned({ count });
        const corrections = (await correctionsUpTo(db, controllerId, days.last)).filter(
          (row) => row.provider_id === input.providerId && row.stated_in === null,
        );
        const told = corrections.filter((row) => isShownNext(row, month));
        const frozen = await freezeLines(db, vault, { month, entries, corrections: told });
        if (frozen.length > linesAtMost) throw hoursErrors.hoursFileTooLong({});
        const owner = { tenant_id: territoryOf(actor), controller_id: controllerId };
        const digests: string[] = [];
        const lines = frozen.map(({ file, line }): LineRow => {
          const id = newId<"hoursClosingLine">();
          digests.push(digestOfLine(id, line));
          const content = sealHours(vault, file, { table: "hours_closing_line", id, value: line });
          return { ...owner, id, closing_id: input.id, person_id: file.id, content };
        });
        const head = {
          id: input.id,
          provider_id: input.providerId,
          month,
          position: (before.at(-1)?.position ?? 0) + 1,
        };
        const digest = digestOfStatement(head, digests);
        const isNew = await insertClosing(
          db,
          {
            ...owner,
            ...head,
            closed_at: now,
            closed_by: actor.id,
            line_digests: digests.toSorted(),
            digest,
            reopened_at: null,
            reopened_by: null,
            reopen_reason: null,
            version: 1,
          },
          lines,
        );
        if (!isNew) throw hoursErrors.hoursMonthClosed({});
        const statedIds = corrections.map(({ id }) => id);
        await stateCorrections(db, input.id, statedIds);
        audit({ kind: "hours-closing", ids: [input.id], fields: ["month", "digest"] });
        audit({ kind: "person", ids: frozen.map(({ file }) => file.id), fields: ["hours"] });
        return { closingId: input.id, digest, version: 1 };
      },
    }),
    handle(reopenHoursMonth, {
      load: async ({ db, input }) => {
        const row = await closingOf(db, input.closingId);
        return { facts: { controllerId: row.controller_id }, version: row.version };
      },
      run: async ({ db, input, actor, now, audit }) => {
        const { provider_id, controller_id } = await closingOf(db, input.closingId);
        await holdProviders(db, [provider_id], "alone");
        const row = await closingOf(db, input.closingId);
        if (row.reopened_at !== null) throw hoursErrors.hoursMonthOpen({});
        const days = daysOf(row.month);
        const isTold = (await correctionsUpTo(db, controller_id, days.last)).some(
          ({ provider_id: of, on_day, stated_in }) =>
            of === provider_id && on_day >= days.first && stated_in !== null && stated_in !== row.id,
        );
        if (isTold) throw hoursErrors.hoursMonthCorrected({});
        const act = { at: now, by: actor.id, reason: input.reason };
        if (!(await reopenClosing(db, row, act))) throw baseErrors.versionStale({});
        audit({ kind: "hours-closing", ids: [row.id], fields: ["reopened", "reason"] });
        return { closingId: row.id, version: row.version + 1 };
      },
    }),
  ];
}

function statementHandlers({ vault }: PathwayServices): BoundHandler[] {
  const loadClosing = async ({
    db,
    input,
  }: {
    readonly db: Tx;
    readonly input: { readonly closingId: ClosingRow["id"] };
  }) => ({ facts: { controllerId: (await closingOf(db, input.closingId)).controller_id } });
  return [
    handle(readHoursStatement, {
      load: loadClosing,
      run: async ({ db, input, audit }) => {
        const row = await closingOf(db, input.closingId);
        const lines = await openLines(db, vault, await linesOf(db, row.id));
        audit({ kind: "person", ids: lines.map(({ personId }) => personId), fields: ["hours"] });
        return {
          ...(await viewStatement(db, row, lines)),
          erased: row.line_digests.length - lines.length,
          lines: lines.map(({ personId, content }) => {
            const { entries: _entries, ...line } = content;
            return { personId, ...line };
          }),
        };
      },
    }),
    handle(exportHoursStatement, {
      load: loadClosing,
      run: async ({ db, input, audit }) => {
        const row = await closingOf(db, input.closingId);
        const lines = await openLines(db, vault, await linesOf(db, row.id));
        audit({ kind: "person", ids: lines.map(({ personId }) => personId), fields: ["hours"] });
        const { provider } = await viewStatement(db, row, lines);
        const text = statementsCsv(statementRows({ closing: row, providerName: provider.name, lines }));
        return csvOf(["statement", row.month], text);
      },
    }),
    handle(exportHoursDepartment, {
      load: loadOrganisation,
      run: async ({ db, input, facts, audit }) => {
        const { controllerId } = facts;
        const month = input.month as Month;
        const closings = await closingsInForce(db, { controllerId }, month);
        const closed = new Set(closings.map(({ provider_id }) => provider_id));
        const entries = await countedBetween(db, controllerId, daysOf(month));
        const missing = new Set(entries.map((row) => row.provider_id)).difference(closed);
        if (missing.size > 0) throw hoursErrors.hoursStatementsMissing({ count: missing.size });
        const names = new Map((await providersOf(db, controllerId)).map(({ id, name }) => [id, name]));
        const rows: (readonly (string | number | null)[])[] = [];
        const seen = new Set<LineRow["person_id"]>();
        for (const closing of closings) {
          const all = await openLines(db, vault, await linesOf(db, closing.id));
          const lines = all.filter(({ content }) => content.department === input.department);
          for (const { personId } of lines) seen.add(personId);
          rows.push(...statementRows({ closing, providerName: names.get(closing.provider_id) ?? "", lines }));
        }
        audit({ kind: "person", ids: [...seen], fields: ["hours"] });
        return csvOf(["departement", input.department, month], statementsCsv(rows));
      },
    }),
    handle(readPersonStatement, {
      load: loadOwn,
      run: async ({ db, input, audit }) => {
        const file = await fileOf(db, input.personId);
        const month = input.month as Month;
        const own = await linesAbout(db, file.id);
        const statements = [];
        for (const closing of await closingsInForce(db, { controllerId: file.controller_id }, month)) {
          const row = own.find(({ closing_id }) => closing_id === closing.id);
          if (row === undefined) continue;
          const content = openHours(vault, file, { table: "hours_closing_line", row });
          const { gir: _gir, ...line } = content;
          const head = await viewStatement(db, closing, [{ ...row, personId: file.id, content }]);
          statements.push({ ...head, line });
        }
        audit({ kind: "person", ids: [file.id], fields: ["hours", "planNumber"] });
        return { month, statements };
      },
    }),
  ];
}

/** Whether the statement of a month shows a correction: one of an earlier month that none showed yet. */
function isShownNext({ on_day, stated_in }: CorrectionRow, month: Month): boolean {
  return stated_in === null && monthOf(on_day) < month;
}

/** Whether the last day of a month is over where the hours are given. */
function isOver(month: Month, now: Instant): boolean {
  return daysOf(month).last < localDateAt(now, timeZone);
}

async function closingOf(db: Tx, id: ClosingRow["id"]): Promise<ClosingRow> {
  const row = await findClosing(db, id);
  if (row === null) throw hoursErrors.hoursClosingNotFound({});
  return row;
}

function viewClosing(row: ClosingRow): HoursClosing {
  const { id, position, closed_at, digest, reopened_at, reopen_reason, version } = row;
  const reopened =
    reopened_at === null || reopen_reason === null ? null : { at: reopened_at, reason: reopen_reason };
  return { id, position, closedAt: closed_at, digest, reopened, version };
}

type OpenLine = Pick<LineRow, "id"> & {
  readonly personId: LineRow["person_id"];
  readonly content: ClosedLine;
};

/** Lines with what they say, by name. */
async function openLines(db: Tx, vault: Vault, rows: readonly LineRow[]): Promise<readonly OpenLine[]> {
  const ids = rows.map((row) => row.person_id);
  const files = new Map((await findPersons(db, ids)).map((file) => [file.id, file]));
  const lines = rows.flatMap((row): OpenLine[] => {
    const file = files.get(row.person_id);
    if (file === undefined) return [];
    const content = openHours(vault, file, { table: "hours_closing_line", row });
    return [{ id: row.id, personId: row.person_id, content }];
  });
  const name = ({ content }: OpenLine): string => `${content.familyName ?? ""} ${content.givenNames}`;
  return lines.toSorted((a, b) => name(a).localeCompare(name(b), "fr"));
}

async function viewStatement(db: Tx, row: ClosingRow, lines: readonly OpenLine[]) {
  const providers = await providersOf(db, row.controller_id);
  return {
    controllerId: row.controller_id,
    provider: { id: row.provider_id, name: providers.find(({ id }) => id === row.provider_id)?.name ?? "" },
    month: row.month,
    closing: viewClosing(row),
    isSound: isSound(row, lines),
  };
}

/** @throws pathway.hoursFileTooLong */
function csvOf(parts: readonly string[], text: string) {
  if (text.length > longestFile) throw hoursErrors.hoursFileTooLong({});
  return { fileName: `hours-${parts.join("-")}.csv`, mediaType: "text/csv" as const, text };
}
