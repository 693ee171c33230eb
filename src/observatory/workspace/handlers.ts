import { handle, type BoundHandler } from "#storage";
import { breakdownsFor } from "../estimation.ts";
import { breakdowns } from "../breakdown.ts";
import { csvField } from "#base";
import { filteredId } from "../analysis-filter.ts";
import { observatoryErrors } from "../errors.ts";
import { indicatorsWith } from "../indicators/index.ts";
import type { PreparedRelease } from "../prepared-release.ts";
import { shapeSchema } from "../register/actions.ts";
import { workPlace } from "../register/handlers.ts";
import { releasesInForce } from "../register/register.ts";
import { surveyFacts, type ShelvedSurvey, type SurveyFacts, type SurveyShelf } from "../survey-shelf.ts";
import {
  deleteAnalysis,
  exportAnalysis,
  listAnalyses,
  listSurveys,
  readAnalysis,
  runAnalysis,
  saveAnalysis,
  type AnalysisResult,
  type ReadAnalysis,
  type SavedAnalysis,
  type WorkspaceSurvey,
  readAnalysisWork,
  stopAnalysis,
} from "./actions.ts";
import { Bench } from "./bench.ts";
import { rCodeFor } from "./r-code.ts";
import { findAnalysis, insertAnalysis, listAnalysisRows, removeAnalysis, type AnalysisRow } from "./store.ts";

const mostAnalyses = 200;

/** Handlers of the workspace of analysts. */
export function workspaceHandlers(shelf: SurveyShelf, bench = new Bench(shelf)): BoundHandler[] {
  return [...runningHandlers(shelf, bench), ...keepingHandlers(bench)];
}

function runningHandlers(shelf: SurveyShelf, bench: Bench): BoundHandler[] {
  return [
    handle(listSurveys, {
      run: async ({ db }) => {
        const surveys: WorkspaceSurvey[] = [];
        for (const shelved of await shelf.list(db)) {
          const { facts } = shelved;
          const survey = facts === undefined ? await shelf.open(shelved.id, db) : null;
          const known = survey === null ? facts : surveyFacts(survey);
          if (known !== undefined) surveys.push(offered(shelved, known));
        }
        return { surveys };
      },
    }),
    handle(runAnalysis, {
      run: async ({ db, input: { waitSeconds, ...asked }, actor, now, audit }) => {
        audit({ kind: "survey", ids: [asked.survey, `indicator:${asked.indicator}`] });
        return bench.run(db, asked, { person: actor.id, now, waitMs: waitSeconds * 1000 });
      },
    }),
    handle(readAnalysisWork, { run: async ({ actor }) => ({ work: bench.workOf(actor.id) }) }),
    handle(stopAnalysis, {
      run: async ({ actor, audit }) => {
        const work = bench.workOf(actor.id);
        if (work !== null) audit({ kind: "survey", ids: [work.survey, `indicator:${work.indicator}`] });
        return { wasUnderWay: bench.stop(actor.id) };
      },
    }),
    handle(exportAnalysis, {
      run: async ({ db, input, actor, now, audit }) => {
        audit({
          kind: "survey",
          ids: [input.survey, `indicator:${input.indicator}`, `file:${input.format}`],
        });
        const result = await bench.run(db, input, { person: actor.id, now });
        if (input.format !== "r") return exported(result, input.format);
        // The code that R would need states a drawing; here there was none.
        if (result.sampling !== "probability") throw observatoryErrors.codeNotWritten({});
        return file(result, "R", rCodeFor(result, await bench.question(db, input)));
      },
    }),
  ];
}

