import { readFileSync, globSync } from "node:fs";
import { join } from "node:path";
import { TisserError } from "#base";
import { z } from "zod";
import { baseFunctions } from "./base-functions.ts";
import { differences, plainOf, type Plain } from "./compare.ts";
import { constants, evaluate } from "./evaluate.ts";
import { modelFunctions } from "./model-functions.ts";
import { resultFunctions } from "./result-functions.ts";
import { designFunctions, lonelyOption, surveyOf } from "./survey-design.ts";
import { surveyFunctions } from "./survey-functions.ts";
import { parseR, type Expression } from "./syntax.ts";
import { readTable } from "./table.ts";
import { Scope } from "./value.ts";
import type { RDesign, RFrame, RFunction, RValue } from "./value.ts";

const plain: z.ZodType<Plain> = z.json();

/** A reference case as it is published. */
export const referenceCase = z.object({
  id: z.string(),
  data: z.union([z.string(), z.array(z.string())]).nullish(),
  spec: z.record(z.string(), z.json()).nullish(),
  expected: plain,
  relTolerance: z.number().positive(),
  rcode: z.string(),
});

/** A case with its parts read. */
export type ReferenceCase = z.infer<typeof referenceCase>;

const functions: readonly RFunction[] = [
  ...baseFunctions,
  ...designFunctions,
  ...surveyFunctions,
  ...modelFunctions,
  ...resultFunctions,
];

/**
 * Evaluates the R expression of a case with our statistics and compares it with what R gave.
 * @param folder of the cases: its `data/` holds the tables, its `make_*.R` say under which names.
 * @returns one sentence a difference; none when all agree.
 */
export function runRCase(reference: ReferenceCase, folder: string): string[] {
  try {
    const scope = new CaseScope(reference, folder);
    const value = evaluate(parseR(reference.rcode), scope);
    return differences(reference.expected, plainOf(value), reference.relTolerance);
  } catch (error) {
    const isRefusal = error instanceof TisserError;
    if (isRefusal && expectsRefusal(reference.expected)) return [];
    if (error instanceof Error) return [`${isRefusal ? "refused" : "not computed"}: ${error.message}`];
    throw error;
  }
}

/** An `error` alone is what R said when it refused; a coded refusal of ours agrees with it. */
function expectsRefusal(expected: Plain): boolean {
  return typeof expected === "object" && expected !== null && Object.keys(expected).join() === "error";
}

/** Names of a case: functions, tables and designs that the scripts beside it define, else what its `data` and `spec` say. */
class CaseScope extends Scope {
  private readonly reference: ReferenceCase;
  private readonly folder: string;
  private readonly steps: ReadonlyMap<string, Expression>;
  private readonly known = new Map<string, RValue>();

  constructor(reference: ReferenceCase, folder: string) {
    super(null);
    this.reference = reference;
    this.folder = folder;
    this.steps = definitionsIn(folder);
    for (const one of functions) this.set(one.name, one);
  }

  override get(name: string): RValue | null {
    const found = super.get(name) ?? this.known.get(name) ?? null;
    if (found !== null || name in constants || name === lonelyOption) return found;
    const made = this.fromScripts(name) ?? this.fromCase(name);
    if (made !== null) this.known.set(name, made);
    return made;
  }

  private fromScripts(name: string): RValue | null {
    const step = this.steps.get(name);
    if (step === undefined) return null;
    if (step.kind === "text") return this.table(step.value);
    return evaluate(step, this);
  }

  /** A free name of a case: the table of its data whose file it ends, else the first one, with the design of `spec`. */
  private fromCase(name: string): RValue | null {
    const { data } = this.reference;
    const files = (typeof data === "string" ? data.split(/\s*[+,]\s*/) : (data ?? [])).filter((file) =>
      file.endsWith(".csv"),
    );
    if (!/^[a-z][\w.]{0,7}$/i.test(name) || files.length === 0) return null;
    const file =
      files.find((one) => name.length > 1 && one.replace(/\.csv$/, "").endsWith(name)) ?? files[0]!;
    const table = this.table(file);
    return { ...table, survey: () => specDesign(this.reference, this.table(files[0]!), this) };
  }

  private table(file: string): RFrame {
    return readTable(readFileSync(join(this.folder, "data", file), "utf8"));
  }
}

/** The design that `spec` describes on the data of a case; `ids` and `fpc` may name two stages. */
function specDesign({ spec }: ReferenceCase, frame: RFrame, scope: Scope): RDesign {
  const column = (key: string, stage = 0) => {
    const given = spec?.[key];
    const name: unknown = Array.isArray(given) ? given[stage] : stage === 0 ? given : undefined;
    return typeof name === "string" ? frame.columns.get(name) : undefined;
  };
  const codes = (key: string, stage = 0) =>
    column(key, stage)?.map((atom) => (typeof atom === "boolean" ? String(atom) : atom));
  const number = (key: string, stage = 0) =>
    column(key, stage)?.map((atom) => (atom === null ? null : Number(atom)));
  const columns = {
    rows: frame.rows,
    weights: number("weights"),
    strata: codes("strata"),
    psu: codes("ids"),
    ssu: codes("ids", 1),
    fpc: number("fpc"),
    fpc2: number("fpc", 1),
    nested: spec?.["nest"] === true ? true : undefined,
  };
  const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
  return surveyOf(frame, given, scope);
}

/** Tables (`wcsv(…, "file.csv") -> name`) and designs (`name <- svydesign(…)`) that the scripts of a folder define. */
function definitionsIn(folder: string): ReadonlyMap<string, Expression> {
  const found = new Map<string, Expression>();
  for (const script of globSync("make_*.R", { cwd: folder }).toSorted()) {
    const source = readFileSync(join(folder, script), "utf8");
    for (const [, file = "", name = ""] of source.matchAll(
      /wcsv\([^\n]*?"([\w.]+\.csv)"\)\s*->>?\s*([\w.]+)/g,
    ))
      found.set(name, { kind: "text", value: file });
    for (const match of source.matchAll(/(?:^|[;\n])\s*([\w.]+)\s*<-\s*(?=svydesign\()/g))
      addDesign(found, match[1] ?? "", source.slice(match.index + match[0].length));
  }
  return found;
}

function addDesign(found: Map<string, Expression>, name: string, rest: string): void {
  let depth = 0;
  const end = [...rest].findIndex((letter) => {
    if (letter === "(") depth += 1;
    if (letter === ")") depth -= 1;
    return letter === ")" && depth === 0;
  });
  const block = parseR(rest.slice(0, end + 1));
  if (block.kind === "block" && block.steps[0] !== undefined && !found.has(name))
    found.set(name, block.steps[0]);
}
