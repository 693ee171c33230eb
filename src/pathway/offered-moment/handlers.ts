import { baseErrors, type Id } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { heldReferral, loadReceiver } from "../answer/held.ts";
import { pathwayErrors } from "../errors.ts";
import { fileOf } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import { held, loadLink } from "../own-page/held.ts";
import type { Moving } from "../referral/carry-out.ts";
import { openContent } from "../referral/content.ts";
import { referralOf } from "../referral/refer.ts";
import { findReferral, type ReferralRow } from "../referral/store.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import type { PersonRow } from "../store.ts";
import {
  chooseMoment,
  noteMoment,
  offerMoments,
  proposeMoments,
  readMomentFile,
  refuseMoments,
} from "./actions.ts";
import { agendaFile } from "./calendar.ts";
import { choose, offer, refuseAll } from "./carry-out.ts";
import { offeredMomentErrors } from "./errors.ts";
import { viewMoments } from "./view.ts";

type Services = Pick<PathwayServices, "vault" | "baseUrl" | "wakeTimers" | "sentence">;

/** Carries out offering moments for a meeting, and choosing one. */
export function offeredMomentHandlers(services: Services): BoundHandler[] {
  return [...receiverHandlers(services), ...workerHandlers(services), ...personHandlers(services)];
}

type Moment = Pick<Moving, "db" | "now" | "newId">;
const movingBy =
  ({ vault, baseUrl }: Services) =>
  ({ db, now, newId }: Moment): Moving => ({ db, now, newId, vault, baseUrl, timeZone });

function receiverHandlers(services: Services): BoundHandler[] {
  const movingOf = movingBy(services);
  return [
    handle(offerMoments, {
      load: async ({ db, actor }) => {
        const { facts } = await loadReceiver({ db, actor });
        return { facts, version: (await heldReferral(db, actor.id)).row.version };
      },
      run: async (context) => {
        const { input, db, actor, audit, afterCommit } = context;
        const { row: seen, file } = await heldReferral(db, actor.id);
        const row = await findReferral(db, seen.id, "for update");
        if (row === null) throw pathwayErrors.referralNotFound({});
        if (row.version !== seen.version) throw baseErrors.versionStale({});
        const by = { typed: input.moments, party: "receiver", byId: actor.id } as const;
        const moved = await offer(movingOf(context), { row, file }, by);
        audit({ kind: "referral", ids: [row.id, row.person_id], fields: ["moments"] });
        afterCommit(services.wakeTimers);
        return receiptOf(moved);
      },
    }),
  ];
}

function workerHandlers(services: Services): BoundHandler[] {
  const movingOf = movingBy(services);
  const load = async ({
    db,
    input,
  }: {
    readonly db: Tx;
    readonly input: { readonly referralId: Id<"referral"> };
  }) => {
    const row = await referralOf(db, input.referralId, "for update");
    return { facts: { controllerId: row.controller_id, isEmergency: false }, version: row.version };
  };
  return [
    handle(proposeMoments, {
      load,
      run: async (context) => {
        const { input, db, actor, audit, afterCommit } = context;
        const row = await referralOf(db, input.referralId, "for update");
        const file = await fileOf(db, row.person_id);
        const by = { typed: input.moments, party: "worker", byId: actor.id } as const;
        const moved = await offer(movingOf(context), { row, file }, by);
        audit({ kind: "referral", ids: [row.id, row.person_id], fields: ["moments"] });
        afterCommit(services.wakeTimers);
        return receiptOf(moved);
      },
    }),
    handle(noteMoment, {
      load,
      run: async (context) => {
        const { input, db, actor, audit, afterCommit } = context;
        const row = await referralOf(db, input.referralId, "for update");
        const locked = { row, file: await fileOf(db, row.person_id) };
        const by = { party: "worker", byId: actor.id } as const;
        const { momentId } = input;
        const moved =
          momentId === null
            ? await refuseAll(movingOf(context), locked, by)
            : await choose(movingOf(context), locked, { ...by, momentId });
        audit({ kind: "referral", ids: [row.id, row.person_id], fields: ["moments"] });
        afterCommit(services.wakeTimers);
        return receiptOf(moved);
      },
    }),
  ];
}

function personHandlers(services: Services): BoundHandler[] {
  const { vault, sentence } = services;
  const movingOf = movingBy(services);
  return [
    handle(chooseMoment, {
      load: loadLink,
      run: async (context) => {
        const { input, db, actor, audit, afterCommit } = context;
        const { row, file } = await lockOwn(db, actor.id, input.referralId);
        const by = { momentId: input.momentId, party: "person", byId: actor.id } as const;
        const moved = await choose(movingOf(context), { row, file }, by);
        audit({ kind: "referral", ids: [row.id, file.id], fields: ["moments"] });
        afterCommit(services.wakeTimers);
        return receiptOf(moved);
      },
    }),
    handle(refuseMoments, {
      load: loadLink,
      run: async (context) => {
        const { input, db, actor, audit, afterCommit } = context;
        const { row, file } = await lockOwn(db, actor.id, input.referralId);
        const moved = await refuseAll(movingOf(context), { row, file }, { party: "person", byId: actor.id });
        audit({ kind: "referral", ids: [row.id, file.id], fields: ["moments"] });
        afterCommit(services.wakeTimers);
        return receiptOf(moved);
      },
    }),
    handle(readMomentFile, {
      load: loadLink,
      run: async ({ input, db, actor, now, audit }) => {
        const { file } = await held(db, actor.id);
        const row = await findReferral(db, input.referralId);
        if (row?.person_id !== file.id) throw pathwayErrors.referralNotFound({});
        const { chosen } = (await viewMoments(db, vault, [row], { file, now }))(row);
        if (chosen === null) throw offeredMomentErrors.momentGone({});
        audit({ kind: "referral", ids: [row.id, file.id], fields: ["moments"] });
        const isTelling = input.details === "true";
        const say = (name: string, params = {}): string =>
          sentence(openPerson(vault, file).preferredLocale, `page.own.moment.${name}`, params);
        return {
          fileName: "agenda.ics",
          mediaType: "text/calendar" as const,
          text: agendaFile({
            moment: chosen,
            title: isTelling
              ? say("agendaWith", { name: openContent(vault, file, row).receiverName })
              : say("agenda"),
            place: isTelling ? chosen.place : null,
            at: now,
          }),
        };
      },
    }),
  ];
}

/** A referral of the holder's own, locked. @throws pathway.referralNotFound alike for unknown ones and those of somebody else */
async function lockOwn(
  db: Tx,
  linkId: string | null,
  referralId: Id<"referral">,
): Promise<{ readonly row: ReferralRow; readonly file: PersonRow }> {
  const { file } = await held(db, linkId);
  const row = await findReferral(db, referralId, "for update");
  if (row?.person_id !== file.id) throw pathwayErrors.referralNotFound({});
  return { row, file };
}

function receiptOf({ status, loop, version }: ReferralRow) {
  return { status, loop, version };
}
