import { TisserError, type AccountId, type Actor, type Instant, type NewId } from "#base";
import {
  instrumentErrors,
  loadInstrument,
  loadOperatorText,
  riskItems,
  score,
  type Answers,
  type Instrument,
  type ScoreResult,
} from "#instruments";
import type { Tx, Vault } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { openPerson } from "../file-sealing.ts";
import { instrumentOffer, type InstrumentOffer } from "../instrument-settings/offered.ts";
import { onCallErrors } from "../on-call/errors.ts";
import { isCoveredFor } from "../on-call/roster.ts";
import { rosterOf } from "../on-call/roster-reading.ts";
import { raiseAlert } from "../on-call/raise-alert.ts";
import { planAfterAnswers } from "../re-assessment/plan.ts";
import { isClinicianIn } from "../rules.ts";
import type { PathwayServices } from "../services.ts";
import type { PersonRow } from "../store.ts";
import { checkOldEnough } from "../territory-pathway/old-enough.ts";
import type { KeptAnswers } from "./response.ts";
import { modeOf, sealResponse } from "./sealing.ts";
import { findResponse, insertResponse, isReplaced, type ResponseRow } from "./store.ts";

/** A device may be that much ahead, in milliseconds. */
const clockTolerance = 300_000;

/** What recording works with. */
export interface Recorder {
  readonly db: Tx;
  readonly vault: Vault;
  readonly file: PersonRow;
  readonly actorId: AccountId | null;
  readonly now: Instant;
  readonly newId: NewId;
  readonly hasHealth: boolean;
  /** Whether whoever records acts as a health professional. */
  readonly isClinician: boolean;
}

/** What recording works with, from the context of an action. */
export function recorderOf(
  { vault, hasHealth }: Pick<PathwayServices, "vault" | "hasHealth">,
  {
    db,
    actor,
    now,
    newId,
  }: { readonly db: Tx; readonly actor: Actor; readonly now: Instant; readonly newId: NewId },
  file: PersonRow,
): Recorder {
  const isClinician = isClinicianIn(actor, file.controller_id);
  return { db, vault, file, actorId: actor.id, now, newId, hasHealth, isClinician };
}

/** Refuses somebody under the age of the territory, never under sixteen. @throws pathway.tooYoungForScoring */
export async function checkAge({ db, vault, file, now }: Recorder): Promise<void> {
  await checkOldEnough(db, openPerson(vault, file), now);
}

/** When the questions were asked: now unless told. @throws pathway.askedInFuture */
export function askedAtOf(askedAt: Instant | null, now: Instant): Instant {
  if (askedAt === null) return now;
  if (Date.parse(askedAt) > Date.parse(now) + clockTolerance) {
    throw pathwayErrors.askedInFuture({}, { issues: [{ path: "askedAt", code: "invalid" }] });
  }
  return askedAt;
}

/** The offer of an instrument to whoever records. @throws pathway.instrumentNotOffered when it does not exist here */
export async function offerOf(recorder: Recorder, id: string): Promise<InstrumentOffer> {
  const { db, file, actorId, now, hasHealth, isClinician } = recorder;
  const question = { controllerId: file.controller_id, asker: actorId, now, hasHealth, isClinician };
  const offer = await instrumentOffer(db, question, id);
  if (offer === null) throw notOffered(id);
  return offer;
}

/** The refusal of an instrument that is not offered. */
export function notOffered(id: string): TisserError {
  return pathwayErrors.instrumentNotOffered(
    { instrument: id },
    { issues: [{ path: "instrument", code: "invalid" }] },
  );
}

/** An instrument with the licensed words of the territory in it. */
export async function wordedInstrument({ summary, texts }: InstrumentOffer): Promise<Instrument> {
  let instrument: Instrument = {
    ...(await loadInstrument(summary.id)),
    isAssistedOnly: summary.isAssistedOnly,
  };
  for (const { content } of texts) instrument = await loadOperatorText(instrument, content);
  return instrument;
}

/**
 * Checks that an instrument may be asked now, given what was answered. Answers that tell of risk are never refused for want
 * of somebody on call: they are kept and told to everybody; nor are answers to questions begun while somebody was. Without
 * either nothing is asked while nobody else is on call.
 * Errors  pathway.instrumentNotOffered, pathway.onCallNotCovered.
 */
