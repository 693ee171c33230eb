import { controllersOf, localDateAt, type ControllerId, type LocalDate } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { colleaguesIn } from "../companion/store.ts";
import { territoryOf } from "../file-facts.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { endAbsence, listAbsences, mayNoteAbsence, noteAbsence } from "./actions.ts";
import { absenceErrors } from "./errors.ts";
import {
  absencesFrom,
  absencesMeeting,
  endAbsenceRow,
  findAbsence,
  insertAbsence,
  possibleCovers,
  type AbsenceRow,
} from "./store.ts";

/** Longest absence that is noted at once, in days after its first. */
const longestDays = 365;

/** Carries out what is asked and noted about who is away. */
export function absenceHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(listAbsences, {
      run: async ({ db, actor, now }) => {
        const own = controllersOf(actor);
        const rows = await absencesFrom(db, localDateAt(now, timeZone));
        const covers = await possibleCovers(db, own);
        const away = (await Promise.all(own.map(async (id) => peopleOf(db, id))))
          .flat()
          .filter((one) => mayNoteAbsence.check(actor, one).allowed);
        const accounts = rows.flatMap((row) => [row.account_id, row.cover_id]);
        const names = await services.accountNames([
          ...new Set([...accounts, ...[...covers, ...away].map(({ accountId }) => accountId)]),
        ]);
        const named = <T extends { readonly accountId: AbsenceRow["account_id"] }>(one: T) => ({
          ...one,
          name: names.get(one.accountId) ?? null,
        });
        return {
          absences: rows.map((row) => ({
            ...named({ controllerId: row.controller_id, accountId: row.account_id }),
            id: row.id,
            coverId: row.cover_id,
            coverName: names.get(row.cover_id) ?? null,
            fromDay: row.from_day,
            untilDay: row.until_day,
            mayEnd: mayNoteAbsence.check(actor, {
              controllerId: row.controller_id,
              accountId: row.account_id,
            }).allowed,
          })),
          away: away.map(named),
          covers: covers.map(named),
        };
      },
    }),
    handle(noteAbsence, {
      load: async ({ input }) => ({
        facts: { controllerId: input.controllerId, accountId: input.accountId },
      }),
      run: async ({ input, db, actor, now, newId, audit }) => {
        const { controllerId, accountId, coverId, fromDay, untilDay } = input;
        checkDays(fromDay, untilDay, localDateAt(now, timeZone));
        const row: AbsenceRow = {
          tenant_id: territoryOf(actor),
          controller_id: controllerId,
          id: newId<"absence">(),
          account_id: accountId,
          cover_id: coverId,
          from_day: fromDay,
          until_day: untilDay,
          noted_at: now,
          noted_by: actor.id,
          ended_at: null,
        };
        const covers = await possibleCovers(db, [controllerId]);
        if (accountId === coverId || !covers.some((one) => one.accountId === coverId))
          throw absenceErrors.coverUnfit({}, { issues: [{ path: "coverId", code: "invalid" }] });
        const meeting = await absencesMeeting(db, row);
        if (meeting.some((one) => one.account_id === accountId)) throw absenceErrors.absenceOverlaps({});
        if (meeting.some((one) => one.account_id === coverId)) throw absenceErrors.coverAway({});
        if (meeting.some((one) => one.cover_id === accountId)) throw absenceErrors.coversSomebody({});
        await insertAbsence(db, row);
        audit({ kind: "account", ids: [accountId, coverId], fields: ["absence"] });
        return { absenceId: row.id };
      },
    }),
    handle(endAbsence, {
      load: async ({ input, db }) => {
        const row = await findAbsence(db, input.absenceId);
        if (row === null) throw absenceErrors.absenceNotFound({});
        return { facts: { controllerId: row.controller_id, accountId: row.account_id } };
      },
      run: async ({ input, db, now, facts, audit }) => {
        if (!(await endAbsenceRow(db, input.absenceId, now))) throw absenceErrors.absenceNotFound({});
        audit({ kind: "account", ids: [facts.accountId], fields: ["absence"] });
        return { absenceId: input.absenceId };
      },
    }),
  ];
}

async function peopleOf(db: Tx, controllerId: ControllerId) {
  return (await colleaguesIn(db, controllerId)).map((accountId) => ({ controllerId, accountId }));
}

/** @throws pathway.absenceDaysInvalid when the last day is over, before the first, or more than a year after it */
function checkDays(fromDay: LocalDate, untilDay: LocalDate, today: LocalDate): void {
  const days = (Date.parse(untilDay) - Date.parse(fromDay)) / 86_400_000;
  if (untilDay < today || days < 0 || days > longestDays)
    throw absenceErrors.absenceDaysInvalid({}, { issues: [{ path: "untilDay", code: "invalid" }] });
}
