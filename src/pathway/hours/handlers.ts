import { baseErrors, type Id } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { fileOf, loadOwn, territoryOf } from "../file-facts.ts";
import type { PathwayServices } from "../services.ts";
import type { PersonRow } from "../store.ts";
import {
  answerTalkInvitation,
  changeHours,
  endHoursRight,
  grantHours,
  logHours,
  setHoursReference,
} from "./ledger-actions.ts";
import { addHoursProvider, listHoursDepartments, setHoursDepartment } from "./settings-actions.ts";
import type { CountedEntry } from "./corrected.ts";
import { hoursErrors } from "./errors.ts";
import { importHandlers } from "./import-handlers.ts";
import { monthOf } from "./allowance.ts";
import { closingHandlers } from "./closing-handlers.ts";
import { correctionHandlers } from "./correction-handlers.ts";
import {
  closedKey,
  heldClosings,
  readLedger,
  viewDepartment,
  type LedgerRows,
  type WantedMinutes,
} from "./ledger.ts";
import { checkProvider, checkRoom } from "./noting.ts";
import { loadOrganisation } from "../team-organisation.ts";
import { readingHandlers } from "./read-handlers.ts";
import { openHours, sealHours } from "./sealing.ts";
import {
  answerInvitation,
  departmentsOf,
  endRight,
  insertEntry,
  insertInvitation,
  insertProvider,
  insertRight,
  invitationsOf,
  lockLedger,
  putDepartment,
  putReference,
  referencesOf,
  replaceEntry,
  type EntryRow,
} from "./store.ts";

/** Carries out what concerns the hours of social connection. */
export function hoursHandlers(services: PathwayServices): BoundHandler[] {
  return [
    ...settingHandlers(),
    ...rightHandlers(services),
    ...entryHandlers(services),
    ...readingHandlers(services),
    ...importHandlers(services),
    ...closingHandlers(services),
    ...correctionHandlers(),
  ];
}

function settingHandlers(): BoundHandler[] {
  return [
    handle(listHoursDepartments, {
      run: async ({ db }) => ({ departments: (await departmentsOf(db)).map(viewDepartment) }),
    }),
    handle(setHoursDepartment, {
      load: async ({ db, input }) => {
        const known = (await departmentsOf(db)).find((row) => row.department === input.department);
        return { facts: undefined, version: known?.version ?? 0 };
      },
      run: async ({ db, input, actor, now, audit }) => {
        const before = (await departmentsOf(db)).find((row) => row.department === input.department);
        const version = (before?.version ?? 0) + 1;
        const isPut = await putDepartment(db, {
          tenant_id: territoryOf(actor),
          department: input.department,
          is_applied: input.isApplied,
          carry_over_months: input.carryOverMonths,
          version,
          changed_at: now,
          changed_by: actor.id,
        });
        if (!isPut) throw baseErrors.versionStale({});
        audit({ kind: "hours-department", ids: [], fields: ["isApplied", "carryOverMonths"] });
        return { department: input.department, version };
      },
    }),
    handle(addHoursProvider, {
      load: loadOrganisation,
      run: async ({ db, input, actor, now, facts, audit }) => {
        const row = { tenant_id: territoryOf(actor), controller_id: facts.controllerId, added_at: now };
        const provider = { ...row, id: input.id, name: input.name, added_by: actor.id };
        if (!(await insertProvider(db, provider)))
          throw hoursErrors.hoursProviderExists({}, { issues: [{ path: "name", code: "invalid" }] });
        audit({ kind: "hours-provider", ids: [input.id], fields: ["name"] });
        return { providerId: input.id };
      },
    }),
  ];
}

