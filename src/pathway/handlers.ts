import {
  baseErrors,
  controllersOf,
  localDateAt,
  type Actor,
  type ControllerId,
  type Instant,
  type PersonId,
} from "#base";
import {
  handle,
  readAuditAbout,
  type AuditNote,
  type BoundHandler,
  type LoadedFacts,
  type Tx,
} from "#storage";
import { eraseFile, exportFile, findFiles, openFile, readFile, updateFile } from "./actions.ts";
import { helplines } from "#directory";
import { absenceHandlers } from "./absence/handlers.ts";
import { accordHandlers } from "./accord/handlers.ts";
import { alikeHandlers, alikeTo } from "./alike/handlers.ts";
import { answerHandlers } from "./answer/handlers.ts";
import { assessmentHandlers } from "./assessment/handlers.ts";
import { eraseRequestAction } from "./call-queue/erase-requests.ts";
import { callQueueHandlers } from "./call-queue/handlers.ts";
import { engagementHandlers } from "./engagement/handlers.ts";
import { exportedRecords } from "./export-records.ts";
import { accompany, companionHandlers, isHandedOver } from "./companion/handlers.ts";
import { consentPaperHandlers } from "./consent-paper/handlers.ts";
import { contactLogHandlers } from "./contact-log/handlers.ts";
import { rulesStateOf } from "./contact/confirmed-store.ts";
import { contactHandlers } from "./contact/handlers.ts";
import { costHandlers } from "./cost/handlers.ts";
import { documentHandlers } from "./document/handlers.ts";
import { documentKeepingHandlers } from "./document/keeping-handlers.ts";
import { ownDocumentHandlers } from "./document/own-handlers.ts";
import { dangerErrors } from "./danger/errors.ts";
import { dangerHandlers } from "./danger/handlers.ts";
import { actsOf } from "./danger/store.ts";
import { factsOf, fileOf, loadOwn, territoryOf, type FileQuestion } from "./file-facts.ts";
import { groupHandlers } from "./group/handlers.ts";
import { heldHandlers } from "./held/handlers.ts";
import { writeOrHold } from "./held/write-contact.ts";
import { instrumentSettingHandlers } from "./instrument-settings/handlers.ts";
import { hoursHandlers } from "./hours/handlers.ts";
import { letterHandlers } from "./letter/handlers.ts";
import { byBothIds } from "./merge/both-ids.ts";
import { mergeHandlers } from "./merge/handlers.ts";
import { takenInBy } from "./merge/store.ts";
import { messageBackHandlers } from "./message-back/handlers.ts";
import { needHandlers } from "./needs/handlers.ts";
import { openAlerts } from "./on-call/alert-store.ts";
import { onCallErrors } from "./on-call/errors.ts";
import { onCallHandlers } from "./on-call/handlers.ts";
import { exportedMaps, networkMapHandlers } from "./network-map/handlers.ts";
import { offeredMomentHandlers } from "./offered-moment/handlers.ts";
import { findOwnPage } from "./own-page/store.ts";
import { ownPageHandlers } from "./own-page/handlers.ts";
import { planHandlers } from "./plan/handlers.ts";
import { planReviewHandlers } from "./plan/review-handlers.ts";
import { planClosingHandlers } from "./plan-closing/handlers.ts";
import { planSheetHandlers } from "./plan-sheet/handlers.ts";
import { reassessmentHandlers } from "./re-assessment/handlers.ts";
import { checkReceiversTold } from "./receiver-erasure/before-erasing.ts";
import { representativeHandlers } from "./representative/handlers.ts";
import { referralHandlers } from "./referral/handlers.ts";
import { addressGivenHandlers } from "./address-given/handlers.ts";
import { responsivenessHandlers } from "./responsiveness/handlers.ts";
import { mayFollow, type FileFacts } from "./rules.ts";
import { selfCheckHandlers } from "./self-check/handlers.ts";
import { screeningHandlers } from "./screening/handlers.ts";
import { timeZone, type PathwayServices } from "./services.ts";
import { territoryDelayHandlers } from "./territory-delays/handlers.ts";
import { territoryPathwayHandlers } from "./territory-pathway/handlers.ts";
import { sharingHandlers } from "./sharing/handlers.ts";
import { sideNoteHandlers } from "./side-note/handlers.ts";
import { teamFigureHandlers } from "./team-figures/handlers.ts";
import { openFigureHandlers } from "./team-figures/open-handlers.ts";
import { territoryFigureHandlers } from "./territory-figures/handlers.ts";
import { volunteerHandlers } from "./volunteer/handlers.ts";
import { waitingHandlers } from "./waiting/handlers.ts";
import { closeAsFileOpened } from "./call-queue/close-request.ts";
import { pathwayErrors } from "./errors.ts";
import { whoSeesHandlers } from "./who-sees/handlers.ts";
import { openPerson, openSummaries, sealPerson, tokensOf, type WrittenPerson } from "./file-sealing.ts";
import { isPlausibleBirthDate, minorityOn } from "./birth-date.ts";
import { personalFields, type Person } from "./person.ts";
import {
  erasePersonRows,
  filesOfPerson,
  hasAnyPerson,
  hasFile,
  findPerson,
  insertPerson,
  keyIdOf,
  listPersons,
  lockPerson,
} from "./store.ts";

