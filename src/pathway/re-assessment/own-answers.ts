import { TisserError, type Instant, type NewId } from "#base";
import { loadInstrument, score, type Answers, type ScoreResult } from "#instruments";
import type { Tx, Vault } from "#storage";
import { pathwayErrors } from "../errors.ts";
import type { KeptAnswers } from "../screening/response.ts";
import { sealResponse } from "../screening/sealing.ts";
import { insertResponse } from "../screening/store.ts";
import type { PersonRow } from "../store.ts";
import { planAfterAnswers } from "./plan.ts";
import type { ReassessmentRow } from "./store.ts";

/** Answers that somebody gave by a link, and where they go. */
export interface OwnAnswers {
  readonly row: ReassessmentRow;
  readonly file: PersonRow;
  readonly language: "fr" | "en" | "es" | "ar";
  readonly answers: KeptAnswers;
}

/**
 * Keeps answers that a person gave by themselves, as given, with the score derived; they end their task and plan the next.
 * @throws pathway.answersUnreadable, which says which answer
 */
export async function keepOwnAnswers(
  {
    db,
    vault,
    now,
    newId,
  }: { readonly db: Tx; readonly vault: Vault; readonly now: Instant; readonly newId: NewId },
  { row, file, language, answers }: OwnAnswers,
): Promise<ScoreResult> {
  const result = await scored(row.instrument, answers, language);
  const id = newId<"screening">();
  const response = {
    tenant_id: file.tenant_id,
    controller_id: file.controller_id,
    id,
    person_id: file.id,
    instrument: result.instrument,
    instrument_version: result.version,
    wording: result.wording,
    language: result.language,
    mode: "self" as const,
    asked_at: now,
    recorded_at: now,
    asked_by: null,
    replaces_id: null,
    ...sealResponse(vault, file, { id, answers, result, note: null }),
  };
  await insertResponse(db, response);
  await planAfterAnswers(db, response, newId);
  return result;
}

async function scored(
  instrumentId: string,
  answers: KeptAnswers,
  language: OwnAnswers["language"],
): Promise<ScoreResult> {
  const instrument = await loadInstrument(instrumentId);
  const codes: Answers = Object.fromEntries(
    Object.entries(answers).map(([linkId, value]) => [linkId, typeof value === "number" ? value : null]),
  );
  try {
    return score(instrument, codes, { language, mode: "self" });
  } catch (error) {
    if (!(error instanceof TisserError)) throw error;
    const linkId = error.params["linkId"];
    const path = linkId === undefined ? "answers" : `answers.${linkId}`;
    throw pathwayErrors.answersUnreadable({}, { cause: error, issues: [{ path, code: "invalid" }] });
  }
}
