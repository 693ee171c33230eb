import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { TisserError, type Instant } from "#base";
import { observatoryErrors } from "../errors.ts";
import { surveyInstrument, type SurveyInstrument } from "../instrument-scores.ts";
import { askedBreakdowns } from "../breakdown.ts";
import { codebookSchema, designColumns, instrumentItems, type Codebook, type Variable } from "./codebook.ts";
import { openFileEngine, type FileEngine } from "./engine-store.ts";
import {
  checkDesign,
  columnsOfFile,
  countRows,
  countWaves,
  profileOf,
  readRows,
  scorePatterns,
  translated,
  writeSurveyFile,
  type ScoringTask,
} from "./import-store.ts";
import { indicatorsFrom, type AvailableIndicator } from "./available-indicators.ts";
import { sidecarSchema, type Sidecar } from "./sidecar.ts";
import { isRefusing, type SurveyIssue, type VariableProfile } from "./survey-report.ts";

/** Steps of an import, in their order; the last is done when the version lies in its folder. */
export const importSteps = ["read", "check", "score", "write"] as const;

/** What an import needs. */
export interface SurveyImport {
  /** The file: comma-separated text (`.csv`) or Parquet (`.parquet`). */
  readonly path: string;
  /** The codebook as JSON text. */
  readonly codebook: string;
  /** Folder of all surveys. */
  readonly folder: string;
  readonly now: Instant;
  /** Name under which the file was given; that of `path` unless told. */
  readonly fileName?: string;
  readonly tellProgress?: (step: (typeof importSteps)[number], done: number, total: number) => void;
}

/** What an import did. */
export interface SurveyImportReport {
  readonly survey: string;
  readonly version: string;
  /** Whether this version was there already: then nothing was written. */
  readonly isUnchanged: boolean;
  readonly rows: number;
  readonly waves: Sidecar["waves"];
  readonly instruments: readonly string[];
  /** Indicators that the survey carries, and why the others are not available from it. */
  readonly indicators: readonly AvailableIndicator[];
  readonly issues: readonly SurveyIssue[];
}

/** Name of the data in the folder of a version, and of what is known of them. */
export const surveyFiles = { data: "data.parquet", sidecar: "survey.json" } as const;

/** Reads a codebook. @throws observatory.codebookUnreadable, with the path of each fault. */
export function readCodebook(text: string): Codebook {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw observatoryErrors.codebookUnreadable({}, { cause });
  }
  const parsed = codebookSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, code }) => ({ path: path.join("."), code }));
  throw observatoryErrors.codebookUnreadable({}, { issues });
}

/**
 * Brings the microdata of a survey in: checks file, codebook and design against one another, keeps the answers as they
 * were given, derives scores by the catalogue, and writes a Parquet file sorted by the design with its sidecar.
 * The same file with the same codebook changes nothing.
 * @throws observatory.codebookUnreadable, surveyFileUnreadable, surveyRefused with each fault.
 */
export async function importSurvey(task: SurveyImport): Promise<SurveyImportReport> {
  const codebook = readCodebook(task.codebook);
  const fileDigest = await digestOfFile(task.path);
  const version = versionOf(fileDigest, codebook);
  const folder = join(task.folder, codebook.id, version);
  if (existsSync(join(folder, surveyFiles.sidecar))) return reportOf(await readSidecar(folder), true);
  const inMaking = `${folder}.making`;
  await rm(inMaking, { recursive: true, force: true });
  await mkdir(inMaking, { recursive: true });
  const engine = await openFileEngine({ spillFolder: join(inMaking, "spill"), memoryMb: 1500 });
  try {
    const made = await makeVersion(engine, codebook, { ...task, inMaking });
    const sidecar = {
      format: "tisser-survey-1",
      version,
      fileDigest,
      fileName: task.fileName ?? basename(task.path),
      importedAt: task.now,
      codebook,
      ...made,
    };
    await writeFile(join(inMaking, surveyFiles.sidecar), JSON.stringify(sidecar, null, 1));
    await rm(join(inMaking, "spill"), { recursive: true, force: true });
    await rename(inMaking, folder);
    return reportOf(sidecarSchema.parse(sidecar), false);
  } finally {
    engine.close();
    await rm(inMaking, { recursive: true, force: true });
  }
}

/** The name of a version: the same file with the same codebook, the same version. */
export function versionOf(fileDigest: string, codebook: Codebook): string {
  return createHash("sha256")
    .update(`${fileDigest}\n${JSON.stringify(codebook)}`)
    .digest("hex")
    .slice(0, 12);
}

function reportOf(sidecar: Sidecar, isUnchanged: boolean): SurveyImportReport {
  return {
    survey: sidecar.codebook.id,
    version: sidecar.version,
    isUnchanged,
    rows: sidecar.waves.reduce((sum, { respondents }) => sum + respondents, 0),
    waves: sidecar.waves,
    instruments: sidecar.instruments.map(({ instrument }) => instrument),
    indicators: indicatorsFrom(sidecar),
    issues: sidecar.issues,
  };
}

