import { handle, type BoundHandler, type Vault } from "#storage";
import { sealedGivenNames } from "../file-sealing.ts";
import { readContent, sealedContent } from "../referral/content.ts";
import type { PathwayServices } from "../services.ts";
import { organisationOf } from "../team-organisation.ts";
import { findWaiting } from "../waiting/waiting.ts";
import { ownCasesIn } from "../who-sees/own-cases.ts";
import { filesPageSize, listFigureFiles } from "./actions.ts";
import { findBehind, type Behind } from "./behind.ts";
import { isFigure } from "./counted.ts";
import { figureErrors } from "./errors.ts";
import { yearOf } from "./handlers.ts";
import { thingOf } from "./opens-figure.ts";
import { byUrgency, sinceOf, type WithNextStep } from "./urgency.ts";

/** Carries out opening a figure of a team. */
export function openFigureHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(listFigureFiles, {
      load: async ({ actor, input }) => ({
        facts: { controllerId: organisationOf(actor, input.controllerId), thing: thingOf(input.figure) },
      }),
      run: async ({ db, input, facts, actor, now, audit }) => {
        if (!isFigure(input)) throw figureErrors.figureUnknown({});
        const { controllerId, thing } = facts;
        const year = input.year ?? yearOf(now);
        const { figure, code } = input;
        const found = await findBehind(db, services, { figure, code, controllerId, year });
        const ordered = byUrgency(found, await findWaiting(db, { actor, now, owners: null }));
        // A list that became shorter meanwhile ends with its last page.
        const page = Math.min(input.page, Math.max(1, Math.ceil(ordered.length / filesPageSize)));
        const shown = ordered.slice((page - 1) * filesPageSize, page * filesPageSize);
        audit({
          kind: "person",
          ids: [...new Set(shown.map(({ file }) => file.id))],
          fields: ["givenNames", "referrals", ...(thing === "result" ? ["results"] : [])],
        });
        return {
          year,
          controllerId,
          figure,
          code,
          page,
          pageSize: filesPageSize,
          total: ordered.length,
          isOwnCases: ownCasesIn(actor).includes(controllerId),
          ends: endsIn(found),
          files: viewOf(services.vault, shown),
        };
      },
    }),
  ];
}

/** The ends that stand on a list, in the order of the alphabet of codes, so that nothing is ranked. */
function endsIn(found: readonly Behind[]): { code: string; count: number }[] {
  const ends = Map.groupBy(
    found.flatMap(({ end }) => end ?? []),
    (end) => end,
  );
  return [...ends]
    .map(([code, own]) => ({ code, count: own.length }))
    .toSorted((a, b) => a.code.localeCompare(b.code));
}

/** Lines as they are shown; names of persons and receivers are opened in one go. */
function viewOf(vault: Vault, shown: readonly WithNextStep[]) {
  const about = shown.map(({ file, referral, next }) => {
    const meant = referral ?? next?.referral ?? null;
    return meant === null ? null : sealedContent(file, meant);
  });
  const texts = vault.openAll([
    ...shown.map(({ file }) => sealedGivenNames(file)),
    ...about.flatMap((sealed) => sealed ?? []),
  ]);
  const contents = texts.slice(shown.length).values();
  const receivers = about.map((sealed) =>
    sealed === null ? null : readContent(contents.next().value ?? "").receiverName,
  );
  return shown.map((one, at) => ({
    personId: one.file.id,
    givenNames: texts[at] ?? "",
    referral: one.referral && { id: one.referral.id, status: one.referral.status },
    receiverName: receivers[at] ?? null,
    end: one.end,
    reached: one.reached,
    days: one.days,
    since: sinceOf(one),
    isPriority: (one.referral ?? one.next?.referral)?.priority === "priority",
    next: one.next && { reason: one.next.reason, referralId: one.next.referral?.id ?? null },
  }));
}
