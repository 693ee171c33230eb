import { localDateAt } from "#base";
import { handle, type BoundHandler } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import { askableInstruments } from "../instrument-settings/offered.ts";
import { possibleAges } from "../birth-date.ts";
import { isClinicianIn } from "../rules.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { pathwayOf } from "../territory-pathway/choices.ts";
import { choicesInForce } from "../territory-pathway/store.ts";
import { seesResult } from "../who-sees/result.ts";
import { readNextQuestions, readScreening } from "./actions.ts";
import { nextQuestions } from "./next-questions.ts";
import { openAnswers, openResponses } from "./sealing.ts";
import { responsesOf, type ResponseRow } from "./store.ts";

/** Carries out the reading of answers. */
export function readHandlers(services: PathwayServices): BoundHandler[] {
  const { vault, accountNames } = services;
  return [
    nextQuestionsHandler(services),
    handle(readScreening, {
      load: loadOwn,
      run: async ({ input, db, actor, audit }) => {
        const file = await fileOf(db, input.personId);
        const rows = await responsesOf(db, file.id);
        const row = rows.find(({ id }) => id === input.screeningId);
        if (
          row === undefined ||
          !seesResult(actor, { controllerId: row.controller_id, askedBy: row.asked_by })
        )
          throw pathwayErrors.screeningNotFound({});
        const versions = versionsOf(row, rows);
        const names = await accountNames(versions.flatMap(({ asked_by }) => asked_by ?? []));
        audit({ kind: "screening", ids: [row.id, file.id], fields: ["answers", "note"] });
        return {
          id: row.id,
          instrument: row.instrument,
          language: row.language,
          mode: row.mode,
          askedAt: row.asked_at,
          isReplaced: rows.some(({ replaces_id }) => replaces_id === row.id),
          ...openAnswers(vault, file, row),
          versions: versions.map(({ id, recorded_at, asked_by }) => ({
            id,
            recordedAt: recorded_at,
            by: asked_by === null ? null : (names.get(asked_by) ?? null),
          })),
        };
      },
    }),
  ];
}

/** What the pathway proposes: of the answers that the reader may see, and of the instruments that exist under the profile. */
function nextQuestionsHandler({ vault, hasHealth }: PathwayServices): BoundHandler {
  return handle(readNextQuestions, {
    load: loadOwn,
    run: async ({ input, db, actor, now, audit }) => {
      const file = await fileOf(db, input.personId);
      const person = openPerson(vault, file);
      const seen = (await openResponses(db, vault, file)).filter(({ row }) =>
        seesResult(actor, { controllerId: row.controller_id, askedBy: row.asked_by }),
      );
      audit({ kind: "screening", ids: [file.id], fields: ["result"] });
      const next = nextQuestions(pathwayOf(await choicesInForce(db)), seen, {
        nowMs: Date.parse(now),
        beside: {
          // Where it is not known to the year, the younger: what is asked from an age on is asked later.
          age: possibleAges(person, localDateAt(now, timeZone))?.least ?? null,
          clinician: isClinicianIn(actor, file.controller_id),
          wantsContact: null,
          caregiver: input.caregiver,
          needsDigitalHelp: input.digital,
          asksAboutSocialMedia: input.media,
          buildsLinkPlan: input.map,
        },
      });
      const exists = (id: string): boolean =>
        id === "ego-network" || askableInstruments(hasHealth).some((one) => one.id === id);
      return {
        instruments: next.instruments
          .filter(exists)
          .map((id) => ({ id, isAnswered: next.answered.includes(id) })),
        level: next.level,
        advice: [...next.advice],
      };
    },
  });
}

/** The versions of some answers, from the first to the newest. */
function versionsOf(row: ResponseRow, rows: readonly ResponseRow[]): readonly ResponseRow[] {
  const chain: ResponseRow[] = [row];
  for (let first = row; ;) {
    const before = rows.find(({ id }) => id === first.replaces_id);
    if (before === undefined || chain.length > rows.length) break;
    chain.unshift(before);
    first = before;
  }
  for (let last = row; ;) {
    const after = rows.find(({ replaces_id }) => replaces_id === last.id);
    if (after === undefined || chain.length > rows.length) break;
    chain.push(after);
    last = after;
  }
  return chain;
}