/** Reads what is known of a version. @throws observatory.surveyFileUnreadable */
export async function readSidecar(folder: string): Promise<Sidecar> {
  try {
    return sidecarSchema.parse(JSON.parse(await readFile(join(folder, surveyFiles.sidecar), "utf8")));
  } catch (cause) {
    throw observatoryErrors.surveyFileUnreadable({}, { cause });
  }
}

/** SHA-256 of a file, in hexadecimal. @throws observatory.surveyFileUnreadable */
export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const part of createReadStream(path)) hash.update(part as Buffer);
  } catch (cause) {
    throw observatoryErrors.surveyFileUnreadable({}, { cause });
  }
  return hash.digest("hex");
}

type MadeVersion = Pick<Sidecar, "waves" | "instruments" | "issues" | "variables">;

async function makeVersion(
  engine: FileEngine,
  codebook: Codebook,
  task: SurveyImport & { readonly inMaking: string },
): Promise<MadeVersion> {
  const tell = task.tellProgress ?? (() => {});
  tell("read", 0, 1);
  const read = await readable(() => readWhole(engine, codebook, task.path));
  refuseIfFaulty(read);
  tell("read", 1, 1);
  const { issues, variables } = await checkAnswers(engine, codebook, (done) =>
    tell("check", done, codebook.variables.length),
  );
  const all = [...read, ...(await checkDesign(engine, codebook)), ...issues];
  const { tasks, scored, incomplete } = await scoringTasks(codebook);
  refuseIfFaulty(all);
  for (const [done, one] of tasks.entries()) {
    tell("score", done, tasks.length);
    await scorePatterns(engine, one);
  }
  tell("write", 0, 1);
  const waves = await writeSurveyFile(engine, codebook, {
    tasks,
    path: join(task.inMaking, surveyFiles.data),
  });
  tell("write", 1, 1);
  return {
    waves: [...waves],
    issues: [...all, ...incomplete],
    variables: [...variables],
    instruments: scored.map(({ id, version, bands }) => ({ instrument: id, version, bands: [...bands] })),
  };
}

/** What is wrong with a file and its codebook, whether it stops an import or is only told. Nothing is written. */
export async function checkSurvey(
  engine: FileEngine,
  codebook: Codebook,
  path: string,
): Promise<readonly SurveyIssue[]> {
  const read = await readable(() => readWhole(engine, codebook, path));
  if (read.some(({ fault }) => isRefusing(fault))) return read;
  const { issues } = await checkAnswers(engine, codebook, () => {});
  const { incomplete } = await scoringTasks(codebook);
  return [...read, ...(await checkDesign(engine, codebook)), ...issues, ...incomplete];
}

/** What the engine cannot read is a refusal; its own words could hold answers, so they go no further than the cause. */
export async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof TisserError) throw cause;
    throw observatoryErrors.surveyFileUnreadable({}, { cause });
  }
}

async function readWhole(
  engine: FileEngine,
  codebook: Codebook,
  path: string,
): Promise<readonly SurveyIssue[]> {
  const source = { path, separator: await separatorOf(path) };
  const held = new Set(await columnsOfFile(engine, source));
  const named = [
    ...codebook.variables.map(({ name }) => name),
    ...designColumns(codebook).map(([, column]) => column),
    ...(codebook.identifier === undefined ? [] : [codebook.identifier]),
  ];
  const absent = [...new Set(named)].filter((name) => !held.has(name));
  if (absent.length > 0) return absent.map((where) => ({ fault: "columnAbsent", where, count: 1 }));
  const issues = [...(await readRows(engine, source, codebook))];
  const rows = await countRows(engine);
  if (rows === 0 || (codebook.rows !== undefined && codebook.rows !== rows))
    issues.push({ fault: "rowsDiffer", where: "", count: rows });
  if (path.endsWith(".csv") && !(await endsWithLine(path)))
    issues.push({ fault: "lastLineOpen", where: "", count: 1 });
  return issues;
}

const separators = [",", ";", "\t", "|"] as const;

/** What separates the fields of a text file: what its first line holds most of. */
export async function separatorOf(path: string): Promise<(typeof separators)[number]> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    const [head = ""] = buffer.toString("utf8", 0, bytesRead).split("\n");
    const counts = separators.map((separator) => head.split(separator).length);
    return separators[counts.indexOf(Math.max(...counts))] ?? ",";
  } finally {
    await file.close();
  }
}

/** Whether the last line of a text file was written to its end. */
async function endsWithLine(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    return buffer[0] === 0x0a;
  } finally {
    await file.close();
  }
}

function refuseIfFaulty(issues: readonly SurveyIssue[]): void {
  const grave = issues.filter(({ fault }) => isRefusing(fault));
  if (grave.length === 0) return;
  throw observatoryErrors.surveyRefused(
    { faults: grave.length },
    { issues: grave.map(({ fault, where, count }) => ({ path: `${where} (${count})`, code: fault })) },
  );
}

