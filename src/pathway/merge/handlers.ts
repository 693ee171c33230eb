import type { Actor, Id, Instant, NewId, PersonId } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { fileOf } from "../file-facts.ts";
import { openSummaries } from "../file-sealing.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { findPersonEvenMerged, type PersonRow } from "../store.ts";
import { loadOrganisation } from "../team-organisation.ts";
import { daysLater, delays } from "../timer/delays.ts";
import { confirmMerge, listMerges, previewMerge, proposeMerge, undoMerge } from "./actions.ts";
import { lockBoth, mergeFiles, organisationOfBoth, takeApart, type Merging } from "./carry-out.ts";
import { mergeErrors } from "./errors.ts";
import { lookAtMerge, type TwoFiles } from "./look.ts";
import { endMergeRow, insertMerge, lockMerge, mergesSince, standingOf, type MergeRow } from "./store.ts";

/** Carries out what is asked, proposed and done about two files that become one. */
export function mergeHandlers(services: PathwayServices): BoundHandler[] {
  const { vault } = services;
  const summaryOf = (row: PersonRow) => {
    const [person] = openSummaries(vault, [row]);
    const { givenNames = "", familyName = null, birthDate = null } = person ?? {};
    return { id: row.id, givenNames, familyName, birthDate, openedAt: row.opened_at };
  };
  const mergingOf = (context: {
    readonly db: Tx;
    readonly now: Instant;
    readonly newId: NewId;
    readonly actor: Actor;
  }): Merging => {
    const { db, now, newId, actor } = context;
    if (actor.id === null) throw pathwayErrors.organisationNeeded({});
    return { actor, by: actor.id, moving: { db, vault, now, newId, baseUrl: services.baseUrl, timeZone } };
  };
  return [
    handle(previewMerge, {
      load: async ({ db, input }) => ({
        facts: { controllerId: organisationOfBoth(await bothOf(db, input)) },
      }),
      run: async ({ db, input, now, audit }) => {
        const files = await bothOf(db, input);
        const look = await lookAtMerge(db, vault, files, now);
        const countsOf = (which: "moves" | "stays") =>
          [...look.counts]
            .map(([kind, counts]) => ({ kind, count: counts[which] }))
            .filter(({ count }) => count > 0);
        const taken = await standingOf(db, [files.kept.id, files.merged.id]);
        audit({
          kind: "person",
          ids: [files.kept.id, files.merged.id],
          fields: ["givenNames", "familyName", "birthDate"],
        });
        return {
          kept: summaryOf(files.kept),
          merged: summaryOf(files.merged),
          moves: countsOf("moves"),
          stays: countsOf("stays"),
          filled: [...look.filled],
          stricter: [...look.changed],
          isNoContact: look.rules.contactChannels.length === 0,
          agreementsEnded: look.ended.length,
          obstacles: [...look.obstacles],
          isTaken: taken.length > 0,
        };
      },
    }),
    handle(proposeMerge, {
      load: async ({ db, input }) => ({
        facts: { controllerId: organisationOfBoth(await bothOf(db, input)) },
      }),
      run: async ({ db, input, actor, now, newId, audit }) => {
        const { kept, merged } = await lockBoth(db, input);
        if (kept === undefined || merged === undefined) throw pathwayErrors.personNotFound({});
        if (actor.id === null) throw pathwayErrors.organisationNeeded({});
        if ((await standingOf(db, [kept.id, merged.id])).length > 0) throw mergeErrors.mergeExists({});
        const id = newId<"person-merge">();
        const { tenant_id, controller_id } = kept;
        const row = { tenant_id, controller_id, id, kept_id: kept.id, merged_id: merged.id };
        if (!(await insertMerge(db, { ...row, proposed_at: now, proposed_by: actor.id })))
          throw mergeErrors.mergeExists({});
        audit({ kind: "person", ids: [kept.id, merged.id], fields: ["merge"] });
        return { mergeId: id, personId: kept.id };
      },
    }),
    handle(confirmMerge, {
      load: async ({ db, input }) => ({
        facts: { controllerId: (await mergeOf(db, input.mergeId)).controller_id },
      }),
      run: async (context) => {
        const { db, input, audit } = context;
        const row = await mergeOf(db, input.mergeId);
        const merging = mergingOf(context);
        if (row.ended_at !== null || row.confirmed_at !== null) throw mergeErrors.mergeOver({});
        if (row.proposed_by === merging.by) throw mergeErrors.mergeSecondPersonNeeded({});
        const { kept, merged } = await lockBoth(db, { keptId: row.kept_id, mergedId: row.merged_id });
        if (kept === undefined || merged === undefined) throw pathwayErrors.personNotFound({});
        await mergeFiles(merging, row, { kept, merged });
        audit({ kind: "person", ids: [kept.id, merged.id], fields: ["merge"] });
        return { mergeId: row.id, personId: kept.id };
      },
    }),
    handle(undoMerge, {
      load: async ({ db, input }) => ({
        facts: { controllerId: (await mergeOf(db, input.mergeId)).controller_id },
      }),
      run: async (context) => {
        const { db, input, now, actor, audit } = context;
        const row = await mergeOf(db, input.mergeId);
        if (row.ended_at !== null) throw mergeErrors.mergeOver({});
        audit({ kind: "person", ids: [row.kept_id, row.merged_id], fields: ["merge"] });
        if (row.confirmed_at === null) {
          await endMergeRow(db, row.id, { at: now, by: actor.id });
          return { mergeId: row.id, personId: row.kept_id };
        }
        const days = delays.mergeUndoDays;
        if (now > daysLater(row.confirmed_at, days)) throw mergeErrors.mergeTooLate({ days });
        const { kept } = await lockBoth(db, { keptId: row.kept_id, mergedId: row.merged_id });
        if (kept === undefined) throw pathwayErrors.personNotFound({});
        await takeApart(mergingOf(context), row, kept);
        return { mergeId: row.id, personId: row.kept_id };
      },
    }),
    handle(listMerges, {
      load: loadOrganisation,
      run: async ({ db, now, actor, facts, audit }) => {
        const rows = (await mergesSince(db, daysLater(now, -delays.mergeUndoDays))).filter(
          ({ controller_id }) => controller_id === facts.controllerId,
        );
        const names = await services.accountNames([...new Set(rows.map(({ proposed_by }) => proposed_by))]);
        const merges = [];
        for (const row of rows) {
          const kept = await findPersonEvenMerged(db, row.kept_id);
          const merged = await findPersonEvenMerged(db, row.merged_id);
          if (kept === null || merged === null) continue;
          merges.push({
            id: row.id,
            kept: summaryOf(kept),
            merged: summaryOf(merged),
            proposedAt: row.proposed_at,
            proposedBy: names.get(row.proposed_by) ?? null,
            confirmedAt: row.confirmed_at,
            mayConfirm: row.confirmed_at === null && row.proposed_by !== actor.id,
          });
        }
        audit({
          kind: "person",
          ids: merges.flatMap(({ kept, merged }) => [kept.id, merged.id]),
          fields: ["givenNames", "familyName", "birthDate"],
        });
        return { merges };
      },
    }),
  ];
}

/** @throws pathway.personNotFound */
async function bothOf(
  db: Tx,
  { keptId, mergedId }: { readonly keptId: PersonId; readonly mergedId: PersonId },
): Promise<TwoFiles> {
  return { kept: await fileOf(db, keptId), merged: await fileOf(db, mergedId) };
}

/** @throws pathway.mergeNotFound */
async function mergeOf(db: Tx, id: Id<"person-merge">): Promise<MergeRow> {
  const row = await lockMerge(db, id);
  if (row === null) throw mergeErrors.mergeNotFound({});
  return row;
}
