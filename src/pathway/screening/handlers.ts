import { rolesOf, type Actor } from "#base";
import { change, loadInstrument, officialFormOnly } from "#instruments";
import { handle, type BoundHandler, type HandlerContext } from "#storage";
import { fileOf, loadOwn } from "../file-facts.ts";
import type { PathwayServices, SurveyMean } from "../services.ts";
import { listScreenings, recordScreening } from "./actions.ts";
import { officialResultHandlers } from "./official-result-handlers.ts";
import {
  askedAtOf,
  checkAge,
  checkOffer,
  keepRecording,
  notOffered,
  offerOf,
  riskLevelOf,
  scoreGiven,
  wordedInstrument,
  type Recorder,
} from "./record.ts";
import type { Screening } from "./response.ts";
import { openResponses, type OpenResponse } from "./sealing.ts";
import type { PersonRow } from "../store.ts";

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
        checkAge(recorder);
        const askedAt = askedAtOf(input.askedAt, recorder.now);
        const offer = await offerOf(recorder, input.instrument);
        if (officialFormOnly.has(input.instrument)) throw notOffered(input.instrument);
        const instrument = await wordedInstrument(offer);
        const riskLevel = riskLevelOf(instrument, input.answers);
        checkOffer(offer, riskLevel !== null);
        const result = scoreGiven(instrument, input);
        const { id, replacesId, mode, answers } = input;
        const recording = { id, replacesId, askedAt, mode, answers, result, riskLevel };
        const alertId = await keepRecording(recorder, recording);
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
    ...officialResultHandlers(services),
  ];
}

/** What recording works with, from the context of an action. */
export function recorderOf(
  { vault, hasHealth }: PathwayServices,
  { db, actor, now, newId }: Pick<HandlerContext<unknown, unknown>, "db" | "actor" | "now" | "newId">,
  file: PersonRow,
): Recorder {
  return { db, vault, file, actorId: actor.id, now, newId, hasHealth };
}

/** Newest first; each with the change since the one before of the same instrument. */
async function viewScreenings(
  responses: readonly OpenResponse[],
  actor: Actor,
  meanOf: MeanOf,
): Promise<Screening[]> {
  const isLinkWorker = rolesOf(actor).some((role) => role === "link-worker" || role === "team-coordinator");
  const views: Screening[] = [];
  for (const [position, response] of responses.entries()) {
    const isOwn = response.row.asked_by === actor.id;
    const before = responses
      .slice(0, position)
      .findLast((one) => !one.isReplaced && one.row.instrument === response.row.instrument);
    views.push(
      isOwn || isLinkWorker
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

/** The mean of an instrument in the population; null when none is known. */
type MeanOf = (instrument: string) => Promise<SurveyMean | null>;

async function changeSince(
  before: OpenResponse | undefined,
  after: OpenResponse,
  meanOf: MeanOf,
): Promise<Screening["change"]> {
  if (before === undefined || after.isReplaced) return { status: "none" };
  const instrument = await loadInstrument(after.row.instrument);
  const mean = instrument.psychometrics.mean === null ? await meanOf(instrument.id) : null;
  const norm = mean === null ? undefined : { mean: mean.mean, source: mean.survey };
  const found = change(instrument, before.result, after.result, norm);
  if (found.status === "refused") return found;
  return {
    status: "compared",
    since: before.row.asked_at,
    difference: found.difference,
    low: found.ci95?.[0] ?? null,
    high: found.ci95?.[1] ?? null,
    verdict: found.verdict,
    expectedFromRegression: found.expectedFromRegression,
    meanFrom: found.expectedFromRegression === null ? null : originOf(mean),
  };
}

function originOf(mean: SurveyMean | null): "published" | "survey" | "synthetic-survey" {
  if (mean === null) return "published";
  return mean.isSynthetic ? "synthetic-survey" : "survey";
}