function keepingHandlers(bench: Bench): BoundHandler[] {
  return [
    handle(saveAnalysis, {
      run: async ({ db, input, actor, now, newId, audit }) => {
        const { tenantId, controllerId } = workPlace(actor, input.controllerId ?? null);
        const question = await bench.question(db, input);
        const analysisId = newId<"analysis">();
        await insertAnalysis(db, {
          tenant_id: tenantId,
          controller_id: controllerId,
          id: analysisId,
          name: input.name,
          survey: question.survey.id,
          indicator: question.indicator.id,
          breakdown: question.breakdown,
          filters: question.filters,
          wave: input.wave === "" ? null : input.wave,
          created_by: actor.id,
          created_at: now,
        });
        audit({ kind: "analysis", ids: [analysisId] });
        return { analysisId };
      },
    }),
    handle(listAnalyses, {
      run: async ({ db }) => ({ analyses: (await listAnalysisRows(db, mostAnalyses)).map(saved) }),
    }),
    handle(readAnalysis, {
      run: async ({ db, input }) => {
        const row = await findAnalysis(db, input.analysisId);
        if (row === null) throw observatoryErrors.analysisNotFound({});
        const kept = saved(row);
        return { ...kept, published: publishedOf(kept, await releasesInForce(db)) };
      },
    }),
    handle(deleteAnalysis, {
      run: async ({ db, input, audit }) => {
        if (!(await removeAnalysis(db, input.analysisId))) throw observatoryErrors.analysisNotFound({});
        audit({ kind: "analysis", ids: [input.analysisId] });
        return { analysisId: input.analysisId };
      },
    }),
  ];
}

function offered(
  { id, isSynthetic }: ShelvedSurvey,
  { sampling, waves, variables }: SurveyFacts,
): WorkspaceSurvey {
  const indicators = indicatorsWith(variables);
  const usable = new Set(indicators.flatMap((one) => breakdownsFor(one, variables).map(({ id }) => id)));
  return {
    id,
    isSynthetic,
    sampling,
    waves: waves.map((wave) => ({ ...wave })),
    indicators: indicators.map((one) => one.id),
    breakdowns: breakdowns.map((one) => one.id).filter((one) => usable.has(one)),
  };
}

function saved({ id, name, survey, wave, created_at, ...row }: AnalysisRow): SavedAnalysis {
  const { indicator, breakdown, filters } = row;
  return {
    id,
    name,
    survey,
    wave,
    createdAt: created_at,
    ...shapeSchema.parse({ indicator, breakdown, filters }),
  };
}

/** Where a release in force shows an analysis; null when none does. */
function publishedOf(
  { survey, ...shape }: SavedAnalysis,
  inForce: readonly PreparedRelease[],
): ReadAnalysis["published"] {
  const release = inForce.find(({ head }) => head.survey === survey);
  if (release === undefined) return null;
  const groups = filteredId(shape.breakdown, shape.filters);
  const tables = [...release.tables.map((table) => ({ ...table, filters: [] })), ...release.analyses];
  const waves = tables.flatMap((table) =>
    table.indicator === shape.indicator && filteredId(table.breakdown, table.filters) === groups
      ? table.waves.map(({ wave }) => wave)
      : [],
  );
  return waves.length === 0 ? null : { release: release.head.id, waves };
}

const mediaTypes = { json: "application/json", csv: "text/csv", R: "text/plain" } as const;

/** A file of an analysis: nothing in it that is not on the screen. */
function file(result: AnalysisResult, extension: keyof typeof mediaTypes, text: string) {
  const name = [result.indicator, result.breakdown, result.survey, result.wave].join("-");
  return { fileName: `${name}.${extension}`, mediaType: mediaTypes[extension], text };
}

function exported(result: AnalysisResult, format: "json" | "csv") {
  return file(result, format, format === "csv" ? csvOf(result) : `${JSON.stringify(result, null, 2)}\n`);
}

const csvColumns = [
  "category",
  "value",
  "low",
  "high",
  "n",
  "effectiveN",
  "deff",
  "df",
  "cv",
  "status",
  "reason",
] as const;

function csvOf({ survey, wave, indicator, isSynthetic, cells }: AnalysisResult): string {
  const lines = cells.map((cell) => [
    survey,
    isSynthetic ? "yes" : "no",
    wave,
    indicator,
    ...csvColumns.map((column) => cell[column]),
  ]);
  return [["survey", "synthetic", "wave", "indicator", ...csvColumns], ...lines]
    .map((line) => `${line.map(csvField).join(",")}\r\n`)
    .join("");
}
