import type { Actor } from "#base";
import { officialFormOnly } from "#instruments";
import { handle, type BoundHandler } from "#storage";
import { fileOf, loadOwn } from "../file-facts.ts";
import { isCoveredFor } from "../on-call/roster.ts";
import { rosterOf } from "../on-call/roster-reading.ts";
import { raiseAlert } from "../on-call/raise-alert.ts";
import {
  checkAge,
  checkMode,
  checkOffer,
  notOffered,
  offerOf,
  recorderOf,
  riskLevelOf,
  scoreGiven,
  wordedInstrument,
} from "../screening/record.ts";
import type { PathwayServices } from "../services.ts";
import { abandonAssessment, keepAssessment, listAssessments, readAssessment } from "./actions.ts";
import { assessmentErrors } from "./errors.ts";
import { openAssessmentContent, sealAssessment } from "./sealing.ts";
import {
  assessmentsOf,
  changeAssessment,
  insertAssessment,
  lockAssessment,
  type AssessmentRow,
} from "./store.ts";
import { underWay } from "./under-way.ts";

/** Carries out what is done with questions under way. */
export function assessmentHandlers(services: PathwayServices): BoundHandler[] {
  return [keepHandler(services), ...otherHandlers(services)];
}

function keepHandler(services: PathwayServices): BoundHandler {
  const { vault } = services;
  return handle(keepAssessment, {
    load: loadOwn,
    run: async (context) => {
      const { input, db, actor, now, audit, afterCommit } = context;
      const { id, personId, seenVersion, answers, note, language, mode } = input;
      const file = await fileOf(db, personId);
      const recorder = recorderOf(services, context, file);
      await checkAge(recorder);
      if (officialFormOnly.has(input.instrument)) throw notOffered(input.instrument);
      const before = await underWay(recorder, {
        id,
        instrument: input.instrument,
        seenVersion: seenVersion ?? 0,
      });
      const offer = await offerOf(recorder, input.instrument);
      checkMode(offer, mode);
      const instrument = await wordedInstrument(offer);
      const level = riskLevelOf(instrument, answers);
      checkOffer(offer, level !== null || before?.was_covered === true);
      // Answers that could never be recorded are refused now, not when the person is gone.
      scoreGiven(instrument, input);
      const wasCovered = isCoveredFor(await rosterOf(db, file.controller_id), actor.id, now);
      const content = sealAssessment(vault, file, { id, content: { answers, note } });
      let version = 1;
      if (before === null) {
        const isNew = await insertAssessment(db, {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          id,
          person_id: file.id,
          instrument: instrument.id,
          language,
          mode,
          status: "open",
          version,
          started_at: now,
          started_by: actor.id,
          changed_at: now,
          was_covered: wasCovered,
          ended_at: null,
          ended_by: null,
          content,
        });
        if (!isNew) throw assessmentErrors.assessmentUnderWay({});
      } else {
        version = await changeAssessment(db, before, { language, mode, changed_at: now, content });
      }
      audit({ kind: "assessment", ids: [id, file.id], fields: ["answers", "note"] });
      let alertId = null;
      if (level !== null) {
        const found = { screeningId: id, instrument: instrument.id, level, askedAt: now, wasCovered };
        alertId = await raiseAlert(recorder, { file, askedBy: actor.id, ...found });
        audit({ kind: "risk-alert", ids: [alertId, id, file.id], fields: ["raised"] });
        afterCommit(services.wakeTimers);
      }
      return { id, personId, instrument: instrument.id, version, alertId };
    },
  });
}

function otherHandlers({ vault, accountNames }: PathwayServices): BoundHandler[] {
  return [
    handle(abandonAssessment, {
      load: loadOwn,
      run: async ({ input, db, actor, now, audit }) => {
        const row = await lockAssessment(db, input);
        if (row === null) throw assessmentErrors.assessmentNotFound({});
        if (row.status !== "open") throw assessmentErrors.assessmentEnded({});
        const ended = { status: "abandoned", changed_at: now, ended_at: now, ended_by: actor.id } as const;
        const version = await changeAssessment(db, row, { ...ended, content: null });
        audit({ kind: "assessment", ids: [row.id, row.person_id], fields: ["status"] });
        return { id: row.id, personId: row.person_id, version };
      },
    }),
    handle(listAssessments, {
      load: loadOwn,
      run: async ({ input, db, actor, audit }) => {
        const rows = await assessmentsOf(db, input.personId);
        const names = await accountNames(rows.flatMap(({ started_by }) => started_by ?? []));
        audit({ kind: "person", ids: [input.personId], fields: ["assessments"] });
        return { assessments: rows.map((row) => viewOf(row, actor, names)) };
      },
    }),
    handle(readAssessment, {
      load: loadOwn,
      run: async ({ input, db, actor, audit }) => {
        const file = await fileOf(db, input.personId);
        const row = await lockAssessment(db, input);
        const content = row === null ? null : openAssessmentContent(vault, file, row);
        if (row === null || content === null) throw assessmentErrors.assessmentNotFound({});
        if (row.started_by !== actor.id && row.mode !== "paper") throw assessmentErrors.assessmentOfOther({});
        audit({ kind: "assessment", ids: [row.id, file.id], fields: ["answers", "note"] });
        const names = await accountNames(row.started_by === null ? [] : [row.started_by]);
        return { ...viewOf(row, actor, names), ...content };
      },
    }),
  ];
}

function viewOf(row: AssessmentRow, actor: Actor, names: ReadonlyMap<string, string>) {
  return {
    id: row.id,
    instrument: row.instrument,
    language: row.language,
    mode: row.mode,
    status: row.status === "abandoned" ? ("abandoned" as const) : ("open" as const),
    version: row.version,
    startedAt: row.started_at,
    changedAt: row.changed_at,
    startedBy: row.started_by === null ? null : (names.get(row.started_by) ?? null),
    isOwn: row.started_by !== null && row.started_by === actor.id,
  };
}
