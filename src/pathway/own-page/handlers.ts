import { addMilliseconds, baseErrors, localDateAt, type Id, type Instant } from "#base";
import { handle, type BoundHandler, type HandlerContext, type Tx } from "#storage";
import { answerSessionMinutes } from "../answer/link.ts";
import { confirmedAt } from "../contact/confirmed.ts";
import { rulesStateOf, writeConfirmed } from "../contact/confirmed-store.ts";
import { essencesFor } from "../accord/essence.ts";
import { dangerActSchema } from "../danger/actions.ts";
import { openAct } from "../danger/sealing.ts";
import { actsOf, type ActRow } from "../danger/store.ts";
import { shownDocuments } from "../document/own-handlers.ts";
import { documentsOf } from "../document/store.ts";
import { pathwayErrors } from "../errors.ts";
import { exportedRecords } from "../export-records.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import { heldErrors } from "../held/errors.ts";
import { ownCopyOf } from "../held/own-copy.ts";
import { changeHeldByLink, copyOpenUntil } from "../held/store.ts";
import { writeOrHold, writtenIn } from "../held/write-contact.ts";
import { viewMoments } from "../offered-moment/view.ts";
import { openPlanItem } from "../plan/sealing.ts";
import { ownClosingOf } from "../plan-closing/own-closing.ts";
import { reviewDayToCome } from "../plan/review-store.ts";
import { planOf } from "../plan/store.ts";
import { erasureStateOf } from "../receiver-erasure/erasure.ts";
import { moveOn, type Moving } from "../referral/carry-out.ts";
import { openContent } from "../referral/content.ts";
import { canMove } from "../referral/moves.ts";
import { findReferral, referralsOf, type ReferralRow } from "../referral/store.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { agreementsOfPerson } from "../sharing/store.ts";
import { withdraw } from "../sharing/withdraw.ts";
import { lockPerson, type PersonRow } from "../store.ts";
import { accessesByDay } from "../who-sees/handlers.ts";
import {
  askToBeCalled,
  changeOwnContact,
  closeOwnCall,
  confirmOwnContact,
  exportOwn,
  ownMoves,
  readOwnPage,
  sayHowItWent,
  sendOwnPage,
  withdrawOwn,
} from "./actions.ts";
import { openResponses } from "../screening/sealing.ts";
import { held, loadLink, type LinkQuestion } from "./held.ts";
import { saidOf } from "./said.ts";
import { openOwnInvitation } from "./invitation.ts";
import { sendOwnLink } from "./send-link.ts";
import { markCall } from "./store.ts";

/** Days of accesses and more, on the page; all are in the copy. */
const accessesShown = 60;

/** Carries out what a person reads and does by the link to their own page, and what is done to send it. */
export function ownPageHandlers(services: PathwayServices): BoundHandler[] {
  return [...workerHandlers(services), ...readingHandlers(services), ...actingHandlers(services)];
}

function workerHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(sendOwnPage, {
      load: loadOwn,
      run: async ({ input, db, now, newId, audit, afterCommit }) => {
        const { personId, ...invitation } = input;
        const { vault, baseUrl } = services;
        await sendOwnLink({ db, vault, now, newId, baseUrl }, await fileOf(db, personId), invitation);
        audit({ kind: "person", ids: [personId], fields: ["ownPage"] });
        afterCommit(services.wakeTimers);
        return { personId };
      },
    }),
    handle(closeOwnCall, {
      load: loadOwn,
      run: async ({ input, db, audit }) => {
        await markCall(db, input.personId, null);
        audit({ kind: "person", ids: [input.personId], fields: ["callAsked"] });
        return { personId: input.personId };
      },
    }),
  ];
}

