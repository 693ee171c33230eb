import { addMilliseconds, baseErrors, isLocale, type Actor, type Id, type Instant, type Locale } from "#base";
import { loadInstrument, readingFor, wordingFor } from "#instruments";
import { handle, type BoundHandler, type LoadedFacts, type Tx, type Vault } from "#storage";
import { answerSessionMinutes } from "../answer/link.ts";
import { findLink, type AnswerLinkTable } from "../answer/store.ts";
import { pathwayErrors } from "../errors.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import { invitationDeliveries } from "../message/store.ts";
import type { FileFacts, LinkFacts } from "../rules.ts";
import { instrumentOffers } from "../instrument-settings/offered.ts";
import { openResponses } from "../screening/sealing.ts";
import { findResponse } from "../screening/store.ts";
import type { PathwayServices } from "../services.ts";
import type { PersonRow } from "../store.ts";
import {
  answerQuestions,
  inviteAgain,
  inviteFirst,
  listReassessments,
  readQuestions,
  stopReassessment,
} from "./actions.ts";
import { invite, openInvitation, stopSeries } from "./carry-out.ts";
import { askedAgain } from "./codes.ts";
import { reassessmentErrors } from "./errors.ts";
import { checkOldEnough } from "../territory-pathway/old-enough.ts";
import { keepOwnAnswers } from "./own-answers.ts";
import { isClinicianIn } from "../rules.ts";
import { isOpen } from "./plan.ts";
import { safeAddress } from "../contact/may-write.ts";
import { findReassessment, insertReassessment, reassessmentsOf, type ReassessmentRow } from "./store.ts";

interface TaskQuestion {
  readonly input: {
    readonly personId: ReassessmentRow["person_id"];
    readonly reassessmentId: ReassessmentRow["id"];
  };
  readonly db: Tx;
}

/** Carries out asking the same questions again. */
export function reassessmentHandlers(services: PathwayServices): BoundHandler[] {
  return [...readingHandlers(services), ...invitingHandlers(services), ...linkHandlers(services)];
}

function readingHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(listReassessments, {
      load: loadOwn,
      run: async ({ input, db, actor, now, audit }) => {
        const file = await fileOf(db, input.personId);
        const rows = await reassessmentsOf(db, file.id);
        const deliveries = await invitationDeliveries(
          db,
          rows.map(({ id }) => id),
        );
        audit({ kind: "person", ids: [file.id], fields: ["reassessments"] });
        const person = openPerson(services.vault, file);
        return {
          reassessments: rows.map((row) => ({
            id: row.id,
            instrument: row.instrument,
            mode: row.mode,
            step: row.step,
            status: row.status,
            dueAt: row.due_at,
            sentAt: row.sent_at,
            delivery: deliveries.get(row.id) ?? null,
            version: row.version,
          })),
          channels: (["sms", "email"] as const).filter((channel) => safeAddress(person, channel) !== null),
          instruments: await sendable(services, { db, file, actor, now }),
        };
      },
    }),
    handle(stopReassessment, {
      load: loadTask,
      run: async ({ input, db, now, audit }) => {
        const row = await taskOf(db, input, "for update");
        if (!isOpen(row)) throw reassessmentErrors.reassessmentOver({});
        await stopSeries(db, row, now);
        audit({ kind: "reassessment", ids: [row.id, row.person_id], fields: ["status"] });
        return { personId: row.person_id, reassessmentId: row.id, version: row.version + 1 };
      },
    }),
  ];
}

/** Instruments whose questions can go by link: those asked again that the organisation offers, answered by oneself. */
async function sendable(
  { hasHealth }: PathwayServices,
  { db, file, actor, now }: Sending,
): Promise<string[]> {
  const isClinician = isClinicianIn(actor, file.controller_id);
  const asking = { controllerId: file.controller_id, asker: actor.id, now, hasHealth, isClinician };
  const offers = await instrumentOffers(db, asking);
  return offers
    .filter(({ summary, reason }) => reason === null && !summary.isAssistedOnly && askedAgain.has(summary.id))
    .map(({ summary }) => summary.id);
}

interface Sending {
  readonly db: Tx;
  readonly file: PersonRow;
  readonly actor: Actor;
  readonly now: Instant;
}

function invitingHandlers(services: PathwayServices): BoundHandler[] {
  const { vault, baseUrl, wakeTimers } = services;
  const checkSendable = async (sending: Sending, instrument: string): Promise<Locale> => {
    const { file, now } = sending;
    if (!(await sendable(services, sending)).includes(instrument))
      throw pathwayErrors.instrumentNotOffered(
        { instrument },
        { issues: [{ path: "instrument", code: "invalid" }] },
      );
    const person = openPerson(vault, file);
    await checkOldEnough(sending.db, person, now);
    return person.preferredLocale;
  };
  return [
    handle(inviteFirst, {
      load: loadOwn,
      run: async ({ input, db, actor, now, newId, audit, afterCommit }) => {
        const { id, personId, instrument, ...given } = input;
        const file = await fileOf(db, personId);
        const locale = await checkSendable({ db, file, actor, now }, instrument);
        const row: ReassessmentRow = {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          id,
          person_id: file.id,
          base_id: null,
          instrument,
          mode: "self",
          step: "first",
          status: "due",
          due_at: now,
          sent_at: null,
          ended_at: null,
          response_id: null,
          version: 1,
          invitation: null,
        };
        if (!(await insertReassessment(db, row))) throw reassessmentErrors.reassessmentOver({});
        await invite({ db, vault, now, newId, baseUrl }, { row, file }, { ...given, locale });
        audit({ kind: "reassessment", ids: [row.id, file.id], fields: ["status", "channel"] });
        afterCommit(wakeTimers);
        return { personId: file.id, reassessmentId: row.id, version: 2 };
      },
    }),
    handle(inviteAgain, {
      load: loadTask,
      run: async ({ input, db, actor, now, newId, audit, afterCommit }) => {
        const { personId, reassessmentId: _, ...given } = input;
        const file = await fileOf(db, personId);
        const row = await taskOf(db, input, "for update");
        if (!isOpen(row)) throw reassessmentErrors.reassessmentOver({});
        // Asked by somebody before, answered alone now: the two would not compare.
        if (row.mode !== "self") throw reassessmentErrors.reassessmentModeDiffers({});
        const locale = await checkSendable({ db, file, actor, now }, row.instrument);
        await invite({ db, vault, now, newId, baseUrl }, { row, file }, { ...given, locale });
        audit({ kind: "reassessment", ids: [row.id, file.id], fields: ["status", "channel"] });
        afterCommit(wakeTimers);
        return { personId: file.id, reassessmentId: row.id, version: row.version + 1 };
      },
    }),
  ];
}