/** Names on one page: each is on the record as looked at, so no more than are read at once. */
const pageSize = 20;

/** Carries out the actions of this room. */
export function pathwayHandlers(services: PathwayServices): BoundHandler[] {
  const lineIds = helplines().lines.map(({ id }) => id);
  return byBothIds([
    ...fileHandlers(services),
    ...mergeHandlers(services),
    ...letterHandlers(services),
    ...selfCheckHandlers({ ...services, lineIds }),
    ...territoryPathwayHandlers({ ...services, lineIds }),
    ...territoryDelayHandlers(services),
    ...callQueueHandlers(services),
    ...needHandlers(services),
    ...hoursHandlers(services),
    ...volunteerHandlers(services),
    ...engagementHandlers(services),
    ...teamFigureHandlers(services),
    ...openFigureHandlers(services),
    ...territoryFigureHandlers(services),
    ...messageBackHandlers(services),
    ...assessmentHandlers(services),
    ...instrumentSettingHandlers(services),
    ...onCallHandlers(services),
    ...networkMapHandlers(services),
    ...screeningHandlers(services),
    ...planHandlers(services),
    ...planReviewHandlers(),
    ...planClosingHandlers(services),
    ...planSheetHandlers(services),
    ...reassessmentHandlers(services),
    ...referralHandlers(services),
    ...groupHandlers(services),
    ...costHandlers(),
    ...addressGivenHandlers(services),
    ...responsivenessHandlers(),
    ...sharingHandlers(services),
    ...sideNoteHandlers(services),
    ...consentPaperHandlers(services),
    ...documentHandlers(services),
    ...documentKeepingHandlers(),
    ...ownDocumentHandlers(services),
    ...waitingHandlers(services),
    ...absenceHandlers(services),
    ...accordHandlers(services),
    ...answerHandlers(services),
    ...offeredMomentHandlers(services),
    ...companionHandlers(services),
    ...whoSeesHandlers(services),
    ...alikeHandlers(services),
    ...contactHandlers(services),
    ...contactLogHandlers(services),
    ...heldHandlers(services),
    ...ownPageHandlers(services),
    ...dangerHandlers(services),
    ...representativeHandlers(services),
  ]);
}