function readingHandlers(services: PathwayServices): BoundHandler[] {
  const { vault } = services;
  return [
    handle(readOwnPage, {
      load: loadLink,
      run: async ({ db, actor, now, audit }) => {
        const { link, page, file } = await held(db, actor.id);
        const person = openPerson(vault, file);
        const { callbackPhone, agreedName, showsSaid } = openOwnInvitation(vault, file, page);
        const agreements = await agreementsOfPerson(db, file.id);
        const acts = await actsOf(db, file.id);
        audit({
          kind: "person",
          ids: [file.id],
          fields: ["plan", "planClosing", "referrals", "documents", "contact", "accesses", "said"],
        });
        const referrals = (await referralsOf(db, file.id)).filter(({ status }) => status !== "error");
        const momentsOf = await viewMoments(db, vault, referrals, { file, now });
        return {
          givenNames: person.givenNames,
          senderName: (await services.organisationName(db, file.controller_id)) ?? "",
          callbackPhone,
          agreedName,
          sessionUntil: addMilliseconds(link.used_at ?? now, answerSessionMinutes * 60_000),
          wishes: person.wishes,
          plan: (await planOf(db, file.id))
            .filter(({ status }) => status !== "dropped")
            .map((row) => ({
              ...openPlanItem(vault, file, row),
              status: row.status,
              accompaniedBy: row.accompanied_by,
              isHelping: row.is_helping,
              area: row.area,
            })),
          reviewOn: await reviewDayToCome(db, file.id, localDateAt(now, timeZone)),
          closing: await ownClosingOf(db, vault, file),
          referrals: referrals.map((row) => ({
            ...viewOf(services, file, { row, now }),
            moments: momentsOf(row),
          })),
          showsSaid,
          said: showsSaid ? saidOf(await openResponses(db, vault, file)) : [],
          documents: shownDocuments(vault, file, await documentsOf(db, file.id)),
          contactChannels: person.contactChannels,
          contactMoments: person.contactMoments,
          contactConfirmedOn: localDateAt(confirmedAt(file), timeZone),
          isContactToConfirm: (await rulesStateOf(db, file, now)) !== "confirmed",
          version: file.version,
          changeHeldUntil: (await changeHeldByLink(db, file.id))?.due_at ?? null,
          copy: await ownCopyOf({ db, vault, now }, file),
          callAskedAt: page.call_asked_at,
          hasAgreed: agreements.some(({ withdrawn_at }) => withdrawn_at === null),
          dangerActs: acts
            .filter(({ told_at }) => told_at !== null)
            .map((row) => toldView(services, file, row)),
          accords: await essencesFor(db, file.controller_id, localDateAt(now, timeZone)),
          accesses: (await accessesByDay(services, db, file.id, untoldIn(acts))).slice(0, accessesShown),
        };
      },
    }),
    handle(exportOwn, {
      load: loadLink,
      run: async ({ db, actor, now, audit }) => {
        const { file } = await held(db, actor.id);
        if ((await copyOpenUntil(db, file.id, now)) === null) throw heldErrors.copyNotOpen({});
        const untold = untoldIn(await actsOf(db, file.id));
        const records = (await exportedRecords(db, vault, file)).filter(
          ({ kind, fields }) =>
            kind !== "side-note" &&
            // What somebody else noted and nobody checked yet may be kept from whoever holds this link.
            (kind !== "held-request" || fields["status"] !== "held") &&
            (kind !== "document" || (fields["on_own_page"] === true && fields["removed_at"] === null)) &&
            !untold.has(fields["id"]),
        );
        audit({ kind: "person", ids: [file.id], fields: ["records", "accesses"] });
        return {
          format: "tisser-own-export/1" as const,
          exportedAt: now,
          person: { ...openPerson(vault, file) },
          records: records.filter(({ kind }) => kind !== "risk-alert").map(withoutResults),
          accesses: await accessesByDay(services, db, file.id, untold),
        };
      },
    }),
  ];
}

/** Acts in danger of which the person is not told yet: whoever stands beside them must not read of them here either. */
function untoldIn(acts: readonly ActRow[]): ReadonlySet<unknown> {
  return new Set(acts.filter(({ told_at }) => told_at === null).map(({ id }) => id));
}

function toldView({ vault }: PathwayServices, file: PersonRow, row: ActRow) {
  const { ground, deed } = dangerActSchema.shape;
  return {
    id: row.id,
    day: localDateAt(row.acted_at, timeZone),
    ground: ground.parse(row.ground),
    deed: deed.parse(row.deed),
    receiverName: openAct(vault, file, row).receiverName,
    items: [...row.items],
  };
}

/** Scores are explained together, and notes may speak of others: whoever answers for the file hands both out. */
function withoutResults({ kind, fields }: Awaited<ReturnType<typeof exportedRecords>>[number]) {
  const { result: _result, note: _note, ...rest } = fields;
  if (kind !== "danger-act") return { kind, fields: rest };
  const { reason: _reason, words: _words, reviewWords: _review, ...act } = rest;
  return { kind, fields: act };
}

