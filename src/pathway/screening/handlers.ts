import { localDateAt, TisserError, type Actor, type InputOf, type Instant, type LocalDate } from "#base";
import { change, loadInstrument, score, type Answers, type Instrument, type ScoreResult } from "#instruments";
import { handle, type BoundHandler } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import { ageOn } from "../person.ts";
import { planAfterAnswers } from "../re-assessment/plan.ts";
import { timeZone, type PathwayServices, type SurveyMean } from "../services.ts";
import { seesResult } from "../who-sees.ts";
import { listScreenings, recordScreening } from "./actions.ts";
import { offeredInstruments } from "./offered.ts";
import type { KeptAnswers, Screening } from "./response.ts";
import { modeOf, openResponses, sealResponse, type OpenResponse } from "./sealing.ts";
import { findResponse, insertResponse, isReplaced } from "./store.ts";

/** Below this age nothing is scored (reference/screening-pathway.json, `minAge`). */
const youngestScored = 16;
/** A device may be that much ahead, in milliseconds. */
const clockTolerance = 300_000;

type Recording = InputOf<typeof recordScreening>;

/** Carries out what is done with answers to questionnaires. */
export function screeningHandlers(services: PathwayServices): BoundHandler[] {
  const { vault } = services;
  return [
    handle(recordScreening, {
      load: loadOwn,
      run: async ({ input, db, actor, now, newId, audit }) => {
        const file = await fileOf(db, input.personId);
        checkAge(openPerson(vault, file).birthDate, now);
        const askedAt = askedAtOf(input, now);
        const instrument = await offered(services, input.instrument);
        const result = scoreGiven(instrument, input);
        await checkReplaced(db, input, result);
        const response = {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          id: input.id,
          person_id: file.id,
          instrument: result.instrument,
          instrument_version: result.version,
          wording: result.wording,
          language: result.language,
          mode: input.mode,
          asked_at: askedAt,
          recorded_at: now,
          asked_by: actor.id,
          replaces_id: input.replacesId,
          ...sealResponse(vault, file, { id: input.id, answers: input.answers, result }),
        };
        if (!(await insertResponse(db, response))) throw pathwayErrors.screeningExists({});
        await planAfterAnswers(db, response, newId);
        audit({ kind: "screening", ids: [input.id, file.id], fields: ["answers", "result"] });
        return { screeningId: input.id, personId: file.id, status: result.status };
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
  ];
}

function checkAge(birthDate: string | null, now: Instant): void {
  if (birthDate === null) return;
  if (ageOn(birthDate as LocalDate, localDateAt(now, timeZone)) < youngestScored)
    throw pathwayErrors.tooYoungForScoring({});
}

function askedAtOf({ askedAt }: Recording, now: Instant): Instant {
  if (askedAt === null) return now;
  if (Date.parse(askedAt) > Date.parse(now) + clockTolerance) {
    throw pathwayErrors.askedInFuture({}, { issues: [{ path: "askedAt", code: "invalid" }] });
  }
  return askedAt;
}

async function offered(services: PathwayServices, id: string): Promise<Instrument> {
  if (!offeredInstruments(services).some((summary) => summary.id === id)) {
    throw pathwayErrors.instrumentNotOffered(
      { instrument: id },
      { issues: [{ path: "instrument", code: "invalid" }] },
    );
  }
  return loadInstrument(id);
}

/** Scores what was given; what the instrument cannot read is refused, and the refusal says which answer. */
function scoreGiven(instrument: Instrument, input: Recording): ScoreResult {
  try {
    return score(instrument, scorable(input.answers), {
      language: input.language,
      mode: modeOf(input.mode),
      ...(input.version === null ? {} : { version: input.version }),
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

async function checkReplaced(
  db: Parameters<typeof findResponse>[0],
  { replacesId, personId }: Recording,
  result: ScoreResult,
): Promise<void> {
  if (replacesId === null) return;
  const before = await findResponse(db, { id: replacesId, personId });
  if (before?.instrument !== result.instrument) throw pathwayErrors.screeningNotFound({});
  if (await isReplaced(db, replacesId)) throw pathwayErrors.screeningReplaced({});
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
