import type { AccountId, Id, PersonId } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { fileOf, loadOwn } from "../file-facts.ts";
import { held, loadLink } from "../own-page/held.ts";
import type { PathwayServices } from "../services.ts";
import { lockPerson, type PersonRow } from "../store.ts";
import { askOwnCopy, listHeld, proveOwnCopy, releaseHeld, stopHeld, stopOwnHeld } from "./actions.ts";
import { release } from "./carry-out.ts";
import { mostWrongProofs } from "./codes.ts";
import { heldErrors } from "./errors.ts";
import { askCopy, proveCopy } from "./own-copy.ts";
import { openChange } from "./sealing.ts";
import { changeHeldByLink, findHeld, heldOf, heldRequestsOf, type HeldRequestRow } from "./store.ts";
import { endHeld } from "./write-contact.ts";

/** Carries out what is read and done of what waits because whoever asked may not be the person. */
export function heldHandlers(services: PathwayServices): BoundHandler[] {
  return [...workerHandlers(services), ...ownHandlers(services)];
}

function workerHandlers(services: PathwayServices): BoundHandler[] {
  const { vault, baseUrl } = services;
  return [
    handle(listHeld, {
      load: loadOwn,
      run: async ({ input, db, audit }) => {
        const file = await fileOf(db, input.personId);
        const rows = (await heldRequestsOf(db, file.id)).filter(({ status }) => status === "held");
        const names = await services.accountNames(rows.flatMap(({ asked_by: by }) => by ?? []));
        audit({ kind: "person", ids: [file.id], fields: ["heldRequests"] });
        return {
          requests: rows.map((row) => ({
            id: row.id,
            kind: row.kind,
            askedAt: row.asked_at,
            isByLink: row.asked_by === null,
            notedBy: row.asked_by === null ? null : (names.get(row.asked_by) ?? null),
            identity: row.identity,
            dueAt: row.due_at,
            change: openChange(vault, file, row),
          })),
        };
      },
    }),
    handle(releaseHeld, {
      load: loadOwn,
      run: async ({
        input: { personId, requestId, identityCheck },
        db,
        actor,
        now,
        newId,
        audit,
        afterCommit,
      }) => {
        const { file, row } = await waitingOf(db, { personId, requestId });
        const sending = { db, vault, baseUrl, now, newId };
        const by = actor.id satisfies AccountId | null;
        if (!(await release(sending, file, { row, by, isProved: true })))
          throw heldErrors.heldRequestOver({});
        audit({ kind: "held-request", ids: [requestId, file.id], fields: [row.kind, identityCheck] });
        afterCommit(services.wakeTimers);
        return { personId, requestId };
      },
    }),
    handle(stopHeld, {
      load: loadOwn,
      run: async ({ input: { personId, requestId }, db, actor, now, audit, afterCommit }) => {
        const { file, row } = await waitingOf(db, { personId, requestId });
        await endHeld({ db, now }, file, { row, status: "stopped", by: actor.id });
        audit({ kind: "held-request", ids: [requestId, file.id], fields: [row.kind] });
        afterCommit(services.wakeTimers);
        return { personId, requestId };
      },
    }),
  ];
}

function ownHandlers(services: PathwayServices): BoundHandler[] {
  const { vault } = services;
  return [
    handle(askOwnCopy, {
      load: loadLink,
      run: async ({ db, actor, now, newId, audit, afterCommit }) => {
        const file = await lockedOwn(db, actor.id);
        const copy = await askCopy({ db, vault, now, newId }, file);
        audit({ kind: "person", ids: [file.id], fields: ["copyAsked"] });
        afterCommit(services.wakeTimers);
        return copy.state === "waits"
          ? { opensAt: copy.opensAt, hasCode: copy.hasCode }
          : { opensAt: null, hasCode: false };
      },
    }),
    handle(proveOwnCopy, {
      load: loadLink,
      run: async ({ input, db, actor, now, newId, audit }) => {
        const file = await lockedOwn(db, actor.id);
        const copy = await proveCopy({ db, vault, now, newId }, file, input.code);
        audit({ kind: "person", ids: [file.id], fields: ["copyProof"] });
        const wrong = copy.state === "waits" ? copy.wrong : 0;
        return { isOpen: copy.state === "open", left: mostWrongProofs - wrong };
      },
    }),
    handle(stopOwnHeld, {
      load: loadLink,
      run: async ({ input: { kind }, db, actor, now, audit, afterCommit }) => {
        const file = await lockedOwn(db, actor.id);
        const row =
          kind === "own-copy" ? await heldOf(db, file.id, kind) : await changeHeldByLink(db, file.id);
        if (row === null) throw heldErrors.heldRequestOver({});
        await endHeld({ db, now }, file, { row, status: "stopped", by: null });
        audit({ kind: "held-request", ids: [row.id, file.id], fields: [kind] });
        afterCommit(services.wakeTimers);
        return { kind };
      },
    }),
  ];
}

/** The file of the holder of a link, locked. @throws pathway.ownPageGone */
async function lockedOwn(db: Tx, linkId: string | null): Promise<PersonRow> {
  const { file } = await held(db, linkId);
  return (await lockPerson(db, file.id, "for update")) ?? file;
}

/** Something that waits for a person, whose file is locked. @throws pathway.heldRequestOver */
async function waitingOf(
  db: Tx,
  { personId, requestId }: { readonly personId: PersonId; readonly requestId: Id<"held-request"> },
): Promise<{ readonly file: PersonRow; readonly row: HeldRequestRow }> {
  const file = (await lockPerson(db, personId, "for update")) ?? (await fileOf(db, personId));
  const row = await findHeld(db, requestId);
  if (row?.status !== "held" || row.person_id !== file.id) throw heldErrors.heldRequestOver({});
  return { file, row };
}
