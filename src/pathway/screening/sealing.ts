import type { ScoreResult } from "#instruments";
import type { Tx, Vault } from "#storage";
import type { FileKey } from "../referral/content.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { PersonRow } from "../store.ts";
import { z } from "zod";
import { answersContent, resultContent, type KeptAnswers, type KeptResult } from "./response.ts";
import { responsesOf, type ResponseRow } from "./store.ts";

const noteContent = z.string().max(2000);

const placeOf = (file: FileKey, id: ResponseRow["id"], column: "answers" | "result" | "note") =>
  ({ file, table: "questionnaire_response", column, rowId: id }) as const;

/** Seals answers and what they give. */
export function sealResponse(
  vault: Vault,
  file: FileKey,
  given: {
    readonly id: ResponseRow["id"];
    readonly answers: KeptAnswers;
    readonly result: ScoreResult;
    readonly note: string | null;
  },
): Pick<ResponseRow, "answers" | "result" | "note"> {
  const { id, answers, result, note } = given;
  return {
    note: note === null || note === "" ? null : sealJson(vault, placeOf(file, id, "note"), note),
    answers: sealJson(vault, placeOf(file, id, "answers"), answers),
    result: sealJson(vault, placeOf(file, id, "result"), keptOf(result)),
  };
}

function keptOf(result: ScoreResult): KeptResult {
  const isScored = result.status === "scored";
  return {
    status: result.status,
    score: isScored ? result.score : null,
    band: result.band,
    subscores: { ...result.subscores },
    subscoreBands: { ...result.subscoreBands },
    flags: [...result.flags],
    answered: result.answered,
    missing: [...result.missing],
    isProrated: isScored && result.isProrated,
  };
}

/** Opens the answers as given, and the note. */
export function openAnswers(
  vault: Vault,
  file: FileKey,
  row: ResponseRow,
): { readonly answers: KeptAnswers; readonly note: string | null } {
  return {
    answers: openJson(vault, placeOf(file, row.id, "answers"), {
      bytes: row.answers,
      schema: answersContent,
    }),
    note:
      row.note === null
        ? null
        : openJson(vault, placeOf(file, row.id, "note"), { bytes: row.note, schema: noteContent }),
  };
}

/** An answered questionnaire with its result opened. */
export interface OpenResponse {
  readonly row: ResponseRow;
  readonly result: ScoreResult;
  /** Whether later answers correct these. */
  readonly isReplaced: boolean;
}

/** What a person answered, oldest first, each with its result opened; answers stay sealed. */
export async function openResponses(db: Tx, vault: Vault, file: PersonRow): Promise<readonly OpenResponse[]> {
  const rows = await responsesOf(db, file.id);
  const replaced = new Set(rows.map((row) => row.replaces_id));
  return rows.map((row) => ({ row, result: resultOf(vault, file, row), isReplaced: replaced.has(row.id) }));
}

function resultOf(vault: Vault, file: FileKey, row: ResponseRow): ScoreResult {
  const place = placeOf(file, row.id, "result");
  const { status, score, isProrated, ...kept } = openJson(vault, place, {
    bytes: row.result,
    schema: resultContent,
  });
  const origin = {
    instrument: row.instrument,
    version: row.instrument_version,
    wording: row.wording,
    language: row.language,
    mode: modeOf(row.mode),
  };
  return status === "scored"
    ? { status, score, isProrated, ...origin, ...kept }
    : { status, ...origin, ...kept };
}

/** How instruments name the ways of asking. */
export function modeOf(mode: ResponseRow["mode"]): ScoreResult["mode"] {
  return mode === "in-person" ? "interview" : mode;
}