function rightHandlers({ vault }: PathwayServices): BoundHandler[] {
  return [
    handle(grantHours, {
      load: loadOwn,
      run: async ({ db, input, actor, now, audit }) => {
        const file = await fileOf(db, input.personId);
        await lockLedger(db, file.id);
        const { rights, departments } = await readLedger(db, file.id);
        const department = departments.find((row) => row.department === input.department);
        const issues = [{ path: "department", code: "invalid" }];
        if (department === undefined) throw hoursErrors.hoursDepartmentUnknown({}, { issues });
        if (!department.is_applied) throw hoursErrors.hoursNotApplied({}, { issues });
        const until = input.validUntil;
        if (until !== null && until < input.validFrom)
          throw baseErrors.invalidInput({}, { issues: [{ path: "validUntil", code: "invalid" }] });
        const overlaps = rights.some(
          (row) =>
            (row.valid_until === null || row.valid_until >= input.validFrom) &&
            (until === null || row.valid_from <= until),
        );
        if (overlaps)
          throw hoursErrors.hoursRightExists({}, { issues: [{ path: "validFrom", code: "invalid" }] });
        const { gir, planNumber } = input;
        const isNew = await insertRight(db, {
          ...ownerOf(file),
          id: input.id,
          department: input.department,
          decision: input.decision,
          valid_from: input.validFrom,
          valid_until: until,
          monthly_minutes: input.monthlyMinutes,
          recorded_at: now,
          recorded_by: actor.id,
          version: 1,
          content: sealHours(vault, file, { table: "hours_right", id: input.id, value: { gir, planNumber } }),
        });
        if (!isNew) throw hoursErrors.hoursRightExists({});
        audit({ kind: "hours-right", ids: [input.id, file.id], fields: ["decision", "gir", "planNumber"] });
        return { personId: file.id, rightId: input.id, version: 1 };
      },
    }),
    handle(endHoursRight, {
      load: async (question) => {
        const own = await loadOwn(question);
        return { ...own, version: (await rightOf(question.db, question.input)).version };
      },
      run: async ({ db, input, audit }) => {
        const row = await rightOf(db, input);
        if (input.lastDay < row.valid_from)
          throw baseErrors.invalidInput({}, { issues: [{ path: "lastDay", code: "invalid" }] });
        if (!(await endRight(db, row, input.lastDay))) throw baseErrors.versionStale({});
        audit({ kind: "hours-right", ids: [row.id, row.person_id], fields: ["validUntil"] });
        return { personId: row.person_id, rightId: row.id, version: row.version + 1 };
      },
    }),
    handle(setHoursReference, {
      load: loadOwn,
      run: async ({ db, input, now, newId, audit }) => {
        const file = await fileOf(db, input.personId);
        await checkProvider(db, file.controller_id, input.providerId);
        const others = await referencesOf(db, { providerId: input.providerId });
        for (const other of others) {
          if (other.person_id === file.id) continue;
          const owner = await fileOf(db, other.person_id);
          if (openHours(vault, owner, { table: "hours_reference", row: other }).reference === input.reference)
            throw hoursErrors.hoursReferenceTaken({}, { issues: [{ path: "reference", code: "invalid" }] });
        }
        const id = newId<"hoursReference">();
        const value = { reference: input.reference };
        await putReference(db, {
          ...ownerOf(file),
          id,
          provider_id: input.providerId,
          recorded_at: now,
          content: sealHours(vault, file, { table: "hours_reference", id, value }),
        });
        audit({ kind: "person", ids: [file.id], fields: ["hoursReference"] });
        return { personId: file.id, providerId: input.providerId };
      },
    }),
  ];
}

