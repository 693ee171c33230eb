import { parentPort, workerData } from "node:worker_threads";
import { TisserError } from "#base";
import { drawInvented } from "./invented-surveys.ts";
import { loadSurvey } from "./microdata/load-store.ts";
import { sharedSurvey } from "./shared-survey.ts";
import type { OpeningOutcome, SurveySource } from "./survey-opening.ts";

// The thread on which a survey is opened: started by `survey-opening.ts`, it answers once and ends.
async function opened(source: SurveySource): Promise<OpeningOutcome> {
  try {
    const survey = "folder" in source ? await loadSurvey(source.folder) : drawInvented(source.invented);
    return { status: "opened", survey: sharedSurvey(survey) };
  } catch (error) {
    if (!(error instanceof TisserError)) throw error;
    return { status: "refused", code: error.code, httpStatus: error.status, params: error.params };
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread, not a window
parentPort?.postMessage(await opened(workerData as SurveySource));