function linkHandlers(services: PathwayServices): BoundHandler[] {
  const { vault } = services;
  return [
    handle(readQuestions, {
      load: loadLink,
      run: async ({ db, actor, now, audit }) => {
        const { link, row, file } = await held(db, actor.id);
        const invitation = openInvitation(vault, file, row);
        audit({ kind: "reassessment", ids: [row.id, row.person_id], fields: ["instrument"] });
        return {
          instrument: row.instrument,
          language: await languageOf(db, vault, { row, file }),
          isAnswered: row.status === "answered",
          reading: row.response_id === null ? null : await readingOf(db, vault, { row, file }),
          senderName: (await services.organisationName(db, row.controller_id)) ?? "",
          agreedName: invitation?.agreedName ?? "",
          callbackPhone: invitation?.callbackPhone ?? "",
          sessionUntil: addMilliseconds(link.used_at ?? now, answerSessionMinutes * 60_000),
        };
      },
    }),
    handle(answerQuestions, {
      load: loadLink,
      run: async ({ input, db, actor, now, newId, audit }) => {
        const { row: seen, file } = await held(db, actor.id);
        const row = await findReassessment(db, seen.id, "for update");
        if (row === null || !isOpen(row)) throw reassessmentErrors.questionsAnswered({});
        await checkOldEnough(db, openPerson(vault, file), now);
        const language = await languageOf(db, vault, { row, file });
        const own = { row, file, language, answers: input.answers };
        const { status } = await keepOwnAnswers({ db, vault, now, newId }, own);
        audit({ kind: "screening", ids: [row.id, file.id], fields: ["answers", "result"] });
        return { status };
      },
    }),
  ];
}

async function taskOf(
  db: Tx,
  input: TaskQuestion["input"],
  lock: "for update" | "no lock" = "no lock",
): Promise<ReassessmentRow> {
  const row = await findReassessment(db, input.reassessmentId, lock);
  if (row?.person_id !== input.personId) throw reassessmentErrors.reassessmentNotFound({});
  return row;
}

async function loadTask({ db, input }: TaskQuestion): Promise<LoadedFacts<FileFacts>> {
  const { controller_id: controllerId } = await fileOf(db, input.personId);
  const { version } = await taskOf(db, input, "for update");
  return { facts: { controllerId, isEmergency: false }, version };
}

interface Held {
  readonly link: AnswerLinkTable;
  readonly row: ReassessmentRow;
  readonly file: PersonRow;
}

/** The questions to which the link of an actor leads. @throws pathway.questionsGone when it leads nowhere any more */
async function held(db: Tx, linkId: string | null): Promise<Held> {
  const link = linkId === null ? null : await findLink(db, linkId as Id<"answerLink">);
  const id = link?.reassessment_id ?? null;
  const row = id === null ? null : await findReassessment(db, id);
  const isOver = row === null || row.status === "stopped" || row.status === "missed";
  if (link === null || isOver || link.revoked_at !== null) throw reassessmentErrors.questionsGone({});
  return { link, row, file: await fileOf(db, row.person_id) };
}

async function loadLink({
  db,
  actor,
}: {
  readonly db: Tx;
  readonly actor: { readonly kind: string; readonly id: string | null };
}): Promise<{ readonly facts: LinkFacts }> {
  const link =
    actor.kind === "link" && actor.id !== null ? await findLink(db, actor.id as Id<"answerLink">) : null;
  return { facts: { holder: link?.holder ?? "receiver" } };
}

interface Asked {
  readonly row: ReassessmentRow;
  readonly file: PersonRow;
}

/** The language in which the questions were asked before, so that both compare; the first time, the person's own where it has words. */
async function languageOf(db: Tx, vault: Vault, { row, file }: Asked): Promise<Locale> {
  const base =
    row.base_id === null ? null : await findResponse(db, { id: row.base_id, personId: row.person_id });
  const wanted = base?.language ?? openPerson(vault, file).preferredLocale;
  const wording = wordingFor(await loadInstrument(row.instrument), wanted);
  if (wording === null || !isLocale(wording.language)) throw baseErrors.notFound({});
  return wording.language;
}

/** Key of the sentence for the person that their answers give. */
async function readingOf(db: Tx, vault: Vault, { row, file }: Asked): Promise<string | null> {
  const responses = await openResponses(db, vault, file);
  const own = responses.find((response) => response.row.id === row.response_id);
  return own ? readingFor(own.result).person : null;
}