export function checkOffer({ summary, reason }: InstrumentOffer, isKeptAllTheSame: boolean): void {
  if (reason === null) return;
  if (reason !== "on-call-not-covered") throw notOffered(summary.id);
  if (!isKeptAllTheSame) throw onCallErrors.onCallNotCovered({});
}

/** Refuses a paper form of what is asked only with somebody there: a sheet is filled in alone. @throws instruments.assistanceNeeded */
export function checkMode({ summary }: InstrumentOffer, mode: ResponseRow["mode"]): void {
  if (mode === "paper" && summary.isAssistedOnly)
    throw instrumentErrors.assistanceNeeded(
      { instrument: summary.shortName },
      { issues: [{ path: "mode", code: "invalid" }] },
    );
}

/** What is scored. */
export interface Scoring {
  readonly language: string;
  readonly mode: ResponseRow["mode"];
  readonly version: string | null;
  readonly answers: KeptAnswers;
}

/** Scores what was given; what the instrument cannot read is refused, and the refusal says which answer. */
export function scoreGiven(instrument: Instrument, given: Scoring): ScoreResult {
  try {
    return score(instrument, scorable(given.answers), {
      language: given.language,
      mode: modeOf(given.mode),
      ...(given.version === null ? {} : { version: given.version }),
    });
  } catch (error) {
    if (!(error instanceof TisserError)) throw error;
    const linkId = error.params["linkId"];
    const path = linkId === undefined ? "answers" : `answers.${linkId}`;
    throw pathwayErrors.answersUnreadable({}, { cause: error, issues: [{ path, code: "invalid" }] });
  }
}

function scorable(answers: KeptAnswers): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([linkId, value]) => [linkId, typeof value === "number" ? value : null]),
  );
}

/** Answers with what they give, ready to be kept. */
export interface Recording {
  readonly id: ResponseRow["id"];
  readonly replacesId: ResponseRow["id"] | null;
  readonly askedAt: Instant;
  readonly mode: ResponseRow["mode"];
  readonly answers: KeptAnswers;
  readonly note: string | null;
  readonly result: ScoreResult;
  /** Level of an alert to raise; null for none. */
  readonly riskLevel: 2 | 3 | null;
}

/** The level of the alert that answers to items call for; null where none tells of risk. */
export function riskLevelOf(instrument: Instrument, answers: KeptAnswers): 2 | null {
  return riskItems(instrument, answers).length > 0 ? 2 : null;
}

/**
 * Keeps answers, and in the same transaction the alert that they call for: neither is ever kept without the other.
 * Answers the id of the alert, null where there is none.
 * Errors  pathway.screeningNotFound, screeningReplaced, screeningExists.
 */
export async function keepRecording(recorder: Recorder, recording: Recording) {
  const { db, vault, file, actorId, now } = recorder;
  const { id, result, askedAt } = recording;
  await checkReplaced(recorder, recording);
  const response: ResponseRow = {
    tenant_id: file.tenant_id,
    controller_id: file.controller_id,
    id,
    person_id: file.id,
    instrument: result.instrument,
    instrument_version: result.version,
    wording: result.wording,
    language: result.language,
    mode: recording.mode,
    asked_at: askedAt,
    recorded_at: now,
    asked_by: actorId,
    replaces_id: recording.replacesId,
    ...sealResponse(vault, file, { id, answers: recording.answers, result, note: recording.note }),
  };
  if (!(await insertResponse(db, response))) throw pathwayErrors.screeningExists({});
  await planAfterAnswers(db, response, recorder.newId);
  if (recording.riskLevel === null) return null;
  const wasCovered = isCoveredFor(await rosterOf(db, file.controller_id), actorId, now);
  return raiseAlert(recorder, {
    file,
    screeningId: id,
    instrument: result.instrument,
    level: recording.riskLevel,
    askedBy: actorId,
    askedAt,
    wasCovered,
  });
}

async function checkReplaced({ db, file }: Recorder, { replacesId, result }: Recording): Promise<void> {
  if (replacesId === null) return;
  const before = await findResponse(db, { id: replacesId, personId: file.id });
  if (before?.instrument !== result.instrument) throw pathwayErrors.screeningNotFound({});
  if (await isReplaced(db, replacesId)) throw pathwayErrors.screeningReplaced({});
}