/** Looks at each variable: codes that the codebook does not know, nobody who answered, a question of one wave only. */
async function checkAnswers(
  engine: FileEngine,
  codebook: Codebook,
  tell: (done: number) => void,
): Promise<{ readonly issues: readonly SurveyIssue[]; readonly variables: readonly VariableProfile[] }> {
  const issues: SurveyIssue[] = [];
  const variables: VariableProfile[] = [];
  const waveCount = await countWaves(engine);
  for (const [done, variable] of codebook.variables.entries()) {
    const { waves, all, ...profile } = await profileOf(engine, variable);
    const where = variable.name;
    const known = await knownCodes(variable);
    const unknown = known === null ? [] : all.filter((code) => !known.has(code));
    if (unknown.length > 0) issues.push({ fault: "codeUnknown", where, count: unknown.length });
    if (profile.distinct === 0) issues.push({ fault: "allMissing", where, count: profile.missing });
    else if (waves < waveCount) issues.push({ fault: "oneWaveOnly", where, count: waveCount - waves });
    if (!(await isKnownItem(variable))) issues.push({ fault: "itemUnknown", where, count: 1 });
    variables.push(profile);
    tell(done + 1);
  }
  return { issues, variables };
}

/** Codes that a variable may hold; null where anything may be. */
async function knownCodes({ meaning, labels }: Variable): Promise<ReadonlySet<string> | null> {
  if (meaning !== undefined && meaning.codes !== undefined) return new Set(Object.keys(meaning.codes));
  if (meaning !== undefined && "instrument" in meaning && (await isKnownItem({ meaning }))) {
    const codes = (await surveyInstrument(meaning.instrument))?.codesOf(meaning.linkId) ?? null;
    return codes === null ? null : new Set([...codes].map(String));
  }
  return labels === undefined ? null : new Set(Object.keys(labels));
}

/** Whether an item that a codebook names is in the catalogue, and a group among those of its breakdown. */
async function isKnownItem({ meaning }: Pick<Variable, "meaning">): Promise<boolean> {
  if (meaning === undefined) return true;
  if ("breakdown" in meaning) {
    // A crossing, or a group that an item of an instrument tells, is no variable of its own.
    const asked = askedBreakdowns.find(({ id }) => id === meaning.breakdown);
    if (asked === undefined) return false;
    const { categories } = asked;
    return Object.values(meaning.codes ?? {}).every((code) => categories.includes(code));
  }
  try {
    const instrument = await surveyInstrument(meaning.instrument);
    return instrument?.linkIds.includes(meaning.linkId) === true;
  } catch (error) {
    if (error instanceof TisserError && error.code === "instruments.instrumentUnknown") return false;
    throw error;
  }
}

interface Scoring {
  readonly tasks: readonly ScoringTask[];
  readonly scored: readonly SurveyInstrument[];
  readonly incomplete: readonly SurveyIssue[];
}

/** Instruments of which the survey asks every item are scored; the others are told. */
async function scoringTasks(codebook: Codebook): Promise<Scoring> {
  const [tasks, scored, incomplete]: [ScoringTask[], SurveyInstrument[], SurveyIssue[]] = [[], [], []];
  for (const [id, items] of instrumentItems(codebook)) {
    if (!(await isKnownItem({ meaning: { instrument: id, linkId: [...items.keys()][0] ?? "" } }))) continue;
    const instrument = await surveyInstrument(id);
    if (instrument === null) continue;
    const absent = instrument.linkIds.filter((linkId) => !items.has(linkId));
    if (absent.length > 0) {
      incomplete.push({ fault: "instrumentIncomplete", where: id, count: absent.length });
      continue;
    }
    scored.push(instrument);
    tasks.push(taskFor(instrument, items));
  }
  return { tasks, scored, incomplete };
}

function taskFor(instrument: SurveyInstrument, items: ReadonlyMap<string, Variable>): ScoringTask {
  const { id, linkIds, bands, subscoreNames, scoreOf } = instrument;
  return {
    instrument: id,
    items: linkIds.map((linkId) => answerExpression(items.get(linkId))),
    columns: [`score_${id}`, `band_${id}`, ...subscoreNames.map((name) => `score_${id}_${name}`)],
    score: (codes) => {
      const { score, band, subscores } = scoreOf(codes);
      const place = band === null ? null : bands.indexOf(band);
      return [score, place, ...subscoreNames.map((name) => subscores[name] ?? null)];
    },
  };
}

/** The answer to an item as its code in the catalogue. */
function answerExpression(variable: Variable | undefined): string {
  if (variable === undefined) return "null::integer";
  const { codes } = variable.meaning ?? {};
  return translated(
    variable,
    codes === undefined ? null : new Map(Object.entries(codes).map(([raw, code]) => [raw, Number(code)])),
  );
}
