import { baseErrors, type Instant } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { askedBreakdowns } from "../breakdown.ts";
import { observatoryErrors } from "../errors.ts";
import { versionOf } from "../microdata/import-survey.ts";
import { isRefusing } from "../microdata/survey-report.ts";
import { workPlace } from "../register/handlers.ts";
import {
  checkSurveyDraft,
  deleteSurveyDraft,
  describeDesign,
  describeSurvey,
  describeVariable,
  exportCodebook,
  importSurveyDraft,
  listSurveyDrafts,
  meaningNameOf,
  openSurveyDraft,
  readDraftVariable,
  readSurveyDraft,
  type DeskStageShown,
} from "./actions.ts";
import { aboutFrom, designFrom, variableFrom, type ColumnBeside } from "./draft-changes.ts";
import { erasedAt } from "./draft-retention.ts";
import { isUsableName, proposeDraft } from "./proposals.ts";
import {
  findDraft,
  insertDraft,
  listDraftRows,
  listVersionRows,
  removeDraft,
  updateDraft,
  upsertVersion,
  type DraftRow,
} from "./store.ts";
import type { DeskStage, ReadFile, SurveyDesk } from "./survey-desk.ts";
import { checkableCodebook, codebookOf, needsOf, type SurveyDraft } from "./survey-draft.ts";
import { surveyFormatOf } from "./survey-format.ts";
import { surveyItems } from "./survey-items.ts";

const mostDrafts = 200;

/** What the drafts need of the program. */
export interface IntakeServices {
  readonly desk: SurveyDesk;
  /** Days for which the file of a draft is kept after its last change. */
  readonly draftDays: number;
  /** Whether a survey that belongs to no organisation bears this id already. */
  readonly isReserved: (survey: string) => Promise<boolean>;
}

/** Handlers of the guided screen: a file brought, its codebook made, imported as a version. */
export function intakeHandlers(services: IntakeServices): readonly BoundHandler[] {
  return [...bringing(services), ...reading(services), ...describing(services), ...finishing(services)];
}

function bringing({ desk }: IntakeServices): BoundHandler[] {
  return [
    handle(openSurveyDraft, {
      run: async ({ db, input, actor, now, newId, audit }) => {
        const { tenantId, controllerId } = workPlace(actor, input.controllerId ?? null);
        const format = surveyFormatOf(input.fileName);
        if (format === null)
          throw observatoryErrors.surveyFormatUnread({
            format: /\.([a-z0-9]{1,10})$/i.exec(input.fileName)?.[1] ?? "?",
          });
        const size = await desk.sizeOf(input.uploadId);
        if (size === 0) throw observatoryErrors.surveyFileUnreadable({});
        const id = newId<"survey-draft">();
        await insertDraft(db, {
          tenant_id: tenantId,
          controller_id: controllerId,
          id,
          file_name: input.fileName,
          format,
          size_bytes: size,
          created_by: actor.id,
          created_at: now,
          changed_at: now,
        });
        await desk.take(input.uploadId, { id, format });
        audit({ kind: "survey-draft", ids: [id] });
        return { draftId: id };
      },
    }),
    handle(deleteSurveyDraft, {
      run: async ({ db, input, audit, afterCommit }) => {
        const { id } = await findDraft(db, input.draftId);
        await removeDraft(db, id);
        afterCommit(() => desk.clear(id));
        audit({ kind: "survey-draft", ids: [id] });
        return { draftId: id };
      },
    }),
  ];
}

function reading({ desk, draftDays }: IntakeServices): BoundHandler[] {
  return [
    handle(listSurveyDrafts, {
      run: async ({ db }) => ({
        drafts: (await listDraftRows(db, mostDrafts)).map((row) => headOf(row, draftDays)),
        versions: await Promise.all(
          (await listVersionRows(db)).map(async ({ survey, version, imported_at }) => ({
            survey,
            version,
            importedAt: imported_at,
            isAtHand: desk.isAtHand(survey, version),
          })),
        ),
      }),
    }),
    handle(readSurveyDraft, {
      run: async ({ db, input, audit }) => {
        const row = await findDraft(db, input.draftId);
        const read = await desk.read(row);
        audit({ kind: "survey-draft", ids: [row.id] });
        const draft = read.stage === "done" ? await draftOf(row, read) : null;
        return {
          ...headOf(row, draftDays),
          version: row.version,
          reading: shown(read),
          rows: read.stage === "done" ? read.profile.rows : null,
          draft,
          needs: draft === null ? [] : [...needsOf(draft)],
          columns: read.stage === "done" ? read.profile.columns : [],
          lastImport: await lastImport(db, row, desk),
        };
      },
    }),
    handle(readDraftVariable, {
      run: async ({ db, input, audit }) => {
        const { row, read, draft } = await opened(db, input.draftId, desk);
        const at = Number(input.position);
        const [variable, column] = [draft.variables[at], read.profile.columns[at]];
        if (variable === undefined || column === undefined) throw baseErrors.notFound({});
        audit({ kind: "survey-draft", ids: [row.id] });
        return {
          draftId: row.id,
          version: row.version,
          position: at,
          total: draft.variables.length,
          variable,
          column,
          isNameUsable: isUsableName(variable.name),
          meaning: meaningNameOf(variable.meaning),
          items: (await surveyItems()).map(({ instrument, shortName, linkId }) => ({
            instrument,
            shortName,
            linkId,
          })),
          groups: askedBreakdowns.map(({ id, categories }) => ({
            breakdown: id,
            codes: id === "age" ? [] : [...categories],
          })),
        };
      },
    }),
    handle(checkSurveyDraft, {
      run: async ({ db, input }) => {
        const { row, draft } = await opened(db, input.draftId, desk);
        const codebook = checkableCodebook(draft);
        const issues = codebook === null ? [] : await desk.check(row, codebook);
        return { issues: issues.map((issue) => ({ ...issue, isRefusing: isRefusing(issue.fault) })) };
      },
    }),
  ];
}

