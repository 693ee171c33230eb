import { join } from "node:path";
import { breakdowns, type BreakdownId } from "../breakdown.ts";
import { notAnswered, type Survey, type SurveyWave } from "../survey.ts";
import type { Codebook, Meaning, Variable } from "./codebook.ts";
import { openFileEngine, quotedText, type FileEngine } from "./engine-store.ts";
import { designColumn } from "./file-figures-store.ts";
import { readSidecar, surveyFiles } from "./import-survey.ts";
import { translated } from "./import-store.ts";
import { wordsOf } from "./survey-words.ts";

/** A column of answers: its name in the words of the platform, and the expression that gives its codes. */
interface AnswerColumn {
  readonly name: string;
  readonly expression: string;
}

/**
 * Loads a version of a survey as the observatory reads it: the design, the answers to items of the catalogue and the
 * groups of the breakdowns, wave by wave.
 * @throws observatory.surveyFileUnreadable
 */
export async function loadSurvey(folder: string): Promise<Survey> {
  const { codebook, waves } = await readSidecar(folder);
  const engine = await openFileEngine();
  try {
    const source = `read_parquet(${quotedText(join(folder, surveyFiles.data))})`;
    const loaded: SurveyWave[] = [];
    for (const [number, { wave, respondents }] of waves.entries())
      loaded.push(
        await loadWave(engine, codebook, {
          id: wave,
          from: `${source} where ${designColumn.wave} = ${number}`,
          drawn: Math.max(respondents, codebook.drawn?.[wave] ?? respondents),
        }),
      );
    const { id, isSynthetic, sampling, universe, title, provenance, licence } = codebook;
    const about = { title, universe: universe.words, provenance, licence };
    const words = await wordsOf(codebook);
    return { id, isSynthetic, sampling, fromAge: universe.fromAge, about, words, waves: loaded };
  } finally {
    engine.close();
  }
}

interface WaveSource {
  readonly id: string;
  readonly from: string;
  readonly drawn: number;
}

async function loadWave(
  engine: FileEngine,
  codebook: Codebook,
  { id, from, drawn }: WaveSource,
): Promise<SurveyWave> {
  const columns = answerColumns(codebook);
  const second = codebook.design.fpc2 === undefined ? [] : [designColumn.ssu, designColumn.fpc2];
  const first = codebook.design.fpc === undefined ? [] : [designColumn.fpc];
  const design = [designColumn.stratum, designColumn.psu, designColumn.weight, ...first, ...second];
  const read = await engine.numbers(
    `select ${[...design, ...columns.map(({ expression }) => expression)].join(", ")} from ${from}`,
  );
  const column = (name: string): Float64Array => read[design.indexOf(name as never)] ?? new Float64Array();
  return {
    id,
    drawn,
    stratum: fromZero(column(designColumn.stratum)),
    psu: fromZero(column(designColumn.psu)),
    weight: column(designColumn.weight),
    ...(first.length > 0 ? { fpc: column(designColumn.fpc) } : {}),
    ...(second.length > 0
      ? { ssu: fromZero(column(designColumn.ssu)), fpc2: column(designColumn.fpc2) }
      : {}),
    answers: Object.fromEntries(
      columns.map(({ name }, index) => [name, codesFrom(read[design.length + index] ?? new Float64Array())]),
    ),
  };
}

/** Numbers of strata and units begin at 0 in each wave. */
function fromZero(column: Float64Array): Int32Array {
  const numbers = Int32Array.from(column);
  const least = numbers.reduce((a, b) => Math.min(a, b), numbers[0] ?? 0);
  return numbers.map((number) => number - least);
}

function codesFrom(column: Float64Array): Int16Array {
  const codes = new Int16Array(column.length);
  for (let row = 0; row < codes.length; row++) {
    const code = column[row] ?? NaN;
    codes[row] = Number.isNaN(code) ? notAnswered : code;
  }
  return codes;
}

function answerColumns({ variables }: Codebook): readonly AnswerColumn[] {
  return variables.flatMap((variable) => {
    const { meaning } = variable;
    if (meaning === undefined) return [];
    if ("instrument" in meaning)
      return [{ name: meaning.linkId, expression: translated(variable, itemCodes(meaning)) }];
    return [{ name: meaning.breakdown, expression: groupExpression(variable, meaning) }];
  });
}

function itemCodes({ codes }: Extract<Meaning, { instrument: string }>): ReadonlyMap<string, number> | null {
  return codes === undefined ? null : new Map(Object.entries(codes));
}

/** The position of a group among those of its breakdown; age in years stays as it is. */
function groupExpression(
  variable: Variable,
  {
    breakdown,
    codes,
  }: { readonly breakdown: BreakdownId; readonly codes?: Readonly<Record<string, string>> | undefined },
): string {
  if (codes === undefined) return translated(variable, null);
  const { categories = [] } = breakdowns.find(({ id }) => id === breakdown) ?? {};
  const places = Object.entries(codes).map(([raw, code]) => [raw, categories.indexOf(code)] as const);
  return translated(variable, new Map(places));
}
