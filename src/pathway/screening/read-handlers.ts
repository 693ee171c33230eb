import { handle, type BoundHandler } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import type { PathwayServices } from "../services.ts";
import { seesResult } from "../who-sees/result.ts";
import { readScreening } from "./actions.ts";
import { openAnswers } from "./sealing.ts";
import { responsesOf, type ResponseRow } from "./store.ts";

/** Carries out the reading of answers. */
export function readHandlers({ vault, accountNames }: PathwayServices): BoundHandler[] {
  return [
    handle(readScreening, {
      load: loadOwn,
      run: async ({ input, db, actor, audit }) => {
        const file = await fileOf(db, input.personId);
        const rows = await responsesOf(db, file.id);
        const row = rows.find(({ id }) => id === input.screeningId);
        if (
          row === undefined ||
          !seesResult(actor, { controllerId: row.controller_id, askedBy: row.asked_by })
        )
          throw pathwayErrors.screeningNotFound({});
        const versions = versionsOf(row, rows);
        const names = await accountNames(versions.flatMap(({ asked_by }) => asked_by ?? []));
        audit({ kind: "screening", ids: [row.id, file.id], fields: ["answers", "note"] });
        return {
          id: row.id,
          instrument: row.instrument,
          language: row.language,
          mode: row.mode,
          askedAt: row.asked_at,
          isReplaced: rows.some(({ replaces_id }) => replaces_id === row.id),
          ...openAnswers(vault, file, row),
          versions: versions.map(({ id, recorded_at, asked_by }) => ({
            id,
            recordedAt: recorded_at,
            by: asked_by === null ? null : (names.get(asked_by) ?? null),
          })),
        };
      },
    }),
  ];
}

/** The versions of some answers, from the first to the newest. */
function versionsOf(row: ResponseRow, rows: readonly ResponseRow[]): readonly ResponseRow[] {
  const chain: ResponseRow[] = [row];
  for (let first = row; ;) {
    const before = rows.find(({ id }) => id === first.replaces_id);
    if (before === undefined || chain.length > rows.length) break;
    chain.unshift(before);
    first = before;
  }
  for (let last = row; ;) {
    const after = rows.find(({ replaces_id }) => replaces_id === last.id);
    if (after === undefined || chain.length > rows.length) break;
    chain.push(after);
    last = after;
  }
  return chain;
}
