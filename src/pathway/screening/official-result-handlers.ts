import { loadInstrument, officialFormOnly, type ScoreResult } from "#instruments";
import { handle, type BoundHandler } from "#storage";
import { fileOf, loadOwn } from "../file-facts.ts";
import { instrumentSettingErrors } from "../instrument-settings/errors.ts";
import type { PathwayServices } from "../services.ts";
import { recordOfficialResult, type officialLevels } from "./actions.ts";
import { askedAtOf, checkAge, checkOffer, keepRecording, notOffered, offerOf, recorderOf } from "./record.ts";
import { modeOf } from "./sealing.ts";

type Level = (typeof officialLevels)[number];

/**
 * What a level of the official form calls for. `none` raises nothing, and is never shown as reassurance.
 * Source  reference/screening-pathway.json, crisisLevels: 3 when high; 2 when low, moderate or indeterminate.
 */
const alertLevelOf: Readonly<Record<Level, 2 | 3 | null>> = {
  none: null,
  low: 2,
  moderate: 2,
  indeterminate: 2,
  high: 3,
};

/** Carries out the recording of results of official forms. */
export function officialResultHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(recordOfficialResult, {
      load: loadOwn,
      run: async ({ input, db, actor, now, newId, audit, afterCommit }) => {
        const file = await fileOf(db, input.personId);
        const recorder = recorderOf(services, { db, actor, now, newId }, file);
        await checkAge(recorder);
        if (!officialFormOnly.has(input.instrument)) throw notOffered(input.instrument);
        const offer = await offerOf(recorder, input.instrument);
        if (offer.reason === "not-trained")
          throw instrumentSettingErrors.notTrained({ instrument: input.instrument });
        const riskLevel = alertLevelOf[input.level];
        checkOffer(offer, riskLevel !== null);
        const alertId = await keepRecording(recorder, {
          id: input.id,
          replacesId: null,
          askedAt: askedAtOf(input.askedAt, now),
          mode: input.mode,
          answers: {},
          note: null,
          result: await resultOf(input),
          riskLevel,
        });
        audit({ kind: "screening", ids: [input.id, file.id], fields: ["result"] });
        if (alertId !== null) {
          audit({ kind: "risk-alert", ids: [alertId, input.id, file.id], fields: ["raised"] });
          afterCommit(services.wakeTimers);
        }
        const shownAt = alertId === null ? ("point" as const) : ("alerte" as const);
        return { screeningId: input.id, personId: file.id, alertId, shownAt };
      },
    }),
  ];
}

/** The result as it is kept: the level read on paper, no answer. */
async function resultOf(input: {
  readonly instrument: string;
  readonly level: Level;
  readonly language: string;
  readonly mode: "in-person" | "telephone";
}): Promise<ScoreResult> {
  const { id, version } = await loadInstrument(input.instrument);
  return {
    status: "scored",
    instrument: id,
    version,
    wording: "official-form",
    language: input.language,
    mode: modeOf(input.mode),
    score: null,
    band: input.level,
    isProrated: false,
    subscores: {},
    subscoreBands: {},
    flags: input.level === "indeterminate" ? ["incomplete"] : [],
    answered: 0,
    missing: [],
  };
}
