import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TisserError, type ErrorParams, type Instant, type Issue } from "#base";
import {
  checkSurvey,
  digestOfFile,
  importSurvey,
  readable,
  separatorOf,
} from "../microdata/import-survey.ts";
import type { Codebook } from "../microdata/codebook.ts";
import { openFileEngine, type FileEngine } from "../microdata/engine-store.ts";
import type { SurveyIssue } from "../microdata/survey-report.ts";
import type { FileProfile } from "./file-profile.ts";
import { readFileProfile } from "./profile-store.ts";

/** What is done to the file of a draft on a thread of its own. */
export type SurveyJob =
  | { readonly kind: "read"; readonly file: string; readonly folder: string }
  | {
      readonly kind: "check";
      readonly copy: string;
      readonly codebook: Codebook;
      readonly spillFolder: string;
    }
  | {
      readonly kind: "import";
      readonly file: string;
      readonly fileName: string;
      readonly codebook: string;
      readonly folder: string;
      readonly now: Instant;
    };

/** What came of it, one kind of answer for each kind of job. */
export interface JobAnswers {
  readonly read: { readonly profile: FileProfile; readonly digest: string };
  readonly check: { readonly issues: readonly SurveyIssue[] };
  readonly import: { readonly version: string };
}

/** What a thread tells: how far it is, then what came of it. */
export type JobMessage =
  | { readonly kind: "progress"; readonly step: string; readonly done: number; readonly total: number }
  | { readonly kind: "done"; readonly answer: JobAnswers[SurveyJob["kind"]] }
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly status: number;
      readonly params: ErrorParams;
      readonly issues: readonly Issue[];
    };

/** Names of the files in the folder of a draft. */
export const draftFiles = { copy: "columns.parquet", profile: "profile.json" } as const;

/** Memory that the engine of one job may take, in megabytes; beyond it spills to the folder. */
const engineMemoryMb = 800;

/** Carries a job out; a refusal is an answer, what nobody foresaw is thrown. */
export async function carryOutSurveyJob(
  job: SurveyJob,
  tell: (message: JobMessage) => void,
): Promise<JobMessage> {
  try {
    return { kind: "done", answer: await answerOf(job, tell) };
  } catch (error) {
    if (!(error instanceof TisserError)) throw error;
    const { code, status, params, issues } = error;
    return { kind: "refused", code, status, params, issues };
  }
}

async function answerOf(
  job: SurveyJob,
  tell: (message: JobMessage) => void,
): Promise<JobAnswers[SurveyJob["kind"]]> {
  const progress = (step: string, done: number, total: number): void =>
    tell({ kind: "progress", step, done, total });
  if (job.kind === "read") return readDraftFile(job, (done, total) => progress("read", done, total));
  if (job.kind === "check")
    return withEngine(job.spillFolder, async (engine) => ({
      issues: await checkSurvey(engine, job.codebook, job.copy),
    }));
  const { version } = await importSurvey({
    path: job.file,
    fileName: job.fileName,
    codebook: job.codebook,
    folder: job.folder,
    now: job.now,
    tellProgress: progress,
  });
  return { version };
}

/** Reads a file and leaves what it found in its folder, whole or not at all. */
async function readDraftFile(
  { file, folder }: Extract<SurveyJob, { kind: "read" }>,
  tell: (done: number, total: number) => void,
): Promise<JobAnswers["read"]> {
  const inMaking = join(folder, "copy.making");
  const profile = await withEngine(join(folder, "spill"), async (engine) =>
    readable(async () =>
      readFileProfile(engine, { path: file, separator: await separatorOf(file) }, { copy: inMaking, tell }),
    ),
  );
  const answer = { profile, digest: await digestOfFile(file) };
  await rename(inMaking, join(folder, draftFiles.copy));
  const written = join(folder, `${draftFiles.profile}.making`);
  await writeFile(written, JSON.stringify(answer));
  await rename(written, join(folder, draftFiles.profile));
  return answer;
}

async function withEngine<T>(spillFolder: string, work: (engine: FileEngine) => Promise<T>): Promise<T> {
  await mkdir(spillFolder, { recursive: true });
  const engine = await openFileEngine({ spillFolder, memoryMb: engineMemoryMb });
  try {
    return await work(engine);
  } finally {
    engine.close();
    await rm(spillFolder, { recursive: true, force: true });
  }
}
