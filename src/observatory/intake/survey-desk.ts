import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TisserError, type Id, type Instant, type Issue } from "#base";
import { z } from "zod";
import { observatoryErrors } from "../errors.ts";
import type { Codebook } from "../microdata/codebook.ts";
import { surveyFiles } from "../microdata/import-survey.ts";
import type { SurveyIssue } from "../microdata/survey-report.ts";
import { fileProfileSchema, type FileProfile } from "./file-profile.ts";
import type { DraftRow } from "./store.ts";
import { draftFiles } from "./survey-job.ts";
import { runSurveyJob, type JobProgress } from "./survey-thread.ts";

/** A file as it was read. */
export interface ReadFile {
  readonly profile: FileProfile;
  /** SHA-256 of the file as given, in hexadecimal. */
  readonly digest: string;
}

/** How far something is that is done to a file. */
export type DeskStage<Done> =
  | { readonly stage: "running"; readonly progress: JobProgress }
  | { readonly stage: "refused"; readonly code: string; readonly issues: readonly Issue[] }
  | { readonly stage: "interrupted" }
  | ({ readonly stage: "done" } & Done);

const readFileSchema = z.strictObject({ profile: fileProfileSchema, digest: z.string().length(64) });
const refusalSchema = z.strictObject({
  code: z.string(),
  issues: z.array(z.strictObject({ path: z.string(), code: z.string() })),
});

/** How long a page waits for a short work before it says how far it is, in milliseconds. */
const patience = 2500;

/**
 * The table on which files of microdata lie while their codebook is made: one folder a draft, read, checked and imported
 * on threads. What a thread leaves are files, so that a server that was stopped goes on where it was; a file never leaves it.
 */
export class SurveyDesk {
  readonly #folder: string;
  readonly #running = new Map<string, JobProgress>();
  readonly #works = new Map<string, Promise<void>>();
  readonly #checks = new Map<string, readonly SurveyIssue[]>();
  #lane: Promise<void> = Promise.resolve();

