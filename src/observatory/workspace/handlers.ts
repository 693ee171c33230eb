import { handle, type BoundHandler, type Tx } from "#storage";
import { breakdownsFor } from "../estimation.ts";
import { breakdowns } from "../breakdown.ts";
import { csvField, TisserError } from "#base";
import { observatoryErrors } from "../errors.ts";
import { indicatorsWith } from "../indicators/index.ts";
import { shapeSchema } from "../register/actions.ts";
import { workPlace } from "../register/handlers.ts";
import { releasesInForce } from "../register/register.ts";
import type { PreparedRelease } from "../prepared-release.ts";
import type { Survey } from "../survey.ts";
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
  type SavedAnalysis,
  type WorkspaceSurvey,
} from "./actions.ts";
import { analysisJob } from "./analysis-job.ts";
import { AnalysisThread } from "./analysis-thread.ts";
import { rCodeFor } from "./r-code.ts";
import { questionOf, readFilters, type AnalysisQuestion } from "./run-analysis.ts";
import { findAnalysis, insertAnalysis, listAnalysisRows, removeAnalysis, type AnalysisRow } from "./store.ts";

const mostAnalyses = 200;

/** What an analysis asks, as it comes through a door. */
interface Asked {
  readonly survey: string;
  readonly indicator: AnalysisQuestion["indicator"]["id"];
  readonly breakdown: AnalysisQuestion["breakdown"];
  readonly filter1: string;
  readonly filter2: string;
  readonly wave: string;
}

/** Handlers of the workspace of analysts. */
export function workspaceHandlers(shelf: SurveyShelf): BoundHandler[] {
  const bench = new Bench(shelf);
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
      run: async ({ db, input, audit }) => {
        audit({ kind: "survey", ids: [input.survey, `indicator:${input.indicator}`] });
        return bench.run(db, input);
      },
    }),
    handle(exportAnalysis, {
      run: async ({ db, input, audit }) => {
        audit({
          kind: "survey",
          ids: [input.survey, `indicator:${input.indicator}`, `file:${input.format}`],
        });
        const result = await bench.run(db, input);
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
        return saved(row);
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

const mostResults = 200;

/** How long a question waits before it is told that the work goes on, in milliseconds. */
const patience = 20_000;

const tooLong = observatoryErrors.analysisTooLong({ seconds: 0 }).code;

/** Runs analyses on their thread; a result stays in memory as long as survey and release are the same. */
export class Bench {
  readonly #shelf: SurveyShelf;
  readonly #thread: AnalysisThread;
  readonly #patience: number;
  readonly #results = new WeakMap<Survey, Map<string, Promise<AnalysisResult>>>();

  constructor(shelf: SurveyShelf, thread = new AnalysisThread(), wait = patience) {
    this.#shelf = shelf;
    this.#thread = thread;
    this.#patience = wait;
  }

  async question(db: Tx, { survey: id, filter1, filter2, ...asked }: Asked): Promise<AnalysisQuestion> {
    const survey = await this.#shelf.open(id, db);
    if (survey === null) throw observatoryErrors.surveyNotFound({});
    return questionOf(survey, { ...asked, filters: readFilters(filter1, filter2) });
  }

  async run(db: Tx, asked: Asked): Promise<AnalysisResult> {
    const question = await this.question(db, asked);
    const { survey, wave, indicator, breakdown, filters } = question;
    const release = (await releasesInForce(db)).find(({ head }) => head.survey === survey.id) ?? null;
    const results = this.#results.get(survey) ?? new Map<string, Promise<AnalysisResult>>();
    this.#results.set(survey, results);
    const key = JSON.stringify([wave.id, indicator.id, breakdown, filters, release?.head.id]);
    const known = results.get(key);
    if (known !== undefined) return inTime(known, this.#patience);
    const work = this.#worked(question, release);
    if (results.size >= mostResults) results.clear();
    results.set(key, work);
    // What took too long would again: that is remembered as an answer is.
    work.catch((error: unknown) => {
      if (!(error instanceof TisserError && error.code === tooLong)) results.delete(key);
    });
    return inTime(work, this.#patience);
  }

  async #worked(question: AnalysisQuestion, release: PreparedRelease | null): Promise<AnalysisResult> {
    const { survey, wave, indicator, breakdown, filters } = question;
    const cells = await this.#thread.cells(analysisJob(question, release));
    const scale = indicator.measure === "share" ? 100 : 1;
    return {
      survey: survey.id,
      isSynthetic: survey.isSynthetic,
      sampling: survey.sampling,
      wave: wave.id,
      indicator: indicator.id,
      measure: indicator.measure,
      range: [indicator.range[0] * scale, indicator.range[1] * scale],
      breakdown,
      filters: filters.map((one) => ({ ...one, categories: [...one.categories] })),
      release: release?.head.id ?? null,
      cells: [...cells],
    };
  }
}

/** What comes within a time. @throws observatory.analysisUnderWay when it does not */
async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(observatoryErrors.analysisUnderWay({})), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
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