function fileHandlers(services: PathwayServices): BoundHandler[] {
  const { vault } = services;
  return [
    handle(openFile, {
      run: async ({ input, actor, db, now, newId, audit }) => {
        const { id, controllerId: wanted, callRequestId, checkAlike, ...written } = input;
        const tenantId = territoryOf(actor);
        const controllerId = organisationFor(actor, wanted);
        checkAge(written, now);
        if (checkAlike) {
          const { length: count } = await alikeTo(db, vault, actor, written);
          if (count > 0) throw pathwayErrors.personAlike({ count });
        }
        const keyId = keyIdOf(tenantId, controllerId, id);
        await vault.createPersonKey({ tenantId, personId: keyId });
        const row = sealPerson(
          vault,
          {
            tenant_id: tenantId,
            controller_id: controllerId,
            id,
            key_id: keyId,
            version: 1,
            status: "open",
            opened_at: now,
            opened_by: actor.id,
            call_request_id: callRequestId,
            life_event: null,
            life_event_at: null,
            merged_into: null,
            contact_confirmed_at: now,
            contact_ask_from: null,
          },
          written,
          now,
        );
        // First who accompanies, then the file: whoever sees own cases alone could not write it otherwise.
        if (actor.id !== null)
          await accompany(db, { file: row, accountId: actor.id, addedBy: actor.id, now, newId });
        if (!(await insertPerson(db, row, tokensOf(vault, tenantId, written))))
          throw pathwayErrors.personExists({});
        if (callRequestId !== null && actor.id !== null) {
          const accountId = actor.id;
          await closeAsFileOpened(db, { requestId: callRequestId, personId: id, accountId, now });
        }
        audit({ kind: "person", ids: [id], fields: fieldsGiven(written) });
        return { personId: id, version: 1 };
      },
    }),
    handle(readFile, {
      load: async (question) => loadForReading(services, question),
      run: async ({ input, db, audit, actor, now, facts }) => {
        const row = await fileOf(db, input.personId);
        audit(readNote(input.personId, facts.isEmergency));
        const mayChange = mayFollow.check(actor, facts).allowed && !(await isHandedOver(db, actor, row));
        const allowed = mayChange ? [updateFile.name] : [];
        const callAskedAt = (await findOwnPage(db, row.id))?.call_asked_at ?? null;
        const rules = await rulesStateOf(db, row, now);
        const person = { ...openPerson(vault, row), contactRules: rules };
        return { ...person, isEmergency: facts.isEmergency, callAskedAt, allowed };
      },
    }),
    handle(findFiles, {
      run: async ({ input, actor, db, audit }) => {
        const groups = input.q ? vault.searchTokens({ tenantId: territoryOf(actor), text: input.q }) : null;
        const { total, isMore, rows } = await listPersons(db, {
          groups,
          controllerIds: controllersOf(actor),
          offset: (input.page - 1) * pageSize,
          limit: pageSize,
        });
        audit({
          kind: "person",
          ids: rows.map((row) => row.id),
          fields: ["givenNames", "familyName", "birthDate"],
        });
        return {
          page: input.page,
          pageSize,
          total,
          isMore,
          persons: openSummaries(vault, rows),
        };
      },
    }),
    handle(updateFile, {
      load: loadOwn,
      run: async ({ input, db, actor, now, newId, audit, afterCommit }) => {
        const { personId, identityCheck: identity, ...written } = input;
        const seen = await fileOf(db, personId);
        const before = (await lockPerson(db, personId, "for update")) ?? seen;
        if (before.version !== seen.version) throw baseErrors.versionStale({});
        checkAge(written, now);
        const asking = { by: actor.id, identity };
        const result = await writeOrHold({ db, vault, now, newId }, before, written, asking);
        audit({ kind: "person", ids: [personId], fields: fieldsChanged(openPerson(vault, before), written) });
        afterCommit(services.wakeTimers);
        return { personId, ...result };
      },
    }),
    handle(exportFile, {
      load: loadOwn,
      run: async ({ input, db, now, audit }) => {
        const file = await fileOf(db, input.personId);
        const accesses = await accessesOf(db, input.personId);
        const fields = [...personalFields, "networkMaps", "records", "accesses"];
        audit({ kind: "person", ids: [input.personId], fields });
        return {
          format: "tisser-person-export/1" as const,
          exportedAt: now,
          person: openPerson(vault, file),
          networkMaps: await exportedMaps(db, vault, file),
          records: await exportedRecords(db, vault, file),
          accesses: [...accesses],
        };
      },
    }),
    handle(eraseFile, {
      load: loadOwn,
      run: async ({ input, db, audit, afterCommit }) => {
        const row = await fileOf(db, input.personId);
        // An alert that nobody took over is not erased away: somebody decides first.
        const open = await openAlerts(db, { personId: row.id, limit: 1 });
        if (open.length > 0) throw onCallErrors.riskAlertOpen({});
        // Nor is what was done without agreement, before a second person looked at it.
        const acts = await actsOf(db, row.id);
        if (acts.some(({ reviewed_at }) => reviewed_at === null)) throw dangerErrors.dangerReviewOpen({});
        await checkReceiversTold(db, row.id);
        // Files that were taken in are of the same person: they go first, each with its own key.
        const keys = [...(await takenInBy(db, row.id)).map(({ key_id }) => key_id), row.key_id];
        audit({ kind: "person", ids: [input.personId, ...keys], fields: [...personalFields] });
        for (const key of keys) await services.beginErasure(row.tenant_id, key);
        afterCommit(async () => {
          for (const key of keys) await services.erasePerson(row.tenant_id, key);
        });
        return { personId: input.personId, erased: true as const };
      },
    }),
  ];
}