  /** @param folder that of all data of the installation. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Folder of the surveys that organisations brought in. */
  get surveys(): string {
    return join(this.#folder, "organisation-surveys");
  }

  /** Whether the file of a version is there. */
  isAtHand(survey: string, version: string): boolean {
    return existsSync(join(this.surveys, survey, version, surveyFiles.sidecar));
  }

  /** Where a door leaves a file that it received, before anybody says what it is. */
  upload(id: string): string {
    return join(this.#folder, "uploads", id);
  }

  /** Takes a received file for a draft. */
  async take(uploadId: string, draft: Pick<DraftRow, "id" | "format">): Promise<void> {
    await mkdir(this.#draft(draft.id), { recursive: true });
    await rename(this.upload(uploadId), this.#file(draft));
  }

  /** Size in bytes of a received file. @throws observatory.surveyUploadMissing */
  async sizeOf(uploadId: string): Promise<number> {
    try {
      return (await stat(this.upload(uploadId))).size;
    } catch (cause) {
      throw observatoryErrors.surveyUploadMissing({}, { cause });
    }
  }

  /** Forgets everything of a draft; the versions made from it stay. */
  async clear(id: Id<"survey-draft">): Promise<void> {
    await rm(this.#draft(id), { recursive: true, force: true });
  }

  /** The file of a draft as it was read; it is read when it was not yet. */
  async read(draft: Pick<DraftRow, "id" | "format">): Promise<DeskStage<ReadFile>> {
    const folder = this.#draft(draft.id);
    if (!existsSync(this.#file(draft))) return { stage: "interrupted" };
    const key = `read ${draft.id}`;
    const done = await this.#readDone(folder);
    if (done !== null) return { stage: "done", ...done };
    const refused = await refusalIn(join(folder, "refused-read.json"));
    if (refused !== null) return { stage: "refused", ...refused };
    this.#start(key, join(folder, "refused-read.json"), (tell) =>
      runSurveyJob({ kind: "read", file: this.#file(draft), folder }, tell),
    );
    if (await this.#endsSoon(key)) return this.read(draft);
    return { stage: "running", progress: this.#progress(key) };
  }

  /** What is wrong with the file of a draft and a codebook; each codebook is checked once. */
  async check(draft: Pick<DraftRow, "id">, codebook: Codebook): Promise<readonly SurveyIssue[]> {
    const key = `${draft.id} ${JSON.stringify(codebook)}`;
    const known = this.#checks.get(key);
    if (known !== undefined) return known;
    const folder = this.#draft(draft.id);
    const { issues } = await runSurveyJob({
      kind: "check",
      copy: join(folder, draftFiles.copy),
      codebook,
      spillFolder: join(folder, "check"),
    });
    if (this.#checks.size >= 100) this.#checks.clear();
    this.#checks.set(key, issues);
    return issues;
  }

  /** Begins to import a draft as a version, unless that is under way or done. */
  async beginImport(
    draft: DraftRow,
    of: { readonly codebook: Codebook; readonly version: string; readonly now: Instant },
  ): Promise<void> {
    const refusal = this.#importRefusal(draft.id, of.version);
    await rm(refusal, { force: true });
    this.#start(`import ${of.version}`, refusal, (tell) =>
      runSurveyJob(
        {
          kind: "import",
          file: this.#file(draft),
          fileName: draft.file_name,
          codebook: JSON.stringify(of.codebook),
          folder: this.surveys,
          now: of.now,
        },
        tell,
      ),
    );
  }

  /** How far the import of a version is. */
  async imported(
    draft: Pick<DraftRow, "id">,
    { survey, version }: { readonly survey: string; readonly version: string },
  ): Promise<DeskStage<{ readonly folder: string }>> {
    const key = `import ${version}`;
    await this.#endsSoon(key);
    if (this.#works.has(key)) return { stage: "running", progress: this.#progress(key) };
    const folder = join(this.surveys, survey, version);
    if (existsSync(join(folder, surveyFiles.sidecar))) return { stage: "done", folder };
    const refused = await refusalIn(this.#importRefusal(draft.id, version));
    return refused === null ? { stage: "interrupted" } : { stage: "refused", ...refused };
  }

  #draft(id: Id<"survey-draft">): string {
    return join(this.#folder, "survey-drafts", id);
  }

  #file({ id, format }: Pick<DraftRow, "id" | "format">): string {
    return join(this.#draft(id), `file.${format}`);
  }

  #importRefusal(id: Id<"survey-draft">, version: string): string {
    return join(this.#draft(id), `refused-${version}.json`);
  }

  async #readDone(folder: string): Promise<ReadFile | null> {
    const path = join(folder, draftFiles.profile);
    return existsSync(path) ? readFileSchema.parse(JSON.parse(await readFile(path, "utf8"))) : null;
  }

  #progress(key: string): JobProgress {
    return this.#running.get(key) ?? { step: "waiting", done: 0, total: 1 };
  }

  /** One long work at a time: the memory of the machine is not the sum of everybody's files. */
  #start(
    key: string,
    refusal: string,
    work: (tell: (progress: JobProgress) => void) => Promise<unknown>,
  ): void {
    if (this.#works.has(key)) return;
    const before = this.#lane;
    const carryOut = async (): Promise<void> => {
      await before;
      try {
        await work((progress) => this.#running.set(key, progress));
      } catch (error) {
        await keepRefusal(refusal, error);
      } finally {
        this.#running.delete(key);
        this.#works.delete(key);
      }
    };
    const ended = carryOut();
    this.#lane = ended;
    this.#works.set(key, ended);
  }

  async #endsSoon(key: string): Promise<boolean> {
    const work = this.#works.get(key);
    if (work === undefined) return true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), patience);
    });
    const isDone = await Promise.race([work.then(() => true), late]);
    clearTimeout(timer);
    return isDone;
  }
}

/** What stopped a work is kept beside the file: a code and columns, never a value. */
async function keepRefusal(path: string, error: unknown): Promise<void> {
  const isForeseen = error instanceof TisserError;
  const code = isForeseen ? error.code : "base.unexpected";
  const issues = isForeseen ? error.issues : [];
  if (existsSync(join(path, ".."))) await writeFile(path, JSON.stringify({ code, issues }));
}

async function refusalIn(path: string): Promise<z.output<typeof refusalSchema> | null> {
  return existsSync(path) ? refusalSchema.parse(JSON.parse(await readFile(path, "utf8"))) : null;
}
