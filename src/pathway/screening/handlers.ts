import { TisserError, type Actor, type InputOf } from "#base";
import { officialFormOnly } from "#instruments";
import { handle, type BoundHandler, type Vault } from "#storage";
import { assessmentErrors } from "../assessment/errors.ts";
import { differencesBetween } from "../assessment/paper.ts";
import { openAssessmentContent } from "../assessment/sealing.ts";
import type { AssessmentRow } from "../assessment/store.ts";
import { endAsAnswered, underWay } from "../assessment/under-way.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import type { PathwayServices } from "../services.ts";
import { seesResult } from "../who-sees/result.ts";
import { listScreenings, recordScreening } from "./actions.ts";
import { changeBetween, type MeanOf } from "./change-between.ts";
import { officialResultHandlers } from "./official-result-handlers.ts";
import { readHandlers } from "./read-handlers.ts";
import {
  askedAtOf,
  checkAge,
  checkMode,
  checkOffer,
  keepRecording,
  notOffered,
  offerOf,
  recorderOf,
  riskLevelOf,
  scoreGiven,
  wordedInstrument,
  type Recorder,
} from "./record.ts";
import type { Screening } from "./response.ts";
import type { PersonRow } from "../store.ts";
import { openResponses, type OpenResponse } from "./sealing.ts";

/** Carries out what is done with answers to questionnaires. */
export function screeningHandlers(services: PathwayServices): BoundHandler[] {
  const { vault } = services;
  return [
    handle(recordScreening, {
      load: loadOwn,
      run: async (context) => {
        const { input, db, audit, afterCommit } = context;
        const file = await fileOf(db, input.personId);
        const recorder = recorderOf(services, context, file);
        await checkAge(recorder);
        const askedAt = askedAtOf(input.askedAt, recorder.now);
        const offer = await offerOf(recorder, input.instrument);
        if (officialFormOnly.has(input.instrument)) throw notOffered(input.instrument);
        checkMode(offer, input.mode);
        const instrument = await wordedInstrument(offer);
        const riskLevel = riskLevelOf(instrument, input.answers);
        const begun = await begunBefore(recorder, input, riskLevel !== null);
        checkOffer(offer, riskLevel !== null || begun?.was_covered === true);
        const result = scoreGiven(instrument, input);
        if (input.mode === "paper") checkPaper(services.vault, file, { begun, input });
        const { id, replacesId, mode, answers, note } = input;
        const recording = { id, replacesId, askedAt, mode, answers, note, result, riskLevel };
        const alertId = await keepRecording(recorder, recording);
        if (begun !== null) await endAsAnswered(recorder, begun);
        audit({ kind: "screening", ids: [id, file.id], fields: ["answers", "result"] });
        if (alertId !== null) {
          audit({ kind: "risk-alert", ids: [alertId, id, file.id], fields: ["raised"] });
          afterCommit(services.wakeTimers);
        }
        const shownAt = alertId === null ? ("point" as const) : ("alerte" as const);
        return { screeningId: id, personId: file.id, status: result.status, alertId, shownAt };
      },
    }),
    handle(listScreenings, {
      load: loadOwn,
      run: async ({ input, db, actor, audit }) => {
        const file = await fileOf(db, input.personId);
        const responses = await openResponses(db, vault, file);
        audit({ kind: "person", ids: [file.id], fields: ["screenings"] });
        const meanOf = (instrument: string) => services.populationMean(db, file.tenant_id, instrument);
        return { screenings: await viewScreenings(responses, actor, meanOf) };
      },
    }),
    ...readHandlers(services),
    ...officialResultHandlers(services),
  ];
}

/**
 * The questions under way that these answers end; null when they were never kept. Answers that tell of suicidal risk wait
 * for no other device: they are kept.
 */
async function begunBefore(
  recorder: Recorder,
  input: InputOf<typeof recordScreening>,
  tellsOfRisk: boolean,
): Promise<AssessmentRow | null> {
  if (input.replacesId !== null) return null;
  try {
    return await underWay(recorder, input);
  } catch (error) {
    if (!tellsOfRisk || !(error instanceof TisserError)) throw error;
    return null;
  }
}

interface PaperReading {
  readonly begun: AssessmentRow | null;
  readonly input: InputOf<typeof recordScreening>;
}

/**
 * Compares the second reading of a paper form with the first, before any score is kept.
 * Errors  pathway.paperEntryNeeded without a first one; paperEntriesDiffer with the questions, unless the paper was read
 *         again and the second reading is the right one.
 */
function checkPaper(vault: Vault, file: PersonRow, { begun, input }: PaperReading): void {
  const first = begun === null || begun.mode !== "paper" ? null : openAssessmentContent(vault, file, begun);
  if (first === null) {
    if (input.replacesId === null) throw assessmentErrors.paperEntryNeeded({});
    return;
  }
  const differing = differencesBetween(first.answers, input.answers);
  if (differing.length === 0 || input.isReread) return;
  const issues = differing.map((linkId) => ({ path: `answers.${linkId}`, code: "differs" }));
  throw assessmentErrors.paperEntriesDiffer({ count: differing.length }, { issues });
}

/** Newest first; each with the change since the one before of the same instrument. */
async function viewScreenings(
  responses: readonly OpenResponse[],
  actor: Actor,
  meanOf: MeanOf,
): Promise<Screening[]> {
  const views: Screening[] = [];
  for (const [position, response] of responses.entries()) {
    const isOwn = response.row.asked_by === actor.id;
    const before = responses
      .slice(0, position)
      .findLast((one) => !one.isReplaced && one.row.instrument === response.row.instrument);
    views.push(
      seesResult(actor, { controllerId: response.row.controller_id, askedBy: response.row.asked_by })
        ? { ...viewOf(response, isOwn), change: await changeSince(before, response, meanOf) }
        : { ...hiddenOf(response), change: { status: "none" } },
    );
  }
  return views.toReversed();
}

function viewOf({ row, result, isReplaced: isCorrected }: OpenResponse, isOwn: boolean) {
  return {
    id: row.id,
    instrument: row.instrument,
    version: row.instrument_version,
    wording: row.wording,
    language: row.language,
    mode: row.mode,
    askedAt: row.asked_at,
    isOwn,
    isReplaced: isCorrected,
    status: result.status,
    score: result.status === "scored" ? result.score : null,
    band: result.band,
    unanswered: result.missing.length,
  };
}

function hiddenOf(response: OpenResponse) {
  return { ...viewOf(response, false), status: "hidden" as const, score: null, band: null, unanswered: 0 };
}

async function changeSince(
  before: OpenResponse | undefined,
  after: OpenResponse,
  meanOf: MeanOf,
): Promise<Screening["change"]> {
  if (before === undefined || after.isReplaced) return { status: "none" };
  return changeBetween(before, after, meanOf);
}
