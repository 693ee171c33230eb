import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { TisserError } from "#base";
import { loadInstrument, score, type Instrument, type ScoreResult } from "#instruments";
import { z } from "zod";
import { cliErrors } from "./errors.ts";
import type { VerifyCases, VerifyOutcome } from "./verify-cases.ts";

const answerValue = z.number().nullable();
const attribute = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const expected = z.object({
  scorable: z.boolean(),
  score: z.number().nullable(),
  band: z.string().nullable(),
  prorated: z.boolean(),
  flags: z.array(z.string()),
  subscores: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
  /** Null where the format does not count items. */
  answered: z.number().nullable(),
  missing: z.number().nullable(),
});
const vectorCase = z.object({
  id: z.string(),
  input: z.object({
    answers: z.record(z.string(), answerValue).optional(),
    alters: z.array(z.record(z.string(), attribute)).optional(),
  }),
  expect: expected,
});
const vectorFile = z.object({ instrument: z.string(), cases: z.array(vectorCase) });

type VectorCase = z.infer<typeof vectorCase>;
type Told = z.infer<typeof expected>;

/**
 * Scores every case of a folder of vectors, or of one file: one JSON file an instrument, `{instrument, cases: [{id, input, expect}]}`.
 * The file of the pathway, which may lie in the same folder, has a command of its own.
 * @throws cli.caseUnreadable when the folder or a file cannot be read, or an instrument is not in the catalogue.
 */
export const verify: VerifyCases = async (path) => {
  const outcomes = await Promise.all(filesOf(path).map(verifyFile));
  return {
    passed: outcomes.reduce((sum, outcome) => sum + outcome.passed, 0),
    failures: outcomes.flatMap(({ failures }) => failures),
    pending: [],
  };
};

function filesOf(path: string): readonly string[] {
  try {
    if (statSync(path).isFile()) return [path];
    return readdirSync(path)
      .filter((name) => name.endsWith(".json") && name !== "index.json")
      .toSorted()
      .map((name) => join(path, name));
  } catch (cause) {
    throw cliErrors.caseUnreadable({ path }, { cause });
  }
}

async function verifyFile(path: string): Promise<VerifyOutcome> {
  const content = readJson(path);
  if (z.object({ instrument: z.literal("pathway") }).safeParse(content).success) return none;
  const file = vectorFile.safeParse(content);
  if (!file.success) throw cliErrors.caseUnreadable({ path }, { cause: file.error });
  const instrument = await loaded(file.data.instrument, path);
  const failures = file.data.cases.flatMap((vector) => failureOf(instrument, vector));
  return { passed: file.data.cases.length - failures.length, failures, pending: [] };
}

const none: VerifyOutcome = { passed: 0, failures: [], pending: [] };

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw cliErrors.caseUnreadable({ path }, { cause });
  }
}

async function loaded(id: string, path: string): Promise<Instrument> {
  try {
    return await loadInstrument(id);
  } catch (cause) {
    throw cliErrors.caseUnreadable({ path }, { cause });
  }
}

/** One line when the result is not the expected one: each differing field, expected and come. */
function failureOf(instrument: Instrument, { id, input, expect }: VectorCase): readonly string[] {
  const result = resultOf(instrument, input);
  if (result instanceof TisserError) return [`${id}: refused, ${result.code}`];
  const told = tellResult(result);
  const differences = Object.entries(expect).flatMap(([field, wanted]) => {
    const came: unknown = Reflect.get(told, field);
    const isUncounted = wanted === null && (field === "answered" || field === "missing");
    return isUncounted || isSame(wanted, came)
      ? []
      : [`${field}: expected ${JSON.stringify(wanted)}, came ${JSON.stringify(came)}`];
  });
  return differences.length === 0 ? [] : [`${id}: ${differences.join("; ")}`];
}

/** The result of a case, or the refusal that its answers met. */
function resultOf(
  instrument: Instrument,
  { answers, alters }: VectorCase["input"],
): ScoreResult | TisserError {
  const roster = instrument.rule.kind === "roster" ? instrument.rule.item : "";
  const given = alters === undefined ? (answers ?? {}) : { [roster]: alters };
  const language = Object.keys(instrument.wordings)[0] ?? "en";
  try {
    return score(instrument, given, { language, mode: "interview" });
  } catch (error) {
    if (error instanceof TisserError) return error;
    throw error;
  }
}

/** A result in the words of the vectors. A band of a sub-score stands in the place of its number. */
function tellResult(result: ScoreResult): Told {
  const isScored = result.status === "scored";
  return {
    scorable: isScored,
    score: isScored ? result.score : null,
    band: result.band,
    prorated: isScored && result.isProrated,
    flags: [...result.flags],
    subscores: { ...result.subscores, ...result.subscoreBands },
    answered: result.answered,
    missing: result.missing.length,
  };
}

/** Equality of JSON values, whatever the order of names. */
function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