function describing({ desk }: IntakeServices): BoundHandler[] {
  return [
    handle(describeSurvey, {
      load: async ({ db, input }) => ({ facts: {}, version: (await findDraft(db, input.draftId)).version }),
      run: async ({ db, input, now, audit }) => {
        const { row, draft } = await opened(db, input.draftId, desk);
        audit({ kind: "survey-draft", ids: [row.id], fields: ["about"] });
        return saved(db, row, { draft: aboutFrom(draft, input), now });
      },
    }),
    handle(describeDesign, {
      load: async ({ db, input }) => ({ facts: {}, version: (await findDraft(db, input.draftId)).version }),
      run: async ({ db, input, now, audit }) => {
        const { row, draft } = await opened(db, input.draftId, desk);
        audit({ kind: "survey-draft", ids: [row.id], fields: ["design"] });
        return saved(db, row, { draft: designFrom(draft, input), now });
      },
    }),
    handle(describeVariable, {
      load: async ({ db, input }) => ({ facts: {}, version: (await findDraft(db, input.draftId)).version }),
      run: async ({ db, input, now, audit }) => {
        const { row, read, draft } = await opened(db, input.draftId, desk);
        const column = read.profile.columns[Number(input.position)];
        if (column === undefined) throw baseErrors.notFound({});
        const beside: ColumnBeside = { column, items: await surveyItems() };
        audit({ kind: "survey-draft", ids: [row.id], fields: ["variables"] });
        const receipt = await saved(db, row, { draft: variableFrom(draft, input, beside), now });
        return { ...receipt, position: input.position };
      },
    }),
  ];
}

function finishing({ desk, isReserved }: IntakeServices): BoundHandler[] {
  return [
    handle(exportCodebook, {
      run: async ({ db, input }) => {
        const { codebook } = await finished(db, input.draftId, desk);
        return {
          fileName: `codebook-${codebook.id}.json`,
          mediaType: "application/json" as const,
          text: `${JSON.stringify(codebook, null, 2)}\n`,
        };
      },
    }),
    handle(importSurveyDraft, {
      load: async ({ db, input }) => ({ facts: {}, version: (await findDraft(db, input.draftId)).version }),
      run: async ({ db, input, actor, now, audit, afterCommit }) => {
        const { row, read, codebook } = await finished(db, input.draftId, desk);
        if (await isReserved(codebook.id)) throw observatoryErrors.surveyIdTaken({ survey: codebook.id });
        const version = versionOf(read.digest, codebook);
        await upsertVersion(db, {
          tenant_id: row.tenant_id,
          controller_id: row.controller_id,
          survey: codebook.id,
          version,
          draft_id: row.id,
          imported_by: actor.id,
          imported_at: now,
        });
        audit({ kind: "survey", ids: [codebook.id, `version:${version}`] });
        afterCommit(() => desk.beginImport(row, { codebook, version, now }));
        return { draftId: row.id, survey: codebook.id, surveyVersion: version };
      },
    }),
  ];
}

interface OpenedDraft {
  readonly row: DraftRow;
  readonly read: ReadFile;
  readonly draft: SurveyDraft;
}

/** A draft whose file was read. @throws observatory.surveyDraftNotFound, surveyDraftUnread */
async function opened(db: Tx, id: DraftRow["id"], desk: SurveyDesk): Promise<OpenedDraft> {
  const row = await findDraft(db, id);
  const read = await desk.read(row);
  if (read.stage !== "done") throw observatoryErrors.surveyDraftUnread({});
  return { row, read, draft: await draftOf(row, read) };
}

/** A draft whose codebook is whole. @throws observatory.surveyDraftIncomplete and those of a draft */
async function finished(db: Tx, id: DraftRow["id"], desk: SurveyDesk) {
  const found = await opened(db, id, desk);
  const codebook = codebookOf(found.draft, found.read.profile.rows);
  if (codebook === null)
    throw observatoryErrors.surveyDraftIncomplete({ needs: needsOf(found.draft).length });
  return { ...found, codebook };
}

/** What was said of a draft, else what is proposed of its file. */
async function draftOf({ draft }: DraftRow, { profile }: ReadFile): Promise<SurveyDraft> {
  return draft ?? proposeDraft(profile, await surveyItems());
}

async function saved(
  db: Tx,
  { id }: DraftRow,
  change: { readonly draft: SurveyDraft; readonly now: Instant },
): Promise<{ draftId: DraftRow["id"]; version: number }> {
  return { draftId: id, version: await updateDraft(db, id, change) };
}

async function lastImport(db: Tx, row: DraftRow, desk: SurveyDesk) {
  const version = (await listVersionRows(db)).find(({ draft_id }) => draft_id === row.id);
  if (version === undefined) return null;
  const state = shown(await desk.imported(row, version));
  return { survey: version.survey, version: version.version, importedAt: version.imported_at, state };
}

function shown(stage: DeskStage<object>): DeskStageShown {
  return {
    stage: stage.stage,
    progress: stage.stage === "running" ? { ...stage.progress } : null,
    code: stage.stage === "refused" ? stage.code : null,
    faults: stage.stage === "refused" ? stage.issues.map(({ path, code }) => ({ path, code })) : [],
  };
}

function headOf({ id, file_name, size_bytes, changed_at, draft }: DraftRow, draftDays: number) {
  return {
    id,
    fileName: file_name,
    sizeBytes: size_bytes,
    changedAt: changed_at,
    erasedAt: erasedAt(changed_at, draftDays),
    survey: draft?.about.id ?? null,
  };
}