export { eraseDueRequests } from "./call-queue/erase-requests.ts";
export { endDueDocuments } from "./document/keeping.ts";
export { hasAnyCallRequest } from "./call-queue/store.ts";
export { answeringOf } from "./responsiveness/handlers.ts";
export { decideWords } from "./instrument-settings/decide-words.ts";
export { newestWordingDecisions } from "./instrument-settings/store.ts";
export { openLoopsOf } from "./companion/handlers.ts";
export { linkHolderOf } from "./answer/session.ts";
export { timerEffects, type TimerServices } from "./referral/timer-effects.ts";
export type { EmergencyRead, OfferFacts, PathwayServices } from "./services.ts";
export { runDueTimers, type TimerWork } from "./timer/work.ts";
export { erasePersonRows, filesOfPerson, hasAnyPerson, hasFile, keyIdOf };

/**
 * Deletes the rows of an erasure that was interrupted, if the decision to erase is on record; a transaction that was
 * undone left none, and then nobody is erased.
 */
export async function completeErasure(db: Tx, keyId: PersonId): Promise<"deleted" | "kept"> {
  const [newest] = await readAuditAbout(db, keyId, { limit: 1 });
  const isDecided =
    [eraseFile.name, eraseRequestAction].includes(newest?.line?.action ?? "") &&
    newest?.line?.outcome === "done";
  if (!isDecided) return "kept";
  await erasePersonRows(db, keyId);
  return "deleted";
}

const mostAccesses = 10_000;

/** Who opened or changed the file, newest first, at most ten thousand times. */
async function accessesOf(db: Tx, personId: PersonId) {
  const records = await readAuditAbout(db, personId, { limit: mostAccesses });
  return records.map(({ at, line }) => ({
    at,
    action: line?.action ?? "unreadable",
    accountId: line?.actor.id ?? null,
    outcome: line?.outcome ?? "unreadable",
  }));
}

async function loadForReading(
  services: PathwayServices,
  question: FileQuestion,
): Promise<LoadedFacts<FileFacts>> {
  const { db, input, actor, now } = question;
  const own = await findPerson(db, input.personId);
  if (own) return factsOf(own);
  const read = { actor, personId: input.personId, action: readFile.name, now };
  const controllerId = await services.emergencyOpening(db, read);
  if (controllerId === null) throw pathwayErrors.personNotFound({});
  const row = await fileOf(db, input.personId);
  return { facts: { controllerId: row.controller_id, isEmergency: true }, version: row.version };
}

function readNote(personId: PersonId, isEmergency: boolean): AuditNote {
  const note = { kind: "person", ids: [personId], fields: [...personalFields] };
  return isEmergency ? { ...note, reason: "break-glass" } : note;
}

/** The organisation that will hold a new file: the one named, or the only one somebody works for. */
function organisationFor(actor: Actor, wanted: ControllerId | undefined): ControllerId {
  const own = controllersOf(actor);
  const found =
    wanted === undefined ? (own.length === 1 ? own[0] : undefined) : own.find((id) => id === wanted);
  if (found === undefined) {
    throw pathwayErrors.organisationNeeded({}, { issues: [{ path: "controllerId", code: "required" }] });
  }
  return found;
}

function checkAge(written: WrittenPerson, now: Instant): void {
  const today = localDateAt(now, timeZone);
  if (written.birthDate !== null && !isPlausibleBirthDate(written.birthDate, today)) {
    throw pathwayErrors.birthDateImplausible({}, { issues: [{ path: "birthDate", code: "invalid" }] });
  }
  if (written.minorGround !== null) return;
  const minority = minorityOn(written, today);
  if (minority === "minor")
    throw pathwayErrors.minorGroundNeeded({}, { issues: [{ path: "minorGround", code: "required" }] });
  if (minority === "open")
    throw pathwayErrors.ageToAsk({ age: 18 }, { issues: [{ path: "isSaidOfAge", code: "required" }] });
}

function fieldsGiven(written: WrittenPerson): readonly string[] {
  return Object.entries(written)
    .filter(([, value]) => value !== null && (!Array.isArray(value) || value.length > 0))
    .map(([name]) => name);
}

function fieldsChanged(before: Person, written: WrittenPerson): readonly string[] {
  const old: Readonly<Record<string, unknown>> = before;
  return Object.entries(written)
    .filter(([name, value]) => JSON.stringify(old[name]) !== JSON.stringify(value))
    .map(([name]) => name);
}
