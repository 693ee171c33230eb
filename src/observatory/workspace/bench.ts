import { TisserError, type Instant } from "#base";
import type { Tx } from "#storage";
import { observatoryErrors } from "../errors.ts";
import type { PreparedRelease } from "../prepared-release.ts";
import { releasesInForce } from "../register/register.ts";
import type { Survey } from "../survey.ts";
import type { SurveyShelf } from "../survey-shelf.ts";
import type { AnalysisResult, AnalysisWork } from "./actions.ts";
import { analysisJob } from "./analysis-job.ts";
import type { AnalysisProgress } from "./run-analysis.ts";
import { AnalysisThread } from "./analysis-thread.ts";
import { questionOf, readFilters, type AnalysisQuestion } from "./run-analysis.ts";

/** What an analysis asks, as it comes through a door. */
export interface Asked {
  readonly survey: string;
  readonly indicator: AnalysisQuestion["indicator"]["id"];
  readonly breakdown: AnalysisQuestion["breakdown"];
  readonly filter1: string;
  readonly filter2: string;
  readonly wave: string;
}

/** Who asks, and how long they wait. */
export interface Asking {
  /** Who has one analysis at a time; null for nobody in particular. */
  readonly person: string | null;
  readonly now: Instant;
  /** How long to wait before being told that the work goes on, in milliseconds. */
  readonly waitMs?: number;
}

/** An analysis that is under way. */
interface Work {
  readonly key: string;
  readonly question: AnalysisQuestion;
  readonly startedAt: Instant;
  /** Those who asked for it: it is stopped once none of them wants it any more. */
  readonly persons: Set<string | null>;
  readonly stopping: AbortController;
  progress: AnalysisProgress;
}

const mostResults = 200;

/** How long a question waits before it is told that the work goes on, in milliseconds. */
const patience = 20_000;

const tooLong = observatoryErrors.analysisTooLong({ seconds: 0 }).code;

/** Runs analyses on their thread, one at a time for each person; a result stays in memory as long as survey and release are the same. */
export class Bench {
  readonly #shelf: SurveyShelf;
  readonly #thread: AnalysisThread;
  readonly #results = new WeakMap<Survey, Map<string, Promise<AnalysisResult>>>();
  readonly #works = new Set<Work>();

  constructor(shelf: SurveyShelf, thread = new AnalysisThread()) {
    this.#shelf = shelf;
    this.#thread = thread;
  }

  async question(db: Tx, { survey: id, filter1, filter2, ...asked }: Asked): Promise<AnalysisQuestion> {
    const survey = await this.#shelf.open(id, db);
    if (survey === null) throw observatoryErrors.surveyNotFound({});
    return questionOf(survey, { ...asked, filters: readFilters(filter1, filter2) });
  }

  /**
   * The figures of a question.
   * @throws observatory.analysisUnderWay when they are not there in time: the work goes on; observatory.analysisNotDone
   *         when the person's analysis before it is under way; observatory.analysisStopped; whatever the question refuses
   */
  async run(db: Tx, asked: Asked, { person, now, waitMs = patience }: Asking): Promise<AnalysisResult> {
    const question = await this.question(db, asked);
    const { survey, wave, indicator, breakdown, filters } = question;
    const release = (await releasesInForce(db)).find(({ head }) => head.survey === survey.id) ?? null;
    const results = this.#results.get(survey) ?? new Map<string, Promise<AnalysisResult>>();
    this.#results.set(survey, results);
    const key = JSON.stringify([survey.id, wave.id, indicator.id, breakdown, filters, release?.head.id]);
    const known = results.get(key);
    const under = [...this.#works].find((work) => work.key === key);
    if (known !== undefined && under === undefined) return known;
    this.#demandNoOther(person, key);
    if (known !== undefined) {
      under?.persons.add(person);
      return inTime(known, waitMs);
    }
    const result = this.#begun({ key, question, startedAt: now, person }, release);
    if (results.size >= mostResults) results.clear();
    results.set(key, result);
    // What took too long would again: that is remembered as an answer is.
    result.catch((error: unknown) => {
      if (!(error instanceof TisserError && error.code === tooLong)) results.delete(key);
    });
    return inTime(result, waitMs);
  }

  /** How far the analysis of a person is; null when none is under way. */
  workOf(person: string | null): AnalysisWork | null {
    const work = this.#ofPerson(person);
    if (work === undefined) return null;
    const { survey, wave, indicator, breakdown, filters } = work.question;
    return {
      survey: survey.id,
      wave: wave.id,
      indicator: indicator.id,
      breakdown,
      filters: filters.map((one) => ({ ...one, categories: [...one.categories] })),
      startedAt: work.startedAt,
      ...work.progress,
    };
  }

  /** Stops the analysis of a person, unless others asked for it too; answers whether there was one. */
  stop(person: string | null): boolean {
    const work = this.#ofPerson(person);
    if (work === undefined) return false;
    work.persons.delete(person);
    if (work.persons.size === 0) work.stopping.abort();
    return true;
  }

  #ofPerson(person: string | null): Work | undefined {
    return [...this.#works].find(({ persons }) => persons.has(person));
  }

  #demandNoOther(person: string | null, key: string): void {
    const other = this.#ofPerson(person);
    if (person !== null && other !== undefined && other.key !== key)
      throw observatoryErrors.analysisNotDone({});
  }

  async #begun(
    { person, ...of }: Pick<Work, "key" | "question" | "startedAt"> & { readonly person: string | null },
    release: PreparedRelease | null,
  ): Promise<AnalysisResult> {
    const work: Work = {
      ...of,
      persons: new Set([person]),
      stopping: new AbortController(),
      progress: { step: "waiting", done: 0, total: 1 },
    };
    this.#works.add(work);
    try {
      return await this.#worked(work, release);
    } finally {
      this.#works.delete(work);
    }
  }

  async #worked(work: Work, release: PreparedRelease | null): Promise<AnalysisResult> {
    const { survey, wave, indicator, breakdown, filters } = work.question;
    const cells = await this.#thread.cells(analysisJob(work.question, release), {
      tell: (progress) => {
        work.progress = progress;
      },
      signal: work.stopping.signal,
    });
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
