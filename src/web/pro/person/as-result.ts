import type { ScoreResult } from "#instruments";
import type { Screening } from "./screening.ts";

/** A screening as a result, as far as its reading in words needs. */
export function asResult(screening: Screening): ScoreResult {
  const { instrument, version, wording, language, mode, score, band, unanswered } = screening;
  const detail = {
    instrument,
    version,
    wording,
    language,
    mode: mode === "in-person" ? ("interview" as const) : mode,
    subscores: {},
    subscoreBands: {},
    flags: [],
    answered: 0,
    missing: Array.from({ length: unanswered }, (_, position) => String(position)),
  };
  return screening.status === "incomplete"
    ? { status: "incomplete", band, ...detail }
    : { status: "scored", score, band, isProrated: false, ...detail };
}