function entryHandlers({ vault }: PathwayServices): BoundHandler[] {
  return [
    handle(logHours, {
      load: loadOwn,
      run: async ({ db, input, actor, now, newId, audit }) => {
        const file = await fileOf(db, input.personId);
        await checkProvider(db, file.controller_id, input.providerId);
        checkOpen(await heldClosings(db, [input.providerId]), input);
        await lockLedger(db, file.id);
        checkRoom(await readLedger(db, file.id), input, now);
        const isNew = await insertEntry(db, {
          ...ownerOf(file),
          ...writtenEntry(input),
          id: input.id,
          source: "typed",
          recorded_at: now,
          recorded_by: actor.id,
          version: 1,
        });
        if (!isNew) throw hoursErrors.hoursEntryExists({});
        if (input.noticed !== null) {
          const id = newId<"talkInvitation">();
          const value = { words: input.noticed };
          await insertInvitation(db, {
            ...ownerOf(file),
            id,
            noticed_on: input.day,
            recorded_at: now,
            recorded_by: actor.id,
            answer: null,
            answered_at: null,
            answered_by: null,
            version: 1,
            content: sealHours(vault, file, { table: "talk_invitation", id, value }),
          });
        }
        audit({ kind: "hours-entry", ids: [input.id, file.id], fields: ["minutes", "status", "noticed"] });
        return { personId: file.id, entryId: input.id, version: 1 };
      },
    }),
    handle(changeHours, {
      load: async (question) => {
        const own = await loadOwn(question);
        const rows = await readLedger(question.db, question.input.personId);
        return { ...own, version: entryOf(rows, question.input.entryId).version };
      },
      run: async ({ db, input, actor, now, audit }) => {
        const file = await fileOf(db, input.personId);
        await checkProvider(db, file.controller_id, input.providerId);
        const seen = entryOf(await readLedger(db, file.id), input.entryId);
        const closed = await heldClosings(db, [seen.provider_id, input.providerId]);
        await lockLedger(db, file.id);
        const rows = await readLedger(db, file.id);
        const before = entryOf(rows, input.entryId);
        if (before.version !== seen.version) throw baseErrors.versionStale({});
        checkOpen(closed, { providerId: before.provider_id, day: before.on_day });
        checkOpen(closed, input);
        if (before.corrections > 0) throw hoursErrors.hoursMonthClosed({});
        const others = rows.entries.filter(({ id }) => id !== before.id);
        checkRoom({ ...rows, entries: others }, input, now);
        const changed = { ...before, ...writtenEntry(input), recorded_at: now, recorded_by: actor.id };
        if (!(await replaceEntry(db, { ...changed, version: before.version + 1 })))
          throw baseErrors.versionStale({});
        audit({ kind: "hours-entry", ids: [before.id, file.id], fields: ["minutes", "status"] });
        return { personId: file.id, entryId: before.id, version: before.version + 1 };
      },
    }),
    handle(answerTalkInvitation, {
      load: async (question) => {
        const own = await loadOwn(question);
        return { ...own, version: (await invitationOf(question.db, question.input)).version };
      },
      run: async ({ db, input, actor, now, audit }) => {
        const row = await invitationOf(db, input);
        if (row.answer !== null) throw hoursErrors.talkInvitationAnswered({});
        const answer = { answer: input.answer, answered_at: now, answered_by: actor.id };
        if (!(await answerInvitation(db, row, answer))) throw baseErrors.versionStale({});
        audit({ kind: "talk-invitation", ids: [row.id, row.person_id], fields: ["answer"] });
        return { personId: row.person_id, invitationId: row.id, version: row.version + 1 };
      },
    }),
  ];
}

const ownerOf = ({ tenant_id, controller_id, id }: PersonRow) => ({
  tenant_id,
  controller_id,
  person_id: id,
});

function writtenEntry(
  input: WantedMinutes & Pick<EntryRow, "activity"> & { readonly providerId: EntryRow["provider_id"] },
): Pick<EntryRow, "provider_id" | "on_day" | "minutes" | "status" | "activity"> {
  const { providerId, day, minutes, status, activity } = input;
  return { provider_id: providerId, on_day: day, minutes, status, activity };
}

/** @throws pathway.hoursMonthClosed */
function checkOpen(
  closed: ReadonlySet<string>,
  { providerId, day }: { readonly providerId: Id<"hoursProvider">; readonly day: WantedMinutes["day"] },
): void {
  if (closed.has(closedKey(providerId, monthOf(day))))
    throw hoursErrors.hoursMonthClosed({}, { issues: [{ path: "day", code: "invalid" }] });
}

async function rightOf(
  db: Tx,
  { personId, rightId }: { readonly personId: PersonRow["id"]; readonly rightId: Id<"hoursRight"> },
) {
  const row = (await readLedger(db, personId)).rights.find(({ id }) => id === rightId);
  if (row === undefined) throw hoursErrors.hoursRightNotFound({});
  return row;
}

function entryOf({ entries }: LedgerRows, id: Id<"hoursEntry">): CountedEntry {
  const row = entries.find((entry) => entry.id === id);
  if (row === undefined) throw hoursErrors.hoursEntryNotFound({});
  return row;
}

async function invitationOf(
  db: Tx,
  input: { readonly personId: PersonRow["id"]; readonly invitationId: Id<"talkInvitation"> },
) {
  const row = (await invitationsOf(db, input.personId)).find(({ id }) => id === input.invitationId);
  if (row === undefined) throw hoursErrors.talkInvitationNotFound({});
  return row;
}
