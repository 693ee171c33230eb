import { localDateAt, type Instant } from "#base";
import { cutText, type EntryKind, type RecogniseTown } from "#directory";
import { handle, type BoundHandler } from "#storage";
import { exchangeErrors } from "../errors.ts";
import { wordsOf } from "../row-change.ts";
import type { NationalLine } from "../suspicion.ts";
import { closeOffer, openEntry, undoEntryChange, type ChangeTime } from "./change-entry.ts";
import { correctable } from "./correction.ts";
import { keepChoice, readDifference, readDifferences } from "./difference-store.ts";
import {
  closeEntry,
  correctEntry,
  listDifferences,
  readEntryFile,
  settleDifference,
  undoChange,
} from "./entry-file-actions.ts";
import { correctPausedOffer } from "./pause.ts";
import { readChanges, tellCause, writeEdit, type ChangeRow } from "./entry-store.ts";

/** Changes, or differences, on a page. */
const pageSize = 20;

/** Handlers of entries as moderators keep them: corrections, the history with its undoing, differences with feeds. */
export function entryFileHandlers(services: {
  readonly nationalLines: readonly NationalLine[];
  readonly recogniseTown: RecogniseTown;
}): readonly BoundHandler[] {
  return [
    handle(readEntryFile, {
      run: async ({ input: { offerId, page }, db }) => {
        const { ids, stored } = await openEntry(db, offerId);
        const part = { offset: (page - 1) * pageSize, limit: pageSize };
        const { total, changes } = await readChanges(db, ids, part);
        return {
          offerId,
          total,
          page,
          pageSize,
          name: String(stored.service?.["name"]),
          city: String(stored.location?.["city"]),
          isOpen: stored.service_at_location?.["closed_on"] === null,
          correction: correctable(stored, services.recogniseTown),
          changes: changes.map(shownChange),
        };
      },
    }),
    handle(correctEntry, {
      run: async ({ input: { offerId, ...given }, db, now, audit }) => {
        const { nationalLines: lines, recogniseTown } = services;
        const asked = { offerId, given, lines, recogniseTown };
        const isChanged = await correctPausedOffer(db, asked, timeOf(now));
        audit({ kind: "offer", ids: [offerId] });
        return { offerId, isChanged };
      },
    }),
    handle(closeEntry, {
      run: async ({ input: { offerId }, db, now, audit }) => {
        await closeOffer(db, offerId, timeOf(now));
        audit({ kind: "offer", ids: [offerId], fields: ["closed_on"] });
        return { offerId };
      },
    }),
    handle(undoChange, {
      run: async ({ input: { offerId, changeId }, db, now, audit }) => {
        const { ids } = await openEntry(db, offerId);
        const change = await undoEntryChange(db, changeId, timeOf(now));
        if (!Object.values(ids).includes(change.entity_id)) throw exchangeErrors.changeNotFound({});
        audit({ kind: "offer", ids: [offerId], fields: Object.keys(change.fields) });
        return { offerId, changeId };
      },
    }),
    handle(listDifferences, {
      run: async ({ input: { page }, db }) => {
        const part = { offset: (page - 1) * pageSize, limit: pageSize };
        const { total, differences } = await readDifferences(db, part);
        return {
          total,
          page,
          pageSize,
          differences: differences.map((one) => ({
            entityId: one.entity_id,
            kind: one.kind,
            field: one.field,
            offerId: one.offer_id,
            name: one.name,
            sourceName: one.source_name,
            recordedOn: one.recorded_on,
            stored: wordsOf(one.stored_value),
            imported: wordsOf(one.imported_value),
          })),
        };
      },
    }),
    handle(settleDifference, {
      run: async ({ input: { entityId, field, choice }, db, now, audit }) => {
        const found = await readDifference(db, entityId, field);
        if (found === null) throw exchangeErrors.differenceNotFound({});
        const { today } = timeOf(now);
        if (choice === "imported") {
          await tellCause(db, "difference", today);
          const values = { [field]: found.imported_value };
          await writeEdit(db, { kind: found.kind, id: entityId, values, held: [], freed: [field] });
        }
        await keepChoice(db, { entityId, field }, choice, today);
        audit({ kind: found.kind, ids: [entityId], fields: [field], reason: choice });
        return { entityId };
      },
    }),
  ];
}

function timeOf(now: Instant): ChangeTime {
  return { cause: "moderator", now, today: localDateAt(now, "Europe/Paris") };
}

function shownChange(change: ChangeRow) {
  const { id, cause, changed_on: changedOn, undone_by: undoneBy, kind, fields } = change;
  return {
    id,
    cause,
    changedOn,
    isUndone: undoneBy !== null,
    mayBeUndone: undoneBy === null && cause !== "merge" && cause !== "hidden",
    fields: Object.entries(fields)
      .slice(0, 60)
      .map(([field, { before, after }]) => ({
        field: nameOf(kind, field),
        before: wordsOf(before),
        after: wordsOf(after),
      })),
  };
}

function nameOf(kind: EntryKind, field: string): string {
  return cutText(`${kind}.${field}`, 60);
}
