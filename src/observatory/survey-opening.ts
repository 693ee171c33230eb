import { Worker } from "node:worker_threads";
import { TisserError, type ErrorParams } from "#base";
import type { Survey } from "./survey.ts";

/** Where a survey comes from: drawn by its id, or read from the folder of a version. */
export type SurveySource = { readonly invented: string } | { readonly folder: string };

/** What came of opening it. */
export type OpeningOutcome =
  | { readonly status: "opened"; readonly survey: Survey }
  | {
      readonly status: "refused";
      readonly code: string;
      readonly httpStatus: number;
      readonly params: ErrorParams;
    };

/**
 * Opens a survey on a thread of its own, so that the server goes on answering; its columns lie in memory that threads share.
 * @throws whatever reading its files refuses
 */
export function openOnThread(source: SurveySource): Promise<Survey> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("survey-opening-worker.ts", import.meta.url), { workerData: source });
    worker.once("message", (outcome: OpeningOutcome) => {
      if (outcome.status === "opened") resolve(outcome.survey);
      else reject(new TisserError(outcome.code, outcome.httpStatus, outcome.params));
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the thread that opens a survey ended with ${code}`)));
  });
}

/** Surveys by a name, each opened once; one that could not be opened is tried again. */
export class OpenSurveys {
  readonly #most: number;
  readonly #open: (source: SurveySource) => Promise<Survey>;
  readonly #surveys = new Map<string, Promise<Survey>>();

  /** @param most how many stay in memory with their answers. */
  constructor(most: number, open: (source: SurveySource) => Promise<Survey> = openOnThread) {
    this.#most = most;
    this.#open = open;
  }

  /** The survey of a source. @throws whatever opening it refuses */
  get(name: string, source: SurveySource): Promise<Survey> {
    const known = this.#surveys.get(name);
    if (known !== undefined) return known;
    if (this.#surveys.size >= this.#most) this.#surveys.clear();
    const opening = this.#open(source);
    this.#surveys.set(name, opening);
    opening.catch(() => this.#surveys.delete(name));
    return opening;
  }
}