function viewOf(
  { vault }: PathwayServices,
  file: PersonRow,
  { row, now }: { readonly row: ReferralRow; readonly now: Instant },
) {
  const state = erasureStateOf(row, now);
  return {
    erasure: state === null ? null : { state, ground: row.erasure_ground },
    id: row.id,
    receiverName: openContent(vault, file, row).receiverName,
    status: row.status,
    loop: row.loop,
    lastActAt: row.last_act_at,
    meetingOn: row.meeting_on,
    expectedOn: row.expected_on,
    version: row.version,
    moves: ownMoves.filter((name) => canMove(name, row.status, "person")),
  };
}

function actingHandlers(services: PathwayServices): BoundHandler[] {
  const { vault, baseUrl } = services;
  const movingOf = ({
    db,
    now,
    newId,
  }: Pick<HandlerContext<unknown, unknown>, "db" | "now" | "newId">): Moving => ({
    db,
    now,
    newId,
    vault,
    baseUrl,
    timeZone,
  });
  return [
    handle(sayHowItWent, {
      load: async (context) => {
        const { facts } = await loadLink(context);
        return { facts, version: (await ownReferral(context.db, context)).version };
      },
      run: async (context) => {
        const { input, db, actor, audit, afterCommit } = context;
        const { file } = await held(db, actor.id);
        const seen = await ownReferral(db, context);
        const row = await findReferral(db, seen.id, "for update");
        if (row?.version !== seen.version) throw baseErrors.versionStale({});
        const order = { name: input.move, party: "person", byId: actor.id, details: input } as const;
        const moved = await moveOn(movingOf(context), { row, file }, order);
        audit({ kind: "referral", ids: [row.id, file.id], fields: ["status"] });
        afterCommit(services.wakeTimers);
        return { referralId: row.id, status: moved.status, loop: moved.loop, version: moved.version };
      },
    }),
    handle(askToBeCalled, {
      load: loadLink,
      run: async ({ db, actor, now, audit }) => {
        const { file } = await held(db, actor.id);
        await markCall(db, file.id, now);
        audit({ kind: "person", ids: [file.id], fields: ["callAsked"] });
        return { isAsked: true as const };
      },
    }),
    handle(confirmOwnContact, {
      load: loadOwnVersion,
      run: async ({ db, actor, now, audit }) => {
        const { file } = await held(db, actor.id);
        if (!(await writeConfirmed(db, file, now))) throw baseErrors.versionStale({});
        audit({ kind: "person", ids: [file.id], fields: ["contactConfirmed"] });
        return { version: file.version + 1 };
      },
    }),
    handle(changeOwnContact, {
      load: loadOwnVersion,
      run: async ({ input, db, actor, now, newId, audit, afterCommit }) => {
        const { file: seen } = await held(db, actor.id);
        const file = (await lockPerson(db, seen.id, "for update")) ?? seen;
        if (file.version !== seen.version) throw baseErrors.versionStale({});
        const written = { ...writtenIn(vault, file), ...input };
        const asking = { by: null, identity: "link" } as const;
        const result = await writeOrHold({ db, vault, now, newId }, file, written, asking);
        audit({ kind: "person", ids: [file.id], fields: ["contactChannels", "contactMoments"] });
        afterCommit(services.wakeTimers);
        return result;
      },
    }),
    handle(withdrawOwn, {
      load: loadLink,
      run: async (context) => {
        const { db, actor, audit, afterCommit } = context;
        const { file } = await held(db, actor.id);
        const counts = await withdraw(movingOf(context), { file, referral: null, party: "person", actor });
        audit({ kind: "person", ids: [file.id], fields: ["agreements", "referrals"] });
        afterCommit(services.wakeTimers);
        return counts;
      },
    }),
  ];
}

/** Whose the link is, and the version of the file it leads to. */
async function loadOwnVersion(context: LinkQuestion) {
  const { facts } = await loadLink(context);
  const isHeld = context.actor.kind === "link";
  return { facts, version: isHeld ? (await held(context.db, context.actor.id)).file.version : 0 };
}

/** A referral of the holder's own. @throws pathway.referralNotFound alike for unknown ones and those of somebody else */
async function ownReferral(
  db: Tx,
  { input, actor }: LinkQuestion & { readonly input: { readonly referralId: Id<"referral"> } },
): Promise<ReferralRow> {
  const { file } = await held(db, actor.id);
  const row = await findReferral(db, input.referralId);
  if (row?.person_id !== file.id) throw pathwayErrors.referralNotFound({});
  return row;
}
