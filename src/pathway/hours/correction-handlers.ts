import { baseErrors } from "#base";
import { handle, type BoundHandler } from "#storage";
import { fileOf, loadOwn } from "../file-facts.ts";
import { monthOf } from "./allowance.ts";
import { correctHours } from "./closing-actions.ts";
import { insertCorrection } from "./closing-store.ts";
import { hoursErrors } from "./errors.ts";
import { closedKey, heldClosings, readLedger } from "./ledger.ts";
import { checkProvider, checkRoom } from "./noting.ts";
import { lockLedger } from "./store.ts";

/** Carries out corrections of closed months. */
export function correctionHandlers(): BoundHandler[] {
  return [
    handle(correctHours, {
      load: async (question) => {
        const own = await loadOwn(question);
        const { entries } = await readLedger(question.db, question.input.personId);
        const before = entries.find(({ id }) => id === question.input.entryId);
        return { ...own, version: before?.version ?? 0 };
      },
      run: async ({ db, input, actor, now, audit }) => {
        const file = await fileOf(db, input.personId);
        await checkProvider(db, file.controller_id, input.providerId);
        const closed = await heldClosings(db, [input.providerId]);
        await lockLedger(db, file.id);
        const rows = await readLedger(db, file.id);
        const before = rows.entries.find(({ id }) => id === input.entryId);
        // A visit of another day or service is another visit: this one is not used, that one was forgotten.
        for (const [path, isSame] of [
          ["day", before === undefined || before.on_day === input.day],
          ["providerId", before === undefined || before.provider_id === input.providerId],
        ] as const)
          if (!isSame) throw baseErrors.invalidInput({}, { issues: [{ path, code: "invalid" }] });
        const isClosed = closed.has(closedKey(input.providerId, monthOf(input.day)));
        if (!isClosed && (before?.corrections ?? 0) === 0) throw hoursErrors.hoursMonthOpen({});
        checkRoom({ ...rows, entries: rows.entries.filter((one) => one !== before) }, input, now);
        const isNew = await insertCorrection(db, {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          id: input.id,
          person_id: file.id,
          provider_id: input.providerId,
          entry_id: input.entryId,
          position: (before?.corrections ?? 0) + 1,
          on_day: input.day,
          minutes: input.minutes,
          status: input.status,
          activity: input.activity,
          minutes_before: before?.minutes ?? null,
          status_before: before?.status ?? null,
          cause: input.cause,
          recorded_at: now,
          recorded_by: actor.id,
          stated_in: null,
        });
        if (!isNew) throw hoursErrors.hoursEntryExists({});
        audit({ kind: "hours-correction", ids: [input.id, file.id], fields: ["minutes", "status", "cause"] });
        return { personId: file.id, entryId: input.entryId, version: (before?.version ?? 0) + 1 };
      },
    }),
  ];
}
